package dev.openaxis.osdp.internal.capture;

import dev.openaxis.osdp.card.CardDecoder;
import dev.openaxis.osdp.card.CardRead;
import dev.openaxis.osdp.card.KeypadKey;
import dev.openaxis.osdp.message.BiometricMatchResult;
import dev.openaxis.osdp.message.BiometricTemplate;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.ChallengeAuthenticateResponse;
import dev.openaxis.osdp.message.ClientCryptogram;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.ExtendedIdentificationPart;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FormattedCardData;
import dev.openaxis.osdp.message.GeneralAuthenticateResponse;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.ManufacturerError;
import dev.openaxis.osdp.message.ManufacturerReply;
import dev.openaxis.osdp.message.ManufacturerStatus;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.OutputStatus;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.message.ReaderStatus;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.message.TransparentReply;
import dev.openaxis.osdp.message.UnknownReply;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a reply says, in words. Cards are shown, as they are what a technician looks for; digits of a keypad only if that was
 * asked for; templates, certificates and what cards answer never.
 */
final class ReplyText {
    private static final int MALFORMED_SECRET_HEAD = 2;

    private final Map<Class<?>, Function<Reply, String>> texts = new HashMap<>();
    private final CardDecoder cards;
    private final boolean pins;

    ReplyText(CardDecoder cards, boolean pins) {
        this.cards = cards;
        this.pins = pins;
        put(Nak.class, ReplyText::nak);
        put(PdIdentification.class, ReplyText::identification);
        put(PdCapabilities.class, reply -> Words.each(reply.capabilities(), ReplyText::capability));
        put(LocalStatus.class, ReplyText::local);
        put(InputStatus.class, reply -> "inputs " + Words.numbered(reply.inputs(), Words::name));
        put(OutputStatus.class, reply -> "outputs " + Words.numbered(reply.outputs(), Words::name));
        put(ReaderStatus.class, reply -> "readers " + Words.numbered(reply.readers(), Words::name));
        put(RawCardData.class, this::card);
        put(FormattedCardData.class, ReplyText::formatted);
        put(Keypad.class, this::keypad);
        put(CommunicationReport.class, reply -> CommandText.settings(reply.settings()));
        put(BiometricTemplate.class, ReplyText::template);
        put(BiometricMatchResult.class, ReplyText::match);
        put(ClientCryptogram.class, reply -> "cUID " + reply.clientId().hex());
        put(FileTransferStatus.class, ReplyText::file);
        put(ExtendedIdentificationPart.class, reply -> Words.part(reply.fragment()));
        put(PivData.class, reply -> Words.part(reply.fragment()));
        put(GeneralAuthenticateResponse.class, reply -> Words.part(reply.fragment()));
        put(ChallengeAuthenticateResponse.class, reply -> Words.part(reply.fragment()));
        put(ManufacturerReply.class, reply -> reply.vendor() + " " + Words.hex(reply.data()));
        put(ManufacturerStatus.class, reply -> Words.hex(reply.data()));
        put(ManufacturerError.class, reply -> Words.hex(reply.data()));
        put(TransparentReply.class, ReplyText::transparent);
        put(MalformedReply.class, this::malformed);
        put(UnknownReply.class, reply -> Words.hex(reply.data()));
    }

    private <T extends Reply> void put(Class<T> type, Function<T, String> text) {
        texts.put(type, reply -> text.apply(type.cast(reply)));
    }

    /** Its fields; nothing for a reply without any. */
    String of(Reply reply) {
        return texts.getOrDefault(reply.getClass(), bare -> "").apply(reply);
    }

    private static String nak(Nak nak) {
        String detail = nak.detail().length() == 0 ? "" : ", adds " + Words.hex(nak.detail());
        return String.format("%02X ", nak.reason().code()) + reason(nak.reason()) + detail;
    }

    /** Why a command was refused (OSDP v2.2, Table 47); 10 to 12 are proposals. */
    private static String reason(NakCode reason) {
        return switch (reason.code()) {
            case 0 -> "no error";
            case 1 -> "wrong check characters";
            case 2 -> "command of a wrong length";
            case 3 -> "unknown command";
            case 4 -> "unexpected sequence number";
            case 5 -> "security block or key not taken";
            case 6 -> "not without a secure channel, or the channel is broken";
            case 7 -> "biometric type not supported";
            case 8 -> "biometric format not supported";
            case 9 -> "the contents cannot be done";
            case 255 -> "refused without a reason";
            default -> reason.code() >= 128 ? "the manufacturer's own reason" : "a reason nobody named";
        };
    }

    private static String identification(PdIdentification id) {
        return "vendor " + id.vendor() + ", model " + id.model() + " version " + id.version()
                + String.format(", serial %08X", id.serial()) + ", firmware " + id.firmware();
    }

