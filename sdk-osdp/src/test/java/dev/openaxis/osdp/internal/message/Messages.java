package dev.openaxis.osdp.internal.message;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.Abort;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.BiometricFormat;
import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricMatchResult;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BiometricStatus;
import dev.openaxis.osdp.message.BiometricTemplate;
import dev.openaxis.osdp.message.BiometricType;
import dev.openaxis.osdp.message.Busy;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.CardDataFormat;
import dev.openaxis.osdp.message.Challenge;
import dev.openaxis.osdp.message.ChallengeAuthenticate;
import dev.openaxis.osdp.message.ChallengeAuthenticateResponse;
import dev.openaxis.osdp.message.ClientCryptogram;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.ExtendedIdentificationPart;
import dev.openaxis.osdp.message.FileTransfer;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.FormattedCardData;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.GeneralAuthenticate;
import dev.openaxis.osdp.message.GeneralAuthenticateResponse;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.InputStatusRequest;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.LedColor;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LedSetting;
import dev.openaxis.osdp.message.LegacyAbort;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.LocalStatusRequest;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.ManufacturerError;
import dev.openaxis.osdp.message.ManufacturerReply;
import dev.openaxis.osdp.message.ManufacturerStatus;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.OutputAction;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputSetting;
import dev.openaxis.osdp.message.OutputState;
import dev.openaxis.osdp.message.OutputStatus;
import dev.openaxis.osdp.message.OutputStatusRequest;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.PermanentControl;
import dev.openaxis.osdp.message.PermanentLight;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.PivObject;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.message.ReaderState;
import dev.openaxis.osdp.message.ReaderStatus;
import dev.openaxis.osdp.message.ReaderStatusRequest;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.message.ServerCryptogram;
import dev.openaxis.osdp.message.TemporaryControl;
import dev.openaxis.osdp.message.TemporaryLight;
import dev.openaxis.osdp.message.TextMode;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.message.TransparentCommand;
import dev.openaxis.osdp.message.TransparentReply;
import dev.openaxis.osdp.message.UnknownCommand;
import dev.openaxis.osdp.message.UnknownReply;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Every message with every value the wire can carry. */
final class Messages {
    private static final Arbitrary<Integer> U8 = Arbitraries.integers().between(0, 0xFF);
    private static final Arbitrary<Integer> U16 = Arbitraries.integers().between(0, 0xFFFF);
    private static final Arbitrary<Integer> U24 = Arbitraries.integers().between(0, 0xFFFFFF);
    private static final Arbitrary<Long> U32 = Arbitraries.longs().between(0, 0xFFFF_FFFFL);
    private static final Arbitrary<Octets> DATA = octets(0, 60);
    private static final Arbitrary<Duration> TENTHS_8 = U8.map(tenths -> Duration.ofMillis(100L * tenths));
    private static final Arbitrary<Duration> TENTHS_16 = U16.map(tenths -> Duration.ofMillis(100L * tenths));
    private static final Arbitrary<Duration> MILLIS = U16.map(Duration::ofMillis);
    private static final Arbitrary<Oui> VENDOR = U24.map(Oui::new);

    private Messages() {}

