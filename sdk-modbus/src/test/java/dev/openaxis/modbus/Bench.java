package dev.openaxis.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Octets;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.modbus.testing.Duplex;
import dev.openaxis.modbus.testing.Rtu;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A client on a line in memory with a time of its own, and ends whose bytes are in the hands of a test. */
final class Bench implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);
    /** So much faster than the default that tests are easy to read in milliseconds. */
    static final UnitOptions QUICK =
            UnitOptions.DEFAULT.withReply(Duration.ofMillis(100)).withRetries(0);

    final VirtualLoop loop;
    final MemoryBus bus;
    final ByteLine clientEnd;
    /** Who plays all units. */
    final End units;

    final ModbusClient client;
    final AxisRuntime runtime =
            AxisRuntime.builder().callbackExecutor(Runnable::run).eventLoops(1).build();

    private Bench(MemoryBus bus, ModbusClient.Builder builder, ByteLine clientEnd, ByteLine unitsEnd) {
        this.bus = bus;
        this.clientEnd = clientEnd;
        this.loop = (VirtualLoop) clientEnd.loop();
        units = new End(unitsEnd);
        client = builder.runtime(runtime).start();
        // The first silence on the bus.
        loop.advance(Duration.ofMillis(100));
    }

    static Bench rtu() {
        return rtu(LineModel.perfect(9_600), all -> all);
    }

    static Bench rtu(LineModel model, UnaryOperator<ModbusClient.Builder> settings) {
        MemoryBus bus = new MemoryBus(new VirtualLoop(), model);
        ByteLine end = bus.attach("client");
        return new Bench(bus, settings.apply(ModbusClient.rtu(end).units(QUICK)), end, bus.attach("units"));
    }

    /** Over a connection; the bus is another line. */
    static Bench tcp(UnaryOperator<ModbusClient.Builder> settings) {
        VirtualLoop loop = new VirtualLoop();
        Duplex connection = new Duplex(loop);
        return new Bench(
                new MemoryBus(loop, LineModel.perfect(9_600)),
                settings.apply(ModbusClient.tcp(connection.one).units(QUICK)),
                connection.one,
                connection.other);
    }

    /** What somebody heard, and when the last byte of it had passed. */
    record Heard(long nanos, Octets bytes) {}

    /** One who hears all the others. */
    final class End implements LineListener {
        final ByteLine line;
        final List<Heard> heard = new ArrayList<>();
        Consumer<Octets> answering = request -> {};

        private End(ByteLine line) {
            this.line = line;
            line.open(this);
        }

        @Override
        public void opened() {
            // It is there.
        }

        @Override
        public void closed(AxisException cause) {
            // It is gone.
        }

        @Override
        public void received(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            heard.add(new Heard(loop.nanoTime(), Octets.of(copy)));
            answering.accept(Octets.of(copy));
        }

        /** Sends an RTU frame now. */
        void frame(String unitAndPdu) {
            bytes(Rtu.frame(unitAndPdu));
        }

        /** Sends something now. */
        void bytes(byte... bytes) {
            loop.execute(() -> line.send(ByteBuffer.wrap(bytes)));
        }

        void bytes(String hex) {
            bytes(Octets.ofHex(hex).toArray());
        }

        /** Sends an RTU frame after a time. */
        void frameIn(long millis, String unitAndPdu) {
            loop.schedule(Duration.ofMillis(millis), () -> frame(unitAndPdu));
        }

        List<String> heardBy(int unit) {
            return heard.stream()
                    .filter(one -> one.bytes().at(0) == unit)
                    .map(one -> one.bytes().hex().toUpperCase(java.util.Locale.ROOT))
                    .toList();
        }
    }

    End end(String name) {
        return new End(bus.attach(name));
    }

    /** Everything units are asked from now on is answered a little later. */
    void answer(String unitAndPdu) {
        units.answering = request -> units.frameIn(5, unitAndPdu);
    }

    AsyncModbusUnit unit(int address) {
        return client.unit(address).async();
    }

    void pass(long millis) {
        loop.advance(Duration.ofMillis(millis));
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
            return new AssertionError("the call has a result: " + call.join());
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** Fails in this way, having perhaps done something or not. */
    void assertFails(CompletableFuture<?> call, Class<? extends AxisException> how, AppliedEffect effect) {
        assertThat(failure(call))
                .isInstanceOfSatisfying(how, e -> assertThat(e.effect()).isEqualTo(effect));
    }

    @Override
    public void close() {
        client.close();
        pass(10);
        runtime.close();
    }
}
