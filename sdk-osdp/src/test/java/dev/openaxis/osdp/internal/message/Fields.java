package dev.openaxis.osdp.internal.message;

import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricMatchResult;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BiometricTemplate;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.Challenge;
import dev.openaxis.osdp.message.ChallengeAuthenticate;
import dev.openaxis.osdp.message.ChallengeAuthenticateResponse;
import dev.openaxis.osdp.message.ClientCryptogram;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.ExtendedIdentificationPart;
import dev.openaxis.osdp.message.FileTransfer;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FormattedCardData;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.GeneralAuthenticate;
import dev.openaxis.osdp.message.GeneralAuthenticateResponse;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LedSetting;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.ManufacturerError;
import dev.openaxis.osdp.message.ManufacturerReply;
import dev.openaxis.osdp.message.ManufacturerStatus;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputState;
import dev.openaxis.osdp.message.OutputStatus;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.message.ReaderState;
import dev.openaxis.osdp.message.ReaderStatus;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ServerCryptogram;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.message.TransparentCommand;
import dev.openaxis.osdp.message.TransparentReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a message says, in the words of the test vectors. */
final class Fields {
    private Fields() {}

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static long tenths(Duration time) {
        return time.toMillis() / 100;
    }

    private static Map<String, Object> fragment(Fragment part) {
        return map(
                "total",
                part.total(),
                "offset",
                part.offset(),
                "fragment",
                part.size(),
                "data",
                part.data().hex());
    }

    private static Map<String, Object> settings(CommunicationSettings settings) {
        return map("address", settings.address(), "baud", settings.baudRate());
    }

    static Map<String, Object> of(Command command) {
        if (command instanceof IdRequest id) {
            return id.type().isPresent() ? map("requestType", id.type().getAsInt()) : map("undecodable", "");
        } else if (command instanceof CapabilitiesRequest cap) {
            return map("replyType", cap.type().orElseThrow());
        } else if (command instanceof OutputControl out) {
            return map(
                    "outputs",
                    out.outputs().stream()
                            .map(o -> map(
                                    "output", o.output(), "control", o.action().code(), "timer100ms", tenths(o.time())))
                            .toList());
        } else if (command instanceof LedControl led) {
            return map("leds", led.lights().stream().map(Fields::light).toList());
        } else if (command instanceof BuzzerControl buzzer) {
            return map(
                    "reader",
                    buzzer.reader(),
                    "tone",
                    buzzer.tone().code(),
                    "on100ms",
                    tenths(buzzer.on()),
                    "off100ms",
                    tenths(buzzer.off()),
                    "count",
                    buzzer.count());
        } else if (command instanceof TextOutput text) {
            return map(
                    "reader",
                    text.reader(),
                    "command",
                    text.mode().code(),
                    "tempTimeS",
                    text.time().toSeconds(),
                    "row",
                    text.row(),
                    "column",
                    text.column(),
                    "length",
                    text.characters().length(),
                    "text",
                    text.text());
        } else if (command instanceof ClockSetting clock) {
            return map(
                    "year",
                    clock.year(),
                    "month",
                    clock.month(),
                    "day",
                    clock.day(),
                    "hour",
                    clock.hour(),
                    "minute",
                    clock.minute(),
                    "second",
                    clock.second());
        } else if (command instanceof CommunicationChange change) {
            return settings(change.settings());
        } else if (command instanceof BiometricRead read) {
            return map(
                    "reader",
                    read.reader(),
                    "type",
                    read.type().code(),
                    "format",
                    read.format().code(),
                    "quality",
                    read.quality());
        } else if (command instanceof BiometricMatch match) {
            return map(
                    "reader",
                    match.reader(),
                    "type",
                    match.type().code(),
                    "format",
                    match.format().code(),
                    "quality",
                    match.threshold(),
                    "length",
                    match.template().length(),
                    "template",
                    match.template().hex());
        } else if (command instanceof KeySet keySet) {
            return map("keyType", 1, "length", 16, "key", keySet.key().hex());
        } else if (command instanceof Challenge challenge) {
            return map("rndA", challenge.randomA().hex());
        } else if (command instanceof ServerCryptogram server) {
            return map("serverCryptogram", server.cryptogram().hex());
        } else if (command instanceof PanelReceiveSize size) {
            return map("maxReceive", size.size());
        } else if (command instanceof FileTransfer file) {
            return map(
                    "type",
                    file.type().code(),
                    "total",
                    file.total(),
                    "offset",
                    file.offset(),
                    "fragment",
                    file.data().length(),
                    "data",
                    file.data().hex());
        } else if (command instanceof ManufacturerCommand own) {
            return map(
                    "vendor",
                    own.vendor().toString().replace("-", ""),
                    "data",
                    own.data().hex());
        } else if (command instanceof TransparentCommand card) {
            return map(
                    "mode",
                    card.mode(),
                    "pcmnd",
                    card.command(),
                    "pdata",
                    card.data().hex());
        } else if (command instanceof PivDataRequest piv) {
            return map(
                    "objectId",
                    piv.object().toString(),
                    "element",
                    piv.element(),
                    "offset",
                    piv.offset(),
                    "offsetWidth",
                    piv.offsetWidth());
        } else if (command instanceof GeneralAuthenticate part) {
            return fragment(part.fragment());
        } else if (command instanceof ChallengeAuthenticate part) {
            return fragment(part.fragment());
        } else if (command instanceof KeepActive keep) {
            return map("timeMs", keep.time().toMillis());
        }
        return map();
    }

