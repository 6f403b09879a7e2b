package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.Disturbance;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.LedColor;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LedSetting;
import dev.openaxis.osdp.message.OutputAction;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputSetting;
import dev.openaxis.osdp.message.PermanentLight;
import dev.openaxis.osdp.message.TemporaryControl;
import dev.openaxis.osdp.message.TemporaryLight;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.panel.Wiretap.Heard;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may have happened in the world when a call fails (architecture, Effects). */
class EffectsTest {
    private static final OutputControl OPEN =
            new OutputControl(List.of(new OutputSetting(0, OutputAction.ON, Duration.ZERO)));
    private static final BuzzerControl BEEP =
            new BuzzerControl(0, BuzzerTone.DEFAULT, Duration.ofMillis(200), Duration.ZERO, 1);

    private final Bench bench = new Bench();
    private final PeripheralDevice device = bench.device("door", 5);
    private final Peripheral door = bench.quiet("door", 5);

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private long opened() {
        return device.counts().carriedOut(CommandCode.OUT);
    }

    private static void assertUnknown(Throwable failure) {
        assertThat(failure).isInstanceOf(OutcomeUnknownException.class);
        assertThat(((AxisException) failure).effect()).isEqualTo(AppliedEffect.POSSIBLE);
    }

    private static void assertNothingHappened(Throwable failure) {
        assertThat(((AxisException) failure).effect()).isEqualTo(AppliedEffect.NONE);
    }

    @Test
    void anOutputWhoseAnswerIsLostInANewBeginning_isUnknown_andNeverSentAgain() {
        device.misbehave(ReplyFault.LOST, 1);
        CompletableFuture<OutputConfirmation> call = door.async().output(OPEN);
        bench.until(() -> opened() == 1);
        device.restart();

        assertUnknown(bench.failure(call));
        bench.until(() -> device.counts().sessions() == 2);
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(opened()).isEqualTo(1);
        assertThat(door.online()).isTrue();
    }

    @Test
    void anOutputWhoseAnswerAsksForANewBeginning_isUnknown_andNeverSentAgain() {
        device.misbehave(ReplyFault.SEQUENCE_ZERO, 1);

        assertUnknown(bench.failure(door.async().output(OPEN)));
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(opened()).isEqualTo(1);
    }

    @Test
    void anOutputWhoseAnswerHasAWrongMac_isUnknown_andNeverSentAgain() {
        device.misbehave(ReplyFault.WRONG_MAC, 1);

        assertUnknown(bench.failure(door.async().output(OPEN)));
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(opened()).isEqualTo(1);
    }

    @Test
    void anOutputThatIsNotAnsweredUntilTheDeviceIsOffline_isUnknown_andNotSentWhenItIsBack() {
        CompletableFuture<OutputConfirmation> call = door.async().output(OPEN);
        bench.loop.advance(Duration.ofMillis(1));
        bench.bus.unplug(bench.end("door"));

        assertUnknown(bench.failure(call));
        assertThat(door.online()).isFalse();
        bench.bus.plug(bench.end("door"));
        bench.until(door::online);
        bench.loop.advance(Duration.ofSeconds(5));
        assertThat(opened()).isZero();
    }

    @Test
    void aQuestion_isAskedAgain_inTheNewSession() {
        bench.loop.advance(Duration.ofSeconds(12));
        device.misbehave(ReplyFault.WRONG_MAC, 1);

        InputStatus answer = bench.result(door.async().inputs());
        assertThat(answer.inputs()).hasSize(2);
        assertThat(device.counts().sessions()).isEqualTo(2);
    }

    @Test
    void commandsBehindTheInterruptedOne_areSentInTheNewSession() {
        bench.loop.advance(Duration.ofSeconds(12));
        device.misbehave(ReplyFault.WRONG_MAC, 1);
        CompletableFuture<OutputConfirmation> interrupted = door.async().output(OPEN);
        CompletableFuture<Void> behind = door.async().buzzer(BEEP);

        assertUnknown(bench.failure(interrupted));
        bench.result(behind);
        assertThat(device.counts().carriedOut(CommandCode.BUZ)).isEqualTo(1);
    }

    @Test
    void aCommandThatWaitedPastItsDeadline_isNotSent() {
        device.misbehave(ReplyFault.BUSY, 15);
        CompletableFuture<Void> first = door.async().buzzer(BEEP);
        CompletableFuture<OutputConfirmation> second =
                door.with(CallOptions.deadline(Duration.ofMillis(500))).async().output(OPEN);

        Throwable failure = bench.failure(second);
        assertThat(failure).isInstanceOf(DeadlineExceededException.class);
        assertNothingHappened(failure);
        bench.result(first);
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(opened()).isZero();
    }

