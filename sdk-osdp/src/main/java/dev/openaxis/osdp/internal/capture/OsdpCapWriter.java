package dev.openaxis.osdp.internal.capture;

import dev.openaxis.osdp.capture.CaptureEntry;
import dev.openaxis.osdp.capture.CaptureWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Writes {@code .osdpcap} in the dialect of OSDP.Net. */
public final class OsdpCapWriter implements CaptureWriter {
    private static final String SOURCE = "dev.openaxis.osdp";

    private final Writer out;
    private final Optional<KeyMask> mask;
    private final String source;

    private OsdpCapWriter(Writer out, Optional<KeyMask> mask, String source) {
        this.out = new BufferedWriter(out);
        this.mask = mask;
        this.source = source;
    }

    /** A writer of masked keys, which says so on each line. */
    public static OsdpCapWriter masking(Writer out) {
        return new OsdpCapWriter(out, Optional.of(new KeyMask()), SOURCE + " (KEYSET masked)");
    }

    /** A writer of every byte. */
    public static OsdpCapWriter withKeys(Writer out) {
        return new OsdpCapWriter(out, Optional.empty(), SOURCE);
    }

    @Override
    public void write(CaptureEntry entry) throws IOException {
        Instant time = entry.time();
        byte[] bytes = entry.bytes().toArray();
        mask.ifPresent(keys -> keys.apply(bytes));
        out.write(String.format(
                Locale.ROOT,
                "{\"timeSec\":\"%d\",\"timeNano\":\"%09d\",\"io\":\"%s\",\"data\":\"%s\","
                        + "\"osdpTraceVersion\":\"1\",\"osdpSource\":\"%s\"}\n",
                time.getEpochSecond(),
                time.getNano(),
                entry.recordedAs().name().toLowerCase(Locale.ROOT),
                HexText.of(bytes),
                source));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
