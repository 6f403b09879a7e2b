package dev.openaxis.testkit.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;

/**
 * The RTP packets of one stream, interleaved with RTSP (RFC 2326 section 10.12, RFC 3550 section 5.1). As recorded: payload
 * type 98, header of 12 bytes, all packets of a document with one time stamp, marker bit in its last one.
 */
final class RtpStream {
    static final int HEADER = 12;

    private static final int VERSION = 0x80;
    private static final int MARKER = 0x80;
    private static final int PAYLOAD_TYPE = 98;
    private static final int SENDER_REPORT = 200;
    /** RFC 3550 section 4: NTP counts from 1900. */
    private static final long NTP_OFFSET = 2_208_988_800L;

    private final int channel;
    private final int reportChannel;
    private final int packetBytes;
    private final int source;
    private final long began = System.nanoTime();
    private final int firstTime;
    private int sequence;
    private int lastTime;
    private int packets;
    private int octets;

    /**
     * A stream that has sent nothing.
     *
     * @param channel of the packets
     * @param reportChannel of sender reports
     * @param packetBytes largest packet, header included
     */
    RtpStream(int channel, int reportChannel, int packetBytes) {
        SecureRandom random = new SecureRandom();
        this.channel = channel;
        this.reportChannel = reportChannel;
        this.packetBytes = packetBytes;
        this.source = random.nextInt();
        this.sequence = random.nextInt(0x10000);
        this.firstTime = random.nextInt();
        this.lastTime = firstTime;
    }

    /** Of the next packet. */
    int sequence() {
        return sequence;
    }

    /** Of the last document, unsigned. */
    long time() {
        return Integer.toUnsignedLong(lastTime);
    }

    String sourceInHex() {
        return String.format(Locale.ROOT, "%08X", source);
    }

    /** All packets of a document, each in its frame. */
    ByteBuf packets(ByteBufAllocator allocator, byte[] document) {
        lastTime = nextTime();
        ByteBuf out = allocator.buffer(document.length + 64);
        int most = packetBytes - HEADER;
        for (int at = 0; at < document.length; at += most) {
            int length = Math.min(most, document.length - at);
            boolean last = at + length == document.length;
            frame(out, channel, HEADER + length);
            out.writeByte(VERSION).writeByte((last ? MARKER : 0) | PAYLOAD_TYPE);
            out.writeShort(sequence).writeInt(lastTime).writeInt(source);
            out.writeBytes(document, at, length);
            sequence = (sequence + 1) & 0xFFFF;
            packets++;
            octets += length;
        }
        return out;
    }

    /** 90 kHz; two documents never have the same time. */
    private int nextTime() {
        int now = firstTime + (int) ((System.nanoTime() - began) * 9 / 100_000);
        return now - lastTime > 0 ? now : lastTime + 1;
    }

    /** An RTCP sender report without report blocks, RFC 3550 section 6.4.1. */
    ByteBuf report(ByteBufAllocator allocator, Instant now) {
        ByteBuf out = allocator.buffer(32);
        frame(out, reportChannel, 28);
        out.writeByte(VERSION).writeByte(SENDER_REPORT).writeShort(6).writeInt(source);
        out.writeInt((int) (now.getEpochSecond() + NTP_OFFSET))
                .writeInt((int) (((long) now.getNano() << 32) / 1_000_000_000));
        return out.writeInt(nextTime()).writeInt(packets).writeInt(octets);
    }

    /** A frame that belongs to nothing. */
    static ByteBuf foreign(ByteBufAllocator allocator, int channel) {
        ByteBuf out = allocator.buffer(16);
        frame(out, channel, 5);
        // Bytes that a careless reader takes for the next frame or for an answer.
        return out.writeByte('$').writeByte(0).writeByte('R').writeByte('T').writeByte(0xFF);
    }

    private static void frame(ByteBuf out, int channel, int length) {
        out.writeByte('$').writeByte(channel).writeShort(length);
    }
}
