package dev.openaxis.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.Disturbance;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever a line does that an RTU frame can be protected from: no write is done twice, every call ends in its time, and what is read was
 * there. What it cannot be protected from, for no answer has a number: answers that come later than twice the time a unit may take, and
 * requests that the line itself repeats.
 */
class BusProperties {
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Duration REPLY = Duration.ofMillis(100);
    private static final int REGISTERS = 4;
    private static final AxisRuntime RUNTIME =
            AxisRuntime.builder().callbackExecutor(Runnable::run).eventLoops(1).build();

    @AfterContainer
    static void close() {
        RUNTIME.close();
    }

    /** A call, and what it may come to. */
    record Asked<T>(CompletableFuture<T> call, long until) {}

    private static final class World implements AutoCloseable {
        final VirtualLoop loop = new VirtualLoop();
        final MemoryBus bus = new MemoryBus(loop, LineModel.perfect(9_600));
        final ByteLine clientEnd = bus.attach("client");
        /** Each unit has its own, so that the late answer of one does not hold back another's. */
        final Map<Integer, ByteLine> ends = Map.of(1, bus.attach("unit 1"), 2, bus.attach("unit 2"));

        private final List<ModbusServer> servers = new ArrayList<>();
        private final ModbusClient client;
        private final Map<Integer, Cell> cells = new HashMap<>();
        final Map<Integer, Asked<Void>> writes = new HashMap<>();
        final List<Asked<?>> all = new ArrayList<>();
        private final List<CompletableFuture<Void>> answers = new ArrayList<>();
        /** How often each number was written. */
        final Map<Integer, Integer> done = new HashMap<>();

        private int numbers;

        /** One unit, whose registers hold the number of the last write and nothing else. */
        private final class Cell implements UnitHandler {
            final int[] registers = new int[REGISTERS];
            final List<Set<Integer>> had = new ArrayList<>();
            Duration answerTime = Duration.ZERO;

            private Cell(int unit) {
                for (int i = 0; i < REGISTERS; i++) {
                    registers[i] = 0x8000 | unit << 4 | i;
                    had.add(new HashSet<>(Set.of(registers[i])));
                }
            }

            @Override
            public Duration answerTime() {
                return answerTime;
            }

            @Override
            public void writeRegister(int address, int value) {
                done.merge(value, 1, Integer::sum);
                registers[address] = value;
                had.get(address).add(value);
            }

            @Override
            public Registers readHoldingRegisters(int address, int count) {
                return Registers.of(registers[address]);
            }
        }

        World() {
            ends.forEach((unit, end) -> {
                Cell cell = new Cell(unit);
                cells.put(unit, cell);
                ModbusServer server = new ModbusServer().unit(unit, cell);
                server.rtu(end);
                servers.add(server);
            });
            client = ModbusClient.rtu(clientEnd)
                    .runtime(RUNTIME)
                    .units(UnitOptions.DEFAULT.withReply(REPLY).withRetries(2))
                    .reopen(Duration.ofMillis(50))
                    .start();
            loop.advance(Duration.ofMillis(20));
        }

        private AsyncModbusUnit unit(int address) {
            return client.unit(address).with(CallOptions.deadline(DEADLINE)).async();
        }

        private <T> Asked<T> asked(CompletableFuture<T> call) {
            Asked<T> one = new Asked<>(call, loop.nanoTime() + DEADLINE.toNanos());
            all.add(one);
            return one;
        }

        void write(int unit, int address) {
            int number = ++numbers;
            writes.put(number, asked(unit(unit).writeRegister(address, number)));
        }

        void read(int unit, int address) {
            Set<Integer> had = cells.get(unit).had.get(address);
            Asked<Registers> one = asked(unit(unit).readHoldingRegisters(address, 1));
            answers.add(one.call()
                    .thenAccept(read -> assertThat(had)
                            .as("unit " + unit + " had at " + address)
                            .contains(read.get(0))));
        }

        void slow(Duration answer) {
            cells.values().forEach(cell -> cell.answerTime = answer);
        }

        void pass(long millis) {
            loop.advance(Duration.ofMillis(millis));
            all.forEach(one -> assertThat(one.call().isDone() || loop.nanoTime() <= one.until())
                    .as("every call ends in its time")
                    .isTrue());
        }

        void assertNothingWrong() {
            pass(DEADLINE.toMillis() + 1);
            assertThat(all).allMatch(one -> one.call().isDone());
            for (CompletableFuture<Void> one : answers) {
                if (failure(one) instanceof AssertionError wrong) {
                    throw wrong;
                }
            }
            assertThat(done.values()).allMatch(times -> times == 1);
            writes.forEach((number, one) -> {
                Throwable failure = failure(one.call());
                int times = done.getOrDefault(number, 0);
                if (failure == null) {
                    assertThat(times).isEqualTo(1);
                } else if (!(failure instanceof AxisException e) || e.effect() == AppliedEffect.NONE) {
                    assertThat(times).isZero();
                }
            });
        }

