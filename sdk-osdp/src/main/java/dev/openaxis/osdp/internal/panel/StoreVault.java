package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.osdp.OsdpKeyStore;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.message.Octets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The host's key store, used on another thread than the loop and by one at a time. */
final class StoreVault implements KeyVault {
    private final OsdpKeyStore store;
    private final Function<Octets, Scbk> maker;
    private final Executor files;
    private final LineLoop loop;
    /** On the loop. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private boolean busy;

    /**
     * A vault.
     *
     * @param maker makes a key for the device that says it is this one
     */
    StoreVault(OsdpKeyStore store, Function<Octets, Scbk> maker, Executor files, LineLoop loop) {
        this.store = store;
        this.maker = maker;
        this.files = files;
        this.loop = loop;
    }

    @Override
    public Scbk make(Octets clientId) {
        return maker.apply(clientId);
    }

    @Override
    public void load(String device, BiConsumer<Keys, @Nullable AxisException> then) {
        use(
                device,
                () -> store.find(device)
                        .map(found -> new Keys(found.current(), found.next(), found.clientId()))
                        .orElse(Keys.NONE),
                (found, failure) -> then.accept(found == null ? Keys.NONE : found, failure));
    }

    @Override
    public void save(String device, Keys keys, Consumer<@Nullable AxisException> then) {
        use(
                device,
                () -> {
                    store.save(device, new OsdpKeyStore.Keys(keys.current(), keys.next(), keys.clientId()));
                    return keys;
                },
                (saved, failure) -> then.accept(failure));
    }

    private void use(String device, Supplier<Keys> work, BiConsumer<@Nullable Keys, @Nullable AxisException> then) {
        waiting.addLast(() -> files.execute(() -> {
            Keys result = null;
            AxisException failure = null;
            try {
                result = work.get();
            } catch (AxisException e) {
                failure = e;
            } catch (RuntimeException e) {
                // A host's store; what it throws must not leave the panel waiting.
                failure = new LocalFileException(Failure.of(device, "osdp.keyStore", "the key store failed")
                        .cause(e));
            }
            Keys found = result;
            AxisException cause = failure;
            loop.execute(() -> {
                busy = false;
                then.accept(found, cause);
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
