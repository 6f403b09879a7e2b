package dev.openaxis.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.modbus.Bench.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client takes for an answer on a TCP connection. The connection is in memory, and its other end in the hands of the test. */
class TcpClientTest {
    private final Bench bench = Bench.tcp(all -> all.inFlight(4).reopen(Duration.ofMillis(100)));
    private final AsyncModbusUnit unit = bench.unit(5);

    @AfterEach
    void close() {
        bench.close();
    }

    private CompletableFuture<Registers> read(int address) {
        return unit.readHoldingRegisters(address, 1);
    }

    /** Requests heard so far, each with its header. */
    private List<Octets> requests() {
        return bench.units.heard.stream().map(Heard::bytes).toList();
    }

    private static int transaction(Octets request) {
        return request.at(0) << 8 | request.at(1);
    }

    private void answer(int transaction, int unit, String pdu) {
        Octets bytes = Octets.ofHex(pdu);
        bench.units.bytes(String.format("%04X 0000 %04X %02X", transaction, 1 + bytes.length(), unit) + pdu);
    }

    private void answer(Octets request, String pdu) {
        answer(transaction(request), request.at(6), pdu);
    }

    private List<Octets> awaitRequests(int count) {
        bench.until(() -> bench.units.heard.size() == count);
        return requests();
    }

    @Test
    void aRequest_hasAHeader_andItsAnswerIsTheResult() {
        CompletableFuture<Registers> call = read(0x6B);
        Octets request = awaitRequests(1).get(0);
        assertThat(request.slice(2, 10)).isEqualTo(Octets.ofHex("00 00 00 06 05 03 00 6B 00 01"));
        answer(request, "03 02 00 0A");
        assertThat(bench.result(call)).isEqualTo(Registers.of(10));
    }

