package dev.openaxis.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.modbus.testing.Rtu;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client takes for an answer on a serial bus, and what it does about everything else. */
class RtuClientTest {
    private static final String TEN = "05 03 02 00 0A";
    private static final LineModel BYTE_BY_BYTE =
            LineModel.builder().baudRate(9_600).pieces(1).build();

    private final Bench bench = Bench.rtu();
    private final AsyncModbusUnit unit = bench.unit(5);

    @AfterEach
    void close() {
        bench.close();
    }

    private CompletableFuture<Registers> read() {
        return unit.readHoldingRegisters(100, 1);
    }

    private UnitHealth health() {
        return bench.client.unit(5).health();
    }

    @Test
    void aRequest_isOneFrame_andItsAnswerIsTheResult() {
        bench.answer(TEN);
        assertThat(bench.result(read())).isEqualTo(Registers.of(10));
        assertThat(bench.units.heardBy(5))
                .containsExactly(Octets.of(Rtu.frame("05 03 00 64 00 01")).hex().toUpperCase());
    }

    @Test
    void addressesThatNoUnitHas_areRefused_beforeAnythingIsSent() {
        assertThatThrownBy(() -> bench.client.unit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.client.unit(248)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.client.unit(255)).isInstanceOf(IllegalArgumentException.class);
        assertThat(bench.client.unit(247).address()).isEqualTo(247);
        assertThatThrownBy(() -> unit.readHoldingRegisters(0, 126)).isInstanceOf(IllegalArgumentException.class);
        bench.pass(1_000);
        assertThat(bench.units.heard).isEmpty();
    }

    @Test
    void noAnswer_isATimeOut_afterAllRepetitions() {
        CompletableFuture<Registers> call =
                bench.client.unit(5).with(Bench.QUICK.withRetries(2)).async().readHoldingRegisters(100, 1);
        bench.assertFails(call, ConnectionException.class, AppliedEffect.NONE);
        assertThat(bench.units.heardBy(5)).hasSize(3);
        assertThat(health().timeouts()).isEqualTo(3);
        assertThat(health().requests()).isEqualTo(3);
        assertThat(health().retries()).isEqualTo(2);
    }

    @Test
    void anAnswerFromAnotherUnit_isNotTaken() {
        bench.answer("06 03 02 00 0A");
        bench.assertFails(read(), ConnectionException.class, AppliedEffect.NONE);
        assertThat(bench.client.health().foreign()).isEqualTo(1);
    }

    @Test
    void anAnswerFromAnotherUnitThatIsKnown_isCountedThere() {
        bench.failure(bench.unit(6).readHoldingRegisters(0, 1));
        bench.pass(1_000);
        bench.answer("06 03 02 00 0A");
        bench.failure(read());
        assertThat(bench.client.unit(6).health().unsolicited()).isEqualTo(1);
        assertThat(health().unsolicited()).isZero();
    }

    @Test
    void anAnswerToAnotherFunction_isNotTaken_andTheRightOneBehindItIs() {
        bench.units.answering = request -> {
            bench.units.frameIn(5, "05 04 02 00 0B");
            bench.units.frameIn(30, TEN);
        };
        assertThat(bench.result(read())).isEqualTo(Registers.of(10));
        assertThat(health().unsolicited()).isEqualTo(1);
    }

    @Test
    void anAnswerWithAnotherByteCount_isNotTaken_andTheRightOneBehindItIs() {
        bench.units.answering = request -> {
            bench.units.frameIn(5, "05 03 04 00 0A 00 0B");
            bench.units.frameIn(40, TEN);
        };
        assertThat(bench.result(read())).isEqualTo(Registers.of(10));
        assertThat(health().wrongAnswers()).isEqualTo(1);
    }

    @Test
    void onlyWrongAnswers_areMalformed() {
        bench.answer("05 03 04 00 0A 00 0B");
        bench.assertFails(read(), MalformedResponseException.class, AppliedEffect.NONE);
    }

    @Test
    void aWriteThatIsRepeatedWrongly_mayHaveHappened() {
        bench.answer("05 06 00 01 00 04");
        bench.assertFails(unit.writeRegister(1, 3), MalformedResponseException.class, AppliedEffect.POSSIBLE);
        assertThat(bench.units.heardBy(5)).hasSize(1);
    }

