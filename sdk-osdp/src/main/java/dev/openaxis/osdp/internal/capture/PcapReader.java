package dev.openaxis.osdp.internal.capture;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.capture.CaptureEntry;
import dev.openaxis.osdp.capture.CaptureReader;
import dev.openaxis.osdp.capture.RecordedAs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/** Reads classic pcap with link type 162, one frame in each packet, as libosdp writes it. */
final class PcapReader implements CaptureReader {
    static final int MAGIC_SIZE = 4;

    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;
    private static final int HEAD = 24;
    private static final int PACKET_HEAD = 16;
    private static final int LINK_TYPE_AT = 20;
    private static final int LINK_TYPE = 162;
    private static final int LINK_TYPE_BITS = 0xFFFF;
    private static final int NANOS_PER_MICRO = 1000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final InputStream in;
    private final ByteOrder order;
    private final int unit;
    private long skipped;
    private boolean ended;

    private PcapReader(InputStream in, ByteOrder order, int unit) {
        this.in = in;
        this.order = order;
        this.unit = unit;
    }

    static boolean isPcap(byte[] magic) {
        return magic.length == MAGIC_SIZE
                && (unit(magic, ByteOrder.BIG_ENDIAN) | unit(magic, ByteOrder.LITTLE_ENDIAN)) != 0;
    }

    /** Nanoseconds in a unit of the packets' times; 0 if the bytes are not of this order. */
    private static int unit(byte[] magic, ByteOrder order) {
        return switch (ByteBuffer.wrap(magic).order(order).getInt()) {
            case MICROSECONDS -> NANOS_PER_MICRO;
            case NANOSECONDS -> 1;
            default -> 0;
        };
    }

    static PcapReader of(InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        if (head.length < HEAD) {
            throw new IOException("the pcap file ends in its head");
        }
        ByteOrder order = unit(head, ByteOrder.BIG_ENDIAN) != 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int link = ByteBuffer.wrap(head).order(order).getInt(LINK_TYPE_AT) & LINK_TYPE_BITS;
        if (link != LINK_TYPE) {
            throw new IOException("the pcap file is of link type " + link + ", OSDP has " + LINK_TYPE);
        }
        return new PcapReader(in, order, unit(head, order));
    }

    @Override
    public Optional<CaptureEntry> next() throws IOException {
        while (!ended) {
            byte[] head = in.readNBytes(PACKET_HEAD);
            if (head.length == 0) {
                return Optional.empty();
            }
            ByteBuffer fields = ByteBuffer.wrap(head).order(order);
            if (head.length < PACKET_HEAD) {
                return cutOff();
            }
            long seconds = Integer.toUnsignedLong(fields.getInt());
            long nanos = Integer.toUnsignedLong(fields.getInt()) * unit;
            long size = Integer.toUnsignedLong(fields.getInt());
            if (size > CaptureEntry.LARGEST) {
                // Not a frame, and perhaps no size: where the next packet begins is not known any more.
                return cutOff();
            }
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size) {
                return cutOff();
            }
            if (bytes.length > 0 && nanos < NANOS_PER_SECOND) {
                return Optional.of(
                        new CaptureEntry(Instant.ofEpochSecond(seconds, nanos), RecordedAs.TRACE, Octets.of(bytes)));
            }
            skipped++;
        }
        return Optional.empty();
    }

    private Optional<CaptureEntry> cutOff() {
        skipped++;
        ended = true;
        return Optional.empty();
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
