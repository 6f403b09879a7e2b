package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;
import java.time.Duration;
import java.util.List;

/** What the wire can carry: every record refuses the rest when it is made. */
final class Wire {
    static final int U8 = 0xFF;
    static final int U16 = 0xFFFF;
    static final int U24 = 0xFFFFFF;
    static final long U32 = 0xFFFF_FFFFL;

    static final int SECOND = 1000;
    static final int TENTH = 100;
    static final int MILLISECOND = 1;
    private static final int NANOS_PER_MS = 1_000_000;

    private Wire() {}

    static void u8(String name, int value) {
        range(name, value, 0, U8);
    }

    static void u16(String name, int value) {
        range(name, value, 0, U16);
    }

    static void u24(String name, int value) {
        range(name, value, 0, U24);
    }

    static void u32(String name, long value) {
        range(name, value, 0, U32);
    }

    static void range(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", the wire carries " + min + " to " + max);
        }
    }

    /** A time the wire carries as a count of units. */
    static void time(String name, Duration time, int unitMs, int max) {
        long longest = (long) unitMs * max;
        boolean countable =
                time.getSeconds() >= 0 && time.getSeconds() <= longest && time.getNano() % NANOS_PER_MS == 0;
        if (!countable || time.toMillis() > longest || time.toMillis() % unitMs != 0) {
            throw new IllegalArgumentException(
                    name + " is " + time + ", the wire carries 0 to " + max + " times " + unitMs + " ms");
        }
    }

    static void tenths8(String name, Duration time) {
        time(name, time, TENTH, U8);
    }

    static void tenths16(String name, Duration time) {
        time(name, time, TENTH, U16);
    }

    static void size(String name, Octets octets, int size) {
        if (octets.length() != size) {
            throw new IllegalArgumentException(name + " is of " + octets.length() + " bytes, not of " + size);
        }
    }

    static void atMost(String name, Octets octets, int size) {
        if (octets.length() > size) {
            throw new IllegalArgumentException(
                    name + " is of " + octets.length() + " bytes, the wire carries at most " + size);
        }
    }

    static <T> List<T> some(String name, List<T> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no " + name);
        }
        return List.copyOf(values);
    }

    /** The name of a code, or the code itself if nobody named it. */
    static String name(int code, String... names) {
        String name = code < names.length ? names[code] : "";
        return name.isEmpty() ? String.format("0x%02X", code) : name;
    }
}
