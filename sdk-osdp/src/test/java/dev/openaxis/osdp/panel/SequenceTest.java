package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.line.Disturbance;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ConnectionChanged;
import dev.openaxis.osdp.message.Busy;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.OutputAction;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputSetting;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.panel.Wiretap.Heard;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequence numbers, repetitions, BUSY and NAK (OSDP v2.2, 5.4 and 5.9; section 3 of the reference). */
class SequenceTest {
    private static final OutputControl OPEN =
            new OutputControl(List.of(new OutputSetting(0, OutputAction.ON, Duration.ZERO)));
    /** The commands of a bring-up with a key: CHLNG, SCRYPT, ID, CAP, LSTAT, ISTAT, OSTAT, RSTAT. */
    private static final int BRING_UP = 8;

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Peripheral secured() {
        return bench.quiet("door", 5);
    }

    /** The next command of the panel has number 1, as the last had 3. */
    private void untilNextIsOne(Peripheral door) {
        while (last().sequence() != 3) {
            bench.result(door.async().localStatus());
        }
    }

    private Heard last() {
        List<Heard> commands = bench.wire.commands();
        return commands.get(commands.size() - 1);
    }

    private void assertOpenedOnce(PeripheralDevice device, CompletableFuture<OutputConfirmation> call) {
        OutputConfirmation answer = bench.result(call);
        assertThat(answer.reported().orElseThrow().outputs().get(0).code()).isEqualTo(1);
        bench.loop.advance(Duration.ofSeconds(12));
        assertThat(device.counts().carriedOut(CommandCode.OUT)).isEqualTo(1);
        assertThat(device.counts().sessions()).isEqualTo(1);
        assertThat(device.isOutputActive(0)).isTrue();
    }

    @Test
    void numbersCountFromZero_andNeverComeBackToIt() {
        bench.device("door", 5);
        bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(2));