    private static Arbitrary<Octets> octets(int min, int max) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(min)
                .ofMaxSize(max)
                .map(Octets::of);
    }

    private static Arbitrary<Fragment> fragment() {
        return Combinators.combine(U16, U16, DATA)
                .as((total, offset, data) -> new Fragment(total, offset, data.length(), data));
    }

    private static Arbitrary<Fragment> uncounted() {
        return Combinators.combine(U16, octets(2, 60))
                .as((total, data) -> new Fragment(total, 0, data.length() - 2, data));
    }

    private static Arbitrary<CommunicationSettings> settings() {
        return Combinators.combine(U8, U32).as(CommunicationSettings::new);
    }

    private static Arbitrary<LedSetting> light() {
        Arbitrary<LedColor> color = U8.map(LedColor::new);
        return Combinators.combine(
                        U8,
                        U8,
                        Combinators.combine(U8.map(TemporaryControl::new), TENTHS_8, TENTHS_8, color, color, TENTHS_16)
                                .as(TemporaryLight::new),
                        Combinators.combine(U8.map(PermanentControl::new), TENTHS_8, TENTHS_8, color, color)
                                .as(PermanentLight::new))
                .as(LedSetting::new);
    }

    static Arbitrary<Command> commands() {
        Arbitrary<OptionalInt> type =
                U8.map(OptionalInt::of).injectNull(0.3).map(code -> code == null ? OptionalInt.empty() : code);
        List<Arbitrary<? extends Command>> all = List.of(
                Arbitraries.of(
                        new Poll(),
                        new LocalStatusRequest(),
                        new InputStatusRequest(),
                        new OutputStatusRequest(),
                        new ReaderStatusRequest(),
                        new Abort(),
                        new LegacyAbort()),
                type.map(IdRequest::new),
                type.map(CapabilitiesRequest::new),
                Combinators.combine(U8, U8.map(OutputAction::new), TENTHS_16)
                        .as(OutputSetting::new)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(5)
                        .map(OutputControl::new),
                light().list().ofMinSize(1).ofMaxSize(4).map(LedControl::new),
                Combinators.combine(U8, U8.map(BuzzerTone::new), TENTHS_8, TENTHS_8, U8)
                        .as(BuzzerControl::new),
                Combinators.combine(U8, U8.map(TextMode::new), U8.map(Duration::ofSeconds), U8, U8, octets(0, 255))
                        .as(TextOutput::new),
                Combinators.combine(U16, U8, U8, U8, U8, U8).as(ClockSetting::new),
                settings().map(CommunicationChange::new),
                Combinators.combine(U8, U8.map(BiometricType::new), U8.map(BiometricFormat::new), U8)
                        .as(BiometricRead::new),
                Combinators.combine(U8, U8.map(BiometricType::new), U8.map(BiometricFormat::new), U8, DATA)
                        .as(BiometricMatch::new),
                octets(16, 16).map(KeySet::new),
                octets(8, 8).map(Challenge::new),
                octets(16, 16).map(ServerCryptogram::new),
                U16.map(PanelReceiveSize::new),
                Combinators.combine(U8.map(FileType::new), U32, U32, octets(0, 700))
                        .as(FileTransfer::new),
                Combinators.combine(VENDOR, DATA).as(ManufacturerCommand::new),
                Combinators.combine(U8, U8, DATA).as(TransparentCommand::new),
                Combinators.combine(U24.map(PivObject::new), U8, U8)
                        .as((object, element, offset) -> new PivDataRequest(object, element, offset, 1)),
                Combinators.combine(U24.map(PivObject::new), U8, U16)
                        .as((object, element, offset) -> new PivDataRequest(object, element, offset, 2)),
                Arbitraries.oneOf(fragment(), uncounted()).map(GeneralAuthenticate::new),
                Arbitraries.oneOf(fragment(), uncounted()).map(ChallengeAuthenticate::new),
                MILLIS.map(KeepActive::new),
                Combinators.combine(unknown(CommandCode::hasLayout), DATA).as(UnknownCommand::new));
        return Arbitraries.oneOf(all.stream()
                        .<Arbitrary<Command>>map(each -> each.map(Command.class::cast))
                        .collect(Collectors.toList()))
                .withoutEdgeCases();
    }

    static Arbitrary<Reply> replies() {
        List<Arbitrary<? extends Reply>> all = List.of(
                Arbitraries.of(new Ack(), new Busy()),
                Combinators.combine(U8.map(NakCode::new), octets(0, 3)).as(Nak::new),
                Combinators.combine(VENDOR, U8, U8, U32, U8, U8, U8).as(PdIdentification::new),
                Combinators.combine(U8, U8, U8)
                        .as(Capability::new)
                        .list()
                        .ofMaxSize(20)
                        .map(PdCapabilities::new),
                Combinators.combine(U8, U8).as(LocalStatus::new),
                U8.map(InputState::new).list().ofMaxSize(20).map(InputStatus::new),
                U8.map(OutputState::new).list().ofMaxSize(20).map(OutputStatus::new),
                U8.map(ReaderState::new).list().ofMaxSize(4).map(ReaderStatus::new),
                Combinators.combine(
                                U8,
                                U8.map(CardDataFormat::new),
                                octets(0, 40),
                                Arbitraries.integers().between(0, 7))
                        .as((reader, format, data, unused) ->
                                new RawCardData(reader, format, Math.max(0, data.length() * 8 - unused), data)),
                Combinators.combine(U8, U8, octets(0, 255)).as(FormattedCardData::new),
                Combinators.combine(U8, octets(0, 255)).as(Keypad::new),
                settings().map(CommunicationReport::new),
                Combinators.combine(U8, U8.map(BiometricStatus::new), U8.map(BiometricType::new), U8, DATA)
                        .as(BiometricTemplate::new),
                Combinators.combine(U8, U8.map(BiometricStatus::new), U8).as(BiometricMatchResult::new),
                fragment().map(ExtendedIdentificationPart::new),
                Combinators.combine(octets(8, 8), octets(8, 8), octets(16, 16)).as(ClientCryptogram::new),
                octets(16, 16).map(InitialMac::new),
                Combinators.combine(U8, MILLIS, Arbitraries.integers().between(-32768, 32767), U16)
                        .as(FileTransferStatus::new),
                fragment().map(PivData::new),
                fragment().map(GeneralAuthenticateResponse::new),
                fragment().map(ChallengeAuthenticateResponse::new),
                DATA.map(ManufacturerStatus::new),
                DATA.map(ManufacturerError::new),
                Combinators.combine(VENDOR, DATA).as(ManufacturerReply::new),
                Combinators.combine(U8, U8, DATA).as(TransparentReply::new),
                Combinators.combine(unknown(ReplyCode::hasLayout), DATA).as(UnknownReply::new));
        return Arbitraries.oneOf(all.stream()
                        .<Arbitrary<Reply>>map(each -> each.map(Reply.class::cast))
                        .collect(Collectors.toList()))
                .withoutEdgeCases();
    }

    private static Arbitrary<Integer> unknown(IntPredicate known) {
        return Arbitraries.of(
                IntStream.rangeClosed(0, 0xFF).filter(known.negate()).boxed().toList());
    }
}
