package dev.openaxis.osdp.internal.secure;

import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.ReplyCode;

/** What is allowed while no session runs; whether anything is, is for the owner to say (OSDP v2.2, Annex D). */
public final class ClearChannel {
    private ClearChannel() {}

    /**
     * Judges a frame outside of a session.
     *
     * @param frame a whole frame
     * @return {@link Verdict#ACCEPTED}, {@link Verdict#HANDSHAKE_BLOCK} for what is to be given to the handshake, or why
     *     it is refused
     */
    public static Verdict judge(Frame frame) {
        if (frame.isSecured()) {
            return Verdict.NO_SESSION;
        }
        if (frame.hasBlock()) {
            return Verdict.HANDSHAKE_BLOCK;
        }
        if (isHandshake(frame)) {
            return Verdict.HANDSHAKE_CODE;
        }
        return isKey(frame) ? Verdict.KEY_NOT_ENCRYPTED : Verdict.ACCEPTED;
    }

    static boolean isHandshake(Frame frame) {
        int code = frame.code();
        return frame.isReply()
                ? code == ReplyCode.CCRYPT || code == ReplyCode.RMAC_I
                : code == CommandCode.CHLNG || code == CommandCode.SCRYPT;
    }

    static boolean isKey(Frame frame) {
        return !frame.isReply() && frame.code() == CommandCode.KEYSET;
    }
}
