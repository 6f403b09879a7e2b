package dev.openaxis.osdp.internal.message;

import static dev.openaxis.osdp.internal.message.Numbers.bigEndian24;
import static dev.openaxis.osdp.internal.message.Numbers.u16;
import static dev.openaxis.osdp.internal.message.Numbers.u32;
import static dev.openaxis.osdp.internal.message.Numbers.u8;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.BiometricMatchResult;
import dev.openaxis.osdp.message.BiometricStatus;
import dev.openaxis.osdp.message.BiometricTemplate;
import dev.openaxis.osdp.message.BiometricType;
import dev.openaxis.osdp.message.Busy;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.CardDataFormat;
import dev.openaxis.osdp.message.ChallengeAuthenticateResponse;
import dev.openaxis.osdp.message.ClientCryptogram;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.ExtendedIdentificationPart;
import dev.openaxis.osdp.message.Fault;
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
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Oui;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reads replies (OSDP v2.2, Annex A). Never fails: what cannot be read is kept as it is. */
public final class ReplyReader {
    private static final Ack ACK = new Ack();
    private static final Busy BUSY = new Busy();
    private static final int CAPABILITY_SIZE = 3;

    private ReplyReader() {}

    /**
     * Reads a reply.
     *
     * @param code its code, 0 to 255
     * @param bytes where its data is, in clear and without padding
     * @param at index of the first byte after the code
     * @param length how many
     * @return the reply; {@link MalformedReply} or {@link UnknownReply} if it cannot be read
     */
    public static Reply read(int code, byte[] bytes, int at, int length) {
        return switch (code) {
            case ReplyCode.ACK -> length == 0 ? ACK : wrongLength(code, bytes, at, length, "0");
            case ReplyCode.BUSY -> length == 0 ? BUSY : wrongLength(code, bytes, at, length, "0");
            case ReplyCode.NAK ->
                length == 0
                        ? wrongLength(code, bytes, at, length, "1 or more")
                        : new Nak(new NakCode(u8(bytes, at)), Octets.copyOf(bytes, at + 1, length - 1));
            case ReplyCode.PDID -> identification(bytes, at, length);
            case ReplyCode.PDCAP -> capabilities(bytes, at, length);
            case ReplyCode.LSTATR ->
                length != 2
                        ? wrongLength(code, bytes, at, length, "2")
                        : new LocalStatus(u8(bytes, at), u8(bytes, at + 1));
            case ReplyCode.ISTATR -> new InputStatus(each(bytes, at, length, InputState::new));
            case ReplyCode.OSTATR -> new OutputStatus(each(bytes, at, length, OutputState::new));
            case ReplyCode.RSTATR -> new ReaderStatus(each(bytes, at, length, ReaderState::new));
            case ReplyCode.RAW -> card(bytes, at, length);
            case ReplyCode.FMT ->
                length < 3 || length != 3 + u8(bytes, at + 2)
                        ? wrongLength(code, bytes, at, length, "3 and as many as announced")
                        : new FormattedCardData(
                                u8(bytes, at), u8(bytes, at + 1), Octets.copyOf(bytes, at + 3, length - 3));
            case ReplyCode.KEYPAD ->
                length < 2 || length != 2 + u8(bytes, at + 1)
                        ? wrongLength(code, bytes, at, length, "2 and as many as announced")
                        : new Keypad(u8(bytes, at), Octets.copyOf(bytes, at + 2, length - 2));
            case ReplyCode.COM ->
                length != 5
                        ? wrongLength(code, bytes, at, length, "5")
                        : new CommunicationReport(new CommunicationSettings(u8(bytes, at), u32(bytes, at + 1)));
            case ReplyCode.BIOREADR -> template(bytes, at, length);
            case ReplyCode.BIOMATCHR ->
                length != 3
                        ? wrongLength(code, bytes, at, length, "3")
                        : new BiometricMatchResult(
                                u8(bytes, at), new BiometricStatus(u8(bytes, at + 1)), u8(bytes, at + 2));
            case ReplyCode.CCRYPT ->
                length != 32
                        ? wrongLength(code, bytes, at, length, "32")
                        : new ClientCryptogram(
                                Octets.copyOf(bytes, at, 8),
                                Octets.copyOf(bytes, at + 8, 8),
                                Octets.copyOf(bytes, at + 16, 16));
            case ReplyCode.RMAC_I ->
                length != 16
                        ? wrongLength(code, bytes, at, length, "16")
                        : new InitialMac(Octets.copyOf(bytes, at, length));
            case ReplyCode.FTSTAT ->
                length != 7
                        ? wrongLength(code, bytes, at, length, "7")
                        : new FileTransferStatus(
                                u8(bytes, at),
                                Duration.ofMillis(u16(bytes, at + 1)),
                                (short) u16(bytes, at + 3),
                                u16(bytes, at + 5));
            case ReplyCode.EXT_PDID, ReplyCode.PIVDATAR, ReplyCode.GENAUTHR, ReplyCode.CRAUTHR ->
                part(code, bytes, at, length);
            case ReplyCode.MFGSTATR -> new ManufacturerStatus(Octets.copyOf(bytes, at, length));
            case ReplyCode.MFGERRR -> new ManufacturerError(Octets.copyOf(bytes, at, length));
            case ReplyCode.MFGREP ->
                length < 3
                        ? wrongLength(code, bytes, at, length, "3 or more")
                        : new ManufacturerReply(
                                new Oui(bigEndian24(bytes, at)), Octets.copyOf(bytes, at + 3, length - 3));
            case ReplyCode.XRD ->
                length < 2
                        ? wrongLength(code, bytes, at, length, "2 or more")
                        : new TransparentReply(
                                u8(bytes, at), u8(bytes, at + 1), Octets.copyOf(bytes, at + 2, length - 2));
            default -> new UnknownReply(code, Octets.copyOf(bytes, at, length));
        };
    }

