package dev.openaxis.osdp.keys;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one reader: the one it has, and one that it is being given. Never changes; its methods make the next state,
 * and refuse what could lose the only key a reader takes. {@link #toString()} shows no key.
 *
 * <p>A rotation (OSDP v2.2, KEYSET) passes through three saved states, so that after a crash at any moment one of
 * {@link #candidates()} opens the channel:
 *
 * <ol>
 *   <li>{@link #withNext}, saved before KEYSET is sent;
 *   <li>KEYSET, and a handshake with the next key;
 *   <li>{@link #promoted}, saved when that handshake succeeded.
 * </ol>
 *
 * <p>A handshake that succeeds with the current key while there is a next one says that KEYSET did not arrive: it is sent
 * again with the same next key.
 *
 * @param reader the host's name for the reader; not its address, which may change
 * @param current the key it has; none before its first
 * @param next the key it is being given; none if no rotation is under way
 * @param clientId the cUID it showed last, 8 bytes; none if it was not seen yet
 */
public record ReaderKeys(
        String reader, Optional<StoredKey> current, Optional<StoredKey> next, Optional<Octets> clientId) {
    /** Characters of the longest name. */
    public static final int LONGEST_NAME = 128;

    private static final int CLIENT_ID_SIZE = 8;

    /** Refuses names and ids that cannot be kept. */
    public ReaderKeys {
        requireName(reader);
        if (clientId.isPresent() && clientId.get().length() != CLIENT_ID_SIZE) {
            throw new IllegalArgumentException("a cUID has " + CLIENT_ID_SIZE + " bytes, not "
                    + clientId.get().length());
        }
    }

    /** Refuses what is no name of a reader. */
    static void requireName(String reader) {
        if (reader.isBlank()
                || reader.length() > LONGEST_NAME
                || !StandardCharsets.UTF_8.newEncoder().canEncode(reader)) {
            throw new IllegalArgumentException("a reader's name has 1 to " + LONGEST_NAME + " characters");
        }
    }

    /**
     * A reader without keys.
     *
     * @param reader its name, 1 to {@value #LONGEST_NAME} characters
     * @return no keys
     */
    public static ReaderKeys none(String reader) {
        return new ReaderKeys(reader, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Takes over a reader that has a key already.
     *
     * @param key the key it has
     * @param now what time it is
     * @return with this current key
     * @throws IllegalStateException if there is a key: it may be the only one the reader takes
     */
    public ReaderKeys withCurrent(Scbk key, Instant now) {
        if (!isEmpty()) {
            throw new IllegalStateException("reader " + reader + " has a key already: rotate it, or forget the reader");
        }
        return new ReaderKeys(reader, Optional.of(new StoredKey(key, now)), Optional.empty(), clientId);
    }

    /**
     * Begins to give the reader another key, its first one too. With the same next key again, nothing changes.
     *
     * @param key the key it is to have
     * @param now what time it is
     * @return with this next key
     * @throws IllegalStateException if another rotation is under way: the reader may have that key
     * @throws IllegalArgumentException if it is the current key
     */
    public ReaderKeys withNext(Scbk key, Instant now) {
        if (is(next, key)) {
            return this;
        }
        if (next.isPresent()) {
            throw new IllegalStateException(
                    "reader " + reader + " may have the next key of a rotation already: finish it");
        }
        if (is(current, key)) {
            throw new IllegalArgumentException("reader " + reader + " has this key already");
        }
        return new ReaderKeys(reader, current, Optional.of(new StoredKey(key, now)), clientId);
    }

    /**
     * Ends a rotation: the reader has the next key, the one before is forgotten.
     *
     * @param proven the key of a handshake that succeeded
     * @return with this current key, and no next one
     * @throws IllegalStateException if it is not the next key
     */
    public ReaderKeys promoted(Scbk proven) {
        if (!is(next, proven)) {
            throw new IllegalStateException("reader " + reader + " proved another key than the next one");
        }
        return new ReaderKeys(reader, next, Optional.empty(), clientId);
    }

    /**
     * Gives up a rotation, once the reader proved after the last KEYSET that it still has the current key.
     *
     * @param proven the key of a handshake that succeeded
     * @return without a next key
     * @throws IllegalStateException if it is not the current key
     */
    public ReaderKeys withoutNext(Scbk proven) {
        if (!is(current, proven)) {
            throw new IllegalStateException("reader " + reader + " proved another key than the current one");
        }
        return new ReaderKeys(reader, current, Optional.empty(), clientId);
    }

    /**
     * Remembers who answered.
     *
     * @param id cUID, 8 bytes
     * @return with this cUID
     */
    public ReaderKeys seen(Octets id) {
        return new ReaderKeys(reader, current, next, Optional.of(id));
    }

    /**
     * The keys the reader may have, in the order to try them: the next one, then the current one.
     *
     * @return none, one or two
     */
    public List<Scbk> candidates() {
        List<Scbk> keys = new ArrayList<>();
        next.ifPresent(stored -> keys.add(stored.key()));
        current.ifPresent(stored -> keys.add(stored.key()));
        return keys;
    }

    /**
     * Whether there is no key.
     *
     * @return true if the reader was not given one yet
     */
    public boolean isEmpty() {
        return current.isEmpty() && next.isEmpty();
    }

    private static boolean is(Optional<StoredKey> stored, Scbk key) {
        return stored.isPresent() && stored.get().key().equals(key);
    }
}
