package dev.openaxis.osdp.internal.capture;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.Fragment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How values are written for people. */
final class Words {
    private static final int SHOWN = 32;
    private static final int MILLIS = 1000;

    private Words() {}

    /** A name as words: {@code OFF_AFTERWARDS} is "off afterwards". Codes without a name stay as they are. */
    static String name(Object constant) {
        String name = constant.toString();
        return name.startsWith("0x") ? name : name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String hex(Octets bytes) {
        if (bytes.length() == 0) {
            return "no bytes";
        }
        return bytes.length() <= SHOWN ? bytes.hex() : bytes.slice(0, SHOWN).hex() + "... of " + count(bytes);
    }

    static String count(Octets bytes) {
        return count(bytes.length(), "byte");
    }

    static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    static String time(Duration time) {
        long millis = time.toMillis();
        return millis % MILLIS == 0 ? millis / MILLIS + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    static String millis(Duration time) {
        return time.toMillis() + " ms";
    }

    /** Text of a device in quotes: nothing in it does anything to a terminal. */
    static String quoted(Octets text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            int c = text.at(i);
            if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') {
                quoted.append(String.format("\\x%02X", c));
            } else {
                quoted.append((char) c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Things with their numbers from 0: "0 active, 1 open". */
    static <T> String numbered(List<T> things, Function<T, String> text) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < things.size(); i++) {
            all.append(i == 0 ? "" : ", ").append(i).append(' ').append(text.apply(things.get(i)));
        }
        return all.isEmpty() ? "none" : all.toString();
    }

    static <T> String each(List<T> things, Function<T, String> text) {
        return things.stream().map(text).collect(Collectors.joining("; "));
    }

    static String part(Fragment part) {
        return String.format("bytes %d to %d of %d", part.offset(), part.offset() + part.size(), part.total());
    }
}
