package dev.openaxis.osdp.internal.message;

import static dev.openaxis.osdp.internal.message.Numbers.bigEndian24;
import static dev.openaxis.osdp.internal.message.Numbers.tenths16;
import static dev.openaxis.osdp.internal.message.Numbers.tenths8;
import static dev.openaxis.osdp.internal.message.Numbers.u16;
import static dev.openaxis.osdp.internal.message.Numbers.u32;
import static dev.openaxis.osdp.internal.message.Numbers.u8;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.Abort;
import dev.openaxis.osdp.message.BiometricFormat;
import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BiometricType;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.Challenge;
import dev.openaxis.osdp.message.ChallengeAuthenticate;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.Fault;
import dev.openaxis.osdp.message.FileTransfer;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.GeneralAuthenticate;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.InputStatusRequest;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.LedColor;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.LedSetting;
import dev.openaxis.osdp.message.LegacyAbort;
import dev.openaxis.osdp.message.LocalStatusRequest;
import dev.openaxis.osdp.message.MalformedCommand;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.OutputAction;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputSetting;
import dev.openaxis.osdp.message.OutputStatusRequest;
import dev.openaxis.osdp.message.PanelReceiveSize;
import dev.openaxis.osdp.message.PermanentControl;
import dev.openaxis.osdp.message.PermanentLight;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.PivObject;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.ReaderStatusRequest;
import dev.openaxis.osdp.message.ServerCryptogram;
import dev.openaxis.osdp.message.TemporaryControl;
import dev.openaxis.osdp.message.TemporaryLight;
import dev.openaxis.osdp.message.TextMode;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.message.TransparentCommand;
import dev.openaxis.osdp.message.UnknownCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads commands (OSDP v2.2, Annex A.1). Never fails: what cannot be read is kept as it is. */
public final class CommandReader {
    private static final Poll POLL = new Poll();
    private static final int KEY_TYPE_SCBK = 1;
    private static final int KEY_SIZE = 16;
    private static final int OUTPUT_SIZE = 4;
    private static final int LED_SIZE = 14;
    private static final int FILE_HEAD = 11;

    private CommandReader() {}

    /**
     * Reads a command.
     *
     * @param code its code, 0 to 255
     * @param bytes where its data is, in clear and without padding
     * @param at index of the first byte after the code
     * @param length how many
     * @return the command; {@link MalformedCommand} or {@link UnknownCommand} if it cannot be read
     */
    public static Command read(int code, byte[] bytes, int at, int length) {
        return switch (code) {
            case CommandCode.POLL -> length == 0 ? POLL : wrongLength(code, bytes, at, length, "0");
            case CommandCode.LSTAT -> empty(new LocalStatusRequest(), bytes, at, length);
            case CommandCode.ISTAT -> empty(new InputStatusRequest(), bytes, at, length);
            case CommandCode.OSTAT -> empty(new OutputStatusRequest(), bytes, at, length);
            case CommandCode.RSTAT -> empty(new ReaderStatusRequest(), bytes, at, length);
            case CommandCode.ABORT -> empty(new Abort(), bytes, at, length);
            case CommandCode.ABORT_OLD -> empty(new LegacyAbort(), bytes, at, length);
            case CommandCode.ID ->
                length > 1 ? wrongLength(code, bytes, at, length, "0 or 1") : new IdRequest(type(bytes, at, length));
            case CommandCode.CAP ->
                length > 1
                        ? wrongLength(code, bytes, at, length, "0 or 1")
                        : new CapabilitiesRequest(type(bytes, at, length));
            case CommandCode.OUT -> outputs(bytes, at, length);
            case CommandCode.LED -> lights(bytes, at, length);
            case CommandCode.BUZ -> buzzer(bytes, at, length);
            case CommandCode.TEXT -> text(bytes, at, length);
            case CommandCode.TDSET -> clock(bytes, at, length);
            case CommandCode.COMSET ->
                length != 5
                        ? wrongLength(code, bytes, at, length, "5")
                        : new CommunicationChange(new CommunicationSettings(u8(bytes, at), u32(bytes, at + 1)));
            case CommandCode.BIOREAD ->
                length != 4
                        ? wrongLength(code, bytes, at, length, "4")
                        : new BiometricRead(
                                u8(bytes, at),
                                new BiometricType(u8(bytes, at + 1)),
                                new BiometricFormat(u8(bytes, at + 2)),
                                u8(bytes, at + 3));
            case CommandCode.BIOMATCH -> match(bytes, at, length);
            case CommandCode.KEYSET -> key(bytes, at, length);
            case CommandCode.CHLNG ->
                length != 8
                        ? wrongLength(code, bytes, at, length, "8")
                        : new Challenge(Octets.copyOf(bytes, at, length));
            case CommandCode.SCRYPT ->
                length != 16
                        ? wrongLength(code, bytes, at, length, "16")
                        : new ServerCryptogram(Octets.copyOf(bytes, at, length));
            case CommandCode.ACURXSIZE ->
                length != 2 ? wrongLength(code, bytes, at, length, "2") : new PanelReceiveSize(u16(bytes, at));
            case CommandCode.KEEPACTIVE ->
                length != 2
                        ? wrongLength(code, bytes, at, length, "2")
                        : new KeepActive(Duration.ofMillis(u16(bytes, at)));
            case CommandCode.FILETRANSFER -> file(bytes, at, length);
            case CommandCode.MFG ->
                length < 3
                        ? wrongLength(code, bytes, at, length, "3 or more")
                        : new ManufacturerCommand(
                                new Oui(bigEndian24(bytes, at)), Octets.copyOf(bytes, at + 3, length - 3));
            case CommandCode.XWR ->
                length < 2
                        ? wrongLength(code, bytes, at, length, "2 or more")
                        : new TransparentCommand(
                                u8(bytes, at), u8(bytes, at + 1), Octets.copyOf(bytes, at + 2, length - 2));
            case CommandCode.PIVDATA -> piv(bytes, at, length);
            case CommandCode.GENAUTH, CommandCode.CRAUTH -> part(code, bytes, at, length);
            default -> new UnknownCommand(code, Octets.copyOf(bytes, at, length));
        };
    }