    @Test
    void anAnswerWithABrokenCrc_isNotTaken() {
        byte[] broken = Rtu.frame(TEN);
        broken[4] ^= 0x10;
        bench.units.answering = request -> bench.units.bytes(broken);
        bench.assertFails(read(), ConnectionException.class, AppliedEffect.NONE);
        assertThat(health().checkFailures()).isEqualTo(1);
        assertThat(bench.client.health().brokenBytes()).isEqualTo(7);
    }

    @Test
    void halfAFrameAndThenSilence_isNoAnswer() {
        bench.units.answering = request -> bench.units.bytes("05 03 02");
        bench.assertFails(read(), ConnectionException.class, AppliedEffect.NONE);
        assertThat(health().checkFailures()).isEqualTo(1);
    }

    @Test
    void anAnswerBehindNoise_isTaken() {
        bench.units.answering = request -> {
            bench.units.bytes("FF 00 05");
            bench.units.frame(TEN);
        };
        assertThat(bench.result(read())).isEqualTo(Registers.of(10));
        assertThat(bench.client.health().brokenBytes()).isEqualTo(3);
    }

    /** Whatever the moment: noise that holds an answer back until the silence does not make it late. */
    @Test
    void anAnswerThatBeganInTime_isTaken_whereverItsTimeEnds() {
        for (int micros = 88_000; micros < 98_900; micros += 130) {
            try (Bench other = Bench.rtu(BYTE_BY_BYTE, all -> all)) {
                boolean[] asked = new boolean[1];
                Duration later = Duration.ofNanos(micros * 1_000L);
                other.units.answering = one -> {
                    if (!asked[0] && other.units.heard.size() == 8) {
                        asked[0] = true;
                        other.loop.schedule(later, () -> {
                            other.units.bytes("FF");
                            other.units.frame(TEN);
                        });
                    }
                };
                assertThat(other.result(other.unit(5).readHoldingRegisters(100, 1)))
                        .as("noise after " + micros + " microseconds")
                        .isEqualTo(Registers.of(10));
            }
        }
    }

    // ---- late answers ----

    @Test
    void aUnitThatDidNotAnswer_isAskedNothing_untilItWasSilentForItsTime_andOthersAre() {
        CompletableFuture<Registers> lost = read();
        bench.until(lost::isDone);
        long since = bench.loop.nanoTime();
        bench.units.heard.clear();
        bench.units.answering = request -> bench.units.frameIn(1, request.at(0) == 5 ? TEN : "06 03 02 00 01");
        CompletableFuture<Registers> again = read();
        CompletableFuture<Registers> other = bench.unit(6).readHoldingRegisters(0, 1);
        assertThat(bench.result(other)).isEqualTo(Registers.of(1));
        assertThat(bench.loop.nanoTime() - since)
                .isLessThan(Duration.ofMillis(50).toNanos());
        assertThat(bench.result(again)).isEqualTo(Registers.of(10));
        assertThat(bench.units.heardBy(5)).hasSize(1);
        long begun = begin(bench.units.heard.get(1));
        assertThat(Duration.ofNanos(begun - since)).isBetween(Duration.ofMillis(100), Duration.ofMillis(101));
    }

    /** When the first byte of a request of eight was sent. */
    private static long begin(Bench.Heard request) {
        return request.nanos() - 8 * 10 * 1_000_000_000L / 9_600;
    }

