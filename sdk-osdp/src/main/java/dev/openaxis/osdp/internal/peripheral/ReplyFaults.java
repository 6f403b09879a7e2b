package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to go wrong with the next replies. */
final class ReplyFaults {
    private static final int CONTROL = 4;
    private static final int BLOCK_TYPE = 6;
    private static final int HANDSHAKE_DATA = 9;
    private static final int CRYPTOGRAM = HANDSHAKE_DATA + 16;

    private final Map<ReplyFault, Integer> wanted = new EnumMap<>(ReplyFault.class);

    void add(ReplyFault fault, int times) {
        wanted.merge(fault, times, Integer::sum);
    }

    void clear() {
        wanted.clear();
    }

    boolean take(ReplyFault fault) {
        int left = wanted.getOrDefault(fault, 0);
        if (left > 0) {
            wanted.put(fault, left - 1);
        }
        return left > 0;
    }

    /** The fault for a reply; null for none. BUSY was looked at before. */
    @Nullable
    ReplyFault next(byte[] frame) {
        for (ReplyFault fault : ReplyFault.values()) {
            if (fault != ReplyFault.BUSY && concerns(fault, frame) && take(fault)) {
                return fault;
            }
        }
        return null;
    }

    private static int block(byte[] frame) {
        return (frame[CONTROL] & 0x08) == 0 ? 0 : frame[BLOCK_TYPE];
    }

    private static boolean concerns(ReplyFault fault, byte[] frame) {
        int type = block(frame);
        return switch (fault) {
            case WRONG_MAC -> type >= SecurityBlock.COMMAND && type <= SecurityBlock.REPLY_ENCRYPTED;
            case WRONG_CRYPTOGRAM -> type == SecurityBlock.CLIENT_CRYPTOGRAM;
            case WRONG_INITIAL_MAC -> type == SecurityBlock.INITIAL_MAC;
            default -> true;
        };
    }

    /** The bytes that are sent instead of the right ones. */
    static byte[] spoil(ReplyFault fault, byte[] frame) {
        byte[] other = frame.clone();
        boolean crc = (frame[CONTROL] & 0x04) != 0;
        int checks = Layout.checkSize(crc);
        switch (fault) {
            case TRUNCATED -> {
                return Arrays.copyOf(frame, frame.length - 1);
            }
            case WRONG_CHECK -> {
                other[other.length - 1] ^= 0x01;
                return other;
            }
            case WRONG_SEQUENCE -> other[CONTROL] = (byte) ((frame[CONTROL] & ~3) | ((frame[CONTROL] + 1) & 3));
            case SEQUENCE_ZERO -> other[CONTROL] = (byte) (frame[CONTROL] & ~3);
            case WRONG_ADDRESS -> other[1] ^= 0x01;
            case WRONG_MAC -> other[other.length - checks - Layout.MAC] ^= 0x01;
            case WRONG_CRYPTOGRAM -> other[CRYPTOGRAM] ^= 0x01;
            case WRONG_INITIAL_MAC -> other[HANDSHAKE_DATA] ^= 0x01;
            case BUSY, LOST, LATE, DUPLICATED -> {
                return other;
            }
        }
        FrameEncoder.finish(other, 0, other.length, crc);
        return other;
    }
}
