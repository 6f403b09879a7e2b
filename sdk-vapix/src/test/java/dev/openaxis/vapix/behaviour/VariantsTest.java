package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Point;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedOutput;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.WireApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the references leave open, each reading on a device of its own: everything either works with the right counts on
 * the device, or is refused before anything moved. Port 4 is normally closed, so that circuit and state differ.
 */
class VariantsTest {
    private static final Map<String, CompletableFuture<List<String>>> RESULTS = new LinkedHashMap<>();
    private static final ExecutorService SIMULTANEOUSLY = Executors.newFixedThreadPool(24);
    private static final AxisRuntime RUNTIME = AxisRuntime.create();

    private static Stream<String> everyReading() {
        return RESULTS.isEmpty() ? names().keySet().stream() : RESULTS.keySet().stream();
    }

    private static Map<String, Supplier<SimulatedDevice>> names() {
        Map<String, Supplier<SimulatedDevice>> kinds = new LinkedHashMap<>();
        for (Set<Variant> reading : Variant.oneAtATime()) {
            for (String scheme : List.of("http", "https")) {
                kinds.put(
                        scheme + " " + reading,
                        () -> SimulatedDevice.a9210()
                                .normallyClosed(4)
                                .variants(reading)
                                .start());
            }
        }
        return kinds;
    }

    @BeforeAll
    static void runThemAll() {
        names().forEach((name, kind) -> RESULTS.put(
                name,
                CompletableFuture.supplyAsync(
                        () -> new Visit(kind.get(), name.startsWith("https")).complaints(), SIMULTANEOUSLY)));
    }

    @AfterAll
    static void stop() {
        SIMULTANEOUSLY.shutdownNow();
        RUNTIME.close();
        RESULTS.clear();
    }

    @ParameterizedTest
    @MethodSource("everyReading")
    void underEveryReading_itWorksOrIsRefused_andNothingWrongIsClaimed(String name) throws Exception {
        assertThat(RESULTS.get(name).get(120, TimeUnit.SECONDS)).isEmpty();
    }

    /** One client's dealings with one device; complaints are what must never happen. */
    private static final class Visit {
        private final SimulatedDevice device;
        private final boolean secure;
        private final List<String> complaints = new ArrayList<>();
        private final List<PortEvent> heard = new CopyOnWriteArrayList<>();
        private volatile boolean untouched = true;

        Visit(SimulatedDevice device, boolean secure) {
            this.device = device;
            this.secure = secure;
        }

        List<String> complaints() {
            try (device) {
                AxisDevice.Builder builder = secure ? Clients.secure(device) : Clients.clearText(device);
                AxisDevice client = null;
                try {
                    client = builder.runtime(RUNTIME)
                            .with(CallOptions.deadline(Duration.ofSeconds(8)))
                            .connect();
                } catch (AxisException refused) {
                    // Basic over clear text is refused by default.
                    if (secure) {
                        complaints.add("cannot connect: " + refused.getMessage());
                    }
                }
                if (client != null) {
                    try (AxisDevice connected = client) {
                        deal(connected);
                    }
                }
            } catch (RuntimeException e) {
                complaints.add("unexpected " + e);
            }
            return complaints;
        }

        private void deal(AxisDevice client) {
            if (client.io().ports().size() != 11) {
                complaints.add("not all ports are listed");
            }
            client.events().subscribe(item -> {
                if (item instanceof LiveItem.Happened happened && happened.event() instanceof PortEvent event) {
                    heard.add(event);
                    check(event);
                }
            });
            soon(
                    "no states of all ports",
                    () -> client.points().known().stream()
                                    .filter(point -> point.quality() == Point.Quality.GOOD)
                                    .count()
                            == 11);
            untouched = false;
            for (int port : new int[] {0, 4}) {
                for (WireApi api : WireApi.values()) {
                    Output output = client.io().output(PortId.of(port)).via(api);
                    act("activate over " + api, port, output::activate, PortState.ACTIVE, 1);
                    act("deactivate over " + api, port, output::deactivate, PortState.INACTIVE, 1);
                    act("pulse over " + api, port, () -> output.pulse(Duration.ofMillis(300)), PortState.INACTIVE, 2);
                }
            }
            device.input(1).close();
            soon("the input's change is not told", () -> told(1, PortState.ACTIVE));
            soon(
                    "the input's point is wrong",
                    () -> client.points().known().stream()
                            .anyMatch(point -> point.id().wireId().equals("1")
                                    && point.value().equals("active")));
            client.io().output(PortId.of(3)).activate();
            soon("the output's change is not told", () -> told(3, PortState.ACTIVE));
            for (int port : new int[] {6, 7, 8}) {
                if (told(port, PortState.ACTIVE)) {
                    complaints.add("port " + port + " never moved, but an event says so");
                }
            }
        }

        /** An input only follows its wire, a port that nobody touched stays inactive. */
        private void check(PortEvent event) {
            int port = event.port().index();
            boolean neverActive = untouched || port == 2 || port == 5 || port >= 6;
            if (neverActive && event.state() == PortState.ACTIVE
                    || port == 1
                            && event.state() == PortState.ACTIVE
                            && !device.input(1).isClosed()) {
                complaints.add("wrong event " + event);
            }
        }

        private boolean told(int port, PortState state) {
            return heard.stream().anyMatch(event -> event.port().index() == port && event.state() == state);
        }

        private void act(String what, int port, Supplier<Actuation> action, PortState after, int changes) {
            SimulatedOutput output = device.output(port);
            int before = output.transitions().size();
            long executed = device.counters().actionsExecuted();
            heard.clear();
            boolean returned = false;
            AppliedEffect effect = AppliedEffect.POSSIBLE;
            try {
                Actuation done = action.get();
                returned = true;
                if (!done.changed()) {
                    complaints.add(what + " on port " + port + ": said to have been so already");
                }
            } catch (AxisException refused) {
                effect = refused.effect();
            }
            boolean claimed = returned;
            soon(
                    what + " on port " + port + " returned " + claimed + " " + effect + ", device changed "
                            + (output.transitions().size() - before) + " times",
                    () -> {
                        int moved = output.transitions().size() - before;
                        return claimed
                                ? moved == changes && output.isActive() == (after == PortState.ACTIVE)
                                : device.counters().actionsExecuted() - executed <= 1 && moved <= changes;
                    });
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(claimed ? 0 : 500));
            if (!claimed && effect == AppliedEffect.NONE && output.transitions().size() != before) {
                complaints.add(what + " on port " + port + ": said that nothing changed");
            }
            if (output.isActive() != (after == PortState.ACTIVE)) {
                device.toggledByAnotherClient(port, after == PortState.ACTIVE);
            }
            soon(
                    "the state of port " + port + " after " + what + " is not told",
                    () -> heard.isEmpty()
                            || heard.stream()
                                    .filter(event -> event.port().index() == port)
                                    .reduce((first, second) -> second)
                                    .map(event -> event.state()
                                            == (output.isActive() ? PortState.ACTIVE : PortState.INACTIVE))
                                    .orElse(true));
        }

        private void soon(String complaint, BooleanSupplier condition) {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > until) {
                    complaints.add(complaint);
                    return;
                }
                LockSupport.parkNanos(5_000_000);
            }
        }
    }
}