    private static String capability(Capability capability) {
        String name = switch (capability.function()) {
            case Capability.INPUTS -> "inputs";
            case Capability.OUTPUTS -> "outputs";
            case Capability.CARD_FORMAT -> "card format";
            case Capability.LED -> "LED";
            case Capability.BUZZER -> "buzzer";
            case Capability.TEXT -> "text";
            case Capability.CLOCK -> "clock";
            case Capability.CHECK -> "check";
            case Capability.SECURITY -> "security";
            case Capability.RECEIVE_BUFFER -> "receive buffer";
            case Capability.LARGEST_MESSAGE -> "largest message";
            case Capability.SMART_CARD -> "smart card";
            case Capability.READERS -> "readers";
            case Capability.BIOMETRICS -> "biometrics";
            case Capability.SECURE_PIN -> "secure PIN";
            case Capability.VERSION -> "version";
            default -> "function " + capability.function();
        };
        boolean isSize = capability.function() == Capability.RECEIVE_BUFFER
                || capability.function() == Capability.LARGEST_MESSAGE;
        return name + " "
                + (isSize
                        ? Integer.toString(capability.objects() << Byte.SIZE | capability.compliance())
                        : capability.compliance() + "/" + capability.objects());
    }

    private static String local(LocalStatus status) {
        return (status.isTampered() ? "tampered" : "no tamper") + ", "
                + (status.isPowerFailing() ? "power fails" : "power good");
    }

    private String card(RawCardData card) {
        String meaning = cards.read(card.bits()).map(ReplyText::meaning).orElse("no format fits");
        return "reader " + card.reader() + " " + Words.name(card.format()) + ", " + Words.count(card.bitCount(), "bit")
                + ": " + Words.hex(card.data()) + ", " + meaning;
    }

    private static String meaning(CardRead read) {
        String facility =
                read.facility().isPresent() ? " facility " + read.facility().getAsLong() : "";
        return "as " + read.format() + facility + " card " + read.number()
                + (read.parityValid() ? "" : ", but its parity is wrong");
    }

    private static String formatted(FormattedCardData card) {
        return "reader " + card.reader() + " direction " + card.direction() + " " + Words.quoted(card.characters());
    }

    private String keypad(Keypad keypad) {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < keypad.keys().length(); i++) {
            keys.append(' ').append(key(keypad.keys().at(i)));
        }
        return "reader " + keypad.reader() + " keys" + (keys.isEmpty() ? " none" : keys);
    }

    private String key(int code) {
        return KeypadKey.of(code)
                .map(key -> {
                    if (key.digit().isPresent()) {
                        return pins ? Integer.toString(key.digit().getAsInt()) : ".";
                    }
                    return switch (key) {
                        case STAR -> "*";
                        case POUND -> "#";
                        default -> key.name().replace('_', '+');
                    };
                })
                .orElseGet(() -> String.format("0x%02X", code));
    }

    private static String template(BiometricTemplate template) {
        return "reader " + template.reader() + " " + Words.name(template.status()) + ", " + Words.name(template.type())
                + ", quality " + template.quality() + ", template of " + Words.count(template.template());
    }

    private static String match(BiometricMatchResult match) {
        return "reader " + match.reader() + " " + Words.name(match.status()) + ", score " + match.score();
    }

    private static String file(FileTransferStatus status) {
        String what = switch (status.status()) {
            case FileTransferStatus.OK -> "go on";
            case FileTransferStatus.PROCESSED -> "processed";
            case FileTransferStatus.REBOOTING -> "restarts";
            case FileTransferStatus.FINISHING -> "still at work";
            case FileTransferStatus.ABORTED -> "aborted";
            case FileTransferStatus.UNRECOGNIZED -> "contents not recognised";
            case FileTransferStatus.MALFORMED -> "contents malformed";
            default -> status.status() < 0 ? "failed" : "status";
        };
        return what + " (" + status.status() + ")"
                + (status.delay().isZero() ? "" : ", wait " + Words.millis(status.delay()))
                + (status.largestMessage() == 0 ? "" : ", at most " + status.largestMessage() + " bytes")
                + (status.mayInterleave() ? ", other commands may come between" : "")
                + (status.leavesSecureChannel() ? ", asks to leave the secure channel" : "")
                + (status.hasReport() ? ", has a report" : "");
    }

    /** What a card answers may be anybody's secret. */
    private static String transparent(TransparentReply reply) {
        String data = reply.mode() == 0 && reply.reply() <= 1 ? Words.hex(reply.data()) : Words.count(reply.data());
        return String.format("%02X/%02X %s", reply.mode(), reply.reply(), data);
    }

    /** Keys that are not as many as announced may be a PIN all the same. */
    private String malformed(MalformedReply reply) {
        boolean pin = reply.code() == ReplyCode.KEYPAD && !pins;
        boolean template = reply.code() == ReplyCode.BIOREADR;
        String data = (pin || template) && reply.data().length() > MALFORMED_SECRET_HEAD
                ? Words.count(reply.data()) + ", hidden"
                : Words.hex(reply.data());
        return reply.reason() + ": " + data;
    }
}
