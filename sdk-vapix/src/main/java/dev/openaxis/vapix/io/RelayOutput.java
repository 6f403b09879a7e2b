package dev.openaxis.vapix.io;

import java.time.Duration;
import java.util.Optional;

/**
 * A relay output as ONVIF describes it; Axis devices list open-collector outputs among them (VAPIX input-and-outputs). Whether it
 * is active cannot be asked.
 *
 * @param token how it is named
 * @param mode what follows an activation; empty if the device says something else
 * @param delay how long an activation lasts in mode {@link Mode#MONOSTABLE}; empty if the device says nothing that has a fixed
 *     length
 * @param idle the circuit when it is inactive; {@link CircuitState#UNKNOWN} if the device says something else
 */
public record RelayOutput(ReferenceToken token, Optional<Mode> mode, Optional<Duration> delay, CircuitState idle) {

    /** What follows an activation. */
    public enum Mode {
        /** It stays active until it is deactivated. */
        BISTABLE,
        /** It becomes inactive by itself after the delay. */
        MONOSTABLE
    }

    /**
     * The settings of a relay output; ONVIF sets all of them at once.
     *
     * @param mode what follows an activation
     * @param delay how long an activation lasts in mode {@link Mode#MONOSTABLE}; zero or more
     * @param idle the circuit when it is inactive
     */
    public record Settings(Mode mode, Duration delay, CircuitState idle) {

        /**
         * Checks what no device has.
         *
         * @throws IllegalArgumentException if the delay is negative or the idle state unknown
         */
        public Settings {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("a delay is zero or more: " + delay);
            }
            if (idle == CircuitState.UNKNOWN) {
                throw new IllegalArgumentException("a relay output does not idle in something unknown");
            }
        }

        /**
         * One that stays as it is switched.
         *
         * @param idle the circuit when it is inactive
         * @return the settings
         */
        public static Settings bistable(CircuitState idle) {
            return new Settings(Mode.BISTABLE, Duration.ZERO, idle);
        }

        /**
         * One that becomes inactive by itself.
         *
         * @param delay how long it stays active
         * @param idle the circuit when it is inactive
         * @return the settings
         */
        public static Settings monostable(Duration delay, CircuitState idle) {
            return new Settings(Mode.MONOSTABLE, delay, idle);
        }
    }
}
