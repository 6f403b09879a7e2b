package dev.openaxis.vapix.parameters;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a parameter may hold, as far as the device says it.
 *
 * @param kind the kind of value
 * @param rawKind the kind in the device's own word, also for kinds not known here; empty if the device names none
 * @param min least number
 * @param max greatest number
 * @param ranges the numbers allowed, where the device lists ranges in place of {@code min} and {@code max}
 * @param maxLength most characters
 * @param choices the values of an enumeration
 * @param trueWord the word for true of a boolean, for example {@code yes} or {@code anonymous}
 * @param falseWord the word for false of a boolean
 */
public record ParameterType(
        Kind kind,
        String rawKind,
        OptionalLong min,
        OptionalLong max,
        List<Range> ranges,
        OptionalInt maxLength,
        List<Choice> choices,
        Optional<String> trueWord,
        Optional<String> falseWord) {

    /** Makes the lists immutable. */
    public ParameterType {
        ranges = List.copyOf(ranges);
        choices = List.copyOf(choices);
    }

    /** Kinds of values seen on devices. */
    public enum Kind {
        /** {@code string}. */
        STRING("string"),
        /** {@code password}: reads as asterisks or not at all. */
        PASSWORD("password"),
        /** {@code int}. */
        INT("int"),
        /** {@code enum}. */
        ENUM("enum"),
        /** {@code bool}. */
        BOOL("bool"),
        /** {@code ip}. */
        IP("ip"),
        /** {@code ipList}. */
        IP_LIST("ipList"),
        /** {@code hostname}. */
        HOSTNAME("hostname"),
        /** {@code textArea}. */
        TEXT_AREA("textArea"),
        /** Another kind, or none; {@link ParameterType#rawKind()} has the device's word. */
        UNKNOWN("");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /**
         * The kind a device names.
         *
         * @param word the device's word
         * @return the kind, {@link #UNKNOWN} for any other word
         */
        public static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.wireName.equals(word)) {
                    return kind;
                }
            }
            return UNKNOWN;
        }
    }

    /**
     * Numbers that are allowed.
     *
     * @param from the least
     * @param to the greatest, the same for a single number
     */
    public record Range(long from, long to) {}

    /**
     * One value of an enumeration.
     *
     * @param value the value as it is read and written
     * @param niceValue the value for people; empty if the device has none
     */
    public record Choice(String value, String niceValue) {}
}
