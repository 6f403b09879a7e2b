package dev.openaxis.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.Octets;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.modbus.internal.client.Client;
import dev.openaxis.modbus.internal.client.Commands;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may have happened in the world when a call fails (architecture, Effects), and that no write is on the wire twice. */
class EffectsTest {
    private final Bench bench = Bench.rtu();
    private final AsyncModbusUnit unit =
            bench.client.unit(5).with(Bench.QUICK.withRetries(3)).async();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Every way to write, none of which is answered. */
    private List<CompletableFuture<?>> writes(AsyncModbusUnit whom) {
        return List.of(
                whom.writeCoil(0, true),
                whom.writeRegister(0, 1),
                whom.writeCoils(0, Bits.of(true, false)),
                whom.writeRegisters(0, Registers.of(1, 2)),
                whom.maskWriteRegister(0, 1, 2),
                whom.readWriteRegisters(0, 1, 0, Registers.of(1)),
                whom.writeFile(List.of(new FileRecord(1, 0, Registers.of(1)))),
                whom.raw(0x41, Octets.ofHex("01")),
                whom.diagnose(1, Registers.of(0)),
                whom.diagnose(10, Registers.of(0)));
    }

    @Test
    void aWriteThatIsNotAnswered_isUnknown_andOnTheWireOnce() {
        List<CompletableFuture<?>> calls = writes(unit);
        calls.forEach(call -> bench.assertFails(call, OutcomeUnknownException.class, AppliedEffect.POSSIBLE));
        bench.pass(10_000);
        assertThat(bench.units.heard).hasSize(calls.size());
    }

    @Test
    void aWriteWhoseAnswerIsBroken_isUnknown_andOnTheWireOnce() {
        bench.units.answering = request -> bench.units.bytes("05 06 00 01 00 03 FF FF");
        bench.assertFails(unit.writeRegister(1, 3), OutcomeUnknownException.class, AppliedEffect.POSSIBLE);
        bench.pass(10_000);
        assertThat(bench.units.heard).hasSize(1);
    }

    @Test
    void aWriteThatIsUnderWay_whenTheLineIsLost_isUnknown_andNotSentAgain_andAReadIs() {
        CompletableFuture<Void> write = unit.writeRegister(1, 3);
        bench.until(() -> bench.units.heard.size() == 1);
        CompletableFuture<Registers> read = unit.readHoldingRegisters(0, 1);
        bench.clientEnd.close();
        bench.assertFails(write, OutcomeUnknownException.class, AppliedEffect.POSSIBLE);
        bench.until(() -> bench.units.heard.size() == 2);
        bench.clientEnd.close();
        bench.until(() -> bench.units.heard.size() == 3);
        bench.units.frame("05 03 02 00 0A");
        assertThat(bench.result(read)).isEqualTo(Registers.of(10));
        assertThat(bench.units.heard.get(2).bytes())
                .isEqualTo(bench.units.heard.get(1).bytes());
        assertThat(bench.client.health().openings()).isEqualTo(3);
    }