    private static Command wrongLength(int code, byte[] bytes, int at, int length, String right) {
        return new MalformedCommand(
                code, Octets.copyOf(bytes, at, length), Fault.LENGTH, "not " + right + " bytes of data");
    }

    private static Command contradiction(int code, byte[] bytes, int at, int length, String reason) {
        return new MalformedCommand(code, Octets.copyOf(bytes, at, length), Fault.CONTENT, reason);
    }

    private static Command empty(Command command, byte[] bytes, int at, int length) {
        return length == 0 ? command : wrongLength(command.code(), bytes, at, length, "0");
    }

    private static OptionalInt type(byte[] bytes, int at, int length) {
        return length == 0 ? OptionalInt.empty() : OptionalInt.of(u8(bytes, at));
    }

    private static Command outputs(byte[] bytes, int at, int length) {
        if (length == 0 || length % OUTPUT_SIZE != 0) {
            return wrongLength(CommandCode.OUT, bytes, at, length, "a multiple of 4");
        }
        List<OutputSetting> outputs = new ArrayList<>(length / OUTPUT_SIZE);
        for (int o = at; o < at + length; o += OUTPUT_SIZE) {
            outputs.add(new OutputSetting(u8(bytes, o), new OutputAction(u8(bytes, o + 1)), tenths16(bytes, o + 2)));
        }
        return new OutputControl(outputs);
    }

    private static Command lights(byte[] bytes, int at, int length) {
        if (length == 0 || length % LED_SIZE != 0) {
            return wrongLength(CommandCode.LED, bytes, at, length, "a multiple of 14");
        }
        List<LedSetting> lights = new ArrayList<>(length / LED_SIZE);
        for (int o = at; o < at + length; o += LED_SIZE) {
            lights.add(light(bytes, o));
        }
        return new LedControl(lights);
    }

    private static LedSetting light(byte[] bytes, int at) {
        TemporaryLight temporary = new TemporaryLight(
                new TemporaryControl(u8(bytes, at + 2)),
                tenths8(bytes, at + 3),
                tenths8(bytes, at + 4),
                new LedColor(u8(bytes, at + 5)),
                new LedColor(u8(bytes, at + 6)),
                tenths16(bytes, at + 7));
        PermanentLight permanent = new PermanentLight(
                new PermanentControl(u8(bytes, at + 9)),
                tenths8(bytes, at + 10),
                tenths8(bytes, at + 11),
                new LedColor(u8(bytes, at + 12)),
                new LedColor(u8(bytes, at + 13)));
        return new LedSetting(u8(bytes, at), u8(bytes, at + 1), temporary, permanent);
    }

