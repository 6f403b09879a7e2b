package dev.openaxis.osdp.internal.capture;

import java.util.ArrayList;
import java.util.List;

/** What is to be said of a frame beside its contents. */
final class Remarks {
    private final List<String> texts = new ArrayList<>();
    private boolean odd;

    /** Something of interest that is as it should be. */
    void note(String text) {
        texts.add(text);
    }

    /** Something that should not be. */
    void odd(String text) {
        texts.add(text);
        odd = true;
    }

    /** What the contents say should not be. */
    void odd() {
        odd = true;
    }

    boolean isOdd() {
        return odd;
    }

    /** All of it in parentheses. */
    String text() {
        return texts.isEmpty() ? "" : "(" + String.join("; ", texts) + ")";
    }
}
