package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.PeripheralDeviceBuilder;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.OtherReported;
import dev.openaxis.osdp.event.SecurityAlarm;
import dev.openaxis.osdp.message.Abort;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.AuthenticationRequest;
import dev.openaxis.osdp.message.BiometricFormat;
import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricMatchResult;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BiometricStatus;
import dev.openaxis.osdp.message.BiometricTemplate;
import dev.openaxis.osdp.message.BiometricType;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.InputStatusRequest;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.LedColor;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LedSetting;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.LocalStatusRequest;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.ManufacturerError;
import dev.openaxis.osdp.message.ManufacturerReply;
import dev.openaxis.osdp.message.ManufacturerStatus;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.OutputAction;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputSetting;
import dev.openaxis.osdp.message.OutputStatusRequest;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.PermanentLight;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.PivObject;
import dev.openaxis.osdp.message.ReaderStatusRequest;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.TemporaryLight;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.message.TransparentCommand;
import dev.openaxis.osdp.message.TransparentReply;
import dev.openaxis.osdp.panel.CommunicationOutcome.Result;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.PeripheralListener;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives at the device is what was asked, and the answer is what the device said (sections 5 and 6 of the reference). */
class CommandsTest {
    private static final Oui VENDOR = new Oui(0xCA446C);
    private static final ManufacturerCommand MANUFACTURER = new ManufacturerCommand(VENDOR, Octets.ofHex("01020304"));
    private static final BiometricRead SCAN =
            new BiometricRead(0, BiometricType.RIGHT_INDEX, BiometricFormat.ANSI_378, 80);
    private static final BiometricTemplate TEMPLATE =
            new BiometricTemplate(0, BiometricStatus.SUCCESS, BiometricType.RIGHT_INDEX, 90, Octets.ofHex("AABBCC"));
    private static final BiometricMatch MATCH =
            new BiometricMatch(0, BiometricType.ANY, BiometricFormat.ANSI_378, 70, Octets.ofHex("AABBCC"));
    private static final BiometricMatchResult MATCHED = new BiometricMatchResult(0, BiometricStatus.SUCCESS, 255);
    private static final PivDataRequest CHUID = new PivDataRequest(PivObject.CHUID, 0, 0, 1);

    private final Bench bench = new Bench();
    private final List<Command> carriedOut = new ArrayList<>();
    private final Answers answers = new Answers();
    private final PeripheralListener listener = new PeripheralListener() {
        @Override
        public void carriedOut(Command command) {
            carriedOut.add(command);
        }
    };

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Says what a test wants it to say. */
    private static final class Answers implements CommandHandler {
        Answer next = Answer.done();
        Object asked = "nothing";

        private Answer to(Object what) {
            asked = what;
            return next;
        }

        @Override
        public Answer manufacturer(ManufacturerCommand command) {
            return to(command);
        }

        @Override
        public Answer transparent(TransparentCommand command) {
            return to(command);
        }

        @Override
        public Answer pivData(PivDataRequest request) {
            return to(request);
        }

        @Override
        public Answer generalAuthenticate(AuthenticationRequest request) {
            return to(request);
        }

        @Override
        public Answer challengeAuthenticate(AuthenticationRequest request) {
            return to(request);
        }

        @Override
        public Answer scan(BiometricRead command) {
            return to(command);
        }

        @Override
        public Answer match(BiometricMatch command) {
            return to(command);
        }

        @Override
        public Answer clock(ClockSetting command) {
            return to(command);
        }
    }

    private PeripheralDeviceBuilder builder() {
        return bench.builder("door", 5).handler(answers).listener(listener);
    }

    private PeripheralDevice device;

    private Peripheral secured() {
        device = bench.device("door", builder());
        return ready(PeripheralSettings.of("door", 5));
    }

    private Peripheral clear() {
        device = bench.started(builder().securityRequired(false));
        return ready(PeripheralSettings.of("door", 5).allowingClear());
    }

    private Peripheral ready(PeripheralSettings settings) {
        Peripheral door = bench.online(settings);
        carriedOut.clear();
        return door;
    }