    @Test
    void theDeadline_isTheCallers_toTheMillisecond() {
        bench.bus.unplug(bench.end("door"));
        long begun = bench.loop.nanoTime();
        CompletableFuture<InputStatus> call =
                door.with(CallOptions.deadline(Duration.ofMillis(700))).async().inputs();

        assertThat(bench.failure(call)).isInstanceOf(DeadlineExceededException.class);
        assertThat(Duration.ofNanos(bench.loop.nanoTime() - begun)).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void anOutputThatWasSentAndNotAnsweredAtItsDeadline_isUnknown() {
        bench.bus.unplug(bench.end("door"));

        assertUnknown(bench.failure(
                door.with(CallOptions.deadline(Duration.ofMillis(700))).async().output(OPEN)));
    }

    @Test
    void cancelledBeforeItIsSent_itIsNotSent() {
        device.misbehave(ReplyFault.BUSY, 5);
        CompletableFuture<Void> first = door.async().buzzer(BEEP);
        CompletableFuture<OutputConfirmation> second = door.async().output(OPEN);
        bench.loop.advance(Duration.ofMillis(100));

        assertThat(second.cancel(true)).isTrue();
        assertThatThrownBy(second::join).isInstanceOf(CancellationException.class);
        bench.result(first);
        bench.loop.advance(Duration.ofSeconds(10));
        assertThat(opened()).isZero();
    }

    @Test
    void cancelledAfterItWasSent_itsOutcomeIsUnknown() {
        CompletableFuture<OutputConfirmation> call = door.async().output(OPEN);
        bench.loop.advance(Duration.ofMillis(5));
        call.cancel(true);

        assertUnknown(bench.failure(call));
        bench.loop.advance(Duration.ofSeconds(10));
        assertThat(opened()).isEqualTo(1);
        assertThat(device.counts().sessions()).isEqualTo(1);
    }

    @Test
    void whatIsCancelled_leavesNoTimer() {
        bench.settle();
        int before = bench.loop.waiting();
        for (int i = 0; i < 10; i++) {
            CompletableFuture<OutputConfirmation> call = door.async().output(OPEN);
            if (i % 2 == 0) {
                bench.loop.advance(Duration.ofMillis(5));
            }
            call.cancel(true);
        }
        bench.settle();

        assertThat(bench.loop.waiting()).isLessThanOrEqualTo(before);
    }

    @Test
    void whatIsCancelled_leavesRoomForTheNext() {
        CompletableFuture<OutputConfirmation> call = door.async().output(OPEN);
        bench.loop.advance(Duration.ofMillis(5));
        call.cancel(true);

        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
    }

    @Test
    void offline_aCommandFailsAtOnce() {
        bench.bus.unplug(bench.end("door"));
        bench.until(() -> !door.online());
        bench.settle();
        long before = bench.loop.nanoTime();

        CompletableFuture<OutputConfirmation> call = door.async().output(OPEN);
        bench.loop.advance(Duration.ZERO);
        assertThat(call).isDone();
        assertThat(bench.failure(call)).isInstanceOf(ConnectionException.class);
        assertNothingHappened(bench.failure(call));
        assertThat(bench.loop.nanoTime()).isEqualTo(before);
        bench.bus.plug(bench.end("door"));
        bench.until(door::online);
        bench.loop.advance(Duration.ofSeconds(12));
        assertThat(opened()).isZero();
    }

    @Test
    void closingThePanel_endsEveryCall_andSaysWhichMayHaveHappened() {
        device.misbehave(ReplyFault.LOST, 1);
        CompletableFuture<OutputConfirmation> sent = door.async().output(OPEN);
        CompletableFuture<OutputConfirmation> waiting = door.async().output(OPEN);
        bench.until(() -> opened() == 1);
        bench.panel.close();

        assertUnknown(bench.failure(sent));
        assertThat(bench.failure(waiting)).isInstanceOf(ClosedException.class);
        assertNothingHappened(bench.failure(waiting));
        assertThat(bench.failure(door.async().inputs())).isInstanceOf(ClosedException.class);
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(opened()).isEqualTo(1);
    }

    @Test
    void removingADevice_endsItsCalls() {
        device.misbehave(ReplyFault.LOST, 1);
        CompletableFuture<OutputConfirmation> sent = door.async().output(OPEN);
        CompletableFuture<InputStatus> waiting = door.async().inputs();
        bench.until(() -> opened() == 1);
        bench.panel.remove(door);

        assertUnknown(bench.failure(sent));
        assertThat(bench.failure(waiting)).isInstanceOf(AxisException.class);
        assertNothingHappened(bench.failure(waiting));
    }

    @Test
    void whatADeviceIsToldThatWasTakenFromThePanel_endsAtOnce() {
        bench.panel.remove(door);
        bench.loop.advance(Duration.ZERO);
        List<CompletableFuture<?>> calls = List.of(
                door.async().output(OPEN),
                door.async().inputs(),
                door.async().sendFile(FileType.OPAQUE, Octets.of(new byte[10]), bytes -> {}),
                door.async().rotateKey(),
                door.async().installKey(Duration.ofMinutes(1)),
                door.async().forgetKey());
        CompletableFuture<Boolean> trial = door.async().acceptsDefaultKey();
        bench.loop.advance(Duration.ZERO);

        assertThat(calls).allMatch(CompletableFuture::isDone);
        calls.forEach(call -> {
            assertThat(bench.failure(call)).isInstanceOf(ClosedException.class);
            assertNothingHappened(bench.failure(call));
        });
        assertThat(trial).isCompletedExceptionally();
        assertThat(bench.store.find("door")).isPresent();
    }

    @Test
    void tooManyThatWait_areTurnedAway_andTheOthersCarriedOut() {
        device.misbehave(ReplyFault.BUSY, 1);
        List<CompletableFuture<OutputConfirmation>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(door.with(CallOptions.deadline(Duration.ofMinutes(2)))
                    .async()
                    .output(OPEN));
        }
        bench.loop.advance(Duration.ofSeconds(60));

        long turnedAway = calls.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();
        assertThat(turnedAway).isBetween(20L, 40L);
        assertThat(calls).allMatch(CompletableFuture::isDone);
        calls.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .forEach(call -> assertThat(bench.failure(call)).isInstanceOf(OverloadedException.class));
        assertThat(opened()).isEqualTo(100 - turnedAway);
    }

