package dev.openaxis.osdp.message;

/**
 * A part of an object of a PIV card (OSDP v2.2, PIVDATAR, multi-part).
 *
 * @param fragment the part
 */
public record PivData(Fragment fragment) implements Reply {
    @Override
    public int code() {
        return ReplyCode.PIVDATAR;
    }
}
