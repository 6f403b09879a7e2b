package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.Octets;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.internal.operation.LocalCalls.Pending;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineTimer;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.WeakKeyException;
import dev.openaxis.osdp.event.SecurityAlarm;
import dev.openaxis.osdp.keys.ReaderKeys;
import dev.openaxis.osdp.keys.StoredKey;
import dev.openaxis.osdp.message.Nak;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one device. Whatever a device is told is in the store before, and what it had stays there until it has proved the new
 * one: so a power cut at any moment, here or there, leaves a store with the key the device has (OSDP v2.2, Annex D). On the loop; the
 * store is used on another thread.
 */
final class KeyRing implements KeyCare {

    /** What the ring asks of its panel. */
    interface Owner {
        void alarm(SecurityAlarm.Kind kind, String words);

        /** The key store has done what it was asked. */
        void storeWorks();

        /** There is a key that was not there before, or an install mode began. */
        void changed();

        /** There is no key any more, and what was begun with it is over. */
        void forgotten();

        /** A key waits to be sent, or does not any more. */
        void due();
    }

    private static final Duration RETRY = Duration.ofSeconds(10);
    /** A store that has not answered by then is told of. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A call that waits for the store. */
    private record Wish(Pending<Void> whose, Runnable what) {}

    private final String device;
    private final KeyVault vault;
    private final LineLoop loop;
    private final Owner owner;

    private ReaderKeys keys;
    private boolean loaded;
    private boolean weak;
    /** What the host wanted before the store had told what there is. */
    private final List<Wish> early = new ArrayList<>();

    /** The client id of the session there is, in the store or on its way there. */
    private Octets shown = Octets.EMPTY;

    private boolean closed;
    private long installUntil;
    private boolean installing;
    private @Nullable Pending<Void> waiting;
    /** The next key is to be sent. */
    private boolean due;
    /** It was made for whoever waits, so that no device has it before it is sent. */
    private boolean fresh;

    private boolean sent;
    /** Who waited when it was sent. */
    private @Nullable Pending<Void> sentFor;
    /** Who waited when the device proved the key that is put into the store now. */
    private @Nullable Pending<Void> provedFor;

    KeyRing(String device, KeyVault vault, LineLoop loop, Owner owner) {
        this.device = device;
        this.vault = vault;
        this.loop = loop;
        this.owner = owner;
        this.keys = ReaderKeys.none(device);
    }

    // ---- what the link asks ----

    @Override
    public Optional<Scbk> current() {
        return keys.current().map(StoredKey::key);
    }

    @Override
    public Optional<Scbk> next() {
        return keys.next().map(StoredKey::key);
    }

    @Override
    public boolean isDue() {
        return due;
    }

    @Override
    public void sending() {
        due = false;
        sent = true;
        sentFor = waiting;
    }

    @Override
    public boolean installs() {
        return installing;
    }

    // ---- the store ----

    /** Asks the store what there is; before, nothing is said to the device. */
    void load() {
        vault.load(device, watched((found, failure) -> {
            if (failure == null) {
                keys = found;
                loaded = true;
                weak = false;
                owner.storeWorks();
                owner.changed();
                List<Wish> wishes = List.copyOf(early);
                early.clear();
                wishes.forEach(wish -> wish.what().run());
            } else {
                weak = isWeak(failure);
                storeFailed(failure);
                loop.schedule(RETRY, () -> {
                    if (!closed) {
                        load();
                    }
                });
            }
        }));
    }

    private static boolean isWeak(@Nullable Throwable failure) {
        return failure != null && (failure instanceof WeakKeyException || isWeak(failure.getCause()));
    }

    /** Whether the store has a key for it that can be guessed, and that is not used. */
    boolean isWeak() {
        return weak;
    }

    /** Whether its key is made of the master key of which keys are taken over. */
    boolean isOfMasterKey() {
        Optional<Function<Octets, Scbk>> made = vault.derivation();
        return made.isPresent()
                && keys.clientId()
                        .map(made.get())
                        .filter(key -> current().equals(Optional.of(key)))
                        .isPresent();
    }

    private KeyVault.Then watched(KeyVault.Then then) {
        LineTimer late = loop.schedule(PATIENCE, () -> {
            if (!closed) {
                owner.alarm(
                        SecurityAlarm.Kind.KEY_STORE,
                        "the key store has not answered for " + PATIENCE.toSeconds() + " s");
            }
        });
        return (now, failure) -> {
            late.cancel();
            then.keys(now, failure);
        };
    }

