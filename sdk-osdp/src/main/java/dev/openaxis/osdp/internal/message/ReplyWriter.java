package dev.openaxis.osdp.internal.message;

import static dev.openaxis.osdp.internal.message.Numbers.put16;
import static dev.openaxis.osdp.internal.message.Numbers.put32;
import static dev.openaxis.osdp.internal.message.Numbers.put8;
import static dev.openaxis.osdp.internal.message.Numbers.putBigEndian24;

import dev.openaxis.osdp.message.BiometricMatchResult;
import dev.openaxis.osdp.message.BiometricTemplate;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.ChallengeAuthenticateResponse;
import dev.openaxis.osdp.message.ClientCryptogram;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.ExtendedIdentificationPart;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FormattedCardData;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.GeneralAuthenticateResponse;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.ManufacturerError;
import dev.openaxis.osdp.message.ManufacturerReply;
import dev.openaxis.osdp.message.ManufacturerStatus;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.OutputState;
import dev.openaxis.osdp.message.OutputStatus;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.message.ReaderState;
import dev.openaxis.osdp.message.ReaderStatus;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.message.TransparentReply;
import dev.openaxis.osdp.message.UnknownReply;

/** Writes replies: the other way of {@link ReplyReader}. */
public final class ReplyWriter {
    private ReplyWriter() {}

    /**
     * How many bytes come after the code.
     *
     * @param reply any reply
     * @return 0 or more; a frame may have no room for them
     */
    public static int length(Reply reply) {
        if (reply instanceof MalformedReply malformed) {
            return malformed.data().length();
        }
        return switch (reply.code()) {
            case ReplyCode.ACK, ReplyCode.BUSY -> 0;
            case ReplyCode.NAK -> 1 + ((Nak) reply).detail().length();
            case ReplyCode.PDID -> 12;
            case ReplyCode.PDCAP -> 3 * ((PdCapabilities) reply).capabilities().size();
            case ReplyCode.LSTATR -> 2;
            case ReplyCode.ISTATR -> ((InputStatus) reply).inputs().size();
            case ReplyCode.OSTATR -> ((OutputStatus) reply).outputs().size();
            case ReplyCode.RSTATR -> ((ReaderStatus) reply).readers().size();
            case ReplyCode.RAW -> 4 + ((RawCardData) reply).data().length();
            case ReplyCode.FMT -> 3 + ((FormattedCardData) reply).characters().length();
            case ReplyCode.KEYPAD -> 2 + ((Keypad) reply).keys().length();
            case ReplyCode.COM -> 5;
            case ReplyCode.BIOREADR ->
                6 + ((BiometricTemplate) reply).template().length();
            case ReplyCode.BIOMATCHR -> 3;
            case ReplyCode.CCRYPT -> 32;
            case ReplyCode.RMAC_I -> 16;
            case ReplyCode.FTSTAT -> 7;
            case ReplyCode.EXT_PDID, ReplyCode.PIVDATAR, ReplyCode.GENAUTHR, ReplyCode.CRAUTHR ->
                Fragments.HEAD + fragment(reply).data().length();
            case ReplyCode.MFGSTATR -> ((ManufacturerStatus) reply).data().length();
            case ReplyCode.MFGERRR -> ((ManufacturerError) reply).data().length();
            case ReplyCode.MFGREP -> 3 + ((ManufacturerReply) reply).data().length();
            case ReplyCode.XRD -> 2 + ((TransparentReply) reply).data().length();
            default -> ((UnknownReply) reply).data().length();
        };
    }