        List<Integer> numbers =
                bench.wire.commands().stream().map(Heard::sequence).toList();
        assertThat(numbers.size()).isGreaterThan(30);
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(i == 0 ? 0 : (i - 1) % 3 + 1);
        }
    }

    @Test
    void aLostCommand_isSentAgain_andCarriedOutOnce() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        bench.bus.disturb(bench.panelEnd, Disturbance.none().drop());

        assertOpenedOnce(device, door.async().output(OPEN));
        assertThat(device.counts().repeated()).isZero();
        assertThat(door.health().timeouts()).isEqualTo(1);
        assertThat(door.health().retries()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "LATE", "TRUNCATED", "WRONG_CHECK", "WRONG_ADDRESS", "WRONG_SEQUENCE"})
    void aCommandWhoseReplyIsSpoiled_isRepeatedByteForByte_andCarriedOutOnce(ReplyFault fault) {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        untilNextIsOne(door);
        device.misbehave(fault, 2);

        assertOpenedOnce(device, door.async().output(OPEN));
        List<Heard> sent = bench.wire.commands(CommandCode.OUT);
        assertThat(sent).hasSizeGreaterThanOrEqualTo(2);
        assertThat(sent).extracting(Heard::hex).containsOnly(sent.get(0).hex());
        assertThat(device.counts().repeated()).isEqualTo(sent.size() - 1);
        assertThat(bench.alarms()).isEmpty();
    }

    static Stream<ReplyFault> seenAtOnce() {
        return Stream.of(ReplyFault.WRONG_CHECK, ReplyFault.WRONG_SEQUENCE, ReplyFault.LOST, ReplyFault.TRUNCATED);
    }

    @ParameterizedTest
    @MethodSource("seenAtOnce")
    void everySpoiledReply_hasACounter(ReplyFault fault) {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        untilNextIsOne(door);
        LinkHealth before = door.health();
        device.misbehave(fault, 1);
        bench.result(door.async().inputs());

        LinkHealth after = door.health();
        long counted = switch (fault) {
            case WRONG_CHECK -> after.checkFailures() - before.checkFailures();
            case WRONG_SEQUENCE -> after.wrongSequence() - before.wrongSequence();
            case TRUNCATED -> bench.panel.health().truncated();
            default -> after.timeouts() - before.timeouts();
        };
        assertThat(counted).isEqualTo(1);
    }

    @Test
    void aReplyThatComesTwice_isTakenOnce() {
        // The second begins where the first ends, which only who hears single characters can know.
        bench.bus.model(bench.bus.model().toBuilder().pieces(1).build());
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        device.misbehave(ReplyFault.DUPLICATED, 1);
        device.presentCard(CardFormat.H10301.write(1, 2));

        bench.until(() -> !bench.events(CardPresented.class).isEmpty());
        assertOpenedOnce(device, door.async().output(OPEN));
        assertThat(bench.events(CardPresented.class)).hasSize(1);
        assertThat(door.health().secondAnswers()).isEqualTo(1);
    }

    @Test
    void aLateReplyToOneDevice_isNotTakenForAnothersAnswer() {
        PeripheralDevice slow = bench.device("slow", 4);
        PeripheralDevice other = bench.device("other", 5);
        Peripheral first = bench.quiet("slow", 4);
        Peripheral second = bench.quiet("other", 5);
        bench.settle();
        slow.misbehave(ReplyFault.LATE, 1);

        CompletableFuture<OutputConfirmation> open = first.async().output(OPEN);
        CompletableFuture<OutputConfirmation> too = second.async().output(OPEN);
        assertOpenedOnce(slow, open);
        assertOpenedOnce(other, too);
        assertThat(bench.alarms()).isEmpty();
    }

    /** A frame of OUT in a session has 30 bytes, and the mark comes first. */
    static IntStream positions() {
        return IntStream.range(0, 31);
    }

    @ParameterizedTest
    @MethodSource("positions")
    void aCommandThatIsDamagedAnywhere_isCarriedOutOnce(int position) {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        bench.bus.disturb(bench.panelEnd, Disturbance.none().garble(position));

        assertOpenedOnce(device, door.async().output(OPEN));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void aReplyThatIsDamagedAnywhere_doesNotMakeTheDeviceDoItTwice(int position) {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        bench.bus.disturb(bench.end("door"), Disturbance.none().garble(position));

        assertOpenedOnce(device, door.async().output(OPEN));
    }

    @Test
    void nakOne_makesThePanelRepeatTheSameBytes() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        for (int i = 0; i < 3; i++) {
            bench.bus.disturb(bench.panelEnd, Disturbance.none().garble(30));
        }

        assertOpenedOnce(device, door.async().output(OPEN));
        assertThat(naks(1)).isEqualTo(3);
        assertThat(door.health().timeouts()).isZero();
    }

    private long naks(int reason) {
        return bench.wire.replies().stream()
                .filter(reply -> reply.code() == ReplyCode.NAK && reply.block() == 0 && reply.data()[0] == reason)
                .count();
    }

    @Test
    void nakOneWithoutEnd_failsTheCommand_andNotTheDevice() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        for (int i = 0; i < 20; i++) {
            bench.bus.disturb(bench.panelEnd, Disturbance.none().garble(30));
        }
        CompletableFuture<OutputConfirmation> call = door.async().output(OPEN);

        // It is said in clear, so that anybody on the line could have said it after the device had acted.
        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(door.online()).isTrue();
        assertThat(device.counts().carriedOut(CommandCode.OUT)).isZero();
        bench.result(door.async().output(OPEN));
        assertThat(device.counts().carriedOut(CommandCode.OUT)).isEqualTo(1);
    }

    @Test
    void aCommandThatMayHaveBeenCarriedOut_isNotSaidToBeUndone_becauseItsRepetitionsArriveDamaged() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        bench.bus.disturb(bench.panelEnd, Disturbance.none());
        device.misbehave(ReplyFault.LOST, 1);
        for (int i = 0; i < 20; i++) {
            bench.bus.disturb(bench.panelEnd, Disturbance.none().garble(30));
        }

        Throwable failure = bench.failure(door.async().output(OPEN));
        assertThat(device.counts().carriedOut(CommandCode.OUT)).isEqualTo(1);
        assertThat(((AxisException) failure).effect()).isEqualTo(AppliedEffect.POSSIBLE);
    }

    @Test
    void inClear_whatComesAfterACommandThatMayHaveBeenCarriedOut_isNotTakenForItsRepetition() {
        PeripheralDevice device = bench.started(
                bench.builder("door", 5).securityRequired(false).variant(PeripheralVariant.SAME_CODE_IS_REPETITION));
        Peripheral door =
                bench.online(PeripheralSettings.of("door", 5).allowingClear().pollEvery(Duration.ofSeconds(5)));
        bench.settle();
        device.misbehave(ReplyFault.LOST, 1);
        CompletableFuture<OutputConfirmation> call = door.async().output(OPEN);
        bench.until(() -> device.counts().carriedOut(CommandCode.OUT) == 1);
        bench.bus.unplug(bench.end("door"));
        Intruder liar = Intruder.on(bench.bus.attach("liar"), command -> Intruder.clear(new Busy(), command));

        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
        liar.leave();
        bench.bus.plug(bench.end("door"));
        bench.result(door.async().output(OPEN));
        assertThat(device.counts().carriedOut(CommandCode.OUT)).isEqualTo(2);
        assertThat(door.online()).isTrue();
    }

    @Test
    void nakFour_makesThePanelBeginAnewWithZero() {
        PeripheralDevice device =
                bench.device("door", bench.builder("door", 5).variant(PeripheralVariant.STRICT_FIRST_SEQUENCE));
        Peripheral door = secured();
        bench.loop.advance(Duration.ofSeconds(15));
        bench.wire.forget();
        device.restart();

        bench.result(door.async().inputs());
        assertThat(naks(4)).isEqualTo(1);
        Heard anew = bench.wire.commands(CommandCode.CHLNG).get(0);
        assertThat(anew.sequence()).isZero();
        assertThat(device.counts().sessions()).isEqualTo(2);
        assertThat(bench.events(ConnectionChanged.class)).hasSize(1);
    }

    @Test
    void nakFour_inClear_makesThePanelBeginAnewWithZero() {
        PeripheralDevice device = bench.started(
                bench.builder("door", 5).securityRequired(false).variant(PeripheralVariant.STRICT_FIRST_SEQUENCE));
        Peripheral door =
                bench.online(PeripheralSettings.of("door", 5).allowingClear().pollEvery(Duration.ofSeconds(5)));
        bench.loop.advance(Duration.ofSeconds(15));
        bench.wire.forget();
        device.restart();

        bench.result(door.async().inputs());
        assertThat(naks(4)).isEqualTo(1);
        List<Heard> commands = bench.wire.commands();
        assertThat(commands.get(1).sequence()).isZero();
        assertThat(bench.events(ConnectionChanged.class)).hasSize(1);
    }

    @Test
    void aReplyWithNumberZero_endsTheSession_andBeginsAnew() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        bench.loop.advance(Duration.ofSeconds(15));
        bench.wire.forget();
        device.misbehave(ReplyFault.SEQUENCE_ZERO, 1);

        bench.result(door.async().inputs());
        assertThat(door.health().restartsAsked()).isEqualTo(1);
        assertThat(bench.wire.commands(CommandCode.CHLNG).get(0).sequence()).isZero();
        assertThat(device.counts().sessions()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 40})
    void busy_makesThePanelWait_andSendTheSameBytes(int times) {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        device.misbehave(ReplyFault.BUSY, times);

        assertOpenedOnce(device, door.async().output(OPEN));
        List<Heard> sent = bench.wire.commands(CommandCode.OUT);
        assertThat(sent).hasSize(times + 1);
        assertThat(sent).extracting(Heard::hex).containsOnly(sent.get(0).hex());
        for (int i = 1; i < sent.size(); i++) {
            assertThat(sent.get(i).start() - sent.get(i - 1).end())
                    .isGreaterThan(Duration.ofMillis(50).toNanos());
        }
        assertThat(door.health().busy()).isEqualTo(times);
        assertThat(door.health().timeouts()).isZero();
    }

    @Test
    void busyWithTheCommandsNumber_isBusyToo() {
        PeripheralDevice device =
                bench.device("door", bench.builder("door", 5).variant(PeripheralVariant.BUSY_WITH_SEQUENCE));
        Peripheral door = secured();
        device.misbehave(ReplyFault.BUSY, 2);

        assertOpenedOnce(device, door.async().output(OPEN));
        assertThat(door.health().busy()).isEqualTo(2);
    }

    @Test
    void busyWithoutEnd_failsTheCommand_andNotTheDevice() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        bench.loop.advance(Duration.ofSeconds(15));
        device.misbehave(ReplyFault.BUSY, 1_000);
        long begun = bench.loop.nanoTime();
        CompletableFuture<OutputConfirmation> call = door.async().output(OPEN);

        // BUSY comes in clear, so that anybody on the line could have said it after the device had acted.
        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
        // Eight times 800 ms, as libosdp waits.
        assertThat(Duration.ofNanos(bench.loop.nanoTime() - begun))
                .isBetween(Duration.ofMillis(6_400), Duration.ofMillis(6_700));
        device.behave();
        assertThat(device.counts().carriedOut(CommandCode.OUT)).isZero();
        bench.loop.advance(Duration.ofSeconds(5));
        assertThat(door.online()).isTrue();
        assertThat(bench.events(ConnectionChanged.class)).hasSize(1);
        bench.result(door.async().output(OPEN));
        assertThat(device.counts().carriedOut(CommandCode.OUT)).isEqualTo(1);
    }

    @Test
    void busyAndTimeOuts_haveBudgetsOfTheirOwn() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        // More than either may happen alone, were they counted together.
        device.misbehave(ReplyFault.BUSY, 18);
        for (int i = 0; i < 18; i++) {
            bench.bus.disturb(bench.end("door"), Disturbance.none());
        }
        for (int i = 0; i < 4; i++) {
            bench.bus.disturb(bench.end("door"), Disturbance.none().drop());
        }

        assertOpenedOnce(device, door.async().output(OPEN));
        assertThat(door.health().busy()).isEqualTo(18);
        assertThat(door.health().timeouts()).isEqualTo(4);
    }

    @Test
    void timeOutsInBetween_areNoTimeOfBeingBusy() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = secured();
        device.misbehave(ReplyFault.BUSY, 40);
        CompletableFuture<OutputConfirmation> call =
                door.with(CallOptions.deadline(Duration.ofMinutes(1))).async().output(OPEN);
        bench.loop.advance(Duration.ofSeconds(3));
        bench.bus.unplug(bench.end("door"));
        bench.loop.advance(Duration.ofSeconds(4));
        bench.bus.plug(bench.end("door"));

        assertOpenedOnce(device, call);
        assertThat(door.health().busy()).isEqualTo(40);
    }

    @Test
    void aDeviceThatIsBusyForSeconds_keepsItsSession_alsoWhereItIsOnlyPolled() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        device.misbehave(ReplyFault.BUSY, 40);
        bench.loop.advance(Duration.ofSeconds(12));

        assertThat(door.health().busy()).isEqualTo(40);
        assertThat(device.counts().sessions()).isEqualTo(1);
        assertThat(bench.gaps()).isEmpty();
    }

    @Test
    void aPollThatIsBusyWithoutEnd_fails_andNotTheDevice() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        device.misbehave(ReplyFault.BUSY, 1_000);
        bench.loop.advance(Duration.ofSeconds(10));
        device.behave();
        bench.loop.advance(Duration.ofSeconds(5));

        assertThat(door.online()).isTrue();
        assertThat(bench.events(ConnectionChanged.class)).hasSize(1);
        assertThat(device.counts().sessions()).isEqualTo(2);
    }

    @Test
    void aDeviceThatIsBusyBeforeItIsThere_isLookedForLessAndLess() {
        PeripheralDevice device = bench.device("door", 5);
        device.misbehave(ReplyFault.BUSY, 100_000);
        bench.panel.add(PeripheralSettings.of("door", 5));
        bench.loop.advance(Duration.ofMinutes(2));
        List<Heard> commands = bench.wire.commands();
        long longest = 0;
        for (int i = 1; i < commands.size(); i++) {
            longest = Math.max(
                    longest, commands.get(i).start() - commands.get(i - 1).end());
        }

        assertThat(Duration.ofNanos(longest)).isGreaterThan(Duration.ofSeconds(9));
        device.behave();
        bench.until(() -> bench.panel.peripherals().get(0).online());
    }

    static IntStream sendsOfABringUp() {
        return IntStream.rangeClosed(0, BRING_UP);
    }

    @ParameterizedTest
    @MethodSource("sendsOfABringUp")
    void whicheverCommandOfABringUpIsLost_theDeviceComesOnline_withOneSession(int which) {
        PeripheralDevice device = bench.device("door", 5);
        pass(which, true);
        bench.bus.disturb(bench.panelEnd, Disturbance.none().drop());

        assertOpenedOnce(device, bench.online("door", 5).async().output(OPEN));
    }

    @ParameterizedTest
    @MethodSource("sendsOfABringUp")
    void whicheverReplyOfABringUpIsLost_theDeviceComesOnline(int which) {
        PeripheralDevice device = bench.device("door", 5);
        pass(which, false);
        bench.bus.disturb(bench.end("door"), Disturbance.none().drop());

        Peripheral door = bench.online("door", 5);
        bench.result(door.async().output(OPEN));
        bench.loop.advance(Duration.ofSeconds(5));
        assertThat(device.counts().carriedOut(CommandCode.OUT)).isEqualTo(1);
        assertThat(bench.alarms()).isEmpty();
        assertThat(bench.gaps()).isEmpty();
    }

    private void pass(int sends, boolean panel) {
        for (int i = 0; i < sends; i++) {
            bench.bus.disturb(panel ? bench.panelEnd : bench.end("door"), Disturbance.none());
        }
    }

    @Test
    void aNewHandshakeAfterAFailure_beginsWithNumberZero_andOtherRandomNumbers() {
        PeripheralDevice device = bench.device("door", 5);
        device.misbehave(ReplyFault.WRONG_INITIAL_MAC, 1);
        bench.online("door", 5);

        List<Heard> challenges = bench.wire.commands(CommandCode.CHLNG);
        assertThat(challenges).hasSize(2);
        assertThat(challenges).extracting(Heard::sequence).containsOnly(0);
        assertThat(challenges.get(0).data()).isNotEqualTo(challenges.get(1).data());
        assertThat(device.counts().sessions()).isEqualTo(2);
    }

    @Test
    void aRepeatedChallenge_keepsItsRandomNumber() {
        bench.device("door", 5);
        bench.bus.disturb(bench.end("door"), Disturbance.none().drop());
        bench.online("door", 5);

        List<Heard> challenges = bench.wire.commands(CommandCode.CHLNG);
        assertThat(challenges).hasSize(2);
        assertThat(challenges.get(0).hex()).isEqualTo(challenges.get(1).hex());
    }
}
