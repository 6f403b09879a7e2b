package dev.openaxis.osdp.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** Keys that end with the program. */
final class InMemoryOsdpKeyStore implements OsdpKeyStore {
    private final ConcurrentSkipListMap<String, ReaderKeys> keys = new ConcurrentSkipListMap<>();
    private final ReentrantLock changing = new ReentrantLock();

    @Override
    public Optional<ReaderKeys> find(String reader) {
        ReaderKeys.requireName(reader);
        return Optional.ofNullable(keys.get(reader));
    }

    @Override
    public List<String> readers() {
        return new ArrayList<>(keys.keySet());
    }

    @Override
    public ReaderKeys update(String reader, UnaryOperator<ReaderKeys> change) {
        changing.lock();
        try {
            ReaderKeys before = find(reader).orElseGet(() -> ReaderKeys.none(reader));
            ReaderKeys after = Changes.apply(before, change);
            keys.put(reader, after);
            return after;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void forget(String reader) {
        ReaderKeys.requireName(reader);
        changing.lock();
        try {
            keys.remove(reader);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public String toString() {
        return "OsdpKeyStore[in memory, " + keys.size() + " readers]";
    }
}