    /** Before the store has told what there is, a device with a key looks like one without. */
    private void onceLoaded(Pending<Void> whose, Runnable what) {
        if (closed) {
            whose.fail(new ClosedException(failure("osdp.key", "the panel was closed, or the device taken from it")));
        } else if (loaded) {
            what.run();
        } else {
            early.add(new Wish(whose, what));
        }
    }

    private void storeFailed(AxisException failure) {
        owner.alarm(SecurityAlarm.Kind.KEY_STORE, "the key store fails: " + failure.getMessage());
    }

    private KeyVault.Then stored(Consumer<@Nullable AxisException> then) {
        return watched((now, failure) -> {
            if (failure == null) {
                keys = now;
                owner.storeWorks();
            } else if (!(failure instanceof RefusedException)) {
                storeFailed(failure);
            }
            then.accept(failure);
        });
    }

    // ---- giving a first key ----

    /** Opens the install mode; whoever waits is told when the device has proved its own key, or the time is over. */
    void install(Duration window, Pending<Void> whose) {
        onceLoaded(whose, () -> installNow(window, whose));
    }

    private void installNow(Duration window, Pending<Void> whose) {
        if (!vault.keeps()) {
            whose.fail(refused(
                    "osdp.installKey", "the panel has no key store, and a key that nobody keeps locks the device"));
            return;
        }
        if (current().isPresent()) {
            whose.fail(refused(
                    "osdp.installKey", "the device has a key; rotate it, or forget it if it is another device"));
            return;
        }
        if (!begin(whose, "osdp.installKey")) {
            return;
        }
        installing = true;
        installUntil = loop.nanoTime() + window.toNanos();
        owner.alarm(SecurityAlarm.Kind.INSTALL_MODE, "install mode for " + window.toSeconds() + " s");
        loop.schedule(window, this::closeWindow);
        owner.changed();
    }

    private void closeWindow() {
        if (installing && loop.nanoTime() - installUntil >= 0) {
            installing = false;
            end(
                    waiting,
                    unproven(
                            "osdp.installKey", "the device did not prove its own key while the install mode was open"));
        }
    }

    @Override
    public void wanted(Octets clientId) {
        vault.makeNext(device, clientId, stored(failure -> {
            if (failure == null) {
                owner.changed();
            }
        }));
    }

    // ---- another key ----

    /** Gives the device a new key in the place of the one it has. */
    void rotate(BooleanSupplier secured, Pending<Void> whose) {
        onceLoaded(whose, () -> rotateNow(secured.getAsBoolean(), whose));
    }

    private void rotateNow(boolean secured, Pending<Void> whose) {
        if (current().isEmpty() || !secured) {
            whose.fail(refused("osdp.rotateKey", "a key is only sent over a secure channel with the device's own key"));
            return;
        }
        if (!begin(whose, "osdp.rotateKey")) {
            return;
        }
        boolean made = next().isEmpty();
        vault.makeNext(device, shown, stored(failure -> {
            if (failure != null) {
                end(whose, failure);
            } else if (waiting == whose && provedFor != whose) {
                fresh = made;
                due = true;
                owner.due();
            } else {
                withdraw(made);
            }
        }));
    }

    /** The next key is not sent any more. One that no device can have, as it was just made, is forgotten. */
    private void withdraw(boolean made) {
        due = false;
        owner.due();
        if (made) {
            Scbk proven = current().orElseThrow();
            vault.update(device, stored -> stored.withoutNext(proven), stored(failure -> {}));
        }
    }

    /** The device has taken the next key, or refused it. */
    void answered(Optional<Nak> refusal) {
        refusal.ifPresent(nak -> {
            AxisException refused = new RefusedException(
                    failure("osdp.key", "the device refuses its new key: " + nak.reason()),
                    "KEYSET",
                    nak.reason().code(),
                    nak.reason().toString(),
                    Map.of());
            installing = false;
            sent = false;
            if (current().isPresent()) {
                dropNext(refused);
            } else {
                end(sentFor, refused);
            }
        });
    }

    /** The device does not have the next key: it has proved that it goes on with the current one. */
    private void dropNext(AxisException why) {
        Scbk proven = current().orElseThrow();
        Pending<Void> whose = sentFor;
        vault.update(device, stored -> stored.withoutNext(proven), stored(failure -> end(whose, why)));
    }

    @Override
    public void provedNext(Octets clientId) {
        compare(clientId);
        installing = false;
        sent = false;
        due = false;
        Scbk proven = next().orElseThrow();
        // It is the device's key whether the store can be told so or not; the store has it as the next one.
        keys = keys.promoted(proven).seen(clientId);
        vault.update(device, stored -> stored.promoted(proven).seen(clientId), proved());
    }