    @Test
    void theDeviceItself_isUnit0Or255_andOthersAreRefused() {
        assertThat(bench.client.unit(0).address()).isZero();
        assertThat(bench.client.unit(255).address()).isEqualTo(255);
        for (int address : new int[] {-1, 248, 254, 256}) {
            assertThatThrownBy(() -> bench.client.unit(address)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void severalRequestsAreUnderWay_andTheirAnswersCanComeInAnyOrder() {
        List<CompletableFuture<Registers>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            calls.add(read(i));
        }
        bench.pass(50);
        List<Octets> sent = awaitRequests(4);
        assertThat(new HashSet<>(sent.stream().map(TcpClientTest::transaction).toList()))
                .hasSize(4);
        for (int i : new int[] {3, 0, 2, 1}) {
            answer(sent.get(i), "03 02 00 1" + i);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(bench.result(calls.get(i))).isEqualTo(Registers.of(0x10 + i));
        }
        List<Octets> rest = awaitRequests(6);
        answer(rest.get(5), "03 02 00 15");
        answer(rest.get(4), "03 02 00 14");
        assertThat(bench.result(calls.get(4))).isEqualTo(Registers.of(0x14));
        assertThat(bench.result(calls.get(5))).isEqualTo(Registers.of(0x15));
    }

    @Test
    void theAnswerToAQuestionThatWasGivenUp_isNotTheAnswerToTheNext() {
        CompletableFuture<Registers> lost = read(1);
        Octets stale = awaitRequests(1).get(0);
        bench.assertFails(lost, ConnectionException.class, AppliedEffect.NONE);
        CompletableFuture<Registers> next = read(2);
        Octets request = awaitRequests(2).get(1);
        assertThat(transaction(request)).isNotEqualTo(transaction(stale));
        answer(stale, "03 02 00 01");
        bench.pass(20);
        assertThat(next).isNotDone();
        answer(request, "03 02 00 02");
        assertThat(bench.result(next)).isEqualTo(Registers.of(2));
        assertThat(bench.client.unit(5).health().late()).isEqualTo(1);
    }

    @Test
    void transactionNumbers_areNotUsedAgain_forAsLongAsThereAreOthers() {
        Set<Integer> used = new HashSet<>();
        bench.units.answering = request -> {
            used.add(transaction(request));
            answer(request, "03 02 00 01");
        };
        for (int i = 0; i < 300; i++) {
            List<CompletableFuture<Registers>> four = List.of(read(1), read(2), read(3), read(4));
            four.forEach(bench::result);
            if (i < 250) {
                assertThat(used).hasSize(4 * (i + 1));
            }
        }
    }

    @Test
    void anAnswerToNobody_isCounted_andTakenForNothing() {
        answer(0x7777, 9, "03 02 00 01");
        bench.pass(10);
        assertThat(bench.client.health().foreign()).isEqualTo(1);
        CompletableFuture<Registers> call = read(1);
        answer(awaitRequests(1).get(0), "03 02 00 02");
        assertThat(bench.result(call)).isEqualTo(Registers.of(2));
    }

    @Test
    void anAnswerFromAnotherUnit_orToAnotherFunction_orOfAnotherLength_isNotTaken() {
        for (String[] wrong :
                new String[][] {{"6", "03 02 00 01"}, {"5", "84 02"}, {"5", "04 02 00 01"}, {"5", "03 04 00 01 00 02"}
                }) {
            CompletableFuture<Registers> call = read(1);
            int before = bench.units.heard.size();
            Octets request = awaitRequests(before + 1).get(before);
            answer(transaction(request), Integer.parseInt(wrong[0]), wrong[1]);
            bench.assertFails(call, MalformedResponseException.class, AppliedEffect.NONE);
        }
        assertThat(bench.client.unit(5).health().wrongAnswers()).isEqualTo(4);
        assertThat(bench.client.unit(5).health().exceptions()).isZero();
    }

    @Test
    void whatIsNoMessage_endsTheConnection_andReadsAreAskedAgainOnTheNext() {
        CompletableFuture<Registers> read = read(1);
        CompletableFuture<Void> write = unit.writeRegister(1, 2);
        awaitRequests(2);
        bench.units.bytes("48 54 54 50 2F 31 2E 31");
        bench.assertFails(write, OutcomeUnknownException.class, AppliedEffect.POSSIBLE);
        Octets again = awaitRequests(3).get(2);
        assertThat(bench.client.health().openings()).isEqualTo(2);
        answer(again, "03 02 00 05");
        assertThat(bench.result(read)).isEqualTo(Registers.of(5));
        bench.pass(1_000);
        assertThat(requests().stream().filter(one -> one.at(7) == 6)).hasSize(1);
    }

    @Test
    void halfAMessageBeforeTheConnectionIsLost_doesNotSpoilTheNext() {
        CompletableFuture<Registers> read = read(1);
        Octets first = awaitRequests(1).get(0);
        bench.units.bytes(String.format("%04X 0000 0005 05", transaction(first)));
        bench.pass(1);
        bench.clientEnd.close();
        answer(awaitRequests(2).get(1), "03 02 00 05");
        assertThat(bench.result(read)).isEqualTo(Registers.of(5));
    }

    @Test
    void aPeerThatVanishedWithoutAWord_isDialledAgain() {
        UnitOptions patient = Bench.QUICK.withReply(Duration.ofSeconds(5));
        while (bench.client.health().openings() == 1) {
            bench.failure(bench.client.unit(5).with(patient).async().readHoldingRegisters(0, 1));
            assertThat(bench.loop.nanoTime()).isLessThan(Duration.ofMinutes(2).toNanos());
        }
        assertThat(bench.loop.nanoTime()).isGreaterThan(Duration.ofSeconds(25).toNanos());
    }

    @Test
    void aPeerThatAnswersOnlySomeUnits_isNotDialledAgain() {
        bench.units.answering = request -> {
            if (request.at(6) == 6) {
                answer(request, "03 02 00 01");
            }
        };
        for (int i = 0; i < 100; i++) {
            bench.failure(read(1));
            bench.pass(400);
            bench.result(bench.unit(6).readHoldingRegisters(0, 1));
        }
        assertThat(bench.client.health().openings()).isEqualTo(1);
    }

    @Test
    void aWriteIsOnTheWireOnce_whateverIsAnswered() {
        for (String pdu : new String[] {"86 04", "86 06", "86 0B", "86 05", "06 00 01 00 04", "03 02 00 01"}) {
            int before = bench.units.heard.size();
            CompletableFuture<Void> write = bench.client
                    .unit(5)
                    .with(Bench.QUICK.withRetries(3))
                    .async()
                    .writeRegister(1, 3);
            Octets request = awaitRequests(before + 1).get(before);
            answer(request, pdu);
            bench.failure(write);
            bench.pass(2_000);
            assertThat(bench.units.heard).hasSize(before + 1);
        }
    }

    @Test
    void moreThanTheConnectionTakes_isNotAllowed() {
        ModbusClient.Builder builder =
                ModbusClient.tcp(bench.bus.attach("another")).runtime(bench.runtime);
        assertThatThrownBy(() -> builder.inFlight(0).start()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.inFlight(257).start()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ModbusClient.rtu(bench.bus.attach("bus")).inFlight(2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** However long nobody asked: a question under way is not lost because others were not answered long ago. */
    @Test
    void aConnectionThatWasIdle_isNotTakenForDead_becauseOfOldTimeOuts() {
        for (int i = 0; i < 3; i++) {
            bench.failure(read(1));
        }
        bench.pass(60_000);
        int before = bench.units.heard.size();
        CompletableFuture<Registers> hurried = bench.client
                .unit(6)
                .with(Bench.QUICK.withReply(Duration.ofMillis(5)))
                .async()
                .readHoldingRegisters(0, 1);
        CompletableFuture<Void> write = unit.writeRegister(1, 3);
        List<Octets> sent = awaitRequests(before + 2);
        bench.failure(hurried);
        bench.pass(10);
        answer(sent.get(before + 1), "06 00 01 00 03");
        bench.result(write);
        assertThat(bench.client.health().openings()).isEqualTo(1);
    }
}
