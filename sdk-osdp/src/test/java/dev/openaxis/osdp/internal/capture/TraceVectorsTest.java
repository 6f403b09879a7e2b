package dev.openaxis.osdp.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.capture.CaptureEntry;
import dev.openaxis.osdp.capture.CaptureTrace;
import dev.openaxis.osdp.capture.TraceLine;
import dev.openaxis.osdp.card.CardDecoder;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.testing.Captures;
import dev.openaxis.osdp.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceVectorsTest {
    private static final Octets K2 = Octets.ofHex("C0112233445566778899AABBCCDDEE02");
    private static final ReplyText REPLIES = new ReplyText(
            CardDecoder.of(CardFormat.H10301, CardFormat.FACILITY_34, CardFormat.H10304, CardFormat.CSN_32), false);

    private static List<TraceLine> trace(CaptureTrace trace, List<CaptureEntry> entries) {
        List<TraceLine> lines = new ArrayList<>();
        entries.forEach(entry -> lines.addAll(trace.take(entry)));
        lines.addAll(trace.finish());
        return lines;
    }

    private static List<TraceLine> trace(List<CaptureEntry> entries) {
        return trace(CaptureTrace.builder().key(K2).build(), entries);
    }

    /** What a line says of a frame, made of what the vector says. */
    private static String fields(JsonNode vector) {
        byte[] payload = Vectors.hex(vector, "payload");
        int code = Integer.parseInt(vector.get("code").asText(), 16);
        return vector.get("dir").asText().equals("command")
                ? CommandText.of(CommandReader.read(code, payload, 0, payload.length))
                : REPLIES.of(ReplyReader.read(code, payload, 0, payload.length));
    }

    private static String head(JsonNode vector) {
        return String.format(
                "%02X %s %-12s SQN %d",
                vector.get("address").asInt(),
                vector.get("dir").asText().equals("command") ? ">" : "<",
                vector.get("name").asText(),
                vector.get("sqn").asInt());
    }

    private static void assertDecoded(TraceLine line, JsonNode vector) {
        assertThat(line.text()).startsWith(head(vector));
        if (vector.get("checkValid").asBoolean()) {
            assertThat(line.text()).contains(fields(vector)).doesNotContain("verified", ", encrypted", "MAC wrong");
        } else {
            assertThat(line.text()).contains("CRC wrong");
        }
    }

    @Test
    void everyFrameOfTheSessionOfTheAnnexIsDecrypted_withTheKeyOfItsKeySetToo() {
        List<JsonNode> vectors = Vectors.list(Vectors.ANNEX_E, "frames").toList();
        List<TraceLine> lines = trace(CaptureTrace.builder().build(), Captures.of(vectors));

        assertThat(lines).hasSameSizeAs(vectors).noneMatch(TraceLine::odd);
        for (int i = 0; i < vectors.size(); i++) {
            assertDecoded(lines.get(i), vectors.get(i));
        }
        assertThat(lines.get(12).text()).endsWith("LED 0: for 10 s green 0.5 s / black 0.5 s, permanently red");
        assertThat(lines.get(14).text()).endsWith("row 1 column 1 permanent \"DOOR OPEN\"");
        assertThat(lines.get(19).text()).endsWith("26 bits: 3D981CC0, as 26-bit H10301 facility 123 card 12345");
        assertThat(lines.get(26).text()).endsWith("output 0 on for 3 s");
        assertThat(lines.get(28).text()).endsWith("(again, as the device was busy)");
        assertThat(lines.get(32).text()).endsWith("(retransmission)");
        assertThat(lines.get(33).text()).endsWith("(the same reply again)");
        assertThat(lines.get(34).text()).endsWith("key of 16 bytes, hidden");
        assertThat(lines.get(37).text()).contains("the device holds the key of a KEYSET before");
        assertThat(lines.get(42).text()).endsWith("address 05, 115200 baud");
        assertThat(lines.get(0)).hasToString("  2024-06-14 12:00:00.020000  00 > POLL         SQN 0 CRC");
    }

    @Test
    void everyFrameOfTheBusIsDecrypted_andWhatIsOddIsMarked() {
        List<JsonNode> vectors = Vectors.list(Vectors.BUS, "frames").toList();
        List<TraceLine> lines = trace(Captures.of(vectors));

        assertThat(lines).hasSameSizeAs(vectors);
        for (int i = 0; i < vectors.size(); i++) {
            assertDecoded(lines.get(i), vectors.get(i));
        }
        assertThat(lines)
                .filteredOn(TraceLine::odd)
                .extracting(TraceLine::text)
                .satisfiesExactly(
                        zeros -> assertThat(zeros).contains("CCRYPT", "the device holds the key of zeros"),
                        inputs -> assertThat(inputs).contains("ISTATR", "in a block for commands"),
                        outputs -> assertThat(outputs).contains("OSTATR", "in a block for commands"),
                        local -> assertThat(local).contains("LSTATR", "in a block for commands"),
                        damaged -> assertThat(damaged).contains("02 > POLL", "CRC wrong"),
                        refused ->
                                assertThat(refused).contains("06 not without a secure channel", "the session is over"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Captures.ACU_VIEW, Captures.MONITOR_VIEW})
    void theSamplesSayTheSameAsTheBus(String file) {
        List<TraceLine> lines = trace(Captures.read(Vectors.text(file)));

        assertThat(lines).isEqualTo(trace(Captures.of(Vectors.BUS)).subList(0, 60));
    }

    @Test
    void withoutItsKeyASessionIsNotRead_butItsCodesAre() {
        List<TraceLine> lines = trace(CaptureTrace.builder().build(), Captures.of(Vectors.BUS));

        assertThat(lines.get(15).text()).contains("handshake 2 of 4, the key was not given");
        assertThat(lines.get(21).text()).contains("a session begins that cannot be read");
        assertThat(lines.get(147).text())
                .startsWith("02 < KEYPAD")
                .endsWith("16 bytes, encrypted (not verified: the key was not given)");
        assertThat(lines.get(145).text()).startsWith("01 < RAW").endsWith("facility 123 card 12345");
    }

    @Test
    void aMaskedCaptureIsReadUpToItsKeys() {
        List<TraceLine> lines =
                trace(CaptureTrace.builder().build(), Captures.read(Captures.masked(Captures.of(Vectors.ANNEX_E))));

        assertThat(lines).hasSize(50).noneMatch(TraceLine::odd);
        assertThat(lines.get(33).text()).endsWith("(the same reply again)");
        assertThat(lines.get(34).text()).startsWith("00 > KEYSET").endsWith("a key, masked in the capture");
        assertThat(lines.get(35).text()).endsWith("(not verified: a KEYSET before it was masked in the capture)");
        assertThat(lines.get(37).text()).endsWith("(handshake 2 of 4, the key was not given)");
        assertThat(lines.get(42).text()).endsWith("16 bytes, encrypted (not verified: the key was not given)");
    }

    @Test
    void theHandshakeOfARealDeviceIsFollowed() {
        List<TraceLine> lines = trace(Captures.of(Vectors.CAPTURED));

        assertThat(lines.get(1).text()).contains("SCBK-D, which everybody knows");
        assertThat(lines.get(3).text()).contains("in a block SCS_12; handshake 4 of 4, a session begins");
    }

    static Stream<String> files() {
        return Stream.of(
                Vectors.CHECKS,
                Vectors.COMMANDS,
                Vectors.REPLIES,
                Vectors.VARIANTS,
                Vectors.ZERO_KEYS,
                Vectors.DEVICES,
                Vectors.FILES);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyOtherFrameIsNamed(String file) {
        List<JsonNode> vectors = Vectors.list(file, "frames").toList();
        for (JsonNode vector : vectors) {
            List<TraceLine> lines = trace(Captures.of(List.of(vector)));

            assertThat(lines).hasSize(1);
            assertThat(lines.get(0).text())
                    .startsWith(String.format("%02X", vector.get("address").asInt()));
            if (!vector.has("scs")) {
                assertThat(lines.get(0).text()).contains(fields(vector));
            }
        }
    }

    @Test
    void everyErroneousFrameIsALineOrNoise() {
        Vectors.list(Vectors.ERRONEOUS, "frames")
                .forEach(vector -> assertThat(trace(Captures.of(List.of(vector))))
                        .as(vector.get("hex").asText())
                        .isNotEmpty());
    }

    @Test
    void noKeyIsEverShown() {
        List<String> keys = new ArrayList<>();
        Vectors.list(Vectors.ANNEX_E, "keys")
                .forEach(key -> keys.add(key.get("scbk").asText()));
        Vectors.file(Vectors.BUS).get("keys").forEach(key -> keys.add(key.asText()));
        assertThat(keys).hasSizeGreaterThan(6);
        String text = Stream.of(Vectors.ANNEX_E, Vectors.BUS, Vectors.COMMANDS, Vectors.ZERO_KEYS)
                .flatMap(file -> trace(Captures.of(file)).stream())
                .map(TraceLine::toString)
                .reduce("", String::concat);

        for (String key : keys) {
            for (int part = 0; part <= 16; part += 8) {
                String half = key.substring(part, part + 16);
                if (!half.equals("0000000000000000")) {
                    assertThat(text).doesNotContainIgnoringCase(half);
                }
            }
        }
    }
}
