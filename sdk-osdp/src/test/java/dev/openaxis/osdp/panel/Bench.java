package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.PeripheralDeviceBuilder;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.keys.OsdpKeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/** A bus in memory with a time of its own, a panel on it, and whatever devices a test wants. */
final class Bench implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);

    final VirtualLoop loop = new VirtualLoop();
    final MemoryBus bus;
    final OsdpKeyStore store = OsdpKeyStore.inMemory();
    final List<LiveItem> items = new ArrayList<>();
    final ByteLine panelEnd;
    private final AxisRuntime runtime =
            AxisRuntime.builder().callbackExecutor(Runnable::run).eventLoops(1).build();
    private final List<AutoCloseable> open = new ArrayList<>();
    ControlPanel panel;

    Bench() {
        this(LineModel.perfect(9600));
    }

    Bench(LineModel model) {
        bus = new MemoryBus(loop, model);
        panelEnd = bus.attach("panel");
        panel = start();
    }

    private ControlPanel start() {
        ControlPanel started = ControlPanel.on(panelEnd)
                .keys(store)
                .runtime(runtime)
                .storingOn(Runnable::run)
                .start();
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
        return device(name, PeripheralDevice.builder(bus.attach(name)).address(address));
    }

    PeripheralDevice device(String name, PeripheralDeviceBuilder builder) {
        Scbk key =
                Scbk.of(("key of " + name + "................").substring(0, 16).getBytes());
        store.update(name, keys -> keys.withCurrent(key, loop.now()));
        return started(builder.key(key));
    }

    PeripheralDevice started(PeripheralDeviceBuilder builder) {
        PeripheralDevice device = builder.start();
        open.add(device);
        return device;
    }

    /** Adds a device to the panel and waits until it can be used. */
    Peripheral online(String name, int address) {
        Peripheral peripheral = panel.add(PeripheralSettings.of(name, address).pollEvery(Duration.ofMillis(50)));
        until(peripheral::online);
        return peripheral;
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
}
