package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameFault;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.peripheral.PeripheralVariant;

/**
 * Sequence numbers and the last exchange (OSDP v2.2, 5.9): which command comes next, which is a repetition that gets the same
 * bytes again, which is neither.
 */
final class SequenceTrack {

    /** What a command is by its sequence number. */
    enum Step {
        /** Number 0: a new start. */
        RESTART,
        /** The command that was answered last, byte for byte. */
        REPEAT,
        /** The one that is to come. */
        NEXT,
        /** The last number with other bytes: in a session the MAC tells, outside of one it is unexpected. */
        DOUBTFUL,
        /** Any other. */
        UNEXPECTED
    }

    private static final int NONE = -1;
    private static final int LAST = 3;

    private final boolean strict;
    private final boolean byCode;
    private final byte[] command = new byte[Layout.LARGEST];
    private final byte[] reply = new byte[Layout.LARGEST];
    private int commandLength;
    private int replyLength;
    private int code;
    private int last = NONE;
    private int tolerated = NONE;

    SequenceTrack(Settings settings) {
        strict = settings.has(PeripheralVariant.STRICT_FIRST_SEQUENCE);
        byCode = settings.has(PeripheralVariant.SAME_CODE_IS_REPETITION);
    }

    Step judge(Frame frame) {
        int sequence = frame.sequence();
        if (sequence == 0) {
            forget();
            return Step.RESTART;
        }
        if (commandLength > 0 && isRepeated(frame)) {
            return Step.REPEAT;
        }
        if (last == NONE) {
            return strict ? Step.UNEXPECTED : Step.NEXT;
        }
        if (sequence == successor(last) || sequence == tolerated) {
            return Step.NEXT;
        }
        return sequence == last ? Step.DOUBTFUL : Step.UNEXPECTED;
    }

    private boolean isRepeated(Frame frame) {
        boolean sameCode =
                byCode && frame.sequence() == last && frame.fault() == FrameFault.NONE && frame.code() == code;
        return sameCode || frame.isSameAs(command, 0, commandLength);
    }

    private static int successor(int sequence) {
        return sequence == LAST ? 1 : sequence + 1;
    }

    /** The command was answered, with anything but BUSY, NAK 1 and NAK 4: the same bytes get the same reply from now on. */
    void answered(Frame frame, byte[] sent, int length) {
        last = frame.sequence();
        tolerated = NONE;
        frame.copyTo(command, 0);
        commandLength = last == 0 ? 0 : frame.length();
        code = frame.fault() == FrameFault.NONE ? frame.code() : NONE;
        System.arraycopy(sent, 0, reply, 0, length);
        replyLength = length;
    }

    /** The command was put off: it comes again as a new one with the number that is expected now. */
    void putOff() {
        commandLength = 0;
    }

    /** A damaged frame was refused: some panels count on after that, others do not. */
    void damaged(int sequence) {
        if (last != NONE && sequence == successor(last)) {
            tolerated = successor(sequence);
        }
    }

    /** As after a start. */
    void forget() {
        commandLength = 0;
        last = NONE;
        tolerated = NONE;
    }

    byte[] reply() {
        return reply;
    }

    int replyLength() {
        return replyLength;
    }
}
