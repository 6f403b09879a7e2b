package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.Disturbance;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.event.ConnectionChanged;
import dev.openaxis.osdp.event.SecurityAlarm.Kind;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.ManufacturerReply;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.panel.Wiretap.Heard;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When something is said, and how long is waited for what (OSDP v2.2, 5.2 to 5.8; section 1.2 of the reference). */
class TimingTest {
    private static final long NANOS_OF_TEN_BITS = 10_000_000_000L;

    private Bench bench;

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Single characters are heard when they are over, as on a wire. */
    private static LineModel wire(int baudRate) {
        return LineModel.builder().baudRate(baudRate).pieces(1).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {9_600, 38_400, 115_200})
    void beforeEachSend_theLineWasSilentForTwoCharacters_andThereIsAMark(int baudRate) {
        bench = new Bench(LineModel.perfect(baudRate));
        for (int address = 1; address <= 3; address++) {
            bench.device("reader " + address, address);
            bench.panel.add(PeripheralSettings.of("reader " + address, address).pollEvery(Duration.ZERO));
        }
        bench.loop.advance(Duration.ofSeconds(3));

        long twoCharacters = 2 * NANOS_OF_TEN_BITS / baudRate;
        assertThat(bench.wire.commands().size()).isGreaterThan(60);
        for (int i = 1; i < bench.wire.all.size(); i++) {
            Heard heard = bench.wire.all.get(i);
            assertThat(heard.start() - bench.wire.all.get(i - 1).end()).isGreaterThanOrEqualTo(twoCharacters - 2);
            assertThat(heard.marks()).isEqualTo(1);
        }
    }

    @Test
    void aDeviceThatTakesAllTheTimeItMay_isWaitedFor() {
        bench = new Bench(wire(9_600));
        bench.device("door", bench.builder("door", 5).replyDelay(Duration.ofMillis(200)));
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(5));

