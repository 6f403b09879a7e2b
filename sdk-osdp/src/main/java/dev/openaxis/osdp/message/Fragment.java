package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * One part of a message that does not fit a frame (OSDP v2.2, 5.10; 6 bytes and the data). Total, offset and size
 * count the message without what stands before it: in the first part of GENAUTH and CRAUTH some devices do not count
 * the two bytes of algorithm and key, so that the data may be two bytes longer than the size.
 *
 * @param total bytes of the whole message, 0 to 65535
 * @param offset where this part begins in it, 0 to 65535; 0 starts over
 * @param size bytes of this part, 0 to 65535
 * @param data the part
 */
public record Fragment(int total, int offset, int size, Octets data) {
    /** Bytes of algorithm and key that some devices do not count. */
    public static final int UNCOUNTED = 2;

    /** Refuses what the wire cannot carry. */
    public Fragment {
        Wire.u16("total", total);
        Wire.u16("offset", offset);
        Wire.u16("size", size);
        if (data.length() != size && (offset != 0 || data.length() != size + UNCOUNTED)) {
            throw new IllegalArgumentException("a part of " + data.length() + " bytes says it is of " + size);
        }
    }
}
