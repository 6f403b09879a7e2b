package dev.openaxis.osdp.internal.capture;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.ChallengeAuthenticate;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.FileTransfer;
import dev.openaxis.osdp.message.GeneralAuthenticate;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LedSetting;
import dev.openaxis.osdp.message.MalformedCommand;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputSetting;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PermanentControl;
import dev.openaxis.osdp.message.PermanentLight;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.TemporaryControl;
import dev.openaxis.osdp.message.TemporaryLight;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.message.TransparentCommand;
import dev.openaxis.osdp.message.UnknownCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** What a command says, in words. Keys, templates, certificates and what is sent to cards are never shown. */
final class CommandText {
    private static final Map<Class<?>, Function<Command, String>> TEXTS = new HashMap<>();

    static {
        put(IdRequest.class, request -> type(request.type()));
        put(CapabilitiesRequest.class, request -> type(request.type()));
        put(OutputControl.class, control -> Words.each(control.outputs(), CommandText::output));
        put(LedControl.class, control -> Words.each(control.lights(), CommandText::light));
        put(BuzzerControl.class, CommandText::buzzer);
        put(TextOutput.class, CommandText::text);
        put(ClockSetting.class, CommandText::clock);
        put(CommunicationChange.class, change -> settings(change.settings()));
        put(BiometricRead.class, CommandText::biometricRead);
        put(BiometricMatch.class, CommandText::biometricMatch);
        put(KeySet.class, set -> key(set.key()));
        put(PanelReceiveSize.class, size -> "at most " + size.size() + " bytes");
        put(KeepActive.class, active -> "for " + Words.millis(active.time()));
        put(FileTransfer.class, CommandText::file);
        put(ManufacturerCommand.class, command -> command.vendor() + " " + Words.hex(command.data()));
        put(TransparentCommand.class, CommandText::transparent);
        put(PivDataRequest.class, CommandText::piv);
        put(GeneralAuthenticate.class, request -> Words.part(request.fragment()));
        put(ChallengeAuthenticate.class, request -> Words.part(request.fragment()));
        put(MalformedCommand.class, CommandText::malformed);
        put(UnknownCommand.class, command -> Words.hex(command.data()));
    }

    private CommandText() {}

    private static <T extends Command> void put(Class<T> type, Function<T, String> text) {
        TEXTS.put(type, command -> text.apply(type.cast(command)));
    }

    /** Its fields; nothing for a command without any. */
    static String of(Command command) {
        return TEXTS.getOrDefault(command.getClass(), bare -> "").apply(command);
    }

    private static String type(OptionalInt type) {
        if (type.isEmpty()) {
            return "without the type byte";
        }
        return switch (type.getAsInt()) {
            case 0 -> "standard";
            case 1 -> "extended";
            default -> "type " + type.getAsInt();
        };
    }

    private static String output(OutputSetting setting) {
        return "output " + setting.output() + " " + Words.name(setting.action())
                + (setting.time().isZero() ? "" : " " + Words.time(setting.time()));
    }

    private static String light(LedSetting setting) {
        return "reader " + setting.reader() + " LED " + setting.led() + ": " + temporary(setting.temporary()) + ", "
                + permanent(setting.permanent());
    }

    private static String temporary(TemporaryLight light) {
        return light.control().equals(TemporaryControl.SET)
                ? "for " + Words.time(light.time()) + " "
                        + colours(light.on(), light.onColor(), light.off(), light.offColor())
                : "temporarily " + Words.name(light.control());
    }

    private static String permanent(PermanentLight light) {
        return light.control().equals(PermanentControl.SET)
                ? "permanently " + colours(light.on(), light.onColor(), light.off(), light.offColor())
                : "permanently " + Words.name(light.control());
    }

    private static String colours(Duration on, Object onColor, Duration off, Object offColor) {
        if (on.isZero() && off.isZero()) {
            return "no times, which is invalid";
        }
        if (off.isZero()) {
            return Words.name(onColor);
        }
        return Words.name(onColor) + " " + Words.time(on) + " / " + Words.name(offColor) + " " + Words.time(off);
    }

    private static String buzzer(BuzzerControl buzzer) {
        String times = buzzer.tone().equals(BuzzerTone.OFF)
                ? ""
                : ", on " + Words.time(buzzer.on()) + ", off " + Words.time(buzzer.off()) + ", "
                        + (buzzer.count() == 0 ? "until told otherwise" : Words.count(buzzer.count(), "time"));
        return "reader " + buzzer.reader() + " tone " + Words.name(buzzer.tone()) + times;
    }

    private static String text(TextOutput text) {
        return "reader " + text.reader() + " row " + text.row() + " column " + text.column() + " "
                + Words.name(text.mode()) + (text.time().isZero() ? "" : " " + Words.time(text.time())) + " "
                + Words.quoted(text.characters());
    }

    private static String clock(ClockSetting clock) {
        return String.format(
                "%04d-%02d-%02d %02d:%02d:%02d",
                clock.year(), clock.month(), clock.day(), clock.hour(), clock.minute(), clock.second());
    }

    static String settings(CommunicationSettings settings) {
        return String.format("address %02X, %d baud", settings.address(), settings.baudRate());
    }

    private static String biometricRead(BiometricRead read) {
        return "reader " + read.reader() + " " + Words.name(read.type()) + ", format " + Words.name(read.format())
                + ", quality " + read.quality();
    }

    private static String biometricMatch(BiometricMatch match) {
        return "reader " + match.reader() + " " + Words.name(match.type()) + ", format " + Words.name(match.format())
                + ", threshold " + match.threshold() + ", template of " + Words.count(match.template());
    }

    private static String key(Octets key) {
        if (isMasked(key)) {
            return "key of " + Words.count(key) + ", masked in the capture";
        }
        String quality = "";
        if (key.equals(KeyRing.DEFAULT)) {
            quality = ", it is SCBK-D, which everybody knows";
        } else if (Scbk.isWeak(key.toArray())) {
            quality = ", weak: it can be guessed";
        }
        return "key of " + Words.count(key) + ", hidden" + quality;
    }

    /** Whether these bytes were overwritten when a capture was written. */
    static boolean isMasked(Octets bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.at(i) != KeyMask.ASTERISK) {
                return false;
            }
        }
        return bytes.length() > 0;
    }

    private static String file(FileTransfer file) {
        String part = file.data().length() == 0
                ? "asks how it is"
                : "bytes " + file.offset() + " to "
                        + (file.offset() + file.data().length());
        return "type " + Words.name(file.type()) + ", " + part + " of " + file.total();
    }

    /** What a card is told may be a PIN. */
    private static String transparent(TransparentCommand command) {
        String what = switch (command.mode() << Byte.SIZE | command.command()) {
            case 0x0001 -> "which mode";
            case 0x0002 -> "set mode";
            case 0x0101 -> "to the card";
            case 0x0102 -> "end the card's session";
            case 0x0103 -> "enter PIN";
            case 0x0104 -> "look for a card";
            default -> "unknown";
        };
        String data = command.mode() == 0 ? Words.hex(command.data()) : Words.count(command.data());
        return String.format("%02X/%02X %s, %s", command.mode(), command.command(), what, data);
    }

    private static String piv(PivDataRequest request) {
        return "object " + request.object() + " element " + request.element() + " from byte " + request.offset();
    }

    private static String malformed(MalformedCommand command) {
        boolean secret = command.code() == CommandCode.KEYSET || command.code() == CommandCode.BIOMATCH;
        String data = secret ? Words.count(command.data()) + ", hidden" : Words.hex(command.data());
        return command.reason() + ": " + data;
    }
}
