package dev.openaxis.osdp.internal.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.multipart.Assembly.Complete;
import dev.openaxis.osdp.internal.multipart.Assembly.EndedEarly;
import dev.openaxis.osdp.internal.multipart.Assembly.Incomplete;
import dev.openaxis.osdp.internal.multipart.Assembly.Violated;
import dev.openaxis.osdp.internal.multipart.Assembly.Violation;
import dev.openaxis.osdp.message.AuthenticationRequest;
import dev.openaxis.osdp.message.ChallengeAuthenticate;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.ExtendedIdentification;
import dev.openaxis.osdp.message.ExtendedIdentification.Entry;
import dev.openaxis.osdp.message.ExtendedIdentificationPart;
import dev.openaxis.osdp.message.Fragment;
import dev.openaxis.osdp.message.GeneralAuthenticate;
import dev.openaxis.osdp.message.PivData;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.testing.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartTest {
    private final Reassembler reassembler = new Reassembler(100, false);

    private static Fragment part(int total, int offset, String data) {
        Octets octets = Octets.ofHex(data);
        return new Fragment(total, offset, octets.length(), octets);
    }

    private static List<byte[]> payloads(String file, String name) {
        return Vectors.list(file, "frames")
                .filter(frame -> frame.get("name").asText().equals(name))
                .map(frame -> Vectors.hex(frame, "payload"))
                .toList();
    }

    @Test
    void anExtendedIdentificationComesInOnePartOrTwo() {
        List<Fragment> parts = payloads(Vectors.REPLIES, "EXT_PDID").stream()
                .map(bytes -> ((ExtendedIdentificationPart)
                                ReplyReader.read(ReplyCode.EXT_PDID, bytes, 0, bytes.length))
                        .fragment())
                .toList();

        Complete whole = (Complete) reassembler.take(parts.get(0));
        assertThat(reassembler.take(parts.get(1))).isEqualTo(new Incomplete(40, 86));
        assertThat(reassembler.take(parts.get(2))).isEqualTo(whole);
        ExtendedIdentification id = ExtendedIdentification.read(whole.message()).orElseThrow();
        assertThat(id.texts(Entry.MANUFACTURER)).containsExactly("ACME");
        assertThat(id.texts(Entry.FIRMWARE)).containsExactly("main 1.2.3", "boot 0.9");
        assertThat(id.toOctets()).isEqualTo(whole.message());
    }

    @Test
    void algorithmAndKeyAreReadWhetherTheyAreCountedOrNot() {
        Reassembler prefixed = new Reassembler(100, true);
        AuthenticationRequest wanted =
                new AuthenticationRequest(0x07, 0x9E, Octets.ofHex("000102030405060708090A0B0C0D0E0F"));
        List<Fragment> parts = payloads(Vectors.COMMANDS, "GENAUTH").stream()
                .map(bytes -> ((GeneralAuthenticate) CommandReader.read(CommandCode.GENAUTH, bytes, 0, bytes.length))
                        .fragment())
                .toList();

        assertThat(parts).hasSize(2);
        assertThat(prefixed.take(parts.get(0))).isEqualTo(new Complete(wanted.toOctets(), Prefix.COUNTED));
        assertThat(prefixed.take(parts.get(1))).isEqualTo(new Complete(wanted.toOctets(), Prefix.NOT_COUNTED));
        assertThat(new Fragmenter(wanted.toOctets(), Prefix.COUNTED).next(200)).isEqualTo(parts.get(0));
        assertThat(new Fragmenter(wanted.toOctets(), Prefix.NOT_COUNTED).next(200))
                .isEqualTo(parts.get(1));
    }

    @Test
    void aChallengeComesInTwoParts() {
        Reassembler prefixed = new Reassembler(100, true);
        List<Fragment> parts = payloads(Vectors.COMMANDS, "CRAUTH").stream()
                .map(bytes -> ((ChallengeAuthenticate) CommandReader.read(CommandCode.CRAUTH, bytes, 0, bytes.length))
                        .fragment())
                .toList();
        Fragmenter fragmenter = new Fragmenter(Octets.ofHex("119E000102030405060708090A0B0C0D0E0F"), Prefix.COUNTED);

        assertThat(fragmenter.next(10)).isEqualTo(parts.get(0));
        assertThat(fragmenter.next(10)).isEqualTo(parts.get(1));
        assertThat(fragmenter.hasNext()).isFalse();
        assertThat(prefixed.take(parts.get(0))).isEqualTo(new Incomplete(10, 18));
        assertThat(prefixed.take(parts.get(1))).isInstanceOf(Complete.class);
    }

    @Test
    void uncountedBytesShiftNoOffset() {
        Octets message = Octets.ofHex("119E0001020304");
        Fragmenter fragmenter = new Fragmenter(message, Prefix.NOT_COUNTED);
        Reassembler prefixed = new Reassembler(7, true);

        Fragment first = fragmenter.next(4);
        Fragment second = fragmenter.next(4);

        assertThat(first).isEqualTo(new Fragment(5, 0, 2, Octets.ofHex("119E0001")));
        assertThat(second).isEqualTo(new Fragment(5, 2, 3, Octets.ofHex("020304")));
        assertThat(prefixed.take(first)).isEqualTo(new Incomplete(4, 7));
        assertThat(prefixed.take(second)).isEqualTo(new Complete(message, Prefix.NOT_COUNTED));
        assertThat(new Reassembler(6, true).take(first)).isEqualTo(new Violated(Violation.TOO_LARGE));
    }

    @Test
    void theErroneousPartsAreRefused() {
        List<JsonNode> vectors = Vectors.list(Vectors.ERRONEOUS, "frames")
                .filter(frame -> frame.path("name").asText().equals("PIVDATAR"))
                .toList();
        List<Fragment> parts = vectors.stream()
                .map(vector -> Vectors.frame(Vectors.hex(vector, "hex")))
                .map(frame ->
                        (PivData) ReplyReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength()))
                .map(PivData::fragment)
                .toList();

        assertThat(parts).hasSize(2);
        assertThat(reassembler.take(parts.get(0))).isEqualTo(new Violated(Violation.NOT_STARTED));
        reassembler.take(part(8, 0, "010203040506"));
        assertThat(reassembler.take(parts.get(1))).isEqualTo(new Violated(Violation.OVERRUN));
    }

    @Test
    void everyViolationIsToldAndForgetsTheMessage() {
        assertViolation(Violation.GAP, part(6, 3, "AA"));
        assertViolation(Violation.OVERLAP, part(6, 1, "AA"));
        assertViolation(Violation.OVERRUN, part(6, 2, "AABBCCDDEE"));
        assertViolation(Violation.OTHER_TOTAL, part(7, 2, "AA"));
        assertViolation(Violation.TOO_LARGE, part(101, 0, "AA"));
        assertViolation(Violation.OVERRUN, part(1, 0, "AABB"));
        assertViolation(Violation.SIZE, new Fragment(6, 0, 2, Octets.ofHex("AABBCCDD")));
    }

    private void assertViolation(Violation kind, Fragment bad) {
        assertThat(reassembler.take(part(6, 0, "0102"))).isEqualTo(new Incomplete(2, 6));
        assertThat(reassembler.take(bad)).isEqualTo(new Violated(kind));
        assertThat(reassembler.take(part(6, 2, "03040506"))).isEqualTo(new Violated(Violation.NOT_STARTED));
    }

    @Test
    void offsetZeroStartsOver() {
        reassembler.take(part(6, 0, "0102"));

        assertThat(reassembler.take(part(3, 0, "AA"))).isEqualTo(new Incomplete(1, 3));
        assertThat(reassembler.take(part(3, 1, "BBCC"))).isEqualTo(new Complete(Octets.ofHex("AABBCC"), Prefix.NONE));
    }

    @Test
    void theSenderMayEndEarly() {
        reassembler.take(part(6, 0, "0102"));

        assertThat(reassembler.take(part(6, 6, ""))).isEqualTo(new EndedEarly(2));
        assertThat(reassembler.take(part(6, 2, "03"))).isEqualTo(new Violated(Violation.NOT_STARTED));
        assertThat(reassembler.take(part(6, 9, ""))).isEqualTo(new EndedEarly(0));
    }

    @Test
    void anEmptyMessageIsOnePart() {
        Fragmenter fragmenter = new Fragmenter(Octets.EMPTY, Prefix.NONE);

        assertThat(fragmenter.hasNext()).isTrue();
        assertThat(reassembler.take(fragmenter.next(10))).isEqualTo(new Complete(Octets.EMPTY, Prefix.NONE));
        assertThat(fragmenter.hasNext()).isFalse();
    }

    @Test
    void whatWasForgottenDoesNotGoOn() {
        reassembler.take(part(6, 0, "0102"));
        reassembler.forget();

        assertThat(reassembler.take(part(6, 2, "03040506"))).isEqualTo(new Violated(Violation.NOT_STARTED));
    }

    @Test
    void whatCannotBeSentInPartsIsRefused() {
        assertThatThrownBy(() -> new Fragmenter(Octets.of(new byte[65_536]), Prefix.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Fragmenter(Octets.of(new byte[65_537]), Prefix.NOT_COUNTED)
                        .next(1426)
                        .total())
                .isEqualTo(65_535);
        assertThatThrownBy(() -> new Fragmenter(Octets.of(new byte[1]), Prefix.COUNTED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fragmenter(Octets.of(new byte[9]), Prefix.NONE).next(2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
