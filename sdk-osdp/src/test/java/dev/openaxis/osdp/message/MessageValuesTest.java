package dev.openaxis.osdp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Octets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MessageValuesTest {
    private static void refused(ThrowingCallable made) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timesAreWholeUnitsTheWireCanCount() {
        BuzzerTone tone = BuzzerTone.DEFAULT;
        Duration longest = Duration.ofMillis(25_500);

        assertThat(new BuzzerControl(0, tone, longest, Duration.ZERO, 1).on()).isEqualTo(longest);
        refused(() -> new BuzzerControl(0, tone, Duration.ofMillis(150), Duration.ZERO, 1));
        refused(() -> new BuzzerControl(0, tone, longest.plusMillis(100), Duration.ZERO, 1));
        refused(() -> new BuzzerControl(0, tone, Duration.ZERO, Duration.ofMillis(-100), 1));
        refused(() -> new OutputSetting(0, OutputAction.ON_FOR, Duration.ofMillis(6_553_600)));
        refused(() -> TextOutput.temporary(0, Duration.ofMillis(1500), 1, 1, ""));
        refused(() -> new KeepActive(Duration.ofNanos(1)));
        refused(() -> new KeepActive(Duration.ofMillis(65_536)));
    }

    @Test
    void numbersTheWireCannotCarryAreRefused() {
        refused(() -> new LedColor(256));
        refused(() -> new LocalStatus(-1, 0));
        refused(() -> new PanelReceiveSize(65_536));
        refused(() -> new Oui(0x1000000));
        refused(() -> new CommunicationSettings(0, 1L << 32));
        refused(() -> new FileTransferStatus(0, Duration.ZERO, 32_768, 0));
        refused(() -> new PivDataRequest(PivObject.CHUID, 0, 256, 1));
        refused(() -> new PivDataRequest(PivObject.CHUID, 0, 0, 3));
        refused(() -> new KeySet(Octets.of(new byte[15])));
        refused(() -> new RawCardData(0, CardDataFormat.BITS, 26, Octets.of(new byte[3])));
        refused(() -> new Keypad(0, Octets.of(new byte[256])));
        refused(() -> new Fragment(10, 0, 4, Octets.of(new byte[5])));
        refused(() -> new Fragment(10, 2, 4, Octets.of(new byte[6])));
        refused(() -> new OutputControl(List.of()));
        refused(() -> new LedControl(List.of()));
    }

    @Test
    void aTextIsPrintableAscii() {
        TextOutput text = TextOutput.permanent(0, 1, 1, "WELCOME ~");

        assertThat(text.text()).isEqualTo("WELCOME ~");
        assertThat(text.mode()).isEqualTo(TextMode.PERMANENT);
        refused(() -> TextOutput.permanent(0, 1, 1, "caf\u00e9"));
        refused(() -> TextOutput.permanent(0, 1, 1, "\n"));
    }

    @Test
    void onlyCodesWithoutALayoutAreUnknown_andOnlyOthersAreMalformed() {
        assertThat(new UnknownCommand(CommandCode.DIAG, Octets.EMPTY)).hasToString("UnknownCommand[DIAG, 0 bytes]");
        refused(() -> new UnknownCommand(CommandCode.POLL, Octets.EMPTY));
        refused(() -> new MalformedCommand(CommandCode.RMODE, Octets.EMPTY, Fault.LENGTH, ""));
        assertThat(new UnknownReply(0x42, Octets.EMPTY)).hasToString("UnknownReply[0x42, 0 bytes]");
        refused(() -> new UnknownReply(ReplyCode.FMT, Octets.EMPTY));
        refused(() -> new MalformedReply(0x42, Octets.EMPTY, Fault.CONTENT, ""));
    }

    @Test
    void secretsAreNotShown() {
        Octets secret = Octets.ofHex("C0112233445566778899AABBCCDDEE01");

        assertThat(secret).hasToString("Octets[16]");
        assertThat(new KeySet(secret)).hasToString("KeySet[key hidden]");
        assertThat(new MalformedCommand(CommandCode.KEYSET, secret, Fault.LENGTH, "short"))
                .hasToString("MalformedCommand[KEYSET, 16 bytes, short]");
        assertThat(new RawCardData(0, CardDataFormat.WIEGAND, 26, Octets.ofHex("3D981CC0")))
                .hasToString("RawCardData[reader=0, format=WIEGAND, bitCount=26]");
        assertThat(new Keypad(0, Octets.ofHex("313233340D"))).hasToString("Keypad[reader=0, keys=Octets[5]]");
        assertThatThrownBy(() -> Octets.ofHex("0x31"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("31")
                .hasNoCause();
    }

    @Test
    void octetsCannotBeChangedFromOutside() {
        byte[] bytes = {1, 2, 3};
        Octets octets = Octets.of(bytes);
        bytes[0] = 9;
        octets.toArray()[1] = 9;

        assertThat(octets).isEqualTo(Octets.ofHex("01 02 03")).isNotEqualTo(Octets.ofHex("01 02 04"));
        assertThat(octets.slice(1, 2).hex()).isEqualTo("0203");
        assertThatThrownBy(() -> octets.slice(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void faultsAndCodesHaveTheirNak() {
        assertThat(Fault.LENGTH.nak()).isEqualTo(NakCode.LENGTH);
        assertThat(Fault.CONTENT.nak()).isEqualTo(NakCode.RECORD);
        assertThat(NakCode.GENERIC).hasToString("GENERIC");
        assertThat(new NakCode(9)).isEqualTo(NakCode.RECORD).hasToString("RECORD");
        assertThat(new NakCode(0x80)).hasToString("0x80");
        assertThat(new TextMode(0)).hasToString("0x00");
        assertThat(BiometricStatus.ERROR).hasToString("ERROR");
    }

    @Test
    void ofSeveralCapabilitiesOfAFunctionTheLastCounts() {
        PdCapabilities capabilities = new PdCapabilities(List.of(
                new Capability(Capability.RECEIVE_BUFFER, 0x80, 0),
                new Capability(Capability.LARGEST_MESSAGE, 0, 4),
                new Capability(Capability.RECEIVE_BUFFER, 0xA0, 5)));

        assertThat(capabilities.receiveBuffer()).hasValue(1440);
        assertThat(capabilities.largestMessage()).hasValue(1024);
        assertThat(capabilities.find(Capability.LED)).isEmpty();
        assertThat(new PdCapabilities(List.of()).receiveBuffer()).isEmpty();
    }

    @Test
    void aFileTransferStatusTellsItsBits() {
        FileTransferStatus status = new FileTransferStatus(0b101, Duration.ZERO, FileTransferStatus.MALFORMED, 0);

        assertThat(status.mayInterleave()).isTrue();
        assertThat(status.leavesSecureChannel()).isFalse();
        assertThat(status.hasReport()).isTrue();
        assertThat(new FileTransferStatus(0b010, Duration.ZERO, 0, 0).leavesSecureChannel())
                .isTrue();
    }

    @Test
    void theClockIsSetToASecond() {
        assertThat(ClockSetting.of(LocalDateTime.of(2024, 6, 14, 12, 34, 56)))
                .isEqualTo(new ClockSetting(2024, 6, 14, 12, 34, 56));
    }

    @Test
    void tamperAndPowerAreAnythingButNormal() {
        assertThat(new LocalStatus(0, 0).isTampered()).isFalse();
        assertThat(new LocalStatus(0, 0).isPowerFailing()).isFalse();
        assertThat(new LocalStatus(2, 0).isTampered()).isTrue();
        assertThat(new LocalStatus(0, 1).isPowerFailing()).isTrue();
    }

    @Test
    void transparentCommandsAreLaidOutAsTheVectors() {
        assertThat(TransparentCommand.readMode()).isEqualTo(xwr("0001"));
        assertThat(TransparentCommand.setMode(1, 0)).isEqualTo(xwr("00020100"));
        assertThat(TransparentCommand.setMode(0, 1)).isEqualTo(xwr("00020001"));
        assertThat(TransparentCommand.apdu(0, Octets.ofHex("00A4040000"))).isEqualTo(xwr("01010000A4040000"));
        assertThat(TransparentCommand.terminate(0)).isEqualTo(xwr("010200"));
        assertThat(TransparentCommand.scan(0)).isEqualTo(xwr("010400"));
        refused(() -> TransparentCommand.scan(256));
    }

    private static TransparentCommand xwr(String hex) {
        Octets all = Octets.ofHex(hex);
        return new TransparentCommand(all.at(0), all.at(1), all.slice(2, all.length() - 2));
    }

    @Test
    void aPinEntryIsLaidOutAsTheVector() {
        SecurePinEntry entry = new SecurePinEntry(
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                0x82,
                0x08,
                0,
                4,
                8,
                2,
                1,
                0x0409,
                0,
                0,
                Octets.ofHex("0020008008FFFFFFFFFFFFFFFF"));
        TransparentCommand command = xwr("0103001E0582080004080201040900000000000D0020008008FFFFFFFFFFFFFFFF");

        assertThat(TransparentCommand.enterPin(0, entry)).isEqualTo(command);
        assertThat(command.pinEntry()).contains(entry);
        assertThat(xwr("0103001E0582080004080201040900000000000E0020008008FFFFFFFFFFFFFFFF")
                        .pinEntry())
                .isEmpty();
        assertThat(xwr("010300").pinEntry()).isEmpty();
        assertThat(TransparentCommand.scan(0).pinEntry()).isEmpty();
    }

    private static TransparentReport report(String hex) {
        Octets all = Octets.ofHex(hex);
        return new TransparentReply(all.at(0), all.at(1), all.slice(2, all.length() - 2)).report();
    }

    @Test
    void transparentRepliesAreReadInBothNumberings() {
        assertThat(report("000001")).isEqualTo(new TransparentReport.Failure(0, 1));
        assertThat(report("00010100")).isEqualTo(new TransparentReport.Mode(1, 0));
        assertThat(report("00020001040211223344AABB"))
                .isEqualTo(new TransparentReport.CardInformation(0, 1, Octets.ofHex("11223344"), Octets.ofHex("AABB")));
        assertThat(report("010002")).isEqualTo(new TransparentReport.Failure(1, 2));
        assertThat(report("010100")).isEqualTo(new TransparentReport.CardPresent(0, OptionalInt.empty()));
        assertThat(report("01010002")).isEqualTo(new TransparentReport.CardPresent(0, OptionalInt.of(2)));
        assertThat(report("0101009000"))
                .isEqualTo(new TransparentReport.CardResponse(0, OptionalInt.empty(), Octets.ofHex("9000")));
        assertThat(report("010200009000"))
                .isEqualTo(new TransparentReport.CardResponse(0, OptionalInt.of(0), Octets.ofHex("9000")));
        assertThat(report("010200")).isEqualTo(new TransparentReport.SessionTerminated(0));
        assertThat(report("0103000001")).isEqualTo(new TransparentReport.PinEntered(0, 0, 1));
    }

    @Test
    void otherTransparentRepliesAreKept() {
        for (String odd : List.of("0000", "000100", "0002000104", "0100", "01030000", "0104", "0200")) {
            assertThat(report(odd)).as(odd).isInstanceOf(TransparentReport.Other.class);
        }
    }

    @Test
    void anExtendedIdentificationIsAListOfTexts() {
        Octets message = Octets.ofHex("00040041434D45 03010041 030000 03010042");
        ExtendedIdentification read = ExtendedIdentification.read(message).orElseThrow();

        assertThat(read.texts(ExtendedIdentification.Entry.MANUFACTURER)).containsExactly("ACME");
        assertThat(read.texts(ExtendedIdentification.Entry.FIRMWARE)).containsExactly("A", "", "B");
        assertThat(read.toOctets()).isEqualTo(message);
        assertThat(ExtendedIdentification.read(Octets.ofHex("0004004143"))).isEmpty();
        assertThat(ExtendedIdentification.read(Octets.ofHex("0004"))).isEmpty();
        assertThat(ExtendedIdentification.read(Octets.EMPTY).orElseThrow().entries())
                .isEmpty();
    }

    @Test
    void anAuthenticationRequestBeginsWithAlgorithmAndKey() {
        Octets message = Octets.ofHex("079E0001");
        AuthenticationRequest request = AuthenticationRequest.read(message).orElseThrow();

        assertThat(request).isEqualTo(new AuthenticationRequest(0x07, 0x9E, Octets.ofHex("0001")));
        assertThat(request.toOctets()).isEqualTo(message);
        assertThat(AuthenticationRequest.read(Octets.ofHex("07"))).isEmpty();
    }
}