    private static Command buzzer(byte[] bytes, int at, int length) {
        return length != 5
                ? wrongLength(CommandCode.BUZ, bytes, at, length, "5")
                : new BuzzerControl(
                        u8(bytes, at),
                        new BuzzerTone(u8(bytes, at + 1)),
                        tenths8(bytes, at + 2),
                        tenths8(bytes, at + 3),
                        u8(bytes, at + 4));
    }

    private static Command text(byte[] bytes, int at, int length) {
        if (length < 6 || length != 6 + u8(bytes, at + 5)) {
            return wrongLength(CommandCode.TEXT, bytes, at, length, "6 and as many as announced");
        }
        return new TextOutput(
                u8(bytes, at),
                new TextMode(u8(bytes, at + 1)),
                Duration.ofSeconds(u8(bytes, at + 2)),
                u8(bytes, at + 3),
                u8(bytes, at + 4),
                Octets.copyOf(bytes, at + 6, length - 6));
    }

    private static Command clock(byte[] bytes, int at, int length) {
        return length != 7
                ? wrongLength(CommandCode.TDSET, bytes, at, length, "7")
                : new ClockSetting(
                        u16(bytes, at),
                        u8(bytes, at + 2),
                        u8(bytes, at + 3),
                        u8(bytes, at + 4),
                        u8(bytes, at + 5),
                        u8(bytes, at + 6));
    }

    private static Command match(byte[] bytes, int at, int length) {
        if (length < 6 || length != 6 + u16(bytes, at + 4)) {
            return wrongLength(CommandCode.BIOMATCH, bytes, at, length, "6 and as many as announced");
        }
        return new BiometricMatch(
                u8(bytes, at),
                new BiometricType(u8(bytes, at + 1)),
                new BiometricFormat(u8(bytes, at + 2)),
                u8(bytes, at + 3),
                Octets.copyOf(bytes, at + 6, length - 6));
    }

    private static Command key(byte[] bytes, int at, int length) {
        if (length < 2 || length != 2 + u8(bytes, at + 1)) {
            return wrongLength(CommandCode.KEYSET, bytes, at, length, "2 and as many as announced");
        }
        if (u8(bytes, at) != KEY_TYPE_SCBK || length != 2 + KEY_SIZE) {
            return contradiction(CommandCode.KEYSET, bytes, at, length, "not a key of type 1 and 16 bytes");
        }
        return new KeySet(Octets.copyOf(bytes, at + 2, KEY_SIZE));
    }

    private static Command file(byte[] bytes, int at, int length) {
        if (length < FILE_HEAD) {
            return wrongLength(CommandCode.FILETRANSFER, bytes, at, length, "11 or more");
        }
        if (u16(bytes, at + 9) != length - FILE_HEAD) {
            return contradiction(CommandCode.FILETRANSFER, bytes, at, length, "the part is not of the size it says");
        }
        return new FileTransfer(
                new FileType(u8(bytes, at)),
                u32(bytes, at + 1),
                u32(bytes, at + 5),
                Octets.copyOf(bytes, at + FILE_HEAD, length - FILE_HEAD));
    }

    private static Command piv(byte[] bytes, int at, int length) {
        if (length != 5 && length != 6) {
            return wrongLength(CommandCode.PIVDATA, bytes, at, length, "5 or 6");
        }
        int offset = length == 5 ? u8(bytes, at + 4) : u16(bytes, at + 4);
        return new PivDataRequest(new PivObject(bigEndian24(bytes, at)), u8(bytes, at + 3), offset, length - 4);
    }

    private static Command part(int code, byte[] bytes, int at, int length) {
        if (length < Fragments.HEAD) {
            return wrongLength(code, bytes, at, length, "6 or more");
        }
        Fragment fragment = Fragments.read(bytes, at, length, true);
        if (fragment == null) {
            return contradiction(code, bytes, at, length, "the part is not of the size it says");
        }
        return code == CommandCode.GENAUTH ? new GeneralAuthenticate(fragment) : new ChallengeAuthenticate(fragment);
    }
}