    @Override
    public void provedCurrent(Octets clientId) {
        compare(clientId);
        if (sent) {
            // It may have taken the next key all the same and not be ready to use it: that one is kept, and used the
            // next time.
            sent = false;
            end(sentFor, refused("osdp.rotateKey", "the device goes on with the key it had"));
        }
        if (!keys.clientId().equals(Optional.of(clientId))) {
            vault.update(device, stored -> stored.seen(clientId), stored(failure -> {}));
        }
    }

    @Override
    public Optional<Function<Octets, Scbk>> derivation() {
        return keys.isEmpty() ? vault.derivation() : Optional.empty();
    }

    @Override
    public void provedDerived(Octets clientId) {
        shown = clientId;
        installing = false;
        Scbk proven = derivation().orElseThrow().apply(clientId);
        UnaryOperator<ReaderKeys> takeOver =
                before -> before.withCurrent(proven, loop.now()).seen(clientId);
        keys = takeOver.apply(keys);
        vault.update(device, takeOver, proved());
    }

    /** Ends whoever waits now, and not whoever begins to wait while the store is at it. */
    private KeyVault.Then proved() {
        Pending<Void> whose = waiting;
        provedFor = whose;
        return stored(failure -> end(whose, failure));
    }

    private void compare(Octets clientId) {
        shown = clientId;
        if (keys.clientId().isPresent() && !keys.clientId().get().equals(clientId)) {
            owner.alarm(SecurityAlarm.Kind.OTHER_CLIENT_ID, "the device says that it is another than before");
        }
    }

    /** The device is another one: its key is forgotten, so that it can be given one in install mode. */
    void forget(Pending<Void> whose) {
        onceLoaded(whose, () -> forgetNow(whose));
    }

    private void forgetNow(Pending<Void> whose) {
        if (!begin(whose, "osdp.forgetKey")) {
            return;
        }
        vault.forget(device, stored(failure -> {
            end(whose, failure);
            if (failure == null) {
                owner.forgotten();
            }
        }));
    }

    // ---- whoever waits ----

    private boolean begin(Pending<Void> whose, String operation) {
        if (waiting != null) {
            whose.fail(refused(operation, "another change of its key is under way"));
            return false;
        }
        waiting = whose;
        return true;
    }

    /** Whoever it is waits no longer, if he still does. */
    @SuppressWarnings("NullAway") // there is nothing but null to give
    private void end(@Nullable Pending<Void> whose, @Nullable AxisException failure) {
        if (whose == null || waiting != whose) {
            return;
        }
        waiting = null;
        if (failure == null) {
            whose.complete(null);
        } else {
            whose.fail(failure);
        }
    }

    /** The device did not come back in time after it was given a key. */
    void expire(Pending<Void> whose) {
        if (early.removeIf(wish -> wish.whose() == whose)) {
            whose.fail(refused("osdp.key", "the key store did not tell in time what there is"));
        } else if (waiting == whose) {
            installing = false;
            if (due) {
                withdraw(fresh);
                end(
                        whose,
                        new DeadlineExceededException(failure(
                                "osdp.rotateKey",
                                "the key was not sent in time, as the device was not there, or a file, a message in parts or a result"
                                        + " that comes later was under way")));
            } else {
                end(whose, unproven("osdp.rotateKey", "the device did not prove its new key in time"));
            }
        }
    }

    /** The panel is closed, or the device taken from it. */
    void close() {
        closed = true;
        installing = false;
        early.forEach(wish -> wish.whose()
                .fail(new ClosedException(failure(
                        "osdp.key", "the panel was closed, or the device taken from it, before anything was done"))));
        early.clear();
        end(
                waiting,
                unproven(
                        "osdp.key",
                        "the panel was closed, or the device taken from it, before the device proved its new key"));
    }

    private AxisException unproven(String operation, String what) {
        return sent || (next().isPresent() && !due)
                ? new OutcomeUnknownException(failure(operation, what)
                        .effect(AppliedEffect.POSSIBLE)
                        .advice("Both keys are kept, and the panel goes on trying them"))
                : refused(operation, what);
    }

    private RefusedException refused(String operation, String what) {
        return new RefusedException(failure(operation, what), "KEYSET", 0, "", Map.of());
    }

    private Failure failure(String operation, String what) {
        return Failure.of(device, operation, what);
    }
}
