package dev.openaxis.osdp.keys;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where the keys of readers are kept. What was saved is there after a power cut: a reader that was given a key nobody
 * remembers is a reader on the scrap heap, and a door that does not open.
 *
 * <p>All methods may block, for the disk or for a vault, and may be called by several threads at the same time. A panel
 * calls them on a worker thread, never on that of a line, and sends KEYSET after {@link #update} returned, not before:
 *
 * <pre>{@code
 * Scbk next = Scbk.random(secureRandom);
 * store.update("front door", keys -> keys.withNext(next, clock.instant()));   // then KEYSET, then a handshake with it
 * store.update("front door", keys -> keys.promoted(next));
 * }</pre>
 */
public interface OsdpKeyStore {

    /**
     * A store that forgets all keys when the program ends: for tests, and for readers that are commissioned each time.
     *
     * @return an empty store
     */
    static OsdpKeyStore inMemory() {
        return new InMemoryOsdpKeyStore();
    }

    /**
     * The keys of a reader.
     *
     * @param reader the host's name for it
     * @return none if it has none here
     * @throws dev.openaxis.core.AxisException if the store cannot be read
     */
    Optional<ReaderKeys> find(String reader);

    /**
     * The readers that have keys here.
     *
     * @return their names, sorted
     * @throws dev.openaxis.core.AxisException if the store cannot be read
     */
    List<String> readers();

    /**
     * Changes the keys of a reader. No other change comes between reading and saving. If this returns, the change is
     * durable; if it throws, the exception's effect says whether it may be so.
     *
     * @param reader the host's name for it
     * @param change makes the new state of the present one, which is {@link ReaderKeys#none} for a new reader; called
     *     once, without a call of this store in it; what it throws is thrown here, and nothing is saved
     * @return what is saved now
     * @throws IllegalArgumentException if the new state is of another reader, or has no key
     * @throws dev.openaxis.core.AxisException if the store cannot be read or written
     */
    ReaderKeys update(String reader, UnaryOperator<ReaderKeys> change);

    /**
     * Forgets the keys of a reader. Durable when it returns; a reader that was not reset takes no other key any more.
     *
     * @param reader the host's name for it; nothing happens if it has no keys here
     * @throws dev.openaxis.core.AxisException if the store cannot be read or written
     */
    void forget(String reader);
}
