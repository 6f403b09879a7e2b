package dev.openaxis.core.line;

import dev.openaxis.core.internal.line.OpenableLine;
import java.time.Duration;

/**
 * How a {@link MemoryBus} carries bytes, and what it does to them. Immutable. What happens by chance is decided by a generator that
 * starts from the seed: the same course of sends has the same faults. What must happen to one certain send is told with
 * {@link MemoryBus#disturb}.
 *
 * @param baudRate bits per second ends begin with, 300 to 460,800, ten bits for a byte (OSDP v2.2 section 5.2: 8 data bits, no parity, one
 *     stop bit); 9,600
 * @param delay how long after a bit left it arrives everywhere else, as with long ways and converters; 0
 * @param jitter how much longer than that a send may take by chance, from nothing to this much; 0. Sends of one end stay in order
 * @param noise how probable it is for each byte that it arrives as another; 0
 * @param lostBytes how probable it is for each byte that it does not arrive; 0
 * @param lostSends how probable it is for each send that nothing of it arrives; 0
 * @param repeatedSends how probable it is for each send that it is heard once more, right after; 0
 * @param echo whether an end hears what it sends itself, as RS-485 drivers whose receiver stays on do; {@code false}
 * @param pieceLength how many bytes are handed over together: 1 is each byte when it has passed, 0 is a whole send when its last byte has
 *     passed; 0
 * @param seed where chance starts; 1
 */
public record LineModel(
        int baudRate,
        Duration delay,
        Duration jitter,
        double noise,
        double lostBytes,
        double lostSends,
        double repeatedSends,
        boolean echo,
        int pieceLength,
        long seed) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /** Checks the ranges. */
    public LineModel {
        OpenableLine.requireRate(baudRate);
        requireDuration("delay", delay);
        requireDuration("jitter", jitter);
        requireProbability("noise", noise);
        requireProbability("lost bytes", lostBytes);
        requireProbability("lost sends", lostSends);
        requireProbability("repeated sends", repeatedSends);
        if (pieceLength < 0) {
            throw new IllegalArgumentException("a piece has 0 (all) or more bytes: " + pieceLength);
        }
    }

    private static void requireDuration(String what, Duration duration) {
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " out of range 0 to one hour: " + duration);
        }
    }

    private static void requireProbability(String what, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(what + " out of range 0 to 1: " + probability);
        }
    }

    /**
     * A line without faults, on which nothing but the bits takes time.
     *
     * @param baudRate bits per second, 300 to 460,800
     * @return a model
     */
    public static LineModel perfect(int baudRate) {
        return builder().baudRate(baudRate).build();
    }

    /**
     * A model of its own.
     *
     * @return a builder that begins with a perfect line of 9,600 bits per second
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A model like this one.
     *
     * @return a builder that begins with this model
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.baudRate = baudRate;
        builder.delay = delay;
        builder.jitter = jitter;
        builder.noise = noise;
        builder.lostBytes = lostBytes;
        builder.lostSends = lostSends;
        builder.repeatedSends = repeatedSends;
        builder.echo = echo;
        builder.pieceLength = pieceLength;
        builder.seed = seed;
        return builder;
    }

    /** Collects what a line is like. */
    public static final class Builder {
        private int baudRate = 9_600;
        private Duration delay = Duration.ZERO;
        private Duration jitter = Duration.ZERO;
        private double noise;
        private double lostBytes;
        private double lostSends;
        private double repeatedSends;
        private boolean echo;
        private int pieceLength;
        private long seed = 1;

        private Builder() {}

        /**
         * The rate ends begin with.
         *
         * @param bitsPerSecond 300 to 460,800
         * @return this
         */
        public Builder baudRate(int bitsPerSecond) {
            baudRate = bitsPerSecond;
            return this;
        }

        /**
         * How long bytes are under way.
         *
         * @param duration zero to one hour
         * @return this
         */
        public Builder delay(Duration duration) {
            delay = duration;
            return this;
        }

        /**
         * How much longer sends are under way by chance.
         *
         * @param atMost zero to one hour
         * @return this
         */
        public Builder jitter(Duration atMost) {
            jitter = atMost;
            return this;
        }

        /**
         * Bytes that arrive as others.
         *
         * @param probability of each byte, 0 to 1
         * @return this
         */
        public Builder noise(double probability) {
            noise = probability;
            return this;
        }

        /**
         * Bytes that do not arrive.
         *
         * @param probability of each byte, 0 to 1
         * @return this
         */
        public Builder lostBytes(double probability) {
            lostBytes = probability;
            return this;
        }

        /**
         * Sends of which nothing arrives.
         *
         * @param probability of each send, 0 to 1
         * @return this
         */
        public Builder lostSends(double probability) {
            lostSends = probability;
            return this;
        }

        /**
         * Sends that are heard twice.
         *
         * @param probability of each send, 0 to 1
         * @return this
         */
        public Builder repeatedSends(double probability) {
            repeatedSends = probability;
            return this;
        }

        /**
         * Whether ends hear themselves.
         *
         * @param heard {@code true} if so
         * @return this
         */
        public Builder echo(boolean heard) {
            echo = heard;
            return this;
        }

        /**
         * Hands over bytes in pieces, each when its last byte has passed.
         *
         * @param bytes length of a piece, at least 1; 0 for whole sends
         * @return this
         */
        public Builder pieces(int bytes) {
            pieceLength = bytes;
            return this;
        }

        /**
         * Where chance starts.
         *
         * @param start any number
         * @return this
         */
        public Builder seed(long start) {
            seed = start;
            return this;
        }

        /**
         * The model.
         *
         * @return a new model
         * @throws IllegalArgumentException if something is out of its range
         */
        public LineModel build() {
            return new LineModel(
                    baudRate, delay, jitter, noise, lostBytes, lostSends, repeatedSends, echo, pieceLength, seed);
        }
    }
}
