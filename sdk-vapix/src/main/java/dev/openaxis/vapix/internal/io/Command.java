package dev.openaxis.vapix.internal.io;

import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.Sequence;
import java.time.Duration;
import java.util.List;

/**
 * What an output is to do: go through some steps, possibly none, and end in a state.
 *
 * @param steps states held for a time
 * @param end the state that stays
 * @param pulse whether it is confirmed while it runs (a pulse) rather than at its end
 */
public record Command(List<Sequence.Step> steps, PortState end, boolean pulse) {

    /** Go to a state and stay. */
    public static Command to(PortState state) {
        return new Command(List.of(), state, false);
    }

    /** Active for a time. */
    public static Command pulse(Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(Sequence.LONGEST) > 0) {
            throw new IllegalArgumentException("a pulse takes whole milliseconds, 1 ms to 24 h: " + duration);
        }
        Sequence sequence = Sequence.pulse(duration);
        return new Command(sequence.steps(), sequence.end(), true);
    }

    /** A whole sequence. */
    public static Command run(Sequence sequence) {
        return new Command(sequence.steps(), sequence.end(), false);
    }

    /** How long the device is busy with it. */
    public Duration total() {
        return steps.stream().map(Sequence.Step::hold).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether the port management API can hold every step: 0 to 65535 ms each (VAPIX io-port-management). */
    boolean fitsPortManagement() {
        return steps.stream().allMatch(step -> step.hold().toMillis() <= 65_535);
    }

    /** The first state it goes to. */
    boolean startsActive() {
        return steps.isEmpty() ? end == PortState.ACTIVE : steps.get(0).active();
    }
}
