package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Octets;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.PeripheralDeviceBuilder;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.event.SecurityAlarm;
import dev.openaxis.osdp.keys.LegacyMasterKey;
import dev.openaxis.osdp.keys.OsdpKeyStore;
import dev.openaxis.osdp.keys.ReaderKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A bus in memory with a time of its own, a panel on it, and whatever devices a test wants. */
final class Bench implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);

    final VirtualLoop loop = new VirtualLoop();
    final MemoryBus bus;
    final MemoryStore store = new MemoryStore();
    final List<LiveItem> items = new ArrayList<>();
    final ByteLine panelEnd;
    final Wiretap wire;
    /** Where the key store is used; set it before the panel is started to make the store slow. */
    Executor storing = Runnable::run;

    private final SecureRandom random;
    /** Where keys come from. */
    Supplier<Scbk> makes;
    /** Whose key was made last. */
    Octets madeFor;
    /** Of which another panel made keys; counts from the next panel on. */
    LegacyMasterKey master;

    private final Map<String, ByteLine> ends = new HashMap<>();
    private final AxisRuntime runtime =
            AxisRuntime.builder().callbackExecutor(Runnable::run).eventLoops(1).build();
    private final List<AutoCloseable> open = new ArrayList<>();
    ControlPanel panel;

    Bench() {
        this(LineModel.perfect(9600));
    }

    Bench(LineModel model) {
        this(model, new SecureRandom());
    }

    Bench(LineModel model, SecureRandom random) {
        this.random = random;
        makes = () -> Scbk.random(random);
        bus = new MemoryBus(loop, model);
        panelEnd = bus.attach("panel");
        wire = Wiretap.on(bus.attach("wiretap"));
        panel = start();
    }

    private ControlPanel start() {
        ControlPanel.Builder builder = ControlPanel.on(panelEnd)
                .keys(store)
                .runtime(runtime)
                .storingOn(task -> storing.execute(task))
                .randomBy(random)
                .keysMadeBy(clientId -> {
                    madeFor = clientId;
                    return makes.get();
                });
        if (master != null) {
            builder.takingOver(master);
        }
        ControlPanel started = builder.start();
        started.subscribe(items::add);
        return started;
    }

    /** The panel's power fails: nothing is said any more, and another one begins with the same store. */
    void powerCut() {
        panel.close();
        loop.advance(Duration.ofMillis(1));
        panel = start();
    }

    /** A device with a key that the store has, too. */
    PeripheralDevice device(String name, int address) {
        return device(name, builder(name, address));
    }

    /** A device whose line is known by its name, so that it can be disturbed. */
    PeripheralDeviceBuilder builder(String name, int address) {
        ByteLine end = bus.attach(name);
        ends.put(name, end);
        return PeripheralDevice.builder(end).address(address);
    }

    /** The end of a device. */
    ByteLine end(String name) {
        return ends.get(name);
    }

    PeripheralDevice device(String name, PeripheralDeviceBuilder builder) {
        storeKey(name);
        return started(builder.key(keyOf(name)));
    }

    /** The store has a key for it. */
    void storeKey(String name) {
        store.update(name, keys -> keys.withCurrent(keyOf(name), loop.now()));
    }

    static Scbk keyOf(String name) {
        return Scbk.of(("key of " + name + "................").substring(0, 16).getBytes(StandardCharsets.US_ASCII));
    }

    PeripheralDevice started(PeripheralDeviceBuilder builder) {
        PeripheralDevice device = builder.start();
        open.add(device);
        return device;
    }

    /** Adds a device to the panel and waits until it can be used. */
    Peripheral online(String name, int address) {
        return online(PeripheralSettings.of(name, address).pollEvery(Duration.ofMillis(50)));
    }

    Peripheral online(PeripheralSettings settings) {
        Peripheral peripheral = panel.add(settings);
        until(peripheral::online);
        return peripheral;
    }

    /** A device that is polled so seldom that the next send of the panel is what a test asks for. */
    Peripheral quiet(String name, int address) {
        Peripheral peripheral = online(PeripheralSettings.of(name, address).pollEvery(Duration.ofSeconds(5)));
        settle();
        return peripheral;
    }

    /** Waits until nobody has said anything for a moment. */
    void settle() {
        long[] before = new long[1];
        do {
            before[0] = bus.counts().sends();
            loop.advance(Duration.ofMillis(400));
        } while (bus.counts().sends() != before[0]);
    }

    void until(BooleanSupplier condition) {
        assertThat(loop.runUntil(condition, SOON))
                .as("it happened within " + SOON)
                .isTrue();
    }

    /** What a call comes to. */
    <T> T result(CompletableFuture<T> call) {
        until(call::isDone);
        return call.join();
    }

    /** How a call fails. */
    Throwable failure(CompletableFuture<?> call) {
        until(call::isDone);
        try {
            call.join();
            return new AssertionError("the call has a result");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    <T> List<T> events(Class<T> kind) {
        return items.stream()
                .filter(LiveItem.Happened.class::isInstance)
                .map(item -> ((LiveItem.Happened) item).event())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    List<SecurityAlarm.Kind> alarms() {
        return events(SecurityAlarm.class).stream().map(SecurityAlarm::kind).toList();
    }

    List<Gap> gaps() {
        return items.stream().filter(Gap.class::isInstance).map(Gap.class::cast).toList();
    }

    @Override
    public void close() throws Exception {
        panel.close();
        for (AutoCloseable one : open) {
            one.close();
        }
        loop.advance(Duration.ofMillis(100));
        runtime.close();
    }

    /** Keys in memory, and a disk that can be full. */
    static final class MemoryStore implements OsdpKeyStore {
        private final OsdpKeyStore keys = OsdpKeyStore.inMemory();
        boolean failing;
        /** Somebody put in a key that can be guessed. */
        boolean weak;

        @Override
        public Optional<ReaderKeys> find(String reader) {
            if (weak) {
                Scbk.of(new byte[Scbk.SIZE]);
            }
            return keys.find(reader);
        }

        @Override
        public List<String> readers() {
            return keys.readers();
        }

        @Override
        public ReaderKeys update(String reader, UnaryOperator<ReaderKeys> change) {
            if (failing) {
                throw new IllegalStateException("the disk is full");
            }
            return keys.update(reader, change);
        }

        @Override
        public void forget(String reader) {
            keys.forget(reader);
        }
    }
}