    /** A call, and the command it is to become. */
    record Asked(String name, Function<AsyncPeripheral, CompletableFuture<?>> call, Command arrives) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Asked asked(String name, Function<AsyncPeripheral, CompletableFuture<?>> call, Command arrives) {
        return new Asked(name, call, arrives);
    }

    static Stream<Asked> simple() {
        LedControl led = new LedControl(
                List.of(new LedSetting(0, 0, TemporaryLight.UNCHANGED, PermanentLight.steady(LedColor.GREEN))));
        BuzzerControl buzzer =
                new BuzzerControl(0, BuzzerTone.DEFAULT, Duration.ofMillis(200), Duration.ofMillis(100), 3);
        TextOutput text = TextOutput.temporary(0, Duration.ofSeconds(7), 1, 1, "DOOR OPEN");
        ClockSetting clock = new ClockSetting(2026, 1, 2, 3, 4, 5);
        OutputControl output = new OutputControl(List.of(
                new OutputSetting(0, OutputAction.ON_FOR, Duration.ofSeconds(3)),
                new OutputSetting(1, OutputAction.OFF, Duration.ZERO)));
        KeepActive keep = new KeepActive(Duration.ofMillis(700));
        PanelReceiveSize size = new PanelReceiveSize(512);
        TransparentCommand mode = TransparentCommand.setMode(1, 0);
        return Stream.of(
                asked("led", door -> door.led(led), led),
                asked("buzzer", door -> door.buzzer(buzzer), buzzer),
                asked("text", door -> door.text(text), text),
                asked("clock", door -> door.clock(clock), clock),
                asked("output", door -> door.output(output), output),
                asked("localStatus", AsyncPeripheral::localStatus, new LocalStatusRequest()),
                asked("inputs", AsyncPeripheral::inputs, new InputStatusRequest()),
                asked("outputs", AsyncPeripheral::outputs, new OutputStatusRequest()),
                asked("readers", AsyncPeripheral::readers, new ReaderStatusRequest()),
                asked("identification", AsyncPeripheral::identification, IdRequest.STANDARD),
                asked("capabilities", AsyncPeripheral::capabilities, CapabilitiesRequest.STANDARD),
                asked("transparent", door -> door.transparent(mode), mode),
                asked("keepActive", door -> door.keepActive(keep), keep),
                asked("manufacturer", door -> door.manufacturer(MANUFACTURER), MANUFACTURER),
                asked("receiveSize", door -> door.receiveSize(size), size),
                asked("abort", AsyncPeripheral::abort, new Abort()));
    }

    @ParameterizedTest
    @MethodSource("simple")
    void aCommand_arrivesAsItWasGiven_overASession(Asked asked) {
        assertArrives(secured(), asked);
    }

    @ParameterizedTest
    @MethodSource("simple")
    void aCommand_arrivesAsItWasGiven_inClear(Asked asked) {
        assertArrives(clear(), asked);
    }

    private void assertArrives(Peripheral door, Asked asked) {
        bench.result(asked.call().apply(door.async()));

        assertThat(carriedOut.stream()
                        .filter(command -> command.code() == asked.arrives().code()))
                .containsExactly(asked.arrives());
    }

    @Test
    void states_areWhatTheDeviceHas() {
        Peripheral door = secured();
        device.tamper(true);
        device.input(1, InputState.ACTIVE);
        device.output(0, true);

        assertThat(bench.result(door.async().localStatus())).isEqualTo(new LocalStatus(1, 0));
        assertThat(bench.result(door.async().inputs()))
                .isEqualTo(new InputStatus(List.of(InputState.INACTIVE, InputState.ACTIVE)));
        assertThat(bench.result(door.async().outputs()).outputs().get(0).code()).isEqualTo(1);
        assertThat(bench.result(door.async().readers()).readers()).hasSize(1);
        assertThat(bench.result(door.async().identification()))
                .isEqualTo(new PdIdentification(new Oui(0), 1, 1, 1, 1, 0, 0));
        assertThat(bench.result(door.async().capabilities())
                        .find(Capability.INPUTS)
                        .orElseThrow()
                        .objects())
                .isEqualTo(2);
    }