        private static Throwable failure(CompletableFuture<?> call) {
            try {
                call.join();
                return null;
            } catch (CompletionException e) {
                return e.getCause();
            } catch (CancellationException e) {
                return e;
            }
        }

        void assertBack() {
            slow(Duration.ZERO);
            pass(1_000);
            // What was told to happen to sends that nobody made happens to these.
            CompletableFuture<Registers> read = unit(1).readHoldingRegisters(0, 1);
            for (int i = 0; i < 60 && (!read.isDone() || read.isCompletedExceptionally()); i++) {
                read = unit(1).readHoldingRegisters(0, 1);
                pass(1_000);
            }
            assertThat(read.join()).isEqualTo(Registers.of(cells.get(1).registers[0]));
        }

        @Override
        public void close() {
            client.close();
            servers.forEach(ModbusServer::close);
            loop.advance(Duration.ofSeconds(3));
        }
    }

    /** Something that happens. */
    record Happening(String name, Consumer<World> what) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Happening happening(String name, Consumer<World> what) {
        return new Happening(name, what);
    }

    @Provide
    Arbitrary<Happening> happening() {
        Arbitrary<Integer> unit = Arbitraries.of(1, 2);
        Arbitrary<Integer> address = Arbitraries.integers().between(0, REGISTERS - 1);
        Arbitrary<Happening> write = unit.flatMap(whom ->
                address.map(at -> happening("write " + whom + " at " + at, world -> world.write(whom, at))));
        Arbitrary<Happening> read = unit.flatMap(whom ->
                address.map(at -> happening("read " + whom + " at " + at, world -> world.read(whom, at))));
        Arbitrary<Happening> time = Arbitraries.of(1, 9, 20, 60, 130, 400)
                .map(millis -> happening(millis + " ms", world -> world.pass(millis)));
        Arbitrary<Happening> request = Arbitraries.of(
                        Disturbance.none().drop(),
                        Disturbance.none().garble(0),
                        Disturbance.none().garble(3),
                        Disturbance.none().dropBytes(2, 7),
                        Disturbance.none().delay(Duration.ofMillis(15)))
                .map(what -> happening("request " + what, world -> world.bus.disturb(world.clientEnd, what)));
        Arbitrary<Happening> answer = unit.flatMap(whose -> Arbitraries.of(
                        Disturbance.none().drop(),
                        Disturbance.none().repeat(),
                        Disturbance.none().garble(1),
                        Disturbance.none().garble(4),
                        Disturbance.none().dropBytes(0),
                        Disturbance.none().dropBytes(5),
                        Disturbance.none().delay(Duration.ofMillis(60)),
                        Disturbance.none().delay(Duration.ofMillis(100)))
                .map(what -> happening(
                        "answer of " + whose + " " + what, world -> world.bus.disturb(world.ends.get(whose), what))));
        Arbitrary<Happening> slow = Arbitraries.of(0, 30, 60)
                .map(millis ->
                        happening("answers after " + millis + " ms", world -> world.slow(Duration.ofMillis(millis))));
        Arbitrary<Happening> cut = unit.flatMap(whose -> Arbitraries.of(30, 250)
                .map(millis -> happening("unit " + whose + " cut off for " + millis + " ms", world -> {
                    world.bus.unplug(world.ends.get(whose));
                    world.pass(millis);
                    world.bus.plug(world.ends.get(whose));
                })));
        Arbitrary<Happening> closes = Arbitraries.just(happening("line closes", world -> world.clientEnd.close()));
        Arbitrary<Happening> cancel = Arbitraries.just(happening("last one cancelled", world -> {
            if (!world.all.isEmpty()) {
                world.all.get(world.all.size() - 1).call().cancel(true);
            }
        }));
        return Arbitraries.frequencyOf(
                Tuple.of(4, write),
                Tuple.of(4, read),
                Tuple.of(5, time),
                Tuple.of(2, request),
                Tuple.of(4, answer),
                Tuple.of(1, slow),
                Tuple.of(1, cut),
                Tuple.of(1, closes),
                Tuple.of(1, cancel));
    }

    @Property(tries = 500)
    void nothingIsDoneTwice_everyCallEnds_andWhatIsReadWasThere(
            @ForAll @Size(min = 5, max = 60) List<@From("happening") Happening> course) {
        try (World world = new World()) {
            course.forEach(one -> one.what().accept(world));
            world.assertNothingWrong();
            world.assertBack();
        }
    }
}