    @Test
    void commandsAreCarriedOut_inTheOrderTheyWereGiven() {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            calls.add(door.async()
                    .output(new OutputControl(List.of(
                            new OutputSetting(0, i % 2 == 0 ? OutputAction.ON : OutputAction.OFF, Duration.ZERO)))));
        }
        bench.bus.disturb(bench.panelEnd, Disturbance.none());
        bench.bus.disturb(bench.panelEnd, Disturbance.none().drop());
        calls.forEach(bench::result);

        assertThat(opened()).isEqualTo(10);
        assertThat(device.isOutputActive(0)).isFalse();
    }

    // ---- what goes first ----

    private static LedControl light(int led, LedColor color) {
        return new LedControl(List.of(new LedSetting(0, led, TemporaryLight.UNCHANGED, PermanentLight.steady(color))));
    }

    private static LedControl flash(LedColor color) {
        Duration tenth = Duration.ofMillis(100);
        return new LedControl(List.of(new LedSetting(
                0,
                0,
                new TemporaryLight(TemporaryControl.SET, tenth, tenth, color, LedColor.BLACK, Duration.ofSeconds(60)),
                PermanentLight.UNCHANGED)));
    }

    private static TextOutput text(int row, String words) {
        return TextOutput.permanent(0, row, 1, words);
    }

    /** A command that holds up what is asked after it for half a second. */
    private void hold() {
        device.misbehave(ReplyFault.BUSY, 5);
        door.async().clock(new ClockSetting(2026, 1, 2, 3, 4, 5));
        bench.loop.advance(Duration.ofMillis(10));
        bench.wire.forget();
    }

    private static void assertReplaced(CompletableFuture<Void> call) {
        assertThatThrownBy(call::join)
                .hasCauseInstanceOf(OverloadedException.class)
                .satisfies(failure -> assertNothingHappened(failure.getCause()));
    }

    private List<Integer> sentCodes() {
        return bench.wire.commands().stream()
                .map(Heard::code)
                .filter(code -> code != CommandCode.TDSET && code != CommandCode.POLL)
                .toList();
    }

    @Test
    void outputs_goBeforeWhatIsOnlySeenOrHeard_andAfterWhatIsAsked() {
        hold();
        List<CompletableFuture<?>> calls = List.of(
                door.async().led(light(0, LedColor.RED)),
                door.async().text(text(1, "WAIT")),
                door.async().buzzer(BEEP),
                door.async().inputs(),
                door.async().output(OPEN),
                door.async().outputs(),
                door.async().output(new OutputControl(List.of(new OutputSetting(0, OutputAction.OFF, Duration.ZERO)))));
        calls.forEach(bench::result);

        assertThat(sentCodes())
                .containsExactly(
                        CommandCode.ISTAT,
                        CommandCode.OUT,
                        CommandCode.OSTAT,
                        CommandCode.OUT,
                        CommandCode.LED,
                        CommandCode.TEXT,
                        CommandCode.BUZ);
        assertThat(device.isOutputActive(0)).isFalse();
    }

    @Test
    void ofALight_onlyTheNewestIsSent() {
        hold();
        CompletableFuture<Void> red = door.async().led(light(0, LedColor.RED));
        CompletableFuture<Void> other = door.async().led(light(1, LedColor.RED));
        CompletableFuture<Void> flash = door.async().led(flash(LedColor.AMBER));
        CompletableFuture<Void> green = door.async().led(light(0, LedColor.GREEN));
        CompletableFuture<Void> both = door.async()
                .led(new LedControl(List.of(
                        new LedSetting(0, 2, TemporaryLight.UNCHANGED, PermanentLight.steady(LedColor.BLUE)),
                        new LedSetting(0, 3, TemporaryLight.UNCHANGED, PermanentLight.steady(LedColor.BLUE)))));
        CompletableFuture<Void> half = door.async().led(light(2, LedColor.WHITE));
        bench.result(green);
        // The device has one light and refuses the others.
        List.of(other, flash, both, half).forEach(call -> bench.until(call::isDone));

        assertReplaced(red);
        assertThat(sentCodes()).hasSize(5).containsOnly(CommandCode.LED);
        assertThat(device.light(0, 0).temporary()).isTrue();
    }

    @Test
    void ofATextInOnePlace_onlyTheNewestIsSent() {
        hold();
        CompletableFuture<Void> first = door.async().text(text(1, "DOOR LOCKED"));
        CompletableFuture<Void> row = door.async().text(text(2, "PLEASE WAIT"));
        CompletableFuture<Void> brief =
                door.async().text(TextOutput.temporary(0, Duration.ofSeconds(7), 1, 1, "HELLO"));
        CompletableFuture<Void> column = door.async().text(TextOutput.permanent(0, 1, 9, "X"));
        CompletableFuture<Void> last = door.async().text(text(1, "DOOR OPEN"));
        List.of(row, brief, column, last).forEach(bench::result);

        assertReplaced(first);
        assertThat(sentCodes()).hasSize(4).containsOnly(CommandCode.TEXT);
    }

    @Test
    void anOutputThatNobodyWaitsForAnyMore_isNotRepeated() {
        for (int i = 0; i < 4; i++) {
            bench.bus.disturb(bench.panelEnd, Disturbance.none().drop());
        }
        CompletableFuture<OutputConfirmation> call =
                door.with(CallOptions.deadline(Duration.ofMillis(300))).async().output(OPEN);

        assertUnknown(bench.failure(call));
        bench.until(door::online);
        bench.loop.advance(Duration.ofSeconds(30));
        assertThat(opened()).isZero();
        bench.result(door.async().output(OPEN));
        assertThat(opened()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOutputThatTheDeviceWasTooBusyFor_isNotRepeated_whenNobodyWaitsForItAnyMore(boolean cancelled) {
        device.misbehave(ReplyFault.BUSY, 20);
        CompletableFuture<OutputConfirmation> call =
                door.with(CallOptions.deadline(Duration.ofMillis(500))).async().output(OPEN);
        if (cancelled) {
            bench.loop.advance(Duration.ofMillis(300));
            call.cancel(true);
        }

        assertUnknown(bench.failure(call));
        bench.until(door::online);
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(opened()).isZero();
        bench.result(door.async().output(OPEN));
        assertThat(opened()).isEqualTo(1);
    }

    @Test
    void somebodyWhoTalksAndTalks_takesTheDevicesOffline_andNotThePanel() {
        ByteLine babbler = bench.bus.attach("babbler");
        boolean[] babbling = {true};
        babbler.open(new Babbler(babbler, babbling));
        bench.loop.advance(Duration.ofSeconds(10));

        assertThat(door.online()).isFalse();
        babbling[0] = false;
        bench.until(door::online);
    }

    private boolean[] babble() {
        ByteLine babbler = bench.bus.attach("babbler");
        boolean[] babbling = {true};
        babbler.open(new Babbler(babbler, babbling));
        bench.loop.advance(Duration.ofMillis(100));
        return babbling;
    }

    @Test
    void anOutputThatNeverWentOut_becauseSomebodyElseTalks_isNotUnknown_andNotSentLater() {
        boolean[] babbling = babble();
        CompletableFuture<OutputConfirmation> late =
                door.with(CallOptions.deadline(Duration.ofSeconds(3))).async().output(OPEN);
        Throwable failure = bench.failure(late);
        assertThat(failure).isInstanceOf(DeadlineExceededException.class);
        assertNothingHappened(failure);
        assertThat(door.health().timeouts()).isZero();

        CompletableFuture<OutputConfirmation> lost = door.async().output(OPEN);
        assertThat(bench.failure(lost)).isInstanceOf(ConnectionException.class);
        assertNothingHappened(bench.failure(lost));
        babbling[0] = false;
        bench.until(door::online);
        bench.loop.advance(Duration.ofSeconds(12));
        assertThat(bench.wire.commands(CommandCode.OUT)).isEmpty();
        assertThat(opened()).isZero();
    }

    @Test
    void anOutputThatCouldNotGoOutAtFirst_isCarriedOutOnce_whenTheLineIsSilent() {
        boolean[] babbling = babble();
        CompletableFuture<OutputConfirmation> call = door.async().output(OPEN);
        bench.loop.advance(Duration.ofSeconds(3));
        babbling[0] = false;

        bench.result(call);
        bench.loop.advance(Duration.ofSeconds(5));
        assertThat(opened()).isEqualTo(1);
        assertThat(device.counts().sessions()).isEqualTo(1);
    }

    @Test
    void anOutputThatWaitsForSilence_whenTheLineCloses_neverWentOut() {
        babble();
        CompletableFuture<OutputConfirmation> call =
                door.with(CallOptions.deadline(Duration.ofMillis(600))).async().output(OPEN);
        bench.loop.advance(Duration.ofMillis(300));
        bench.panelEnd.close();

        Throwable failure = bench.failure(call);
        assertThat(failure).isInstanceOf(DeadlineExceededException.class);
        assertNothingHappened(failure);
    }

    @Test
    void closingThePanel_endsCallsThatWaitForTheKeyStore() {
        List<Runnable> held = new ArrayList<>();
        bench.storing = held::add;
        Peripheral gate = bench.panel.add(PeripheralSettings.of("gate", 6));
        CompletableFuture<OutputConfirmation> output = gate.async().output(OPEN);
        CompletableFuture<FileSent> file = gate.async().sendFile(FileType.OPAQUE, Octets.of(new byte[10]), bytes -> {});
        bench.loop.advance(Duration.ofMillis(1));
        bench.panel.close();
        bench.loop.advance(Duration.ofMillis(1));

        for (CompletableFuture<?> call : List.of(output, file)) {
            assertThat(call).isDone();
            assertThat(bench.failure(call)).isInstanceOf(ClosedException.class);
            assertNothingHappened(bench.failure(call));
        }
    }

    /** A transmitter that does not stop. */
    private record Babbler(ByteLine line, boolean[] babbling) implements LineListener {
        @Override
        public void opened() {
            babble();
        }

        private void babble() {
            if (babbling[0]) {
                line.send(ByteBuffer.wrap(new byte[] {0x55}));
                line.loop().schedule(Duration.ofMillis(7), this::babble);
            }
        }

        @Override
        public void received(ByteBuffer bytes) {
            // it does not listen
        }

        @Override
        public void closed(@Nullable AxisException cause) {
            babbling[0] = false;
        }
    }

    @Test
    void aKeyThatTheHostDestroyed_isTheEndOfItsDeviceOnly() {
        bench.device("gate", 6);
        Peripheral gate = bench.online("gate", 6);
        bench.store.find("door").orElseThrow().current().orElseThrow().key().destroy();

        device.restart();
        bench.loop.advance(Duration.ofSeconds(20));

        assertThat(door.online()).isFalse();
        assertThat(gate.online()).isTrue();
        bench.result(gate.async().localStatus());
    }
}