    @Test
    void anOutputThatIsOnlyAcknowledged_isConfirmedLessWell() {
        device = bench.device("door", builder().variant(PeripheralVariant.ACK_TO_OUT));
        Peripheral door = ready(PeripheralSettings.of("door", 5));

        assertThat(bench.result(door.async()
                                .output(new OutputControl(
                                        List.of(new OutputSetting(0, OutputAction.ON, Duration.ZERO)))))
                        .reported())
                .isEmpty();
        assertThat(device.isOutputActive(0)).isTrue();
    }

    // ---- manufacturers ----

    static Stream<Reply> manufacturersReplies() {
        return Stream.of(
                new Ack(),
                new ManufacturerReply(VENDOR, Octets.ofHex("AABBCC")),
                new ManufacturerStatus(Octets.ofHex("07")),
                new ManufacturerError(Octets.ofHex("08")));
    }

    @ParameterizedTest
    @MethodSource("manufacturersReplies")
    void whateverAManufacturerAnswers_isGivenBack(Reply reply) {
        Peripheral door = secured();
        answers.next = Answer.of(reply);

        assertThat(bench.result(door.async().manufacturer(MANUFACTURER))).isEqualTo(reply);
        assertThat(answers.asked).isEqualTo(MANUFACTURER);
    }

