package dev.openaxis.core.line;

import java.util.Random;

/** What the model of a line does to a send by chance, or the host has told to do to it. On the loop. */
final class Chance {
    private final Wire wire;
    private long seed;
    private Random random;

    Chance(Wire wire, long seed) {
        this.wire = wire;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Another seed starts again; the same goes on. */
    void seed(long now) {
        if (now != seed) {
            seed = now;
            random = new Random(now);
        }
    }

    /** Does what was told, and nothing by chance. */
    void disturb(Sending sending, Disturbance told, LineModel model) {
        sending.delay(model.delay().toNanos() + told.delay().toNanos());
        if (told.lost()) {
            lose(sending);
            return;
        }
        if (told.repeated()) {
            repeat(sending);
        }
        told.garbled().forEach(index -> garble(sending, index));
        told.missing().forEach(index -> drop(sending, index));
    }

    /** Asks chance only for what the model can do, so that other faults do not change with it. */
    void disturb(Sending sending, LineModel model) {
        long jitter = model.jitter().toNanos();
        sending.delay(model.delay().toNanos() + (jitter > 0 ? (long) (random.nextDouble() * jitter) : 0));
        if (happens(model.lostSends())) {
            lose(sending);
            return;
        }
        if (happens(model.repeatedSends())) {
            repeat(sending);
        }
        if (model.noise() > 0 || model.lostBytes() > 0) {
            for (int i = 0; i < sending.length(); i++) {
                if (happens(model.noise())) {
                    garble(sending, i);
                }
                if (happens(model.lostBytes())) {
                    drop(sending, i);
                }
            }
        }
    }

    /** Both garble each other where they overlap. */
    void collide(Sending one, Sending other) {
        wire.garbled(one.garbleUnder(other, random) + other.garbleUnder(one, random));
    }

    private boolean happens(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    private void lose(Sending sending) {
        sending.lose();
        wire.lostSend();
    }

    private void repeat(Sending sending) {
        sending.repeat();
        wire.repeatedSend();
    }

    private void garble(Sending sending, int index) {
        wire.garbled(sending.garble(index, random) ? 1 : 0);
    }

    private void drop(Sending sending, int index) {
        wire.lost(sending.drop(index) ? 1 : 0);
    }
}