    @Test
    void aLateAnswer_isCounted_andTheSilenceBeginsAnew() {
        CompletableFuture<Registers> lost = read();
        bench.until(lost::isDone);
        bench.units.heard.clear();
        CompletableFuture<Registers> next = unit.readHoldingRegisters(200, 1);
        bench.pass(90);
        bench.units.frame(TEN);
        long late = bench.loop.nanoTime() + 7 * 10 * 1_000_000_000L / 9_600;
        bench.until(() -> !bench.units.heard.isEmpty());
        assertThat(Duration.ofNanos(begin(bench.units.heard.get(0)) - late))
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(101));
        bench.units.frame("05 03 02 00 14");
        assertThat(bench.result(next)).isEqualTo(Registers.of(20));
        assertThat(health().late()).isEqualTo(1);
    }

    /** It could have been its answer (UnitHealth), and it was no silence. */
    @Test
    void aLateAnswerThatIsBroken_isCountedForItsUnit_andTheSilenceBeginsAnew() {
        CompletableFuture<Registers> lost = read();
        bench.until(lost::isDone);
        bench.units.heard.clear();
        CompletableFuture<Registers> next = read();
        bench.pass(80);
        byte[] broken = Rtu.frame(TEN);
        broken[4] ^= 0x10;
        bench.units.bytes(broken);
        long late = bench.loop.nanoTime() + 7 * 10 * 1_000_000_000L / 9_600;
        bench.until(() -> !bench.units.heard.isEmpty());
        assertThat(Duration.ofNanos(begin(bench.units.heard.get(0)) - late)).isGreaterThan(Duration.ofMillis(100));
        assertThat(health().checkFailures()).isEqualTo(1);
        bench.failure(next);
    }

    /** However early: its time to answer is not over, and the silence comes after that. */
    @Test
    void aUnitWhoseQuestionWasGivenUp_isLeftAlone_fromTheEndOfItsTimeOn() {
        CompletableFuture<Registers> given = bench.client
                .unit(5)
                .with(CallOptions.deadline(Duration.ofMillis(10)))
                .async()
                .readHoldingRegisters(100, 1);
        bench.failure(given);
        CompletableFuture<Registers> next = read();
        bench.until(() -> bench.units.heard.size() == 2);
        Duration between = Duration.ofNanos(
                begin(bench.units.heard.get(1)) - bench.units.heard.get(0).nanos());
        assertThat(between).isBetween(Duration.ofMillis(200), Duration.ofMillis(201));
        bench.failure(next);
    }

    @Test
    void anAnswerToAQuestionThatWasGivenUp_isNotTheAnswerToTheNext() {
        CompletableFuture<Registers> given = bench.client
                .unit(5)
                .with(CallOptions.deadline(Duration.ofMillis(30)))
                .async()
                .readHoldingRegisters(100, 1);
        bench.assertFails(given, DeadlineExceededException.class, AppliedEffect.NONE);
        CompletableFuture<Registers> next = unit.readHoldingRegisters(200, 1);
        bench.units.frameIn(20, TEN);
        bench.until(() -> bench.units.heard.size() == 2);
        assertThat(next).isNotDone();
        bench.units.frameIn(5, "05 03 02 00 14");
        assertThat(bench.result(next)).isEqualTo(Registers.of(20));
    }

    @Test
    void anAnswerToAQuestionThatWasCancelled_isNotTheAnswerToTheNext() {
        CompletableFuture<Registers> cancelled = read();
        bench.until(() -> bench.units.heard.size() == 1);
        cancelled.cancel(true);
        CompletableFuture<Registers> next = unit.readHoldingRegisters(200, 1);
        bench.units.frameIn(50, TEN);
        bench.until(() -> bench.units.heard.size() == 2);
        assertThat(next).isNotDone();
        bench.units.frame("05 03 02 00 14");
        assertThat(bench.result(next)).isEqualTo(Registers.of(20));
    }

    @Test
    void anAnswerToAQuestionBeforeTheLineWasLost_isNotTheAnswerToTheNext() {
        try (Bench other = Bench.rtu(LineModel.perfect(9_600), all -> all.reopen(Duration.ofMillis(10)))) {
            CompletableFuture<Void> write = other.unit(5).writeRegister(1, 3);
            CompletableFuture<Registers> first = other.unit(5).readHoldingRegisters(100, 1);
            other.until(() -> other.units.heard.size() == 1);
            other.units.frame("05 06 00 01 00 03");
            other.result(write);
            other.until(() -> other.units.heard.size() == 2);
            first.cancel(true);
            CompletableFuture<Registers> next = other.unit(5).readHoldingRegisters(200, 1);
            other.clientEnd.close();
            other.units.frameIn(40, TEN);
            other.pass(60);
            assertThat(next).isNotDone();
            other.until(() -> other.units.heard.size() == 3);
            other.units.frame("05 03 02 00 14");
            assertThat(other.result(next)).isEqualTo(Registers.of(20));
        }
    }

    @Test
    void aFrameThatNobodyAskedFor_isCounted_andTakenForNothing() {
        bench.answer(TEN);
        bench.result(read());
        bench.pass(50);
        bench.units.frame(TEN);
        bench.pass(50);
        assertThat(health().unsolicited()).isEqualTo(1);
        assertThat(bench.client.health().frames()).isEqualTo(2);
    }

    // ---- two masters ----

    @Test
    void theRequestOfAnotherMaster_isNoAnswer_andCounted() {
        Bench.End master = bench.end("another master");
        CompletableFuture<Registers> call = read();
        bench.until(() -> bench.units.heard.size() == 1);
        master.frame("05 03 00 00 00 02");
        bench.pass(20);
        bench.units.frame(TEN);
        assertThat(bench.result(call)).isEqualTo(Registers.of(10));
        assertThat(bench.client.health().foreign() + health().wrongAnswers()).isEqualTo(1);
    }

    @Test
    void whileAnotherMasterSpeaks_nothingIsSent_untilASilenceAfterIt() {
        try (Bench other = Bench.rtu(BYTE_BY_BYTE, all -> all)) {
            Bench.End master = other.end("another master");
            master.bytes(new byte[60]);
            other.pass(2);
            CompletableFuture<Registers> call = other.unit(5).readHoldingRegisters(100, 1);
            other.pass(64);
            assertThat(other.bus.counts().sends()).isEqualTo(1);
            other.failure(call);
            assertThat(other.bus.counts().sends()).isEqualTo(2);
            assertThat(other.bus.counts().collisions()).isZero();
        }
    }

    // ---- silences ----

    @Test
    void beforeEachRequest_theBusIsSilentFor3Point5Characters() {
        assertSilence(9_600, 3_645_834);
        assertSilence(1_200, 29_166_667);
    }

    @Test
    void above19200BitsPerSecond_itIsSilentFor1Point75Milliseconds() {
        assertSilence(38_400, 1_750_000);
        assertSilence(115_200, 1_750_000);
    }

    private static void assertSilence(int rate, long nanos) {
        try (Bench other = Bench.rtu(LineModel.perfect(rate), all -> all)) {
            long[] answered = new long[1];
            other.units.answering = request -> {
                other.units.frame(TEN);
                answered[0] = other.loop.nanoTime() + 7 * 10 * 1_000_000_000L / rate;
            };
            CompletableFuture<Registers> one = other.unit(5).readHoldingRegisters(0, 1);
            CompletableFuture<Registers> two = other.unit(5).readHoldingRegisters(0, 1);
            other.result(one);
            long end = answered[0];
            other.result(two);
            long begun = other.units.heard.get(1).nanos() - 8 * 10 * 1_000_000_000L / rate;
            assertThat(begun - end).isBetween(nanos - 2_000, nanos + 10_000);
        }
    }

    // ---- fairness ----

    @Test
    void oneDeadUnitOfEight_doesNotKeepTheOthersFromBeingAsked() {
        bench.units.answering = request -> {
            if (request.at(0) != 3) {
                bench.units.frameIn(5, String.format("%02X 03 02 00 0A", request.at(0)));
            }
        };
        int[] answered = new int[9];
        for (int address = 1; address <= 8; address++) {
            ask(bench.unit(address), address, answered);
        }
        bench.pass(10_000);
        for (int address = 1; address <= 8; address++) {
            if (address == 3) {
                assertThat(answered[address]).isZero();
            } else {
                // 30 ms for each, and half of the time for the dead one, at most.
                assertThat(answered[address]).isGreaterThan(20);
            }
        }
        assertThat(bench.units.heardBy(3)).hasSizeBetween(10, 50);
    }

    private void ask(AsyncModbusUnit whom, int address, int[] answered) {
        whom.readHoldingRegisters(0, 1).whenComplete((read, failure) -> {
            answered[address] += read == null ? 0 : 1;
            if (bench.loop.nanoTime() < Duration.ofSeconds(9).toNanos()) {
                ask(whom, address, answered);
            }
        });
    }

    @Test
    void unitsTakeTurns_howeverMuchOneIsAsked() {
        bench.units.answering = request -> bench.units.frameIn(1, String.format("%02X 03 02 00 0A", request.at(0)));
        for (int i = 0; i < 10; i++) {
            read();
        }
        CompletableFuture<Registers> six = bench.unit(6).readHoldingRegisters(0, 1);
        CompletableFuture<Registers> seven = bench.unit(7).readHoldingRegisters(0, 1);
        bench.result(six);
        bench.result(seven);
        assertThat(bench.units.heardBy(5)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aWrite_comesBeforeTheReadsOfOtherUnits() {
        bench.units.answering = request -> bench.units.frameIn(
                5, request.at(1) == 6 ? "07 06 00 01 00 02" : String.format("%02X 03 02 00 0A", request.at(0)));
        List<CompletableFuture<Registers>> reads = List.of(
                read(), bench.unit(6).readHoldingRegisters(0, 1), bench.unit(8).readHoldingRegisters(0, 1));
        CompletableFuture<Void> write = bench.unit(7).writeRegister(1, 2);
        bench.result(write);
        assertThat(reads.stream().filter(CompletableFuture::isDone).count()).isLessThanOrEqualTo(1);
    }

    // ---- functions whose length nobody knows, and answers in parts ----

    @Test
    void anythingCanBeAsked_andItsAnswerEndsWithTheSilence() {
        bench.answer("05 41 DE AD BE EF 01");
        assertThat(bench.result(unit.raw(0x41, Octets.ofHex("01 02")))).isEqualTo(Octets.ofHex("DE AD BE EF 01"));
        assertThat(bench.units.heardBy(5)).hasSize(1);
    }

    @Test
    void anIdentificationInParts_isAskedForUntilItIsAll() {
        bench.units.answering = request -> bench.units.frameIn(
                5,
                request.at(4) == 0 ? "05 2B 0E 01 01 FF 02 02 00 01 41 01 01 42" : "05 2B 0E 01 01 00 00 01 02 01 43");
        DeviceIdentification all = bench.result(unit.identification(DeviceIdentification.Category.BASIC));
        assertThat(all.vendorName()).contains("A");
        assertThat(all.productCode()).contains("B");
        assertThat(all.revision()).contains("C");
        assertThat(bench.units.heardBy(5)).hasSize(2);
    }

    @Test
    void listenOnly_isNotAnswered_andDoesNotWaitForThat() {
        CompletableFuture<Registers> call = unit.diagnose(4, Registers.of(0));
        assertThat(bench.result(call)).isEqualTo(Registers.NONE);
        assertThat(health().timeouts()).isZero();
    }

    @Test
    void busyTwice_isAskedAgain_afterThePause() {
        bench.units.answering = request -> bench.units.frameIn(5, bench.units.heard.size() <= 2 ? "05 83 06" : TEN);
        CompletableFuture<Registers> call = bench.client
                .unit(5)
                .with(Bench.QUICK.withRetries(2).withBusyPause(Duration.ofMillis(300)))
                .async()
                .readHoldingRegisters(100, 1);
        assertThat(bench.result(call)).isEqualTo(Registers.of(10));
        assertThat(bench.units.heard).hasSize(3);
        long pause = bench.units.heard.get(1).nanos() - bench.units.heard.get(0).nanos();
        assertThat(Duration.ofNanos(pause)).isGreaterThan(Duration.ofMillis(300));
        assertThat(health().busy()).isEqualTo(2);
        assertThat(health().exceptions()).isEqualTo(2);
    }

    @Test
    void aBusyUnit_doesNotKeepOthersFromBeingAsked() {
        bench.units.answering = request -> bench.units.frameIn(1, request.at(0) == 5 ? "05 83 06" : "06 03 02 00 01");
        CompletableFuture<Registers> busy = bench.client
                .unit(5)
                .with(Bench.QUICK.withRetries(1).withBusyPause(Duration.ofSeconds(5)))
                .async()
                .readHoldingRegisters(100, 1);
        bench.until(() -> health().busy() == 1);
        assertThat(bench.result(bench.unit(6).readHoldingRegisters(0, 1))).isEqualTo(Registers.of(1));
        assertThat(busy).isNotDone();
        assertThat(bench.failure(busy)).isInstanceOf(ModbusRefusedException.class);
    }

    @Test
    void aWriteThatConfigures_andFindsTheUnitBusy_isSentAgain_andAnActionIsNot() {
        bench.units.answering =
                request -> bench.units.frameIn(5, bench.units.heard.size() == 1 ? "05 86 06" : "05 06 00 01 00 03");
        CompletableFuture<Void> setting = bench.client
                .unit(5)
                .with(Bench.QUICK.withRetries(1).withWriting(Effect.CONFIGURE))
                .async()
                .writeRegister(1, 3);
        bench.result(setting);
        assertThat(bench.units.heard).hasSize(2);
        bench.units.heard.clear();
        bench.answer("05 86 06");
        CompletableFuture<Void> action =
                bench.client.unit(5).with(Bench.QUICK.withRetries(1)).async().writeRegister(1, 3);
        bench.assertFails(action, ModbusRefusedException.class, AppliedEffect.NONE);
        bench.pass(3_000);
        assertThat(bench.units.heard).hasSize(1);
    }

    @Test
    void aWriteThatConfigures_andIsNotAnswered_isNotSentAgain() {
        CompletableFuture<Void> setting = bench.client
                .unit(5)
                .with(Bench.QUICK.withRetries(3).withWriting(Effect.CONFIGURE))
                .async()
                .writeRegister(1, 3);
        bench.assertFails(setting, OutcomeUnknownException.class, AppliedEffect.POSSIBLE);
        bench.pass(3_000);
        assertThat(bench.units.heard).hasSize(1);
    }
}