    // ---- refusals ----

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 8, 9, 0x80, 0xFF})
    void aRefusal_tellsItsReason_andOnlyTheCommandFails(int reason) {
        Peripheral door = secured();
        answers.next = Answer.refused(new NakCode(reason));

        assertThat(bench.failure(door.async().readBiometric(SCAN)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(reason));
        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
        assertThat(device.counts().sessions()).isEqualTo(1);
    }

    @Test
    void aCommandTheDeviceDoesNotKnow_isUnsupported() {
        Peripheral door = secured();
        answers.next = Answer.unsupported();

        assertThat(bench.failure(door.async().pivData(CHUID)))
                .isInstanceOfSatisfying(
                        UnsupportedCapabilityException.class,
                        unsupported -> assertThat(unsupported.api()).isEqualTo("PIVDATA"));
        assertThat(device.counts().sessions()).isEqualTo(1);
    }

    @Test
    void theDetailOfARefusal_isKept() {
        device = bench.device("door", builder().variant(PeripheralVariant.NAK_WITH_DETAIL));
        Peripheral door = ready(PeripheralSettings.of("door", 5));
        answers.next = Answer.refused(NakCode.RECORD);

        assertThat(bench.failure(door.async().manufacturer(MANUFACTURER)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.details()).containsValue("80"));
    }

    /** Readers say NAK 1 to XWR because they do not know it (section 3.3), which is not to be repeated. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void transparentModeThatIsNotKnown_isRefused_andNotRepeated(boolean secured) {
        Peripheral door = secured ? secured() : clear();
        bench.loop.advance(Duration.ofSeconds(12));
        answers.next = Answer.refused(NakCode.CHECK);

        assertThat(bench.failure(door.async().transparent(TransparentCommand.scan(0))))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(1));
        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
        assertThat(bench.wire.commands(CommandCode.XWR)).hasSize(1);
        assertThat(door.online()).isTrue();
    }

    @Test
    void aCommandThatFitsNoFrame_isNotSent() {
        Peripheral door = secured();

        assertThat(bench.failure(door.async().manufacturer(new ManufacturerCommand(VENDOR, Octets.of(new byte[300])))))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(bench.wire.commands(CommandCode.MFG)).isEmpty();
        bench.result(door.async().manufacturer(MANUFACTURER));
    }

    // ---- results that come later ----

    @Test
    void whatTakesTime_isAnsweredWhenTheDeviceReportsIt() {
        Peripheral door = secured();
        CompletableFuture<BiometricTemplate> call = door.async().readBiometric(SCAN);
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(call).isNotDone();
        assertThat(answers.asked).isEqualTo(SCAN);
        device.presentCard(CardFormat.H10301.write(1, 2));
        device.report(Answer.of(TEMPLATE));

        assertThat(bench.result(call)).isEqualTo(TEMPLATE);
        assertThat(bench.events(CardPresented.class)).hasSize(1);
        assertThat(bench.events(OtherReported.class)).isEmpty();
    }

    @Test
    void whatComesAtOnce_isAnsweredAtOnce() {
        Peripheral door = secured();
        answers.next = Answer.of(MATCHED);

        assertThat(bench.result(door.async().matchBiometric(MATCH))).isEqualTo(MATCHED);
        assertThat(answers.asked).isEqualTo(MATCH);
    }

    @Test
    void twoResultsThatComeLater_areAskedForOneAfterTheOther() {
        Peripheral door = secured();
        CompletableFuture<BiometricTemplate> first = door.async().readBiometric(SCAN);
        CompletableFuture<BiometricMatchResult> second = door.async().matchBiometric(MATCH);
        CompletableFuture<InputStatus> third = door.async().inputs();
        bench.result(third);
        bench.loop.advance(Duration.ofSeconds(3));
        assertThat(answers.asked).isEqualTo(SCAN);
        device.report(Answer.of(TEMPLATE));
        bench.result(first);
        bench.until(() -> answers.asked.equals(MATCH));
        device.report(Answer.of(MATCHED));

        assertThat(bench.result(second)).isEqualTo(MATCHED);
    }

    @Test
    void aResultNobodyWaitsFor_isAnEvent() {
        Peripheral door = secured();
        device.report(Answer.of(TEMPLATE));
        bench.until(() -> !bench.events(OtherReported.class).isEmpty());

        assertThat(bench.events(OtherReported.class)).containsExactly(new OtherReported(door.name(), TEMPLATE, true));
    }

    @Test
    void aResultThatDoesNotComeInTime_isUnknown_andWhatComesLaterIsAnEvent() {
        Peripheral door = secured();
        CompletableFuture<BiometricTemplate> call =
                door.with(CallOptions.deadline(Duration.ofSeconds(2))).async().readBiometric(SCAN);
        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
        device.report(Answer.of(TEMPLATE));
        bench.until(() -> !bench.events(OtherReported.class).isEmpty());
    }

    private static final BiometricTemplate ANOTHER =
            new BiometricTemplate(0, BiometricStatus.SUCCESS, BiometricType.RIGHT_INDEX, 40, Octets.ofHex("DDEEFF"));

    private int scans() {
        return bench.wire.commands(CommandCode.BIOREAD).size();
    }

    /** Nobody waits for its result any more, which the device still owes. */
    private void expiredScan(Peripheral door) {
        CompletableFuture<BiometricTemplate> call =
                door.with(CallOptions.deadline(Duration.ofSeconds(2))).async().readBiometric(SCAN);
        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void aResultThatComesTooLate_isNotGivenToTheNextCall() {
        Peripheral door = secured();
        expiredScan(door);
        CompletableFuture<BiometricTemplate> next = door.async().readBiometric(SCAN);
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(scans()).isEqualTo(1);
        device.report(Answer.of(TEMPLATE));
        bench.until(() -> scans() == 2);
        device.report(Answer.of(ANOTHER));

        assertThat(bench.result(next)).isEqualTo(ANOTHER);
        assertThat(bench.events(OtherReported.class)).containsExactly(new OtherReported(door.name(), TEMPLATE, true));
    }

    @Test
    void aResultThatNeverComes_isWaitedForOneMinute() {
        Peripheral door = secured();
        expiredScan(door);
        long expired = bench.loop.nanoTime();
        CompletableFuture<BiometricTemplate> early =
                door.with(CallOptions.deadline(Duration.ofSeconds(30))).async().readBiometric(SCAN);
        assertThat(bench.failure(early)).isInstanceOf(DeadlineExceededException.class);
        door.with(CallOptions.deadline(Duration.ofMinutes(2))).async().readBiometric(SCAN);
        assertThat(bench.loop.runUntil(() -> scans() == 2, Duration.ofMinutes(2)))
                .isTrue();

        assertThat(Duration.ofNanos(bench.loop.nanoTime() - expired))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
    }

    @Test
    void aResultOfAnotherKind_isNotWaitedFor() {
        Peripheral door = secured();
        expiredScan(door);
        CompletableFuture<BiometricMatchResult> other = door.async().matchBiometric(MATCH);
        bench.until(() -> answers.asked.equals(MATCH));
        device.report(Answer.of(TEMPLATE));
        device.report(Answer.of(MATCHED));

        assertThat(bench.result(other)).isEqualTo(MATCHED);
    }

    @Test
    void aResultWhoseSessionEnded_isNotGivenToTheNextCallEither() {
        Peripheral door = secured();
        bench.loop.advance(Duration.ofSeconds(12));
        CompletableFuture<BiometricTemplate> first = door.async().readBiometric(SCAN);
        bench.until(() -> scans() == 1);
        bench.loop.advance(Duration.ofSeconds(1));
        device.misbehave(ReplyFault.SEQUENCE_ZERO, 1);
        assertThat(bench.failure(first)).isInstanceOf(OutcomeUnknownException.class);
        CompletableFuture<BiometricTemplate> next = door.async().readBiometric(SCAN);
        bench.loop.advance(Duration.ofSeconds(5));
        assertThat(scans()).isEqualTo(1);
        device.report(Answer.of(TEMPLATE));
        bench.until(() -> scans() == 2);
        device.report(Answer.of(ANOTHER));

        assertThat(bench.result(next)).isEqualTo(ANOTHER);
    }

    @Test
    void partsThatComeTooLate_areNotPutIntoTheNextObject() {
        Peripheral door = secured();
        CompletableFuture<Octets> first =
                door.with(CallOptions.deadline(Duration.ofSeconds(2))).async().pivData(CHUID);
        assertThat(bench.failure(first)).isInstanceOf(DeadlineExceededException.class);
        CompletableFuture<Octets> next = door.async().pivData(CHUID);
        bench.loop.advance(Duration.ofSeconds(2));
        assertThat(bench.wire.commands(CommandCode.PIVDATA)).hasSize(1);
        answers.next = Answer.pivData(bytes(300));
        device.report(Answer.pivData(bytes(900)));

        assertThat(bench.result(next)).isEqualTo(bytes(300));
    }

    /** Somebody who is asked for an object and sends its first part only. */
    private Peripheral sendingHalf() {
        Fragment half = new Fragment(200, 0, 100, bytes(100));
        Intruder.on(bench.bus.attach("half"), command -> switch (command.code()) {
            case CommandCode.ID -> Intruder.clear(new PdIdentification(new Oui(1), 1, 1, 1, 1, 1, 1), command);
            case CommandCode.CAP -> Intruder.clear(new PdCapabilities(List.of()), command);
            case CommandCode.PIVDATA -> Intruder.clear(new PivData(half), command);
            default -> Intruder.clear(new Ack(), command);
        });
        return bench.online(PeripheralSettings.of("half", 9).allowingClear());
    }

    @Test
    void anObjectOfWhichTheRestDoesNotCome_isCountedAndTold() {
        Peripheral door = sendingHalf();
        CompletableFuture<Octets> call =
                door.with(CallOptions.deadline(Duration.ofSeconds(2))).async().pivData(CHUID);
        assertThat(bench.failure(call)).isInstanceOf(DeadlineExceededException.class);
        bench.loop.advance(Duration.ofSeconds(59));
        assertThat(door.health().brokenMessages()).isZero();
        bench.loop.advance(Duration.ofSeconds(2));

        assertThat(door.health().brokenMessages()).isEqualTo(1);
        assertThat(bench.alarms()).containsExactly(SecurityAlarm.Kind.BROKEN_MESSAGE);
    }

    @Test
    void anObjectThatIsCutOffByTheDevice_isCounted() {
        Peripheral door = sendingHalf();
        CompletableFuture<Octets> call = door.async().pivData(CHUID);
        bench.loop.advance(Duration.ofSeconds(1));
        bench.bus.unplug(bench.panelEnd);
        bench.until(call::isDone);

        assertThat(door.health().brokenMessages()).isEqualTo(1);
    }

    @Test
    void transparentMode_waitsForWhatTheReaderReports() {
        Peripheral door = secured();
        assertThat(bench.result(door.async().transparent(TransparentCommand.setMode(1, 0))))
                .isEmpty();
        CompletableFuture<Optional<TransparentReply>> call = door.async().transparent(TransparentCommand.scan(0));
        bench.loop.advance(Duration.ofSeconds(5));
        TransparentReply present = new TransparentReply(1, 1, Octets.ofHex("0001"));
        device.report(Answer.of(present));
        assertThat(bench.result(call)).contains(present);

        TransparentReply card = new TransparentReply(1, 2, Octets.ofHex("00009000"));
        answers.next = Answer.of(card);
        TransparentCommand apdu = TransparentCommand.apdu(0, Octets.ofHex("00A4040000"));
        assertThat(bench.result(door.async().transparent(apdu))).contains(card);
        assertThat(answers.asked).isEqualTo(apdu);
        answers.next = Answer.done();
        assertThat(bench.result(door.async().transparent(TransparentCommand.terminate(0))))
                .isEmpty();
    }

    // ---- messages in parts ----

    private static Octets bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Octets.of(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 90, 500, 2_000})
    void anObjectInParts_isPutTogether(int size) {
        Peripheral door = secured();
        answers.next = Answer.pivData(bytes(size));
        CompletableFuture<Octets> call = door.async().pivData(CHUID);
        device.presentCard(CardFormat.H10301.write(1, 2));

        assertThat(bench.result(call)).isEqualTo(bytes(size));
        assertThat(answers.asked).isEqualTo(CHUID);
        bench.until(() -> !bench.events(CardPresented.class).isEmpty());
    }

    @Test
    void anObjectInParts_canComeLater_andOtherCommandsInBetween() {
        Peripheral door = secured();
        CompletableFuture<Octets> call = door.async().pivData(CHUID);
        bench.loop.advance(Duration.ofSeconds(2));
        device.report(Answer.pivData(bytes(900)));
        bench.loop.advance(Duration.ofMillis(200));
        assertThat(call).isNotDone();
        bench.result(door.async().localStatus());

        assertThat(bench.result(call)).isEqualTo(bytes(900));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void authentication_goesInPartsBothWays(boolean counted) {
        device = bench.device("door", builder());
        PeripheralSettings settings = PeripheralSettings.of("door", 5);
        Peripheral door = ready(counted ? settings.countingAuthenticationPrefix() : settings);
        AuthenticationRequest request = new AuthenticationRequest(0x07, 0x9E, bytes(700));
        answers.next = Answer.generalAuthentication(bytes(256));
        assertThat(bench.result(door.async().generalAuthenticate(request.toOctets())))
                .isEqualTo(bytes(256));
        assertThat(answers.asked).isEqualTo(request);

        answers.next = Answer.done();
        CompletableFuture<Octets> later = door.async().challengeAuthenticate(request.toOctets());
        bench.loop.advance(Duration.ofSeconds(4));
        device.report(Answer.challengeAuthentication(bytes(300)));
        assertThat(bench.result(later)).isEqualTo(bytes(300));
    }

    @Test
    void aMessageInPartsThatIsInterrupted_isNotSentAgainFromItsMiddle() {
        Peripheral door = secured();
        bench.loop.advance(Duration.ofSeconds(12));
        CompletableFuture<Octets> call =
                door.async().generalAuthenticate(new AuthenticationRequest(7, 0x9E, bytes(700)).toOctets());
        bench.until(() -> device.counts().carriedOut(CommandCode.GENAUTH) == 1);
        device.restart();

        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
        bench.loop.advance(Duration.ofSeconds(5));
        assertThat(answers.asked).isEqualTo("nothing");
    }

    @Test
    void partsThatDoNotFollowEachOther_areNoAnswer() {
        Peripheral door = secured();
        answers.next = Answer.of(new PivData(new Fragment(8, 4, 4, Octets.ofHex("01020304"))));

        assertThat(bench.failure(door.async().pivData(CHUID))).isInstanceOf(MalformedResponseException.class);
        answers.next = Answer.pivData(bytes(20));
        assertThat(bench.result(door.async().pivData(CHUID))).isEqualTo(bytes(20));
    }

    // ---- address and rate ----

    @Test
    void aDeviceThatIsMoved_isFollowed() {
        Peripheral door = secured();
        bench.loop.advance(Duration.ofSeconds(12));
        CommunicationSettings elsewhere = new CommunicationSettings(9, 9_600);
        assertThat(bench.result(door.async().configure(elsewhere)))
                .isEqualTo(new CommunicationOutcome(Result.MOVED, elsewhere));
        assertThat(bench.wire.commandsTo(9).get(0).sequence()).isZero();
        assertThat(carriedOut).contains(new CommunicationChange(elsewhere));
        bench.wire.forget();

        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
        assertThat(device.communication()).isEqualTo(elsewhere);
        assertThat(bench.wire.commands()).isNotEmpty().allMatch(command -> command.address() == 9);
        assertThat(device.counts().sessions()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeviceThatIsAlone_isFollowedToAnotherRate(boolean secured) {
        Peripheral door = secured ? secured() : clear();
        bench.loop.advance(Duration.ofSeconds(12));
        bench.result(door.async().configure(new CommunicationSettings(5, 38_400)));

        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
        assertThat(bench.panelEnd.baudRate()).isEqualTo(38_400);
        assertThat(door.online()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRateTheDeviceDoesNotHave_changesNothing(boolean refuses) {
        PeripheralDeviceBuilder builder = builder();
        device =
                bench.device("door", refuses ? builder.variant(PeripheralVariant.NAK_FOR_UNSUPPORTED_COMSET) : builder);
        Peripheral door = ready(PeripheralSettings.of("door", 5));
        bench.loop.advance(Duration.ofSeconds(12));
        CompletableFuture<CommunicationOutcome> call = door.async().configure(new CommunicationSettings(5, 12_345));
        if (refuses) {
            assertThat(bench.failure(call)).isInstanceOf(RefusedException.class);
        } else {
            assertThat(bench.result(call))
                    .isEqualTo(new CommunicationOutcome(Result.STAYED, new CommunicationSettings(5, 9_600)));
        }

        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
        assertThat(bench.panelEnd.baudRate()).isEqualTo(9_600);
    }

    @Test
    void anAddressOfAnotherDevice_isNotGivenASecondTime() {
        Peripheral door = secured();
        bench.device("gate", 6);
        bench.online("gate", 6);

        assertThatThrownBy(() -> door.async().configure(new CommunicationSettings(6, 9_600)))
                .isInstanceOf(IllegalArgumentException.class);
        bench.loop.advance(Duration.ofSeconds(1));
        assertThat(bench.wire.commands(CommandCode.COMSET)).isEmpty();
    }

    // ---- both views ----

    private static final Set<String> WITHOUT_WAITING = Set.of(
            "async",
            "with",
            "name",
            "settings",
            "communication",
            "online",
            "channel",
            "knownIdentification",
            "knownCapabilities",
            "health",
            "toString");

    private static Stream<Method> operations(Class<?> view) {
        return Arrays.stream(view.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !WITHOUT_WAITING.contains(method.getName()));
    }

    private static String words(Method method, Type result) {
        return result.getTypeName() + " " + method.getName() + Arrays.toString(method.getGenericParameterTypes());
    }

    private static Type promised(Method method) {
        Type type = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
        if (type.equals(Void.class)) {
            return void.class;
        }
        return type.equals(Boolean.class) ? boolean.class : type;
    }

    @Test
    void bothViews_haveTheSameOperations() {
        Set<String> blocking = operations(Peripheral.class)
                .map(method -> words(method, method.getGenericReturnType()))
                .collect(Collectors.toSet());
        Set<String> asynchronous = operations(AsyncPeripheral.class)
                .map(m -> words(m, promised(m)))
                .collect(Collectors.toSet());

        assertThat(asynchronous).isEqualTo(blocking).hasSizeGreaterThan(25);
    }
}
