package dev.openaxis.osdp.internal.message;

import static dev.openaxis.osdp.internal.message.Numbers.put16;
import static dev.openaxis.osdp.internal.message.Numbers.put32;
import static dev.openaxis.osdp.internal.message.Numbers.put8;
import static dev.openaxis.osdp.internal.message.Numbers.putBigEndian24;
import static dev.openaxis.osdp.internal.message.Numbers.tenths;

import dev.openaxis.osdp.message.BiometricMatch;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.Challenge;
import dev.openaxis.osdp.message.ChallengeAuthenticate;
import dev.openaxis.osdp.message.ClockSetting;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationChange;
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
import dev.openaxis.osdp.message.PermanentLight;
import dev.openaxis.osdp.message.PivDataRequest;
import dev.openaxis.osdp.message.ServerCryptogram;
import dev.openaxis.osdp.message.TemporaryLight;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.message.TransparentCommand;
import dev.openaxis.osdp.message.UnknownCommand;
import java.util.OptionalInt;

/** Writes commands: the other way of {@link CommandReader}. */
public final class CommandWriter {
    private static final int KEY_TYPE_SCBK = 1;

    private CommandWriter() {}

    /**
     * How many bytes come after the code.
     *
     * @param command any command
     * @return 0 or more; a frame may have no room for them
     */
    public static int length(Command command) {
        if (command instanceof MalformedCommand malformed) {
            return malformed.data().length();
        }
        return switch (command.code()) {
            case CommandCode.POLL,
                    CommandCode.LSTAT,
                    CommandCode.ISTAT,
                    CommandCode.OSTAT,
                    CommandCode.RSTAT,
                    CommandCode.ABORT,
                    CommandCode.ABORT_OLD -> 0;
            case CommandCode.ID -> length(((IdRequest) command).type());
            case CommandCode.CAP -> length(((CapabilitiesRequest) command).type());
            case CommandCode.OUT -> 4 * ((OutputControl) command).outputs().size();
            case CommandCode.LED -> 14 * ((LedControl) command).lights().size();
            case CommandCode.BUZ, CommandCode.COMSET -> 5;
            case CommandCode.TEXT -> 6 + ((TextOutput) command).characters().length();
            case CommandCode.TDSET -> 7;
            case CommandCode.BIOREAD -> 4;
            case CommandCode.BIOMATCH ->
                6 + ((BiometricMatch) command).template().length();
            case CommandCode.KEYSET -> 2 + ((KeySet) command).key().length();
            case CommandCode.CHLNG -> 8;
            case CommandCode.SCRYPT -> 16;
            case CommandCode.ACURXSIZE, CommandCode.KEEPACTIVE -> 2;
            case CommandCode.FILETRANSFER ->
                11 + ((FileTransfer) command).data().length();
            case CommandCode.MFG -> 3 + ((ManufacturerCommand) command).data().length();
            case CommandCode.XWR -> 2 + ((TransparentCommand) command).data().length();
            case CommandCode.PIVDATA -> 4 + ((PivDataRequest) command).offsetWidth();
            case CommandCode.GENAUTH ->
                Fragments.HEAD
                        + ((GeneralAuthenticate) command).fragment().data().length();
            case CommandCode.CRAUTH ->
                Fragments.HEAD
                        + ((ChallengeAuthenticate) command).fragment().data().length();
            default -> ((UnknownCommand) command).data().length();
        };
    }

    /**
     * Writes what comes after the code.
     *
     * @param command any command
     * @param out where to; there must be room for {@link #length}
     * @param at index of the first byte
     */
    public static void write(Command command, byte[] out, int at) {
        if (command instanceof MalformedCommand malformed) {
            malformed.data().copyTo(out, at);
            return;
        }
        switch (command.code()) {
            case CommandCode.POLL,
                    CommandCode.LSTAT,
                    CommandCode.ISTAT,
                    CommandCode.OSTAT,
                    CommandCode.RSTAT,
                    CommandCode.ABORT,
                    CommandCode.ABORT_OLD -> {}
            case CommandCode.ID -> write(((IdRequest) command).type(), out, at);
            case CommandCode.CAP -> write(((CapabilitiesRequest) command).type(), out, at);
            case CommandCode.OUT -> write((OutputControl) command, out, at);
            case CommandCode.LED -> write((LedControl) command, out, at);
            case CommandCode.BUZ -> write((BuzzerControl) command, out, at);
            case CommandCode.TEXT -> write((TextOutput) command, out, at);
            case CommandCode.TDSET -> write((ClockSetting) command, out, at);
            case CommandCode.COMSET -> {
                CommunicationChange change = (CommunicationChange) command;
                put32(
                        out,
                        put8(out, at, change.settings().address()),
                        change.settings().baudRate());
            }
            case CommandCode.BIOREAD -> {
                BiometricRead read = (BiometricRead) command;
                put8(
                        out,
                        put8(
                                out,
                                put8(
                                        out,
                                        put8(out, at, read.reader()),
                                        read.type().code()),
                                read.format().code()),
                        read.quality());
            }
            case CommandCode.BIOMATCH -> write((BiometricMatch) command, out, at);
            case CommandCode.KEYSET -> {
                KeySet keySet = (KeySet) command;
                keySet.key()
                        .copyTo(
                                out,
                                put8(
                                        out,
                                        put8(out, at, KEY_TYPE_SCBK),
                                        keySet.key().length()));
            }
            case CommandCode.CHLNG -> ((Challenge) command).randomA().copyTo(out, at);
            case CommandCode.SCRYPT -> ((ServerCryptogram) command).cryptogram().copyTo(out, at);
            case CommandCode.ACURXSIZE -> put16(out, at, ((PanelReceiveSize) command).size());
            case CommandCode.KEEPACTIVE ->
                put16(out, at, (int) ((KeepActive) command).time().toMillis());
            case CommandCode.FILETRANSFER -> write((FileTransfer) command, out, at);
            case CommandCode.MFG -> {
                ManufacturerCommand own = (ManufacturerCommand) command;
                own.data().copyTo(out, putBigEndian24(out, at, own.vendor().value()));
            }
            case CommandCode.XWR -> {
                TransparentCommand card = (TransparentCommand) command;
                card.data().copyTo(out, put8(out, put8(out, at, card.mode()), card.command()));
            }
            case CommandCode.PIVDATA -> write((PivDataRequest) command, out, at);
            case CommandCode.GENAUTH -> Fragments.write(((GeneralAuthenticate) command).fragment(), out, at);
            case CommandCode.CRAUTH -> Fragments.write(((ChallengeAuthenticate) command).fragment(), out, at);
            default -> ((UnknownCommand) command).data().copyTo(out, at);
        }
    }

