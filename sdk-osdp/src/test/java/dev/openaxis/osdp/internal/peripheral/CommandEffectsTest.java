package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.message.Abort;
import dev.openaxis.osdp.message.AuthenticationRequest;
import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.InputStatusRequest;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.LedColor;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LedSetting;
import dev.openaxis.osdp.message.LegacyAbort;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.LocalStatusRequest;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.ManufacturerReply;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.OutputAction;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputSetting;
import dev.openaxis.osdp.message.OutputStatusRequest;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PermanentControl;
import dev.openaxis.osdp.message.PermanentLight;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.ReaderState;
import dev.openaxis.osdp.message.ReaderStatusRequest;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.TemporaryControl;
import dev.openaxis.osdp.message.TemporaryLight;
import dev.openaxis.osdp.message.TextMode;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.message.TransparentCommand;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.LightState;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.testing.Vectors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands do to a device, and which it refuses. */
class CommandEffectsTest {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final TemporaryLight NO_TEMPORARY = TemporaryLight.UNCHANGED;

    private final Bench bench = new Bench();

    private String ask(Command command) {
        return bench.ask(command, 0);
    }

    private Reply reply(Command command) {
        return read(bench.send(bench.clear(command, 0)));
    }

    private static Reply read(String hex) {
        var frame = Panel.frame(hex);
        return ReplyReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength());
    }

    private static LedControl light(int reader, int led, TemporaryLight temporary, PermanentLight permanent) {
        return new LedControl(List.of(new LedSetting(reader, led, temporary, permanent)));
    }

    private static TemporaryLight flash(LedColor color, int tenths) {
        return new TemporaryLight(TemporaryControl.SET, STEP, STEP, color, LedColor.BLACK, STEP.multipliedBy(tenths));
    }

    @Test
    void aTemporaryLightGoesBackToThePermanentOneByItself() {
        ask(light(0, 1, NO_TEMPORARY, PermanentLight.steady(LedColor.RED)));
        ask(light(0, 1, flash(LedColor.GREEN, 5), PermanentLight.steady(LedColor.BLUE)));
        assertThat(bench.engine().light(0, 1))
                .isEqualTo(new LightState(0, 1, LedColor.GREEN, LedColor.BLACK, STEP, STEP, true));
        assertThat(bench.engine().light(0, 1).blinks()).isTrue();
        assertThat(bench.engine().light(0, 0)).isEqualTo(LightState.dark(0, 0));

        bench.pass(Duration.ofMillis(490));

        assertThat(bench.engine().light(0, 1).on()).isEqualTo(LedColor.BLUE);
        assertThat(bench.lights)
                .extracting(LightState::on)
                .containsExactly(LedColor.RED, LedColor.GREEN, LedColor.BLUE);
    }

    @Test
    void aTemporaryLightCanBeEnded_andOneWithoutTimeStays() {
        ask(light(0, 0, flash(LedColor.GREEN, 0), PermanentLight.UNCHANGED));
        bench.pass(Duration.ofSeconds(5));
        assertThat(bench.engine().light(0, 0).on()).isEqualTo(LedColor.GREEN);

        TemporaryLight cancel =
                new TemporaryLight(TemporaryControl.CANCEL, STEP, STEP, LedColor.RED, LedColor.RED, STEP);
        ask(light(0, 0, cancel, PermanentLight.UNCHANGED));

        assertThat(bench.engine().light(0, 0)).isEqualTo(LightState.dark(0, 0));
    }

    static Stream<LedControl> impossibleLights() {
        PermanentLight steady = PermanentLight.steady(LedColor.RED);
        return Stream.of(
                light(1, 0, NO_TEMPORARY, steady),
                light(0, 2, NO_TEMPORARY, steady),
                light(0, 0, NO_TEMPORARY, PermanentLight.steady(new LedColor(8))),
                light(
                        0,
                        0,
                        NO_TEMPORARY,
                        new PermanentLight(
                                PermanentControl.SET, Duration.ZERO, Duration.ZERO, LedColor.RED, LedColor.RED)),
                light(
                        0,
                        0,
                        NO_TEMPORARY,
                        new PermanentLight(new PermanentControl(2), STEP, STEP, LedColor.RED, LedColor.RED)),
                light(
                        0,
                        0,
                        new TemporaryLight(new TemporaryControl(3), STEP, STEP, LedColor.RED, LedColor.RED, STEP),
                        steady));
    }

    @ParameterizedTest
    @MethodSource("impossibleLights")
    void ifOneLightCannotBeSet_noneIs(LedControl impossible) {
        LedControl both = new LedControl(List.of(
                new LedSetting(0, 0, NO_TEMPORARY, PermanentLight.steady(LedColor.WHITE)),
                impossible.lights().get(0)));

        assertThat(ask(both)).isEqualTo("NAK 9");

        assertThat(bench.lights).isEmpty();
        assertThat(bench.executed(CommandCode.LED)).isZero();
        assertThat(bench.faults).containsExactly(PeripheralFault.CONTENT);
    }

    private static OutputControl output(int number, OutputAction action, int tenths) {
        return new OutputControl(List.of(new OutputSetting(number, action, STEP.multipliedBy(tenths))));
    }

    @Test
    void outputsFollowTheirSevenActions() {
        assertThat(bench.send(bench.clear(output(1, OutputAction.ON, 0), 0))).contains("4A0001");
        ask(output(1, OutputAction.OFF_FOR, 5));
        assertThat(bench.engine().isOutputActive(1)).isFalse();
        ask(output(1, OutputAction.ON_AFTERWARDS, 0));
        ask(output(1, OutputAction.NOTHING, 9));
        assertThat(bench.engine().isOutputActive(1)).isFalse();
        bench.pass(Duration.ofMillis(500));
        assertThat(bench.engine().isOutputActive(1)).isTrue();

        ask(output(1, OutputAction.ON_FOR, 5));
        ask(output(1, OutputAction.OFF_AFTERWARDS, 0));
        assertThat(bench.engine().isOutputActive(1)).isTrue();
        bench.pass(Duration.ofMillis(500));
        assertThat(bench.engine().isOutputActive(1)).isFalse();

        ask(output(1, OutputAction.ON_AFTERWARDS, 0));
        assertThat(bench.engine().isOutputActive(1)).isTrue();
        ask(output(1, OutputAction.OFF, 0));

        assertThat(bench.heard)
                .containsExactly(
                        "output 1 on", "output 1 off", "output 1 on", "output 1 off", "output 1 on", "output 1 off");
    }

    @Test
    void aPermanentActionEndsATimedOne_andATimedOneWithoutTimeStays() {
        ask(output(0, OutputAction.ON_FOR, 5));
        ask(output(0, OutputAction.ON, 0));
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.engine().isOutputActive(0)).isTrue();

        ask(output(1, OutputAction.ON_FOR, 5));
        ask(output(1, OutputAction.ON_FOR, 0));
        bench.pass(Duration.ofMillis(7000));
        assertThat(bench.engine().isOutputActive(1)).isTrue();
    }

    @Test
    void ifOneOutputCannotBeSet_noneIs() {
        OutputSetting good = new OutputSetting(0, OutputAction.ON, Duration.ZERO);
        for (OutputSetting bad : List.of(
                new OutputSetting(2, OutputAction.ON, Duration.ZERO),
                new OutputSetting(0, new OutputAction(7), Duration.ZERO))) {
            assertThat(ask(new OutputControl(List.of(good, bad)))).isEqualTo("NAK 9");
        }
        assertThat(bench.heard).isEmpty();
        assertThat(new Bench().with(PeripheralVariant.ACK_TO_OUT).ask(output(0, OutputAction.ON, 0), 0))
                .isEqualTo("ACK");
    }

    @Test
    void soundsAndTextsAreTold_andATextEnds() {
        ask(new BuzzerControl(0, BuzzerTone.DEFAULT, STEP, STEP, 7));
        ask(new BuzzerControl(0, BuzzerTone.OFF, Duration.ZERO, STEP, 8));
        ask(TextOutput.temporary(0, Duration.ofSeconds(2), 1, 1, "OPEN"));
        bench.pass(Duration.ofSeconds(2));
        ask(TextOutput.permanent(0, 1, 1, "CLOSED"));
        bench.pass(Duration.ofSeconds(3));

        assertThat(bench.heard).containsExactly("sound 7", "sound 8", "text OPEN", "text ended", "text CLOSED");
    }

    private static TextOutput text(int reader, int mode, int row, int column, String hex) {
        return new TextOutput(reader, new TextMode(mode), Duration.ZERO, row, column, Octets.ofHex(hex));
    }

    static Stream<Command> impossibleContents() {
        return Stream.of(
                new BuzzerControl(0, BuzzerTone.DEFAULT, Duration.ZERO, STEP, 1),
                new BuzzerControl(1, BuzzerTone.OFF, STEP, STEP, 1),
                text(1, 1, 1, 1, "41"),
                text(0, 0, 1, 1, "41"),
                text(0, 5, 1, 1, "41"),
                text(0, 1, 0, 1, "41"),
                text(0, 1, 1, 0, "41"),
                text(0, 1, 1, 1, "1F"),
                text(0, 1, 1, 1, "7F"),
                new IdRequest(OptionalInt.of(2)),
                new CapabilitiesRequest(OptionalInt.of(2)));
    }

    @ParameterizedTest
    @MethodSource("impossibleContents")
    void whatCannotBeDoneIsRefused(Command command) {
        assertThat(ask(command)).isEqualTo("NAK 9");

        assertThat(bench.heard).isEmpty();
        assertThat(bench.executed(command.code())).isZero();
    }

    @Test
    void aDeviceWithoutAnythingRefusesAllOfIt() {
        bench.capabilities = List.of();
        for (Command command : List.of(
                new InputStatusRequest(),
                new OutputStatusRequest(),
                new ReaderStatusRequest(),
                output(0, OutputAction.ON, 0),
                light(0, 0, NO_TEMPORARY, PermanentLight.steady(LedColor.RED)),
                new BuzzerControl(0, BuzzerTone.OFF, STEP, STEP, 1),
                text(0, 1, 1, 1, "41"),
                new LegacyAbort(),
                new ClockSetting(2026, 1, 1, 1, 1, 1),
                TransparentCommand.readMode())) {
            assertThat(ask(command)).describedAs("%s", command).isEqualTo("NAK 3");
        }
        assertThat(bench.count(PeripheralFault.UNSUPPORTED)).isEqualTo(10);
        assertThat(ask(new LocalStatusRequest())).isEqualTo("LSTATR");
    }

    @Test
    void someReadersSayNak1ToWhatTheyDoNotKnow_whichIsNoAnswer() {
        bench.with(PeripheralVariant.NAK_1_FOR_UNSUPPORTED);
        ask(new Poll());

        assertThat(bench.ask(TransparentCommand.readMode(), 1)).isEqualTo("NAK 1");
        assertThat(bench.ask(TransparentCommand.readMode(), 1)).isEqualTo("NAK 1");
        assertThat(bench.ask(new Poll(), 2)).isEqualTo("ACK");
        assertThat(bench.count(PeripheralFault.UNSUPPORTED)).isEqualTo(2);
    }

    @Test
    void aRefusalMayTellMore() {
        bench.with(PeripheralVariant.NAK_WITH_DETAIL);

        assertThat(bench.send(bench.clear(TransparentCommand.readMode(), 0))).contains("4103A1");
    }

    @Test
    void statusIsWhatTheHostSaid_andIsNotConsumedByAsking() {
        bench.engine().input(3, InputState.ACTIVE);
        bench.engine().reader(0, ReaderState.TAMPERED);
        bench.engine().tamper(true);
        bench.engine().power(true);
        bench.engine().power(true);

        InputStatus inputs = new InputStatus(
                List.of(InputState.INACTIVE, InputState.INACTIVE, InputState.INACTIVE, InputState.ACTIVE));
        assertThat(reply(new InputStatusRequest())).isEqualTo(inputs);
        assertThat(reply(new LocalStatusRequest())).isEqualTo(new LocalStatus(1, 1));
        assertThat(reply(new Poll())).isEqualTo(inputs);
        assertThat(ask(new Poll())).isEqualTo("RSTATR");
        assertThat(reply(new Poll())).isEqualTo(new LocalStatus(1, 0));
        assertThat(reply(new Poll())).isEqualTo(new LocalStatus(1, 1));
        assertThat(ask(new Poll())).isEqualTo("ACK");
    }

    @Test
    void anOutputThatTheDeviceSwitchesIsReported() {
        bench.engine().output(1, true);
        bench.engine().output(1, true);

        assertThat(bench.send(bench.clear(new Poll(), 0))).contains("4A0001");
        assertThat(ask(new Poll())).isEqualTo("ACK");
        assertThatThrownBy(() -> bench.engine().output(2, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPowerFailureMayBeReportedAtTheStart() {
        bench.with(PeripheralVariant.REPORTS_POWER_AT_START);

        assertThat(reply(new Poll())).isEqualTo(new LocalStatus(0, 1));
        assertThat(reply(new LocalStatusRequest())).isEqualTo(new LocalStatus(0, 0));
    }

    @Test
    void capabilitiesAreTheDevices_unlessSomebodyChangesThem() {
        assertThat(reply(CapabilitiesRequest.STANDARD)).isEqualTo(new PdCapabilities(Bench.CAPABILITIES));
        Bench downgraded = new Bench().with(PeripheralVariant.DOWNGRADED_CAPABILITIES);
        PdCapabilities told = (PdCapabilities) read(downgraded.send(downgraded.clear(CapabilitiesRequest.STANDARD, 0)));

        assertThat(told.find(Capability.SECURITY)).contains(new Capability(Capability.SECURITY, 0, 0));
        assertThat(told.capabilities()).hasSameSizeAs(Bench.CAPABILITIES);
    }

    @Test
    void whereThereIsNoLongIdentificationTheShortOneIsTold_orNone() {
        assertThat(reply(IdRequest.EXTENDED)).isEqualTo(bench.identification);
        assertThat(new Bench().with(PeripheralVariant.NAK_FOR_EXTENDED_ID).ask(IdRequest.EXTENDED, 0))
                .isEqualTo("NAK 3");
    }

    @Test
    void theHostAnswersWhatTheDeviceCannot_andItsMistakesAreRefused() {
        bench.handler(new CommandHandler() {
            @Override
            public Answer manufacturer(ManufacturerCommand command) {
                return switch (command.data().length()) {
                    case 0 -> Answer.of(new ManufacturerReply(command.vendor(), Octets.ofHex("AA")));
                    case 1 -> Answer.refused(NakCode.GENERIC);
                    case 2 -> throw new IllegalStateException("the host is broken");
                    default -> null;
                };
            }
        });

        assertThat(ask(mfg(0))).isEqualTo("MFGREP");
        assertThat(ask(mfg(1))).isEqualTo("NAK -1");
        assertThat(ask(mfg(2))).isEqualTo("NAK 9");
        assertThat(ask(mfg(3))).isEqualTo("NAK 9");
        assertThat(bench.executed(CommandCode.MFG)).isEqualTo(1);
        assertThat(bench.count(PeripheralFault.HOST)).isEqualTo(2);
    }

    private static ManufacturerCommand mfg(int length) {
        return new ManufacturerCommand(new Oui(0x123456), Octets.of(new byte[length]));
    }

    @Test
    void aReplyLargerThanThePanelTakesIsNotSent() {
        bench.handler(new CommandHandler() {
            @Override
            public Answer manufacturer(ManufacturerCommand command) {
                return Answer.of(new ManufacturerReply(command.vendor(), Octets.of(new byte[118])));
            }
        });
        assertThat(ask(mfg(0))).isEqualTo("NAK 9");
        assertThat(bench.ask(new PanelReceiveSize(129), 1)).isEqualTo("ACK");

        assertThat(bench.ask(mfg(0), 2)).isEqualTo("MFGREP");

        assertThat(bench.faults).containsExactly(PeripheralFault.REPLY_TOO_LARGE);
        bench.engine().report(Answer.of(new ManufacturerReply(new Oui(1), Octets.of(new byte[200]))));
        assertThat(bench.ask(new Poll(), 3)).isEqualTo("ACK");
    }

    /** Takes whatever needs a host. */
    static final CommandHandler WILLING = new CommandHandler() {
        @Override
        public Answer manufacturer(ManufacturerCommand command) {
            return Answer.done();
        }

        @Override
        public Answer transparent(TransparentCommand command) {
            return Answer.done();
        }

        @Override
        public Answer pivData(PivDataRequest request) {
            return Answer.done();
        }

        @Override
        public Answer generalAuthenticate(AuthenticationRequest request) {
            return Answer.done();
        }

        @Override
        public Answer challengeAuthenticate(AuthenticationRequest request) {
            return Answer.done();
        }

        @Override
        public Answer scan(BiometricRead command) {
            return Answer.done();
        }

        @Override
        public Answer match(BiometricMatch command) {
            return Answer.done();
        }

        @Override
        public Answer clock(ClockSetting command) {
            return Answer.done();
        }
    };

    static Stream<JsonNode> clearCommands() {
        return Stream.of(Vectors.COMMANDS, Vectors.DEVICES)
                .flatMap(file -> Vectors.list(file, "frames"))
                .filter(frame -> frame.get("dir").asText().equals("command"));
    }

    @ParameterizedTest
    @MethodSource("clearCommands")
    void everyRecordedCommandIsCarriedOut(JsonNode vector) {
        bench.address = vector.get("address").asInt();
        if (bench.address > 126) {
            bench.address = 3;
        }
        bench.handler(WILLING);
        bench.files = (type, size) -> Optional.of(new FilesTest.Growing());
        bench.capabilities = List.of(
                new Capability(Capability.INPUTS, 1, 8),
                new Capability(Capability.OUTPUTS, 4, 33),
                new Capability(Capability.LED, 5, 8),
                new Capability(Capability.BUZZER, 2, 1),
                new Capability(Capability.TEXT, 1, 1),
                new Capability(Capability.RECEIVE_BUFFER, 0xA0, 5),
                new Capability(Capability.READERS, 0, 8));

        String reply = Bench.summary(bench.send(Vectors.hex(vector, "hex")));

        int code = Integer.parseInt(vector.get("code").asText(), 16);
        boolean inTheMiddle = vector.get("payload").asText().matches("12000A0008.*");
        switch (code) {
            case CommandCode.KEYSET -> assertThat(reply).isEqualTo("NAK 6");
            case CommandCode.CRAUTH -> assertThat(reply).isEqualTo(inTheMiddle ? "NAK 9" : "ACK");
            case CommandCode.FILETRANSFER -> assertThat(reply).isEqualTo("FTSTAT");
            default -> {
                assertThat(reply).doesNotContain("NAK").isNotEmpty();
                assertThat(bench.executed(code)).isEqualTo(1);
                assertThat(bench.faults).isEmpty();
            }
        }
    }

    @Test
    void keepActiveIsTold_andAbortIsTaken() {
        assertThat(ask(new KeepActive(Duration.ofSeconds(5)))).isEqualTo("ACK");
        assertThat(ask(new Abort())).isEqualTo("ACK");
        assertThat(bench.heard).containsExactly("keep 5000");
    }

    @Test
    void aRestartForgetsWhatWasShown() {
        ask(light(0, 0, NO_TEMPORARY, PermanentLight.steady(LedColor.RED)));
        ask(output(0, OutputAction.ON, 0));
        bench.engine().report(Answer.of(new LocalStatus(1, 1)));

        bench.engine().restart();

        assertThat(bench.engine().light(0, 0)).isEqualTo(LightState.dark(0, 0));
        assertThat(bench.engine().isOutputActive(0)).isFalse();
        assertThat(bench.ask(new Poll(), 2)).isEqualTo("ACK");
    }
}