    private static Map<String, Object> light(LedSetting light) {
        return map(
                "reader", light.reader(),
                "led", light.led(),
                "temp",
                        map(
                                "control", light.temporary().control().code(),
                                "on", tenths(light.temporary().on()),
                                "off", tenths(light.temporary().off()),
                                "onColor", light.temporary().onColor().code(),
                                "offColor", light.temporary().offColor().code(),
                                "timer100ms", tenths(light.temporary().time())),
                "perm",
                        map(
                                "control", light.permanent().control().code(),
                                "on", tenths(light.permanent().on()),
                                "off", tenths(light.permanent().off()),
                                "onColor", light.permanent().onColor().code(),
                                "offColor", light.permanent().offColor().code()));
    }

    static Map<String, Object> of(Reply reply) {
        if (reply instanceof Nak nak) {
            return map("error", nak.reason().code(), "detail", nak.detail().hex());
        } else if (reply instanceof PdIdentification id) {
            return map(
                    "vendor",
                    id.vendor().toString().replace("-", ""),
                    "model",
                    id.model(),
                    "version",
                    id.version(),
                    "serial",
                    id.serial(),
                    "serialHex",
                    String.format("%08X", id.serial()),
                    "firmware",
                    id.firmware());
        } else if (reply instanceof PdCapabilities all) {
            return map(
                    "capabilities",
                    all.capabilities().stream()
                            .map(c -> map("function", c.function(), "compliance", c.compliance(), "items", c.objects()))
                            .toList());
        } else if (reply instanceof LocalStatus status) {
            return map("tamper", status.tamper(), "power", status.power());
        } else if (reply instanceof InputStatus status) {
            return map("inputs", status.inputs().stream().map(InputState::code).toList());
        } else if (reply instanceof OutputStatus status) {
            return map(
                    "outputs", status.outputs().stream().map(OutputState::code).toList());
        } else if (reply instanceof ReaderStatus status) {
            return map(
                    "readers", status.readers().stream().map(ReaderState::code).toList());
        } else if (reply instanceof RawCardData card) {
            return map(
                    "reader",
                    card.reader(),
                    "format",
                    card.format().code(),
                    "bitCount",
                    card.bitCount(),
                    "bits",
                    card.bits().toText());
        } else if (reply instanceof FormattedCardData card) {
            return map(
                    "reader",
                    card.reader(),
                    "direction",
                    card.direction(),
                    "count",
                    card.characters().length(),
                    "chars",
                    new String(card.characters().toArray(), StandardCharsets.US_ASCII));
        } else if (reply instanceof Keypad keypad) {
            return map(
                    "reader",
                    keypad.reader(),
                    "count",
                    keypad.keys().length(),
                    "keys",
                    keypad.keys().hex());
        } else if (reply instanceof CommunicationReport report) {
            return settings(report.settings());
        } else if (reply instanceof BiometricTemplate scan) {
            return map(
                    "reader",
                    scan.reader(),
                    "status",
                    scan.status().code(),
                    "type",
                    scan.type().code(),
                    "quality",
                    scan.quality(),
                    "length",
                    scan.template().length(),
                    "template",
                    scan.template().hex());
        } else if (reply instanceof BiometricMatchResult result) {
            return map("reader", result.reader(), "status", result.status().code(), "score", result.score());
        } else if (reply instanceof ClientCryptogram client) {
            return map(
                    "cuid",
                    client.clientId().hex(),
                    "rndB",
                    client.randomB().hex(),
                    "clientCryptogram",
                    client.cryptogram().hex());
        } else if (reply instanceof InitialMac initial) {
            return map("rmacI", initial.mac().hex());
        } else if (reply instanceof FileTransferStatus status) {
            return map(
                    "action",
                    status.action(),
                    "delayMs",
                    status.delay().toMillis(),
                    "status",
                    status.status(),
                    "updateMsgMax",
                    status.largestMessage());
        } else if (reply instanceof ExtendedIdentificationPart part) {
            return fragment(part.fragment());
        } else if (reply instanceof PivData part) {
            return fragment(part.fragment());
        } else if (reply instanceof GeneralAuthenticateResponse part) {
            return fragment(part.fragment());
        } else if (reply instanceof ChallengeAuthenticateResponse part) {
            return fragment(part.fragment());
        } else if (reply instanceof ManufacturerStatus own) {
            return map("vendorData", own.data().hex());
        } else if (reply instanceof ManufacturerError own) {
            return map("vendorData", own.data().hex());
        } else if (reply instanceof ManufacturerReply own) {
            return map(
                    "vendor",
                    own.vendor().toString().replace("-", ""),
                    "data",
                    own.data().hex());
        } else if (reply instanceof TransparentReply card) {
            return map(
                    "mode",
                    card.mode(),
                    "preply",
                    card.reply(),
                    "pdata",
                    card.data().hex());
        }
        return map();
    }
}
