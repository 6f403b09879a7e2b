package dev.openaxis.core.internal.rtsp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Puts the documents of a metadata stream together again: one may span several RTP packets, the last of which has the marker (RFC
 * 3550 section 5.1; ONVIF streaming).
 */
public final class RtpDocuments {
    /** What is no RTP, or of which something is missing. */
    public static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenException(String message) {
            super(message);
        }
    }

    private static final int FIXED_HEAD = 12;
    private static final int LONGEST = 1 << 20;

    private final ByteArrayOutputStream document = new ByteArrayOutputStream();
    /** The number the next packet has; -1 before the first. */
    private int expected = -1;

    /**
     * Takes the next packet.
     *
     * @return the document it completes
     * @throws BrokenException if it is no RTP packet or not the one that follows: an event may be lost
     */
    public Optional<String> take(byte[] packet) throws BrokenException {
        if (packet.length < FIXED_HEAD || (packet[0] & 0xC0) != 0x80) {
            throw new BrokenException("a packet that is not RTP");
        }
        int sequence = ((packet[2] & 0xFF) << 8) | (packet[3] & 0xFF);
        if (expected >= 0 && sequence != expected) {
            throw new BrokenException("RTP packets are missing");
        }
        expected = (sequence + 1) & 0xFFFF;
        int begin = FIXED_HEAD + 4 * (packet[0] & 0x0F);
        if ((packet[0] & 0x10) != 0) {
            requireUpTo(packet, begin + 4);
            begin += 4 + 4 * (((packet[begin + 2] & 0xFF) << 8) | (packet[begin + 3] & 0xFF));
        }
        int end = packet.length;
        if ((packet[0] & 0x20) != 0) {
            end -= packet[packet.length - 1] & 0xFF;
        }
        requireUpTo(packet, begin);
        if (end < begin) {
            throw new BrokenException("a packet with more padding than content");
        }
        if (document.size() + end - begin > LONGEST) {
            throw new BrokenException("a document of more than 1 MiB");
        }
        document.write(packet, begin, end - begin);
        boolean last = (packet[1] & 0x80) != 0;
        if (!last) {
            return Optional.empty();
        }
        String text = document.toString(StandardCharsets.UTF_8);
        document.reset();
        return Optional.of(text);
    }

    private static void requireUpTo(byte[] packet, int position) throws BrokenException {
        if (position > packet.length) {
            throw new BrokenException("a packet shorter than its head says");
        }
    }
}
