package dev.openaxis.osdp.internal.capture;

import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameFault;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.ReplyCode;

/** What stands at the beginning of a frame's line. */
final class Heads {
    private static final int CONTROL = 4;
    private static final int RECORDER_DECRYPTED = 0x80;

    private Heads() {}

    /** Address, direction, name, sequence number, kind of check characters, security block. */
    static String of(Frame frame) {
        String block = frame.hasBlock() ? String.format(" SCS_%02X", frame.blockType()) : "";
        return String.format(
                "%02X %s %-12s SQN %d %-3s%-7s",
                frame.address(),
                frame.isReply() ? "<" : ">",
                name(frame),
                frame.sequence(),
                frame.hasCrc() ? "CRC" : "SUM",
                block);
    }

    /** The name of a command or reply, also of a frame with a fault, as far as it has one. */
    static String name(Frame frame) {
        int at = frame.at() + Layout.HEADER;
        int code = at + (frame.hasBlock() ? frame.bytes()[at] & 0xFF : 0);
        if (code >= frame.at() + frame.length() - Layout.checkSize(frame.hasCrc())) {
            return "?";
        }
        int value = frame.bytes()[code] & 0xFF;
        return frame.isReply() ? ReplyCode.name(value) : CommandCode.name(value);
    }

    /** libosdp writes secured frames decrypted, with this bit and the check characters of before. */
    static boolean isDecryptedByRecorder(Frame frame) {
        return (frame.bytes()[frame.at() + CONTROL] & RECORDER_DECRYPTED) != 0;
    }

    static String fault(FrameFault fault) {
        return switch (fault) {
            case NONE, CHECK -> "";
            case BLOCK_LENGTH -> "security block of an impossible length";
            case BLOCK_TYPE -> "unknown security block";
            case NO_CODE -> "nothing behind the security block";
            case NO_MAC -> "no room for a MAC";
        };
    }
}
