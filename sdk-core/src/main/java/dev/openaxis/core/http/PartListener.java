package dev.openaxis.core.http;

/** Told of the parts of an answer, one call after the other. What it throws ends the answer. */
@FunctionalInterface
public interface PartListener {
    /** Contents longer than this many bytes are told only when they are complete. */
    int LONGEST_SO_FAR = 1024;

    /**
     * A part is complete.
     *
     * @param part the part
     */
    void onPart(ResponsePart part);

    /**
     * More of a part has come that does not tell its length. It is complete only when the next boundary comes, perhaps much
     * later: whoever needs what is there now, takes it here, and sees it again in {@link #onPart}.
     *
     * @param soFar the part's beginning, up to {@value #LONGEST_SO_FAR} bytes; may end within a boundary
     */
    default void onContent(ResponsePart soFar) {}
}
