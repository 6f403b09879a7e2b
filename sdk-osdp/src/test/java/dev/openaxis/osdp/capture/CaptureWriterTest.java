package dev.openaxis.osdp.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.testing.Captures;
import dev.openaxis.osdp.testing.Vectors;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureWriterTest {
    private static final String KEY = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

    @TempDir
    Path folder;

    private static CaptureEntry entry(byte[] bytes) {
        return new CaptureEntry(Instant.EPOCH, RecordedAs.OUTPUT, Octets.of(bytes));
    }

    private static byte[] masked(byte[]... pieces) {
        StringBuilder hex = new StringBuilder();
        Captures.read(Captures.masked(
                        Stream.of(pieces).map(CaptureWriterTest::entry).toList()))
                .forEach(entry -> hex.append(entry.bytes().hex()));
        return Vectors.hex(hex.toString());
    }

    @Test
    void aLineIsWrittenAsOsdpNetWritesIt() throws IOException {
        StringWriter text = new StringWriter();
        try (CaptureWriter writer = CaptureWriter.withKeys(text)) {
            writer.write(new CaptureEntry(
                    Instant.ofEpochSecond(1689599213L, 41793300),
                    RecordedAs.OUTPUT,
                    Octets.ofHex("53 00 0D 00 06 6A 00 02 02 02 01 59 92")));
            writer.flush();
        }

        assertThat(text)
                .hasToString("{\"timeSec\":\"1689599213\",\"timeNano\":\"041793300\",\"io\":\"output\","
                        + "\"data\":\"53-00-0D-00-06-6A-00-02-02-02-01-59-92\",\"osdpTraceVersion\":\"1\","
                        + "\"osdpSource\":\"dev.openaxis.osdp\"}\n");
    }

    static Stream<byte[]> keySets() {
        return Stream.of(
                        Vectors.list(Vectors.ANNEX_E, "frames"),
                        Vectors.list(Vectors.BUS, "frames"),
                        Vectors.list(Vectors.ZERO_KEYS, "frames"),
                        Vectors.list(Vectors.COMMANDS, "frames"))
                .flatMap(frames -> frames)
                .filter(frame -> frame.get("name").asText().equals("KEYSET"))
                .map(frame -> Vectors.hex(frame, "hex"));
    }

    @ParameterizedTest
    @MethodSource("keySets")
    void aKeySetIsMasked_andStaysAWholeFrame(byte[] keySet) {
        Frame before = Vectors.frame(keySet);
        int readable = before.isSecured() ? 0 : 2;
        Frame after = Vectors.frame(masked(keySet));

        assertThat(after.length()).isEqualTo(before.length());
        assertThat(after.code()).isEqualTo(CommandCode.KEYSET);
        assertThat(Vectors.hex(after.bytes(), after.at(), after.dataAt() + readable - after.at()))
                .isEqualTo(Vectors.hex(keySet, 0, before.dataAt() + readable));
        int end = after.isSecured() ? after.macAt() + 4 : after.dataAt() + after.dataLength();
        for (int i = after.dataAt() + readable; i < end; i++) {
            assertThat(after.bytes()[i]).isEqualTo((byte) '*');
        }
    }

    @Test
    void thereAreKeySetsToMask() {
        assertThat(keySets().count()).isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("keySets")
    void aKeySetIsMaskedWhereverItsPiecesEnd(byte[] keySet) {
        byte[] whole = masked(keySet);
        for (int cut = 1; cut < keySet.length; cut++) {
            assertThat(masked(Arrays.copyOf(keySet, cut), Arrays.copyOfRange(keySet, cut, keySet.length)))
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("keySets")
    void aDamagedFrameHidesNoKeySet(byte[] keySet) {
        byte[] falseStart = Vectors.hex("FF 53 01 40 00 04 60 53 00 53");

        byte[] written = masked(falseStart, keySet);

        assertThat(Vectors.hex(written, 0, falseStart.length)).isEqualTo(Vectors.hex(falseStart, 0, falseStart.length));
        assertThat(Vectors.hex(written, falseStart.length, keySet.length))
                .isEqualTo(Vectors.hex(masked(keySet), 0, keySet.length));
    }

    @Test
    void aKeySetWithADamagedAddressIsMaskedToo() {
        byte[] damaged = Vectors.hex("53 80 1A 00 04 75 01 10" + KEY + "00 00");

        assertThat(Vectors.hex(masked(damaged), 8, 16)).isEqualTo("2A".repeat(16));
    }

    @Test
    void aKeyWithAChecksumIsMasked_andWhatFollowsIsNot() {
        byte[] keySet = Vectors.hex("53 01 19 00 02 75 01 10" + KEY);
        byte[] frame = Arrays.copyOf(keySet, keySet.length + 1);
        int sum = 0;
        for (byte b : keySet) {
            sum -= b;
        }
        frame[keySet.length] = (byte) sum;
        byte[] poll = Vectors.hex("53 00 08 00 04 60 EB AA");

        byte[] written = masked(frame, poll);

        assertThat(Vectors.hex(written, 0, 24)).isEqualTo("5301190002750110" + "2A".repeat(16));
        assertThat(Vectors.frame(Arrays.copyOf(written, frame.length)).hasCrc()).isFalse();
        assertThat(Vectors.hex(written, frame.length, poll.length)).isEqualTo("5300080004" + "60EBAA");
    }

    @Test
    void nothingElseOfTheVectorsIsChanged() {
        List<JsonNode> frames = Stream.of(
                        Vectors.COMMANDS, Vectors.REPLIES, Vectors.ANNEX_E, Vectors.BUS, Vectors.DEVICES, Vectors.FILES)
                .flatMap(file -> Vectors.list(file, "frames"))
                .filter(frame -> !frame.get("name").asText().equals("KEYSET"))
                .toList();
        List<CaptureEntry> entries = new ArrayList<>(Captures.of(frames));

        assertThat(Captures.read(Captures.masked(entries))).isEqualTo(entries);
    }

    @Test
    void noKeyIsInWhatIsWritten_unlessItIsAskedFor() {
        CaptureEntry clear = entry(Vectors.hex("53 00 1A 00 04 75 01 10" + KEY + "00 00"));

        assertThat(Captures.masked(List.of(clear)).replace("-", ""))
                .doesNotContain(KEY.substring(0, 4))
                .contains("(KEYSET masked)");
        assertThat(Captures.withKeys(List.of(clear)).replace("-", ""))
                .contains(KEY)
                .doesNotContain("masked");
    }

    @Test
    void aNewFileIsMaskedAndItsOwnersOnly_andNoFileIsOverwritten() throws IOException {
        Path file = folder.resolve("new.osdpcap");
        try (CaptureWriter writer = CaptureWriter.create(file)) {
            writer.write(entry(Vectors.hex("53 00 1A 00 04 75 01 10" + KEY + "00 00")));
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (CaptureReader reader = CaptureReader.open(file)) {
            assertThat(Captures.all(reader).get(0).bytes().hex()).contains("750110" + "2A".repeat(16));
        }
        assertThatThrownBy(() -> CaptureWriter.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    }
}
