package dev.openaxis.testkit.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of {@code factoryDefaultMode}, reference 03 section 1.7 (documented). */
enum FactoryDefaultMode {
    /** Keeps the network settings. */
    SOFT,
    /** Keeps nothing. */
    HARD;

    /** The mode of a word on the wire, or null if there is none. */
    static @Nullable FactoryDefaultMode of(String wire) {
        for (FactoryDefaultMode mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(wire)) {
                return mode;
            }
        }
        return null;
    }
}
