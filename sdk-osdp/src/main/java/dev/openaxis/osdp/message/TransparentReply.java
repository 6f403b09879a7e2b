package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * What came of working with a smart card (OSDP v2.2, XRD; 2 bytes and more).
 *
 * @param mode mode the reply belongs to, 0 to 255
 * @param reply PREPLY, 0 to 255; what it says depends on the mode
 * @param data PDATA; what it holds depends on both
 */
public record TransparentReply(int mode, int reply, Octets data) implements Reply {
    /** Refuses what the wire cannot carry. */
    public TransparentReply {
        Wire.u8("mode", mode);
        Wire.u8("reply", reply);
    }

    @Override
    public int code() {
        return ReplyCode.XRD;
    }

    /**
     * What it says.
     *
     * @return the contents; {@link TransparentReport.Other} if they cannot be read
     */
    public TransparentReport report() {
        return TransparentReport.read(this);
    }
}