    private static Reply wrongLength(int code, byte[] bytes, int at, int length, String right) {
        return new MalformedReply(
                code, Octets.copyOf(bytes, at, length), Fault.LENGTH, "not " + right + " bytes of data");
    }

    private static <T> List<T> each(byte[] bytes, int at, int length, IntFunction<T> state) {
        List<T> states = new ArrayList<>(length);
        for (int o = at; o < at + length; o++) {
            states.add(state.apply(u8(bytes, o)));
        }
        return states;
    }

    private static Reply identification(byte[] bytes, int at, int length) {
        return length != 12
                ? wrongLength(ReplyCode.PDID, bytes, at, length, "12")
                : new PdIdentification(
                        new Oui(bigEndian24(bytes, at)),
                        u8(bytes, at + 3),
                        u8(bytes, at + 4),
                        u32(bytes, at + 5),
                        u8(bytes, at + 9),
                        u8(bytes, at + 10),
                        u8(bytes, at + 11));
    }

    private static Reply capabilities(byte[] bytes, int at, int length) {
        if (length % CAPABILITY_SIZE != 0) {
            return wrongLength(ReplyCode.PDCAP, bytes, at, length, "a multiple of 3");
        }
        List<Capability> capabilities = new ArrayList<>(length / CAPABILITY_SIZE);
        for (int o = at; o < at + length; o += CAPABILITY_SIZE) {
            capabilities.add(new Capability(u8(bytes, o), u8(bytes, o + 1), u8(bytes, o + 2)));
        }
        return new PdCapabilities(capabilities);
    }

    private static Reply card(byte[] bytes, int at, int length) {
        if (length < 4 || length != 4 + (u16(bytes, at + 2) + 7) / 8) {
            return wrongLength(ReplyCode.RAW, bytes, at, length, "4 and as many as the bits fill");
        }
        return new RawCardData(
                u8(bytes, at),
                new CardDataFormat(u8(bytes, at + 1)),
                u16(bytes, at + 2),
                Octets.copyOf(bytes, at + 4, length - 4));
    }

    private static Reply template(byte[] bytes, int at, int length) {
        if (length < 6 || length != 6 + u16(bytes, at + 4)) {
            return wrongLength(ReplyCode.BIOREADR, bytes, at, length, "6 and as many as announced");
        }
        return new BiometricTemplate(
                u8(bytes, at),
                new BiometricStatus(u8(bytes, at + 1)),
                new BiometricType(u8(bytes, at + 2)),
                u8(bytes, at + 3),
                Octets.copyOf(bytes, at + 6, length - 6));
    }

    private static Reply part(int code, byte[] bytes, int at, int length) {
        if (length < Fragments.HEAD) {
            return wrongLength(code, bytes, at, length, "6 or more");
        }
        Fragment fragment = Fragments.read(bytes, at, length, false);
        if (fragment == null) {
            return new MalformedReply(
                    code, Octets.copyOf(bytes, at, length), Fault.CONTENT, "the part is not of the size it says");
        }
        return switch (code) {
            case ReplyCode.EXT_PDID -> new ExtendedIdentificationPart(fragment);
            case ReplyCode.PIVDATAR -> new PivData(fragment);
            case ReplyCode.GENAUTHR -> new GeneralAuthenticateResponse(fragment);
            default -> new ChallengeAuthenticateResponse(fragment);
        };
    }
}