    /** Modbus Application Protocol V1.1b3, section 7: who answers with these has done nothing, or perhaps a part. */
    @ParameterizedTest
    @CsvSource({
        "1, ILLEGAL_FUNCTION, NONE",
        "2, ILLEGAL_DATA_ADDRESS, NONE",
        "3, ILLEGAL_DATA_VALUE, NONE",
        "4, SERVER_DEVICE_FAILURE, POSSIBLE",
        "6, SERVER_DEVICE_BUSY, NONE",
        "7, NEGATIVE_ACKNOWLEDGE, NONE",
        "8, MEMORY_PARITY_ERROR, POSSIBLE",
        "10, GATEWAY_PATH_UNAVAILABLE, NONE"
    })
    void anExceptionToAWrite_isARefusal_thatSaysWhatMayHaveHappened(
            int code, ExceptionCode reason, AppliedEffect effect) {
        bench.answer(String.format("05 86 %02X", code));
        assertThat(bench.failure(unit.writeRegister(1, 3))).isInstanceOfSatisfying(ModbusRefusedException.class, e -> {
            assertThat(e.reason()).contains(reason);
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.effect()).isEqualTo(effect);
        });
        bench.pass(5_000);
        assertThat(bench.units.heard).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 11})
    void anExceptionThatDoesNotTellTheEnd_isUnknown(int code) {
        bench.answer(String.format("05 86 %02X", code));
        bench.assertFails(unit.writeRegister(1, 3), OutcomeUnknownException.class, AppliedEffect.POSSIBLE);
        bench.pass(5_000);
        assertThat(bench.units.heard).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 12, 127, 255})
    void anExceptionNobodyKnows_mayHaveDoneSomething(int code) {
        bench.answer(String.format("05 86 %02X", code));
        assertThat(bench.failure(unit.writeRegister(1, 3))).isInstanceOfSatisfying(ModbusRefusedException.class, e -> {
            assertThat(e.reason()).isEmpty();
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.effect()).isEqualTo(AppliedEffect.POSSIBLE);
        });
        assertThat(bench.units.heard).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 10, 255})
    void anExceptionToARead_isARefusal_thatChangedNothing_andIsAskedOnce(int code) {
        bench.answer(String.format("05 83 %02X", code));
        bench.assertFails(unit.readHoldingRegisters(0, 1), ModbusRefusedException.class, AppliedEffect.NONE);
        assertThat(bench.units.heard).hasSize(1);
    }

    @Test
    void aReadThatAGatewayCouldNotPassOn_isAskedAgain() {
        bench.units.answering =
                request -> bench.units.frameIn(5, bench.units.heard.size() == 1 ? "05 83 0B" : "05 03 02 00 0A");
        assertThat(bench.result(unit.readHoldingRegisters(0, 1))).isEqualTo(Registers.of(10));
        assertThat(bench.units.heard).hasSize(2);
    }

    @Test
    void whatWaitedTooLong_isNotSent() {
        CompletableFuture<Registers> first = bench.unit(6).readHoldingRegisters(0, 1);
        bench.until(() -> bench.units.heard.size() == 1);
        CompletableFuture<Void> late = bench.client
                .unit(5)
                .with(CallOptions.deadline(Duration.ofMillis(50)))
                .async()
                .writeRegister(1, 3);
        long asked = bench.loop.nanoTime();
        bench.assertFails(late, DeadlineExceededException.class, AppliedEffect.NONE);
        assertThat(bench.loop.nanoTime() - asked)
                .isEqualTo(Duration.ofMillis(50).toNanos());
        bench.failure(first);
        bench.pass(5_000);
        assertThat(bench.units.heardBy(5)).isEmpty();
    }

    @Test
    void aWriteWhoseTimeEndsBeforeItsAnswer_isUnknown() {
        CompletableFuture<Void> write = bench.client
                .unit(5)
                .with(CallOptions.deadline(Duration.ofMillis(50)))
                .async()
                .writeRegister(1, 3);
        bench.assertFails(write, OutcomeUnknownException.class, AppliedEffect.POSSIBLE);
        assertThat(bench.units.heard).hasSize(1);
    }

    @Test
    void aWriteThatIsCancelledBeforeItIsSent_isNotSent() {
        CompletableFuture<Registers> first = bench.unit(6).readHoldingRegisters(0, 1);
        CompletableFuture<Void> write = unit.writeRegister(1, 3);
        bench.until(() -> bench.units.heardBy(6).size() == 1);
        assertThat(write.cancel(true)).isTrue();
        assertThatThrownBy(write::join).isInstanceOf(CancellationException.class);
        bench.failure(first);
        bench.pass(5_000);
        assertThat(bench.units.heardBy(5)).isEmpty();
    }

    @Test
    void aWriteThatIsCancelledAfterItWasSent_isUnknown() {
        CompletableFuture<Void> write = unit.writeRegister(1, 3);
        bench.until(() -> bench.units.heard.size() == 1);
        write.cancel(true);
        bench.assertFails(write, OutcomeUnknownException.class, AppliedEffect.POSSIBLE);
        bench.pass(5_000);
        assertThat(bench.units.heard).hasSize(1);
    }

    @Test
    void closing_endsEverything_eachAsItIs_andLeavesNothingWaiting() {
        CompletableFuture<Void> sent = unit.writeRegister(1, 3);
        bench.until(() -> bench.units.heard.size() == 1);
        CompletableFuture<Void> waiting = unit.writeRegister(2, 3);
        bench.client.close();
        bench.pass(0);
        bench.assertFails(sent, OutcomeUnknownException.class, AppliedEffect.POSSIBLE);
        bench.assertFails(waiting, ClosedException.class, AppliedEffect.NONE);
        bench.assertFails(unit.writeRegister(3, 3), ClosedException.class, AppliedEffect.NONE);
        bench.pass(5);
        assertThat(bench.loop.waiting()).isZero();
        assertThat(bench.units.heard).hasSize(1);
    }

    @Test
    void closingWhileTheLineIsLost_leavesNothingWaiting() {
        bench.clientEnd.close();
        bench.pass(5);
        bench.client.close();
        bench.pass(5);
        assertThat(bench.loop.waiting()).isZero();
    }

    @Test
    void whileALineCannotBeOpened_whatWaitsFails_andItIsTriedAgain() {
        ShutLine line = new ShutLine(bench.bus.attach("another"));
        try (ModbusClient client = ModbusClient.rtu(line)
                .runtime(bench.runtime)
                .units(Bench.QUICK)
                .reopen(Duration.ofMillis(500))
                .start()) {
            CompletableFuture<Void> one = client.unit(5).async().writeRegister(1, 3);
            bench.assertFails(one, ConnectionException.class, AppliedEffect.NONE);
            bench.pass(600);
            assertThat(line.tried).isEqualTo(2);
            line.shut = false;
            bench.answer("05 06 00 02 00 03");
            assertThat(client.health().open()).isFalse();
            bench.result(client.unit(5).async().writeRegister(2, 3));
            assertThat(client.health().open()).isTrue();
            assertThat(bench.units.heard).hasSize(1);
        }
    }

    /** A line that cannot be opened for a while. */
    private static final class ShutLine implements ByteLine {
        private final ByteLine behind;
        boolean shut = true;
        int tried;

        private ShutLine(ByteLine behind) {
            this.behind = behind;
        }

        @Override
        public void open(LineListener listener) {
            tried++;
            if (shut) {
                loop().execute(() ->
                        listener.closed(new ConnectionException(Failure.of(name(), "open", "nobody is there"))));
            } else {
                behind.open(listener);
            }
        }

        @Override
        public String name() {
            return behind.name();
        }

        @Override
        public LineLoop loop() {
            return behind.loop();
        }

        @Override
        public int baudRate() {
            return behind.baudRate();
        }

        @Override
        public boolean changeBaudRate(int bitsPerSecond) {
            return behind.changeBaudRate(bitsPerSecond);
        }

        @Override
        public Duration tolerance() {
            return behind.tolerance();
        }

        @Override
        public void send(ByteBuffer bytes) {
            behind.send(bytes);
        }

        @Override
        public void close() {
            behind.close();
        }
    }

    @Test
    void tooManyRequests_areRefused_beforeAnythingIsSent() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 4_200; i++) {
            all.add(unit.writeRegister(i, 1));
        }
        bench.pass(1);
        List<CompletableFuture<Void>> refused =
                all.stream().filter(CompletableFuture::isDone).toList();
        assertThat(refused).hasSizeBetween(100, 104);
        refused.forEach(one -> bench.assertFails(one, OverloadedException.class, AppliedEffect.NONE));
        bench.pass(20_000);
        assertThat(all).allMatch(CompletableFuture::isDone);
        long sent =
                bench.units.heard.stream().map(Bench.Heard::bytes).distinct().count();
        assertThat(bench.units.heard).hasSize((int) sent);
    }

    @Test
    void broadcasts_areSentOnce_withAPauseBehindEach_andNobodyIsWaitedFor() {
        try (Bench other = Bench.rtu(LineModel.perfect(9_600), all -> all)) {
            Client client = Client.rtu(
                    other.bus.attach("another"), other.runtime, Duration.ofSeconds(1), Duration.ofMillis(150));
            client.start();
            other.pass(10);
            Commands all = new Commands(client, client.broadcastUnit(), Bench.QUICK, CallOptions.DEFAULT);
            CompletableFuture<Void> one = all.start(all.writeCoil(7, true));
            CompletableFuture<Void> two = all.start(all.writeRegisters(7, Registers.of(1)));
            Commands five = new Commands(client, 5, Bench.QUICK, CallOptions.DEFAULT);
            CompletableFuture<Registers> read = five.start(five.readHoldingRegisters(0, 1));
            other.result(one);
            other.result(two);
            other.failure(read);
            other.pass(5_000);
            List<Bench.Heard> heard = other.units.heard;
            assertThat(heard).hasSize(3);
            assertThat(heard.get(0).bytes().slice(0, 6)).isEqualTo(Octets.ofHex("00 05 00 07 FF 00"));
            assertThat(heard.get(1).bytes().at(0)).isZero();
            for (int i = 1; i < 3; i++) {
                Octets bytes = heard.get(i).bytes();
                long begun = heard.get(i).nanos() - bytes.length() * 10 * 1_000_000_000L / 9_600;
                assertThat(Duration.ofNanos(begun - heard.get(i - 1).nanos()))
                        .isBetween(Duration.ofMillis(149), Duration.ofMillis(151));
            }
            client.close();
            other.pass(10);
        }
    }

    @Test
    void nobodyBroadcastsOverTcp() {
        try (Bench tcp = Bench.tcp(all -> all)) {
            assertThatThrownBy(tcp.client::broadcast).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anIdentificationThatIsCancelledBeforeItIsSent_isNotSent() {
        CompletableFuture<Registers> first = bench.unit(6).readHoldingRegisters(0, 1);
        CompletableFuture<DeviceIdentification> asked = unit.identification(DeviceIdentification.Category.BASIC);
        bench.until(() -> bench.units.heardBy(6).size() == 1);
        assertThat(asked.cancel(true)).isTrue();
        bench.failure(first);
        bench.pass(5_000);
        assertThat(bench.units.heardBy(5)).isEmpty();
    }
}
