package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.peripheral.LinkState;
import java.time.Duration;

/**
 * Whether there is a panel: it is gone once nothing valid came for 8 s. Valid is a command that this device may carry out, so
 * what is refused, or repeated from a recording, keeps no link alive.
 */
final class Link {
    private static final Duration OFFLINE = Duration.ofSeconds(8);

    private final Security security;
    private final boolean required;
    private final Notices notices;
    private final Alarm silence = new Alarm();
    private volatile LinkState state = LinkState.OFFLINE;

    Link(Settings settings, Security security, Notices notices) {
        this.security = security;
        this.required = settings.protection().required();
        this.notices = notices;
    }

    /** For any thread. */
    LinkState state() {
        return state;
    }

    /** Whether a panel is there, or was a moment ago. */
    boolean isAlive() {
        return silence.isSet();
    }

    /** A valid command came. */
    void heard(long now) {
        if (security.inSession() || !required) {
            silence.in(OFFLINE, now);
        }
    }

    boolean fellSilent(long now) {
        return silence.rings(now);
    }

    void lose() {
        silence.clear();
    }

    long remaining(long now) {
        return silence.remaining(now);
    }

    /** Tells how it stands, if that changed. */
    void tell() {
        LinkState now = LinkState.OFFLINE;
        if (silence.isSet()) {
            now = security.inSession() ? LinkState.SECURED : required ? LinkState.OFFLINE : LinkState.ONLINE;
        }
        if (state != now) {
            state = now;
            LinkState told = now;
            notices.tell(listener -> listener.linkChanged(told));
        }
    }
}
