package dev.openaxis.osdp.internal.capture;

import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.ReplyCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What goes on between the panel and one device: who asked what, how often and when, in which order. What their frames
 * carry is read by a {@link ChannelTrace}.
 */
final class AddressTrace {
    /** The first byte of a reply has to come within (OSDP v2.2, 5.7). */
    private static final Duration REPLY_DELAY = Duration.ofMillis(200);

    private static final Duration OFFLINE = Duration.ofSeconds(8);
    private static final int LAST_SEQUENCE = 3;

    private final ChannelTrace channel;
    private byte @Nullable [] command;
    private byte @Nullable [] reply;
    private String commandFields = "";
    private String replyFields = "";
    private int sequence;
    private boolean answered;
    private boolean busy;
    private @Nullable Instant asked;
    private @Nullable Instant heard;

    AddressTrace(KeyRing keys, ReplyText replies) {
        channel = new ChannelTrace(keys, replies);
    }

    /** Says what a frame carries. */
    String read(Instant time, Frame frame, Remarks remarks) {
        return frame.isReply() ? onReply(time, frame, remarks) : onCommand(time, frame, remarks);
    }

    private String onCommand(Instant time, Frame frame, Remarks remarks) {
        boolean first = command == null;
        boolean same = command != null && isSame(frame, command);
        asked = time;
        if (same && (frame.sequence() != 0 || !answered)) {
            remarks.note(busy ? "again, as the device was busy" : "retransmission");
            busy = false;
            return commandFields;
        }
        if (!first) {
            judgeSequence(frame.sequence(), remarks);
        }
        sequence = frame.sequence();
        command = copy(frame);
        reply = null;
        answered = false;
        busy = false;
        commandFields = channel.read(frame, remarks);
        return commandFields;
    }

    /** 1, 2, 3, 1 and so on; 0 starts again (OSDP v2.2, 5.9). */
    private void judgeSequence(int now, Remarks remarks) {
        int next = sequence == LAST_SEQUENCE ? 1 : sequence + 1;
        if (now == 0) {
            if (sequence != 0) {
                remarks.note("starts again");
            }
        } else if (now == sequence) {
            remarks.odd("SQN of the command before, and other bytes");
        } else if (now != next) {
            remarks.odd("SQN " + next + " was next");
        }
    }

    private String onReply(Instant time, Frame frame, Remarks remarks) {
        if (heard != null && Duration.between(heard, time).compareTo(OFFLINE) > 0) {
            remarks.odd("silent for " + Words.time(Duration.between(heard, time)) + ", which is offline");
        }
        heard = time;
        if (asked == null) {
            remarks.note("its command is not in the capture");
        } else if (Duration.between(asked, time).compareTo(REPLY_DELAY) > 0) {
            // The time is that of the whole frame, so that only much is told.
            remarks.note("after " + Words.millis(Duration.between(asked, time)));
        }
        if (reply != null && isSame(frame, reply)) {
            remarks.note("the same reply again");
            return replyFields;
        }
        if (frame.code() == ReplyCode.BUSY) {
            busy = true;
            return channel.read(frame, remarks);
        }
        if (command != null && frame.sequence() != sequence) {
            remarks.odd(
                    frame.sequence() == 0
                            ? "the device wants to start again"
                            : "SQN is not that of the command, " + sequence);
        }
        answered = !isDamageReport(frame);
        reply = answered ? copy(frame) : null;
        replyFields = channel.read(frame, remarks);
        return replyFields;
    }

    /** NAK 1 does not answer the command: it is sent again. */
    private static boolean isDamageReport(Frame frame) {
        return frame.code() == ReplyCode.NAK
                && !frame.hasBlock()
                && frame.dataLength() > 0
                && frame.bytes()[frame.dataAt()] == NakCode.CHECK.code();
    }

    private static byte[] copy(Frame frame) {
        byte[] bytes = new byte[frame.length()];
        frame.copyTo(bytes, 0);
        return bytes;
    }

    private static boolean isSame(Frame frame, byte[] bytes) {
        return bytes.length == frame.length() && frame.isSameAs(bytes, 0, bytes.length);
    }
}
