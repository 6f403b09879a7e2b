package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.keys.LegacyMasterKey;
import dev.openaxis.osdp.keys.OsdpKeyStore;
import dev.openaxis.osdp.keys.ReaderKeys;
import dev.openaxis.osdp.keys.StoredKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The host's key store as the loop sees it: never waited for, used on another thread, one thing after the other. */
final class KeyVault {

    /** Hears, on the loop, what came of it. */
    interface Then {
        /** Either the keys there are now, or why nobody knows. */
        void keys(ReaderKeys now, @Nullable AxisException failure);
    }

    private final @Nullable OsdpKeyStore store;
    private final Function<Octets, Scbk> maker;
    private final @Nullable LegacyMasterKey master;
    private final Executor files;
    private final LineLoop loop;
    /** On the loop. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private boolean busy;

    /**
     * A vault.
     *
     * @param maker makes a key for the device that says it is this one
     * @param master of which another panel made keys; {@code null} if none is taken over
     * @param files where the store is used
     */
    KeyVault(
            @Nullable OsdpKeyStore store,
            Function<Octets, Scbk> maker,
            @Nullable LegacyMasterKey master,
            Executor files,
            LineLoop loop) {
        this.store = store;
        this.maker = maker;
        this.master = master;
        this.files = files;
        this.loop = loop;
    }

    /** Whether there is a store. */
    boolean keeps() {
        return store != null;
    }

    /** How another panel made its keys, if they are to be taken over and can be kept. */
    Optional<Function<Octets, Scbk>> derivation() {
        return store == null ? Optional.empty() : Optional.ofNullable(master).map(key -> key::keyOf);
    }

    void load(String device, Then then) {
        OsdpKeyStore known = store;
        use(
                device,
                () -> known == null
                        ? ReaderKeys.none(device)
                        : known.find(device).orElseGet(() -> ReaderKeys.none(device)),
                then);
    }

    /** Changes them; durably when it is told. */
    void update(String device, UnaryOperator<ReaderKeys> change, Then then) {
        use(device, () -> Objects.requireNonNull(store).update(device, change), then);
    }

    /** Makes a key and keeps it as the next one, unless there is a next one that the device may have. */
    void makeNext(String device, Octets clientId, Then then) {
        update(device, keys -> keys.next().isPresent() ? keys : keys.withNext(made(keys, clientId), loop.now()), then);
    }

    private Scbk made(ReaderKeys keys, Octets clientId) {
        Scbk key = maker.apply(clientId);
        if (keys.current().map(StoredKey::key).filter(key::equals).isPresent()) {
            throw new RefusedException(
                    Failure.of(
                                    keys.reader(),
                                    "osdp.rotateKey",
                                    "what keysMadeBy makes is the key the device has, as a master key makes the same each time")
                            .advice("Start the panel without keysMadeBy: then the next key is a random one"),
                    "KEYSET",
                    0,
                    "",
                    Map.of());
        }
        return key;
    }

    void forget(String device, Then then) {
        use(
                device,
                () -> {
                    if (store != null) {
                        store.forget(device);
                    }
                    return ReaderKeys.none(device);
                },
                then);
    }

    private void use(String device, Supplier<ReaderKeys> work, Then then) {
        waiting.addLast(() -> files.execute(() -> {
            ReaderKeys result = ReaderKeys.none(device);
            AxisException failure = null;
            try {
                result = work.get();
            } catch (AxisException e) {
                failure = e;
            } catch (RuntimeException | Error e) {
                // The host's store or maker: whatever it throws, the panel must not wait for ever.
                failure = new LocalFileException(Failure.of(device, "osdp.keyStore", "the key store failed")
                        .cause(e));
            }
            ReaderKeys found = result;
            AxisException cause = failure;
            loop.execute(() -> {
                busy = false;
                then.keys(found, cause);
                next();
            });
        }));
        next();
    }

    private void next() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            waiting.removeFirst().run();
        }
    }
}
