package dev.openaxis.examples;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.RelayId;
import java.io.IOException;
import java.time.Duration;

/** Pulses a relay and says what is known about it afterwards. */
public final class PulseWithConfirmation {
    private PulseWithConfirmation() {}

    /**
     * Runs it.
     *
     * @param arguments as for the quickstart
     * @throws IOException if the password file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        try (Stage stage = Stage.of(arguments);
                AxisDevice device = stage.device().connect()) {
            RelayId relay = RelayId.of(stage.number("relay", 0));
            try {
                Actuation done = device.io().relay(relay).pulse(Duration.ofMillis(800));
                System.out.println(
                        "OK pulse evidence=" + done.evidence() + " changed=" + done.changed() + " over=" + done.wire());
            } catch (OutcomeUnknownException e) {
                System.out.println("the relay may have moved: " + e.getMessage());
                System.out.println(
                        "it now reads " + device.io().port(relay.port()).state());
                throw e;
            } catch (AxisException e) {
                System.out.println("not done, effect " + e.effect() + ": " + e.getMessage());
                throw e;
            }
        }
    }
}
