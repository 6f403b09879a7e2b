package dev.openaxis.osdp.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.testing.Captures;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CaptureProperties {
    @Provide
    Arbitrary<List<CaptureEntry>> entries() {
        Arbitrary<Instant> times = Combinators.combine(
                        Arbitraries.longs().between(-62_167_219_200L, 253_402_300_799L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        return Combinators.combine(
                        times,
                        Arbitraries.of(RecordedAs.class),
                        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(300))
                .as((time, as, bytes) -> new CaptureEntry(time, as, Octets.of(bytes)))
                .list()
                .ofMaxSize(8);
    }

    /** Text that is nearly a capture. */
    @Provide
    Arbitrary<String> text() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                "\"",
                ":",
                ",",
                "\\",
                "\\u00",
                "\n",
                " ",
                "\"timeSec\"",
                "\"timeNano\"",
                "\"io\"",
                "\"data\"",
                "\"53-00\"",
                "\"1\"",
                "53",
                "null",
                "-",
                "\uD800");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(60).map(all -> String.join("", all)),
                Arbitraries.strings().ofMaxLength(200));
    }

    @Property
    void whatWasWrittenIsRead(@ForAll("entries") List<CaptureEntry> entries) {
        assertThat(Captures.read(Captures.withKeys(entries))).isEqualTo(entries);
    }

    @Property
    void maskingChangesOnlyBytes_andNeverTwice(@ForAll("entries") List<CaptureEntry> entries) {
        List<CaptureEntry> once = Captures.read(Captures.masked(entries));

        assertThat(once).hasSameSizeAs(entries);
        assertThat(once)
                .extracting(CaptureEntry::time)
                .isEqualTo(entries.stream().map(CaptureEntry::time).toList());
        assertThat(Captures.read(Captures.masked(once))).isEqualTo(once);
    }

    @Property(tries = 2000)
    void anyTextIsEntriesOrSkipped(@ForAll("text") String text) throws IOException {
        try (CaptureReader reader = CaptureReader.osdpcap(new StringReader(text))) {
            int entries = Captures.all(reader).size();

            assertThat(entries + reader.skipped())
                    .isEqualTo(text.lines().filter(line -> !isBlank(line)).count());
        }
    }

    private static boolean isBlank(String line) {
        return line.replace("\uFEFF", "").isBlank();
    }

    @Property
    void anyFileIsReadToItsEnd(@ForAll byte[] bytes) throws IOException {
        Path file = Files.createTempFile("any", ".osdpcap");
        try {
            Files.write(file, bytes);
            try (CaptureReader reader = CaptureReader.open(file)) {
                assertThat(Captures.all(reader).size() + reader.skipped()).isNotNegative();
            }
        } finally {
            Files.delete(file);
        }
    }
}
