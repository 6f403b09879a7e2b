package dev.openaxis.core.trace;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.internal.trace.HarWriter;
import dev.openaxis.core.internal.trace.Line;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a flight recorder kept until a moment. Immutable; holds no secret. */
public final class Recording {
    private final List<Line> lines;

    /**
     * Made by {@link FlightRecorder#recording}.
     *
     * @param lines what was kept, oldest first
     */
    public Recording(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * How much there is.
     *
     * @return number of entries
     */
    public int entries() {
        return lines.size();
    }

    /**
     * Whose traffic there is.
     *
     * @return addresses, in the order of their oldest entries
     */
    public Set<DeviceAddress> devices() {
        Set<DeviceAddress> devices = new LinkedHashSet<>();
        lines.forEach(line -> devices.add(line.device()));
        return devices;
    }

    /**
     * What was said to one device.
     *
     * @param device its address
     * @return a part of this
     */
    public Recording of(DeviceAddress device) {
        return new Recording(
                lines.stream().filter(line -> line.device().equals(device)).toList());
    }

    /**
     * What is not older.
     *
     * @param earliest the earliest time
     * @return a part of this
     */
    public Recording since(Instant earliest) {
        return new Recording(
                lines.stream().filter(line -> !line.at().isBefore(earliest)).toList());
    }

    /**
     * Writes one JSON object per line, UTF-8; docs/reference/trace-format.md describes them. The testkit's {@code TraceDevice}
     * plays such a file.
     *
     * @param target flushed, not closed
     * @throws IOException if it cannot be written
     */
    public void writeJsonLines(OutputStream target) throws IOException {
        for (Line line : lines) {
            line.writeTo(target);
            target.write('\n');
        }
        target.flush();
    }

    /**
     * Writes one JSON object per line into a file.
     *
     * @param file replaced if it is there
     * @throws IOException if it cannot be written
     */
    public void writeJsonLines(Path file) throws IOException {
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(file))) {
            writeJsonLines(target);
        }
    }

    /**
     * Writes an HTTP archive (HAR 1.2), which browsers and many tools show. Connections and failures without a request are not
     * in it.
     *
     * @param target flushed, not closed
     * @throws IOException if it cannot be written
     */
    public void writeHar(OutputStream target) throws IOException {
        new HarWriter(lines).writeTo(target);
        target.flush();
    }

    /**
     * Writes an HTTP archive into a file.
     *
     * @param file replaced if it is there
     * @throws IOException if it cannot be written
     */
    public void writeHar(Path file) throws IOException {
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(file))) {
            writeHar(target);
        }
    }

    @Override
    public String toString() {
        return "Recording[" + lines.size() + " entries, " + devices().size() + " devices]";
    }
}
