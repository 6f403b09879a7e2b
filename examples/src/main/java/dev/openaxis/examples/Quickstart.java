package dev.openaxis.examples;

import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.RelayId;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The main job in one program: connect over HTTPS with a pinned certificate, list the ports, pulse a relay with
 * confirmation, wait for an input, and print the live events.
 */
public final class Quickstart {
    private static final PrintStream OUT = System.out;
    private static final PortId INPUT = PortId.of(1);

    private Quickstart() {}

    /**
     * Runs it.
     *
     * @param arguments none for a simulated A9210; else {@code --device URL --user U --password-file F --trust pin:SHA256},
     *     and {@code --relay N} (default 0), {@code --input N} (default 1)
     * @throws IOException if the password file cannot be read
     * @throws InterruptedException if the program is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long started = System.nanoTime();
        try (Stage stage = Stage.of(arguments);
                AxisDevice device = stage.device().connect()) {
            OUT.println("connected to " + device.info() + " at " + device.address());
            List<Port> ports = device.io().ports();
            printTable(ports);

            AtomicInteger events = new AtomicInteger();
            CountDownLatch statesCame = new CountDownLatch(1);
            PortId input = PortId.of(stage.number("input", INPUT.index()));
            try (Subscription live = device.events().subscribe(item -> {
                events.incrementAndGet();
                print(item);
                if (item instanceof LiveItem.Happened happened
                        && happened.event() instanceof PortEvent event
                        && event.port().equals(input)) {
                    statesCame.countDown();
                }
            })) {
                require(statesCame.await(10, TimeUnit.SECONDS), "the event stream told no state of " + input);

                RelayId relay = RelayId.of(stage.number("relay", 0));
                Actuation pulse = device.io().relay(relay).pulse(Duration.ofSeconds(1));
                OUT.println("pulsed " + relay + ": " + pulse);
                require(pulse.evidence().compareTo(Evidence.REPORTED_STATE) >= 0, "the pulse was not confirmed");

                CompletableFuture<Port> active =
                        device.io().async().awaitState(input, PortState.ACTIVE, Duration.ofSeconds(30));
                stage.simulated().ifPresent(simulated -> simulated.input(1).close());
                OUT.println("waiting for " + input + " to become active");
                OUT.println("input: " + active.join());

                device.io().awaitState(relay.port(), PortState.INACTIVE, Duration.ofSeconds(10));
                stage.simulated()
                        .ifPresent(simulated -> require(
                                simulated.relay(relay.index()).closures() == 1,
                                "the simulated relay closed "
                                        + simulated.relay(relay.index()).closures() + " times"));
                require(live.active(), "the event stream ended");
            }
            OUT.printf(
                    Locale.ROOT,
                    "OK quickstart ports=%d confirmed=1 events=%d seconds=%.1f%n",
                    ports.size(),
                    events.get(),
                    (System.nanoTime() - started) / 1e9);
        }
    }

    private static void printTable(List<Port> ports) {
        String line = "%-8s %-22s %-7s %-7s %-24s %s%n";
        OUT.printf(line, "port", "terminal", "kind", "normal", "name", "state");
        for (Port port : ports) {
            OUT.printf(
                    line,
                    port.id().index(),
                    port.terminal().map(Port.Terminal::toString).orElse("-"),
                    port.kind(),
                    port.normal(),
                    port.name(),
                    port.state());
        }
    }

    private static void print(LiveItem item) {
        if (item instanceof LiveItem.Happened happened) {
            OUT.println("event " + happened.seq() + ": " + happened.event());
        } else {
            OUT.println("gap: " + item);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
