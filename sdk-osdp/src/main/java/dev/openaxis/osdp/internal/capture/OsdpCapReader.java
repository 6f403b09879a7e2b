package dev.openaxis.osdp.internal.capture;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.capture.CaptureEntry;
import dev.openaxis.osdp.capture.CaptureReader;
import dev.openaxis.osdp.capture.RecordedAs;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code .osdpcap}: a flat JSON object on each line, as OSDP.Net and libosdp-conformance write them. */
public final class OsdpCapReader implements CaptureReader {
    static final int LONGEST_LINE = 65_536;

    private static final int BUFFER = 8192;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final long EARLIEST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Reader in;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder line = new StringBuilder();
    private int at;
    private int end;
    private long skipped;

    /** Reads from there. */
    public OsdpCapReader(Reader in) {
        this.in = in;
    }

    @Override
    public Optional<CaptureEntry> next() throws IOException {
        while (readLine()) {
            String text = line.toString().strip();
            if (!text.isEmpty()) {
                CaptureEntry entry = entry(text);
                if (entry != null) {
                    return Optional.of(entry);
                }
                skipped++;
            }
        }
        return Optional.empty();
    }

    /** Reads the next line that is not too long; false at the end. */
    private boolean readLine() throws IOException {
        line.setLength(0);
        boolean tooLong = false;
        boolean any = false;
        for (int c = read(); c >= 0; c = read()) {
            any = true;
            if (c == '\n' || c == '\r') {
                if (!tooLong) {
                    return true;
                }
                skipped++;
                tooLong = false;
                line.setLength(0);
            } else if (tooLong || line.length() == LONGEST_LINE) {
                tooLong = true;
            } else if (c != BYTE_ORDER_MARK) {
                line.append((char) c);
            }
        }
        if (tooLong) {
            skipped++;
            return false;
        }
        return any;
    }

    private int read() throws IOException {
        if (at == end) {
            end = Math.max(0, in.read(buffer));
            at = 0;
        }
        return at < end ? buffer[at++] : -1;
    }

    private static @Nullable CaptureEntry entry(String text) {
        Map<String, String> fields = FlatObject.read(text);
        Instant time = time(fields.get("timeSec"), fields.get("timeNano"));
        byte[] bytes = HexText.parse(fields.getOrDefault("data", ""));
        if (time == null || bytes == null || bytes.length == 0 || bytes.length > CaptureEntry.LARGEST) {
            return null;
        }
        return new CaptureEntry(time, recordedAs(fields.getOrDefault("io", "")), Octets.of(bytes));
    }

    private static @Nullable Instant time(@Nullable String seconds, @Nullable String nanos) {
        Long whole = number(seconds);
        Long part = nanos == null ? Long.valueOf(0) : number(nanos);
        if (whole == null || part == null || part < 0 || part >= NANOS_PER_SECOND) {
            return null;
        }
        return whole < EARLIEST || whole > LATEST ? null : Instant.ofEpochSecond(whole, part);
    }

    private static @Nullable Long number(@Nullable String digits) {
        try {
            return digits == null ? null : Long.valueOf(digits.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static RecordedAs recordedAs(String io) {
        return switch (io.strip().toLowerCase(Locale.ROOT)) {
            case "output", "out" -> RecordedAs.OUTPUT;
            case "input", "in" -> RecordedAs.INPUT;
            default -> RecordedAs.TRACE;
        };
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
