package dev.openaxis.osdp.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.testing.Captures;
import dev.openaxis.osdp.testing.Vectors;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureReaderTest {
    private static final String OSDP_NET = "{\"timeSec\":\"1689599213\",\"timeNano\":\"141793300\",\"io\":\"output\","
            + "\"data\":\"53-00-0D-00-06-6A-00-02-02-02-01-59-92\",\"osdpTraceVersion\":\"1\",\"osdpSource\":\"OSDP.Net\"}";
    private static final String CONFORMANCE = "{ \"timeSec\" : \"1693167786\", \"timeNano\" : \"033907099\","
            + " \"io\" : \"in\", \"data\" : \" ff 53 00 08 00 04 60 eb aa\", \"osdpTraceVersion\":\"1\","
            + " \"osdpSource\":\"libosdp-conformance 1.33-2\" }";

    @TempDir
    Path folder;

    private static CaptureReader lines(String text) {
        return CaptureReader.osdpcap(new StringReader(text));
    }

    @Test
    void theLinesOfBothWritersAreRead() {
        assertThat(Captures.read(OSDP_NET + "\n" + CONFORMANCE + "\n"))
                .containsExactly(
                        new CaptureEntry(
                                Instant.ofEpochSecond(1689599213L, 141793300),
                                RecordedAs.OUTPUT,
                                Octets.ofHex("53000D00066A0002020201" + "5992")),
                        new CaptureEntry(
                                Instant.ofEpochSecond(1693167786L, 33907099),
                                RecordedAs.INPUT,
                                Octets.ofHex("FF53000800" + "0460EBAA")));
    }

    @ParameterizedTest
    @ValueSource(strings = {Captures.ACU_VIEW, Captures.MONITOR_VIEW})
    void theSamplesHoldTheFirstFramesOfTheBus(String file) throws IOException {
        Path copy = folder.resolve("capture.osdpcap");
        Files.writeString(copy, Vectors.text(file));
        List<JsonNode> frames = Vectors.list(Vectors.BUS, "frames").limit(60).toList();

        List<CaptureEntry> entries;
        try (CaptureReader reader = CaptureReader.open(copy)) {
            entries = Captures.all(reader);
            assertThat(reader.skipped()).isZero();
        }

        assertThat(entries).hasSameSizeAs(frames);
        for (int i = 0; i < entries.size(); i++) {
            boolean command = frames.get(i).get("dir").asText().equals("command");
            RecordedAs panel = command ? RecordedAs.OUTPUT : RecordedAs.INPUT;
            assertThat(entries.get(i).bytes().hex())
                    .isEqualTo("FF" + frames.get(i).get("hex").asText().replace(" ", ""));
            assertThat(entries.get(i).direction()).contains(command ? Direction.COMMAND : Direction.REPLY);
            assertThat(entries.get(i).recordedAs())
                    .isEqualTo(file.equals(Captures.ACU_VIEW) ? panel : RecordedAs.TRACE);
        }
        assertThat(entries.get(1).time()).isEqualTo(Instant.parse("2024-06-14T12:00:01.012400Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{",
                "[]",
                "{}",
                "null",
                "{\"timeSec\":\"1\",\"timeNano\":\"0\",\"io\":\"in\"}",
                "{\"timeSec\":\"1\",\"timeNano\":\"0\",\"io\":\"in\",\"data\":\"\"}",
                "{\"timeSec\":\"1\",\"timeNano\":\"0\",\"io\":\"in\",\"data\":\"5-3\"}",
                "{\"timeSec\":\"1\",\"timeNano\":\"0\",\"io\":\"in\",\"data\":\"53-\\u0664\\u0664\"}",
                "{\"timeSec\":\"one\",\"timeNano\":\"0\",\"io\":\"in\",\"data\":\"53\"}",
                "{\"timeSec\":\"9223372036854775807\",\"timeNano\":\"0\",\"io\":\"in\",\"data\":\"53\"}",
                "{\"timeSec\":\"253402300800\",\"timeNano\":\"0\",\"io\":\"in\",\"data\":\"53\"}",
                "{\"timeSec\":\"-62167219201\",\"timeNano\":\"0\",\"io\":\"in\",\"data\":\"53\"}",
                "{\"timeSec\":\"1\",\"timeNano\":\"1000000000\",\"io\":\"in\",\"data\":\"53\"}",
                "{\"timeSec\":\"1\",\"timeNano\":\"-1\",\"io\":\"in\",\"data\":\"53\"}",
                "{\"timeSec\":\"1\",\"timeNano\":\"0\",\"io\":\"in\",\"data\":\"53\"} {}",
                "{\"timeSec\":\"1\" \"timeNano\":\"0\",\"io\":\"in\",\"data\":\"53\"}",
                "{\"timeSec\":\"1\",\"timeNano\":\"0\",\"io\":\"in\",\"data\":\"53"
            })
    void whatIsNoEntryIsSkippedAndCounted(String junk) throws IOException {
        try (CaptureReader reader = lines(junk + "\n" + OSDP_NET + "\n" + junk)) {
            assertThat(Captures.all(reader)).hasSize(1);
            assertThat(reader.skipped()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timeSec\":\"1\",\"timeNano\":\"2\",\"io\":\"in\",\"data\":\"53 00\"}",
                "{\"data\":\"5300\",\"io\":\"INPUT\",\"timeNano\":2,\"timeSec\":1}",
                "[{\"timeSec\":\"1\",\"timeNano\":\"2\",\"io\":\"in\",\"data\":\"53:00\"},",
                "{\"x\":{\"a\":[\"}\",{}]},\"timeSec\":\"1\",\"timeNano\":\"2\",\"io\":\"in\",\"data\":\"\\u00353-00\"}",
                "\uFEFF  {\"timeSec\":\"1\",\"timeNano\":\"000000002\",\"io\":\"in\",\"data\":\"53-00\"} ]\r"
            })
    void writersMayHaveOtherHabits(String line) throws IOException {
        try (CaptureReader reader = lines("\n\r\n" + line + "\n\n")) {
            assertThat(Captures.all(reader))
                    .containsExactly(
                            new CaptureEntry(Instant.ofEpochSecond(1, 2), RecordedAs.INPUT, Octets.ofHex("5300")));
            assertThat(reader.skipped()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace", "sideways", ""})
    void aRecorderThatSaysNothingOnlyListened(String io) {
        assertThat(Captures.read(OSDP_NET.replace("output", io)).get(0).recordedAs())
                .isEqualTo(RecordedAs.TRACE);
    }

    @Test
    void aLineWithoutEndIsPassedOver_andNotKept() throws IOException {
        long[] read = new long[1];
        Reader endless = new FilterReader(new StringReader("\n" + OSDP_NET + "\n")) {
            @Override
            public int read(char[] target, int at, int length) throws IOException {
                if (read[0] < 50_000_000) {
                    Arrays.fill(target, at, at + length, '5');
                    read[0] += length;
                    return length;
                }
                return super.read(target, at, length);
            }
        };

        try (CaptureReader reader = CaptureReader.osdpcap(endless)) {
            assertThat(Captures.all(reader)).hasSize(1);
            assertThat(reader.skipped()).isEqualTo(1);
        }
    }

    @Test
    void aLineOfTheLargestEntryIsRead() {
        CaptureEntry largest =
                new CaptureEntry(Instant.EPOCH, RecordedAs.INPUT, Octets.of(new byte[CaptureEntry.LARGEST]));

        assertThat(Captures.read(Captures.withKeys(List.of(largest)))).containsExactly(largest);
        assertThatThrownBy(() -> new CaptureEntry(
                        Instant.EPOCH, RecordedAs.INPUT, Octets.of(new byte[CaptureEntry.LARGEST + 1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDirectionIsThatOfTheAddressByte() {
        assertThat(entry("53 01").direction()).contains(Direction.COMMAND);
        assertThat(entry("FF FF 53 81").direction()).contains(Direction.REPLY);
        assertThat(entry("FF 53").direction()).isEmpty();
        assertThat(entry("FF").direction()).isEmpty();
        assertThat(entry("00 53 81").direction()).isEmpty();
    }

    private static CaptureEntry entry(String hex) {
        return new CaptureEntry(Instant.EPOCH, RecordedAs.OUTPUT, Octets.ofHex(hex));
    }

    private static ByteBuffer pcapHead(int room, ByteOrder order, int magic, int link) {
        return ByteBuffer.allocate(24 + room)
                .order(order)
                .putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(65535)
                .putInt(link);
    }

    private static void packet(ByteBuffer file, int seconds, int part, byte[] bytes) {
        file.putInt(seconds)
                .putInt(part)
                .putInt(bytes.length)
                .putInt(bytes.length)
                .put(bytes);
    }

    private Path file(ByteBuffer bytes) throws IOException {
        Path file = folder.resolve("capture.pcap");
        Files.write(file, Arrays.copyOf(bytes.array(), bytes.position()));
        return file;
    }

    @Test
    void pcapOfBothByteOrdersIsRead() throws IOException {
        byte[] poll = Vectors.hex("53 00 08 00 04 60 EB AA");
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            ByteBuffer micros = pcapHead(200, order, 0xA1B2C3D4, 162);
            packet(micros, 1_700_000_000, 250_000, poll);
            packet(micros, 1_700_000_000, 260_000, new byte[0]);
            packet(micros, 1_700_000_000, 1_000_000, poll);
            packet(micros, 1_700_000_001, 0, poll);

            try (CaptureReader reader = CaptureReader.open(file(micros))) {
                assertThat(Captures.all(reader))
                        .containsExactly(
                                new CaptureEntry(
                                        Instant.ofEpochSecond(1_700_000_000L, 250_000_000),
                                        RecordedAs.TRACE,
                                        Octets.of(poll)),
                                new CaptureEntry(
                                        Instant.ofEpochSecond(1_700_000_001L), RecordedAs.TRACE, Octets.of(poll)));
                assertThat(reader.skipped()).isEqualTo(2);
            }
            ByteBuffer nanos = pcapHead(200, order, 0xA1B23C4D, 162);
            packet(nanos, 5, 999_999_999, poll);
            try (CaptureReader reader = CaptureReader.open(file(nanos))) {
                assertThat(Captures.all(reader).get(0).time()).isEqualTo(Instant.ofEpochSecond(5, 999_999_999));
            }
        }
    }

    @Test
    void aPcapFileThatIsCutOffEndsThere() throws IOException {
        byte[] poll = Vectors.hex("53 00 08 00 04 60 EB AA");
        ByteBuffer whole = pcapHead(100, ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 162);
        packet(whole, 1, 0, poll);
        int first = whole.position();
        packet(whole, 2, 0, poll);
        int second = whole.position();
        for (int end = first + 1; end < second; end++) {
            whole.position(end);
            try (CaptureReader reader = CaptureReader.open(file(whole))) {
                assertThat(Captures.all(reader)).hasSize(1);
                assertThat(reader.skipped()).isEqualTo(1);
                assertThat(reader.next()).isEmpty();
            }
        }
    }

    @Test
    void aPacketOfAnImpossibleSizeEndsTheFile() throws IOException {
        ByteBuffer file = pcapHead(100, ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 162);
        file.putInt(1).putInt(0).putInt(-1).putInt(-1);
        packet(file, 2, 0, new byte[] {0x53});

        try (CaptureReader reader = CaptureReader.open(file(file))) {
            assertThat(reader.next()).isEmpty();
            assertThat(reader.skipped()).isEqualTo(1);
        }
    }

    @Test
    void pcapOfSomethingElseIsRefused() throws IOException {
        Path ethernet = file(pcapHead(0, ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 1));
        assertThatThrownBy(() -> CaptureReader.open(ethernet))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("link type 1");

        Path head = file(pcapHead(0, ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 162).position(10));
        assertThatThrownBy(() -> CaptureReader.open(head)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> CaptureReader.open(folder.resolve("none"))).isInstanceOf(IOException.class);
    }
}
