package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.internal.operation.LocalCalls.Pending;
import dev.openaxis.osdp.event.SecurityAlarm;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.panel.LinkHealth;
import dev.openaxis.osdp.panel.PeripheralSettings;
import dev.openaxis.osdp.panel.SecurityFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one device of a panel: its link, its keys, what it tells and what the host wants of it. What other threads read is
 * written on the loop.
 */
public final class Place {
    private final Panel panel;
    private final PeripheralSettings settings;
    private final Link link;
    private final Conversation conversation;
    private final KeyRing keys;
    private final Told told;
    private final Alarms alarms;

    private volatile boolean online;
    private volatile boolean secured;
    private volatile Optional<PdIdentification> identification = Optional.empty();
    private volatile Optional<PdCapabilities> capabilities = Optional.empty();
    private boolean keyMissing;
    private boolean keyMismatch;
    private boolean zeroKey;
    private @Nullable Boolean acceptsDefaultKey;

    Place(Panel panel, PeripheralSettings settings, Panel.Parts parts) {
        this.panel = panel;
        this.settings = settings;
        this.told = new Told(settings.name(), parts.stream(), parts.loop());
        this.alarms = new Alarms(parts.loop()::nanoTime, told::alarm);
        this.keys = new KeyRing(settings.name(), parts.vault(), parts.loop(), new KeyRing.Owner() {
            @Override
            public void alarm(SecurityAlarm.Kind kind, String words) {
                Place.this.alarm(kind, words);
            }

            @Override
            public void storeWorks() {
                alarms.over(SecurityAlarm.Kind.KEY_STORE);
            }

            @Override
            public void changed() {
                panel.keysChanged(Place.this);
            }

            @Override
            public void forgotten() {
                link.forget("its key was forgotten");
                panel.kick();
            }

            @Override
            public void due() {
                panel.kick();
            }
        });
        this.conversation = new Conversation(parts.loop()::nanoTime, keys::isDue);
        this.link = new Link(settings, parts.timing(), parts.loop(), parts.random(), keys, panel, conversation);
    }

    public PeripheralSettings settings() {
        return settings;
    }

    public boolean online() {
        return online;
    }

    public boolean secured() {
        return secured;
    }

    public Optional<PdIdentification> identification() {
        return identification;
    }

    public Optional<PdCapabilities> capabilities() {
        return capabilities;
    }

    Link link() {
        return link;
    }

    KeyRing keys() {
        return keys;
    }

    Told told() {
        return told;
    }

    // ---- on the loop ----

    void online(Optional<LinkOwner.Interruption> interruption) {
        keyMissing = false;
        keyMismatch = false;
        zeroKey = false;
        alarms.over(SecurityAlarm.Kind.KEY_MISMATCH);
        identification = link.greeting().identification();
        capabilities = link.greeting().capabilities();
        secured = link.isSecured();
        online = true;
        told.online(interruption, secured);
    }

    void offline(String why) {
        online = false;
        secured = false;
        told.offline(why);
    }

    /** The panel is closed, or the device taken from it: nothing is said to it any more, also if it was not served yet. */
    void close() {
        link.stop();
        keys.close();
        online = false;
        secured = false;
    }

    void keyMissing() {
        keyMissing = true;
        identification = link.greeting().identification();
    }

    void alarm(SecurityAlarm.Kind kind, String words) {
        keyMismatch |= kind == SecurityAlarm.Kind.KEY_MISMATCH;
        zeroKey |= kind == SecurityAlarm.Kind.ZERO_KEY;
        if (kind == SecurityAlarm.Kind.OTHER_IDENTIFICATION && link.isSecured()) {
            // Whoever says so has the key, and cannot say it as often as he likes.
            alarms.over(kind);
        }
        alarms.raise(kind, words);
    }

    /** Tells of alarms that came up again and were not told, once an hour is over. */
    void tellRest() {
        alarms.tellRest();
    }

    void keyAnswered(Optional<Nak> refusal) {
        if (refusal.isEmpty() && keys.current().isEmpty()) {
            // It was in its install mode, which the first key ends.
            acceptsDefaultKey = null;
        }
        keys.answered(refusal);
    }

    LinkHealth health() {
        return link.statistics().health();
    }

    /** Tries the default key once and goes on with its own. */
    void tryDefaultKey(Pending<Boolean> whose) {
        link.tryDefaultKey(accepted -> {
            if (accepted.isPresent()) {
                acceptsDefaultKey = accepted.get();
                whose.complete(accepted.get());
            } else {
                whose.fail(new ConnectionException(Failure.of(
                        settings + " on " + panel.name(),
                        "osdp.acceptsDefaultKey",
                        "the default key could not be tried: the device is offline, or something else is under way")));
            }
        });
        panel.kick();
    }

    /** Whether it takes the default key, as far as that was tried. */
    Optional<Boolean> acceptsDefaultKey() {
        return Optional.ofNullable(acceptsDefaultKey);
    }

    /** It is known from before it was added. */
    void acceptsDefaultKey(boolean accepted) {
        acceptsDefaultKey = accepted;
    }

    /** Whoever wanted the trial waits no longer. */
    void endTrial(Pending<Boolean> whose) {
        if (!whose.isOver()) {
            link.endTrial();
        }
    }

    List<SecurityFinding> findings() {
        List<SecurityFinding> found = new ArrayList<>();
        if (keyMissing) {
            add(found, SecurityFinding.Kind.NO_KEY, "it answers, and there is no key for it");
        }
        if (online && !secured) {
            add(found, SecurityFinding.Kind.UNSECURED, "whoever has the line reads its cards and makes them up");
        }
        if (keys.installs()) {
            add(found, SecurityFinding.Kind.INSTALL_MODE, "its install mode is open");
        }
        if (keys.isWeak()) {
            add(found, SecurityFinding.Kind.WEAK_KEY, "the store has a key for it that can be guessed and is not used");
        }
        if (zeroKey) {
            add(found, SecurityFinding.Kind.WEAK_KEY, "it proves a key of zeros");
        }
        if (keys.isOfMasterKey()) {
            add(found, SecurityFinding.Kind.MASTER_KEY, "its key is made of the master key; rotate it");
        }
        if (Boolean.TRUE.equals(acceptsDefaultKey)) {
            add(found, SecurityFinding.Kind.ACCEPTS_DEFAULT_KEY, "it took the key that everybody knows");
        }
        if (keyMismatch) {
            add(found, SecurityFinding.Kind.KEY_MISMATCH, "it proves no key that the store has for it");
        }
        if (keys.next().isPresent()) {
            add(found, SecurityFinding.Kind.ROTATION_UNFINISHED, "it has not proved the key it was to get");
        }
        return found;
    }

    private void add(List<SecurityFinding> found, SecurityFinding.Kind kind, String words) {
        found.add(new SecurityFinding(settings.name(), kind, words));
    }
}
