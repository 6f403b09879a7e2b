package dev.openaxis.osdp.internal.message;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.Fragment;
import org.jspecify.annotations.Nullable;

/** The head of a multi-part message (OSDP v2.2, 5.10). */
final class Fragments {
    static final int HEAD = 6;

    private Fragments() {}

    /**
     * Reads a part.
     *
     * @param uncounted whether algorithm and key may stand in the first part without being counted
     * @return the part; null if it is not of the size it says
     */
    static @Nullable Fragment read(byte[] bytes, int at, int length, boolean uncounted) {
        int size = Numbers.u16(bytes, at + 4);
        int offset = Numbers.u16(bytes, at + 2);
        int carried = length - HEAD;
        if (carried != size && !(uncounted && offset == 0 && carried == size + Fragment.UNCOUNTED)) {
            return null;
        }
        return new Fragment(Numbers.u16(bytes, at), offset, size, Octets.copyOf(bytes, at + HEAD, carried));
    }

    static void write(Fragment fragment, byte[] out, int at) {
        int data = Numbers.put16(
                out, Numbers.put16(out, Numbers.put16(out, at, fragment.total()), fragment.offset()), fragment.size());
        fragment.data().copyTo(out, data);
    }
}