        assertThat(door.health().timeouts()).isZero();
        assertThat(door.health().medianDelay()).isBetween(Duration.ofMillis(180), Duration.ofMillis(220));
    }

    @Test
    void aDeviceThatTakesLonger_isAskedAgain() {
        bench = new Bench(wire(9_600));
        bench.device("door", bench.builder("door", 5).replyDelay(Duration.ofMillis(200)));
        Peripheral door = bench.quiet("door", 5);
        long before = door.health().timeouts();
        bench.bus.disturb(bench.end("door"), Disturbance.none().delay(Duration.ofMillis(2)));
        bench.result(door.async().inputs());

        assertThat(door.health().timeouts()).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {9_600, 115_200})
    void aLineWithATolerance_isWaitedForLonger(int baudRate) {
        // A converter that gathers everything hands a frame over when it is complete.
        bench = new Bench(LineModel.builder()
                .baudRate(baudRate)
                .delay(Duration.ofMillis(40))
                .build());
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(5));

        assertThat(door.health().timeouts()).isZero();
        assertThat(door.online()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 500, 2_000})
    void theTimeBetweenTwoPolls_isWhatWasAskedFor(int millis) {
        bench = new Bench();
        bench.device("door", 5);
        bench.online(PeripheralSettings.of("door", 5).pollEvery(Duration.ofMillis(millis)));
        bench.loop.advance(Duration.ofSeconds(1));
        bench.wire.forget();
        bench.loop.advance(Duration.ofSeconds(20));

        List<Heard> polls = bench.wire.commands(CommandCode.POLL);
        // One exchange in a session at 9600 bits per second takes 40.4 ms at most (section 12.2).
        for (int i = 1; i < polls.size(); i++) {
            assertThat(Duration.ofNanos(polls.get(i).start() - polls.get(i - 1).start()))
                    .isBetween(Duration.ofMillis(millis), Duration.ofMillis(millis + 41));
        }
        assertThat(polls.size()).isGreaterThan(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 15, 25, 60})
    void aPauseInsideAFrame_endsItAfterTwentyMilliseconds(int millis) {
        bench = new Bench(wire(9_600));
        PeripheralDevice device = bench.started(bench.builder("door", 5).securityRequired(false));
        Peripheral door =
                bench.online(PeripheralSettings.of("door", 5).allowingClear().pollEvery(Duration.ofSeconds(5)));
        bench.settle();
        device.close();
        bench.loop.advance(Duration.ofMillis(10));
        ByteLine end = bench.bus.attach("slow");
        long truncated = bench.panel.health().truncated();
        Intruder.on(end, command -> {
            byte[] reply = Intruder.clear(new Ack(), command);
            bench.loop.schedule(Duration.ofMillis(3), () -> end.send(ByteBuffer.wrap(Arrays.copyOf(reply, 4))));
            bench.loop.schedule(
                    Duration.ofMillis(3 + millis).plusNanos(4 * NANOS_OF_TEN_BITS / 9_600),
                    () -> end.send(ByteBuffer.wrap(Arrays.copyOfRange(reply, 4, reply.length))));
            return null;
        });
        long before = door.health().timeouts();
        bench.loop.advance(Duration.ofSeconds(6));

        boolean whole = millis < 20;
        assertThat(door.health().timeouts() == before).isEqualTo(whole);
        assertThat(bench.panel.health().truncated() == truncated).isEqualTo(whole);
    }

    /** Up to the 1440 bytes of the largest frame, which take 1.5 s at 9600 bits per second. */
    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 1_400})
    void aLongAnswerOnASlowLine_isHeardToItsEnd(int size) {
        bench = new Bench(wire(9_600));
        Octets data = Octets.of(new byte[size]);
        PeripheralDevice device = bench.device("door", bench.builder("door", 5).handler(new CommandHandler() {
            @Override
            public Answer manufacturer(ManufacturerCommand command) {
                return Answer.of(new ManufacturerReply(command.vendor(), data));
            }
        }));
        Peripheral door = bench.quiet("door", 5);
        bench.result(door.async().receiveSize(new PanelReceiveSize(1_440)));
        Object answer = bench.result(door.async().manufacturer(new ManufacturerCommand(new Oui(1), Octets.EMPTY)));

        assertThat(answer).isEqualTo(new ManufacturerReply(new Oui(1), data));
        assertThat(door.health().timeouts()).isZero();
        assertThat(device.counts().repeated()).isZero();
    }

    @Test
    void anEcho_isNotAnAnswer() {
        bench = new Bench(LineModel.builder().echo(true).pieces(1).build());
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(10));

        assertThat(device.counts().sessions()).isEqualTo(1);
        assertThat(door.health()).satisfies(health -> {
            assertThat(health.retries()).isZero();
            assertThat(health.score()).isEqualTo(LinkHealth.PERFECT);
        });
        assertThat(bench.panel.health().skipped()).isPositive();
        assertThat(bench.alarms()).isEmpty();
    }

    @Test
    void aChecksumDevice_isSpokenToWithChecksums() {
        bench = new Bench();
        PeripheralDevice device = bench.device(
                "door",
                bench.builder("door", 5)
                        .capabilities(new PdCapabilities(List.of(
                                new Capability(Capability.CHECK, 0, 0), new Capability(Capability.INPUTS, 1, 1)))));
        Peripheral door = bench.online(PeripheralSettings.of("door", 5).withChecksum());
        bench.result(door.async().inputs());

        assertThat(bench.wire.commands()).isNotEmpty().allSatisfy(command -> {
            byte[] frame = command.bytes();
            int sum = 0;
            for (int i = command.marks(); i < frame.length; i++) {
                sum += frame[i];
            }
            assertThat(sum & 0xFF).isZero();
            assertThat(frame[command.marks() + 4] & 4).isZero();
        });
        assertThat(device.counts().sessions()).isEqualTo(1);
    }

    // ---- two with one address ----

    @Test
    void twoDevicesWithOneAddress_thatAnswerAtTheSameTime_areAnAlarm() {
        bench = new Bench(wire(9_600));
        bench.started(bench.builder("door", 5).securityRequired(false));
        bench.online(PeripheralSettings.of("door", 5).allowingClear());
        bench.started(bench.builder("another", 5).securityRequired(false).replyDelay(Duration.ofMillis(5)));
        bench.loop.advance(Duration.ofSeconds(30));

        assertThat(bench.alarms()).contains(Kind.ADDRESS_COLLISION);
    }

    @Test
    void twoDevicesWithOneAddress_thatAnswerOneAfterTheOther_areAnAlarm() {
        bench = new Bench(wire(9_600));
        bench.started(bench.builder("door", 5).securityRequired(false));
        bench.online(PeripheralSettings.of("door", 5).allowingClear().pollEvery(Duration.ofMillis(200)));
        bench.started(bench.builder("another", 5).securityRequired(false).replyDelay(Duration.ofMillis(60)));
        bench.loop.advance(Duration.ofSeconds(30));

        assertThat(bench.alarms()).contains(Kind.ADDRESS_COLLISION);
    }

    @Test
    void answersTooMany_nowAndThen_areNoAlarm() {
        bench = new Bench(wire(9_600));
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.quiet("door", 5);
        for (int i = 0; i < 12; i++) {
            answerTwice(device, door);
            bench.loop.advance(Duration.ofSeconds(31));
        }

        assertThat(door.health().secondAnswers()).isEqualTo(12);
        assertThat(bench.alarms()).isEmpty();
    }

    @Test
    void answersTooMany_withinAMinute_areOneAlarm_andAnotherAfterAQuietMinute() {
        bench = new Bench(wire(9_600));
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.quiet("door", 5);
        answerTwice(device, door);
        answerTwice(device, door);
        assertThat(bench.alarms()).isEmpty();
        for (int i = 0; i < 30; i++) {
            answerTwice(device, door);
            bench.loop.advance(Duration.ofSeconds(10));
            assertThat(bench.alarms()).containsExactly(Kind.ADDRESS_COLLISION);
        }

        bench.loop.advance(Duration.ofSeconds(61));
        for (int i = 0; i < 3; i++) {
            answerTwice(device, door);
        }
        assertThat(bench.alarms()).containsExactly(Kind.ADDRESS_COLLISION, Kind.ADDRESS_COLLISION);
    }

    @Test
    void brokenAnswersInARow_areOneAlarm_asLongAsTheyGoOn() {
        bench = new Bench(wire(9_600));
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.quiet("door", 5);
        for (int i = 0; i < 6; i++) {
            device.misbehave(ReplyFault.WRONG_CHECK, 5);
            bench.result(door.async().inputs());
            bench.loop.advance(Duration.ofSeconds(20));
        }

        assertThat(door.health().checkFailures()).isEqualTo(30);
        assertThat(bench.alarms()).containsExactly(Kind.ADDRESS_COLLISION);
    }

    private void answerTwice(PeripheralDevice device, Peripheral door) {
        device.misbehave(ReplyFault.DUPLICATED, 1);
        bench.result(door.async().inputs());
        bench.settle();
    }

    @Test
    void oneDeviceThatIsSlow_isNoTwoDevices() {
        bench = new Bench(wire(9_600));
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.quiet("door", 5);
        for (int i = 0; i < 8; i++) {
            device.misbehave(ReplyFault.LATE, 1);
            bench.result(door.async().inputs());
            bench.settle();
        }

        assertThat(door.health().timeouts()).isEqualTo(8);
        assertThat(bench.alarms()).isEmpty();
        assertThat(bench.events(ConnectionChanged.class)).hasSize(1);
    }

    // ---- health ----

    @Test
    void howFastADeviceAnswers_isMeasured() {
        bench = new Bench(wire(115_200));
        bench.device("door", bench.builder("door", 5).replyDelay(Duration.ofMillis(50)));
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofMinutes(1));

        // In steps of an eighth of a doubling.
        assertThat(door.health().medianDelay()).isBetween(Duration.ofMillis(45), Duration.ofMillis(56));
        assertThat(door.health().slowDelay()).isBetween(Duration.ofMillis(45), Duration.ofMillis(56));
    }

    @Test
    void anAnswerThatArrivesBroken_isOneExchangeThatWentWrong() {
        bench = new Bench();
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.quiet("door", 5);
        for (int i = 0; i < 20; i++) {
            device.misbehave(ReplyFault.WRONG_CHECK, 1);
            bench.loop.advance(Duration.ofSeconds(5));
        }

        // Every poll arrives broken once and is repeated once.
        assertThat(door.health().checkFailures()).isEqualTo(20);
        assertThat(door.health().score()).isBetween(48, 52);
    }

    @Test
    void aLineThatGetsWorse_hasALowerScore_andATrend() {
        bench = new Bench();
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofMinutes(6));
        assertThat(door.health().score()).isEqualTo(LinkHealth.PERFECT);
        assertThat(door.health().trend()).isZero();
        assertThat(bench.panel.health().score()).isEqualTo(LinkHealth.PERFECT);

        bench.bus.model(bench.bus.model().toBuilder().lostSends(0.2).build());
        bench.loop.advance(Duration.ofMinutes(1));
        assertThat(door.health().score()).isBetween(40, 80);
        assertThat(door.health().trend()).isNegative();
        assertThat(bench.panel.health().score()).isEqualTo(door.health().score());
        assertThat(bench.panel.health().trend()).isEqualTo(door.health().trend());

        bench.bus.model(LineModel.perfect(9_600));
        bench.loop.advance(Duration.ofMinutes(2));
        assertThat(door.health().score()).isEqualTo(LinkHealth.PERFECT);
        assertThat(door.health().trend()).isPositive();
        assertThat(bench.panel.health().trend()).isEqualTo(door.health().trend());
    }

    @Test
    void theBus_addsUpItsDevices_alsoThoseThatWereTakenAway() {
        bench = new Bench(wire(115_200));
        PeripheralDevice fast = bench.device("door", 5);
        bench.device("gate", bench.builder("gate", 6).replyDelay(Duration.ofMillis(50)));
        Peripheral door = bench.online("door", 5);
        Peripheral gate = bench.online("gate", 6);
        bench.loop.advance(Duration.ofSeconds(20));
        fast.misbehave(ReplyFault.LOST, 1);
        bench.loop.advance(Duration.ofSeconds(1));
        fast.misbehave(ReplyFault.WRONG_CHECK, 1);
        bench.loop.advance(Duration.ofSeconds(1));
        fast.misbehave(ReplyFault.BUSY, 1);
        bench.loop.advance(Duration.ofSeconds(1));
        fast.misbehave(ReplyFault.WRONG_MAC, 1);
        bench.loop.advance(Duration.ofSeconds(5));

        BusHealth both = bench.panel.health();
        assertThat(both.exchanges())
                .isEqualTo(door.health().exchanges() + gate.health().exchanges());
        assertThat(both.retries()).isEqualTo(door.health().retries()).isGreaterThanOrEqualTo(2);
        assertThat(both.timeouts()).isEqualTo(door.health().timeouts()).isPositive();
        assertThat(both.busy()).isEqualTo(1);
        assertThat(both.checkFailures()).isEqualTo(1);
        assertThat(both.wrongMacs()).isEqualTo(1);
        // Half of the devices, and more of the answers, are fast; the slowest are the other's.
        assertThat(both.medianDelay()).isLessThan(Duration.ofMillis(10));
        assertThat(both.slowDelay()).isBetween(Duration.ofMillis(45), Duration.ofMillis(56));

        bench.panel.remove(door);
        bench.loop.advance(Duration.ofSeconds(5));
        BusHealth one = bench.panel.health();
        assertThat(one.exchanges()).isGreaterThan(both.exchanges());
        assertThat(one.wrongMacs()).isEqualTo(1);
        assertThat(one.medianDelay()).isBetween(Duration.ofMillis(45), Duration.ofMillis(56));
    }
}