    /**
     * Writes what comes after the code.
     *
     * @param reply any reply
     * @param out where to; there must be room for {@link #length}
     * @param at index of the first byte
     */
    public static void write(Reply reply, byte[] out, int at) {
        if (reply instanceof MalformedReply malformed) {
            malformed.data().copyTo(out, at);
            return;
        }
        switch (reply.code()) {
            case ReplyCode.ACK, ReplyCode.BUSY -> {}
            case ReplyCode.NAK -> {
                Nak nak = (Nak) reply;
                nak.detail().copyTo(out, put8(out, at, nak.reason().code()));
            }
            case ReplyCode.PDID -> write((PdIdentification) reply, out, at);
            case ReplyCode.PDCAP -> write((PdCapabilities) reply, out, at);
            case ReplyCode.LSTATR -> {
                LocalStatus status = (LocalStatus) reply;
                put8(out, put8(out, at, status.tamper()), status.power());
            }
            case ReplyCode.ISTATR -> write((InputStatus) reply, out, at);
            case ReplyCode.OSTATR -> write((OutputStatus) reply, out, at);
            case ReplyCode.RSTATR -> write((ReaderStatus) reply, out, at);
            case ReplyCode.RAW -> write((RawCardData) reply, out, at);
            case ReplyCode.FMT -> write((FormattedCardData) reply, out, at);
            case ReplyCode.KEYPAD -> {
                Keypad keypad = (Keypad) reply;
                keypad.keys()
                        .copyTo(
                                out,
                                put8(
                                        out,
                                        put8(out, at, keypad.reader()),
                                        keypad.keys().length()));
            }
            case ReplyCode.COM -> {
                CommunicationReport report = (CommunicationReport) reply;
                put32(
                        out,
                        put8(out, at, report.settings().address()),
                        report.settings().baudRate());
            }
            case ReplyCode.BIOREADR -> write((BiometricTemplate) reply, out, at);
            case ReplyCode.BIOMATCHR -> {
                BiometricMatchResult result = (BiometricMatchResult) reply;
                put8(
                        out,
                        put8(
                                out,
                                put8(out, at, result.reader()),
                                result.status().code()),
                        result.score());
            }
            case ReplyCode.CCRYPT -> {
                ClientCryptogram client = (ClientCryptogram) reply;
                client.clientId().copyTo(out, at);
                client.randomB().copyTo(out, at + 8);
                client.cryptogram().copyTo(out, at + 16);
            }
            case ReplyCode.RMAC_I -> ((InitialMac) reply).mac().copyTo(out, at);
            case ReplyCode.FTSTAT -> write((FileTransferStatus) reply, out, at);
            case ReplyCode.EXT_PDID, ReplyCode.PIVDATAR, ReplyCode.GENAUTHR, ReplyCode.CRAUTHR ->
                Fragments.write(fragment(reply), out, at);
            case ReplyCode.MFGSTATR -> ((ManufacturerStatus) reply).data().copyTo(out, at);
            case ReplyCode.MFGERRR -> ((ManufacturerError) reply).data().copyTo(out, at);
            case ReplyCode.MFGREP -> {
                ManufacturerReply own = (ManufacturerReply) reply;
                own.data().copyTo(out, putBigEndian24(out, at, own.vendor().value()));
            }
            case ReplyCode.XRD -> {
                TransparentReply card = (TransparentReply) reply;
                card.data().copyTo(out, put8(out, put8(out, at, card.mode()), card.reply()));
            }
            default -> ((UnknownReply) reply).data().copyTo(out, at);
        }
    }

    private static Fragment fragment(Reply reply) {
        return switch (reply.code()) {
            case ReplyCode.EXT_PDID -> ((ExtendedIdentificationPart) reply).fragment();
            case ReplyCode.PIVDATAR -> ((PivData) reply).fragment();
            case ReplyCode.GENAUTHR -> ((GeneralAuthenticateResponse) reply).fragment();
            default -> ((ChallengeAuthenticateResponse) reply).fragment();
        };
    }

    private static void write(PdIdentification id, byte[] out, int at) {
        int o = putBigEndian24(out, at, id.vendor().value());
        o = put8(out, o, id.model());
        o = put8(out, o, id.version());
        o = put32(out, o, id.serial());
        o = put8(out, o, id.firmwareMajor());
        o = put8(out, o, id.firmwareMinor());
        put8(out, o, id.firmwareBuild());
    }

    private static void write(PdCapabilities capabilities, byte[] out, int at) {
        int o = at;
        for (Capability capability : capabilities.capabilities()) {
            o = put8(out, o, capability.function());
            o = put8(out, o, capability.compliance());
            o = put8(out, o, capability.objects());
        }
    }

    private static void write(InputStatus status, byte[] out, int at) {
        int o = at;
        for (InputState input : status.inputs()) {
            o = put8(out, o, input.code());
        }
    }

    private static void write(OutputStatus status, byte[] out, int at) {
        int o = at;
        for (OutputState output : status.outputs()) {
            o = put8(out, o, output.code());
        }
    }

    private static void write(ReaderStatus status, byte[] out, int at) {
        int o = at;
        for (ReaderState reader : status.readers()) {
            o = put8(out, o, reader.code());
        }
    }

    private static void write(RawCardData card, byte[] out, int at) {
        put8(out, at, card.reader());
        put8(out, at + 1, card.format().code());
        put16(out, at + 2, card.bitCount());
        card.data().copyTo(out, at + 4);
    }

    private static void write(FormattedCardData card, byte[] out, int at) {
        put8(out, at, card.reader());
        put8(out, at + 1, card.direction());
        put8(out, at + 2, card.characters().length());
        card.characters().copyTo(out, at + 3);
    }

    private static void write(BiometricTemplate scan, byte[] out, int at) {
        put8(out, at, scan.reader());
        put8(out, at + 1, scan.status().code());
        put8(out, at + 2, scan.type().code());
        put8(out, at + 3, scan.quality());
        put16(out, at + 4, scan.template().length());
        scan.template().copyTo(out, at + 6);
    }

    private static void write(FileTransferStatus status, byte[] out, int at) {
        int o = put8(out, at, status.action());
        o = put16(out, o, (int) status.delay().toMillis());
        o = put16(out, o, status.status());
        put16(out, o, status.largestMessage());
    }
}