    private static int length(OptionalInt type) {
        return type.isPresent() ? 1 : 0;
    }

    private static void write(OptionalInt type, byte[] out, int at) {
        if (type.isPresent()) {
            put8(out, at, type.getAsInt());
        }
    }

    private static void write(OutputControl control, byte[] out, int at) {
        int o = at;
        for (OutputSetting output : control.outputs()) {
            o = put8(out, o, output.output());
            o = put8(out, o, output.action().code());
            o = put16(out, o, tenths(output.time()));
        }
    }

    private static void write(LedControl control, byte[] out, int at) {
        int o = at;
        for (LedSetting light : control.lights()) {
            TemporaryLight temporary = light.temporary();
            PermanentLight permanent = light.permanent();
            o = put8(out, o, light.reader());
            o = put8(out, o, light.led());
            o = put8(out, o, temporary.control().code());
            o = put8(out, o, tenths(temporary.on()));
            o = put8(out, o, tenths(temporary.off()));
            o = put8(out, o, temporary.onColor().code());
            o = put8(out, o, temporary.offColor().code());
            o = put16(out, o, tenths(temporary.time()));
            o = put8(out, o, permanent.control().code());
            o = put8(out, o, tenths(permanent.on()));
            o = put8(out, o, tenths(permanent.off()));
            o = put8(out, o, permanent.onColor().code());
            o = put8(out, o, permanent.offColor().code());
        }
    }

    private static void write(BuzzerControl buzzer, byte[] out, int at) {
        put8(out, at, buzzer.reader());
        put8(out, at + 1, buzzer.tone().code());
        put8(out, at + 2, tenths(buzzer.on()));
        put8(out, at + 3, tenths(buzzer.off()));
        put8(out, at + 4, buzzer.count());
    }

    private static void write(TextOutput text, byte[] out, int at) {
        put8(out, at, text.reader());
        put8(out, at + 1, text.mode().code());
        put8(out, at + 2, (int) text.time().toSeconds());
        put8(out, at + 3, text.row());
        put8(out, at + 4, text.column());
        put8(out, at + 5, text.characters().length());
        text.characters().copyTo(out, at + 6);
    }

    private static void write(ClockSetting clock, byte[] out, int at) {
        put16(out, at, clock.year());
        put8(out, at + 2, clock.month());
        put8(out, at + 3, clock.day());
        put8(out, at + 4, clock.hour());
        put8(out, at + 5, clock.minute());
        put8(out, at + 6, clock.second());
    }

    private static void write(BiometricMatch match, byte[] out, int at) {
        put8(out, at, match.reader());
        put8(out, at + 1, match.type().code());
        put8(out, at + 2, match.format().code());
        put8(out, at + 3, match.threshold());
        put16(out, at + 4, match.template().length());
        match.template().copyTo(out, at + 6);
    }

    private static void write(FileTransfer file, byte[] out, int at) {
        put8(out, at, file.type().code());
        put32(out, at + 1, file.total());
        put32(out, at + 5, file.offset());
        put16(out, at + 9, file.data().length());
        file.data().copyTo(out, at + 11);
    }

    private static void write(PivDataRequest request, byte[] out, int at) {
        put8(out, putBigEndian24(out, at, request.object().id()), request.element());
        if (request.offsetWidth() == 1) {
            put8(out, at + 4, request.offset());
        } else {
            put16(out, at + 4, request.offset());
        }
    }
}
