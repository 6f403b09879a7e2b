package dev.openaxis.osdp.internal.keys;

import java.util.Locale;

/** Which of a reader's two keys. */
public enum Slot {
    /** The one it has. */
    CURRENT,
    /** The one it is being given. */
    NEXT;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
