package dev.openaxis.osdp.keys;

import java.util.function.UnaryOperator;

/** What all stores ask of a change. */
final class Changes {
    private Changes() {}

    /** The new state, if a store may keep it. */
    static ReaderKeys apply(ReaderKeys before, UnaryOperator<ReaderKeys> change) {
        ReaderKeys after = change.apply(before);
        if (!after.reader().equals(before.reader())) {
            throw new IllegalArgumentException("the keys of " + before.reader() + " became those of " + after.reader());
        }
        if (after.isEmpty()) {
            throw new IllegalArgumentException("reader " + after.reader() + " has no key to be kept");
        }
        return after;
    }
}
