package dev.openaxis.osdp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.capture.CaptureEntry;
import dev.openaxis.osdp.capture.CaptureReader;
import dev.openaxis.osdp.capture.CaptureWriter;
import dev.openaxis.osdp.capture.RecordedAs;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Captures made of the shared vectors. */
public final class Captures {
    public static final String ACU_VIEW = "sample-acu-view.osdpcap";
    public static final String MONITOR_VIEW = "sample-monitor-view.osdpcap";

    /** When the captures made here begin. */
    public static final Instant START = Instant.parse("2024-06-14T12:00:00Z");

    private static final int MICROS_PER_MS = 1000;
    private static final Duration PACE = Duration.ofMillis(20);

    private Captures() {}

    /** All frames of a file as a listener hears them; at their times, if the file has any. */
    public static List<CaptureEntry> of(String file) {
        return of(Vectors.list(file, "frames").toList());
    }

    /** These frames as a listener hears them. */
    public static List<CaptureEntry> of(List<JsonNode> frames) {
        List<CaptureEntry> entries = new ArrayList<>();
        Duration time = Duration.ZERO;
        for (JsonNode frame : frames) {
            time = frame.has("tMs")
                    ? Duration.ofNanos(Math.round(frame.get("tMs").asDouble() * MICROS_PER_MS) * MICROS_PER_MS)
                    : time.plus(PACE);
            entries.add(new CaptureEntry(START.plus(time), RecordedAs.TRACE, Octets.of(Vectors.hex(frame, "hex"))));
        }
        return entries;
    }

    /** What is read from the text of a capture file. */
    public static List<CaptureEntry> read(String text) {
        try (CaptureReader reader = CaptureReader.osdpcap(new StringReader(text))) {
            return all(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is left in a reader. */
    public static List<CaptureEntry> all(CaptureReader reader) throws IOException {
        List<CaptureEntry> entries = new ArrayList<>();
        for (Optional<CaptureEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            entries.add(entry.get());
        }
        return entries;
    }

    /** Entries as a capture file with masked keys. */
    public static String masked(List<CaptureEntry> entries) {
        StringWriter text = new StringWriter();
        write(CaptureWriter.masking(text), entries);
        return text.toString();
    }

    /** Entries as a capture file with keys. */
    public static String withKeys(List<CaptureEntry> entries) {
        StringWriter text = new StringWriter();
        write(CaptureWriter.withKeys(text), entries);
        return text.toString();
    }

    private static void write(CaptureWriter writer, List<CaptureEntry> entries) {
        try (writer) {
            for (CaptureEntry entry : entries) {
                writer.write(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
