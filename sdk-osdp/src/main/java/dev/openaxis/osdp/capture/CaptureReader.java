package dev.openaxis.osdp.capture;

import dev.openaxis.osdp.internal.capture.CaptureFiles;
import dev.openaxis.osdp.internal.capture.OsdpCapReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a capture from its beginning to its end; never more than one entry is in memory. What cannot be read is skipped and
 * counted. For one thread.
 *
 * <pre>{@code
 * try (CaptureReader capture = CaptureReader.open(file)) {
 *     for (Optional<CaptureEntry> entry = capture.next(); entry.isPresent(); entry = capture.next()) {
 *         ...
 *     }
 * }
 * }</pre>
 */
public interface CaptureReader extends AutoCloseable {

    /**
     * Opens a file: {@code .osdpcap} as OSDP.Net and libosdp-conformance write it, or classic pcap with link type 162 as
     * libosdp writes it. The contents tell which, not the name.
     *
     * @param file the file
     * @return its reader
     * @throws IOException if it cannot be read, or is a pcap file of something else
     */
    static CaptureReader open(Path file) throws IOException {
        return CaptureFiles.open(file);
    }

    /**
     * Reads lines of JSON ({@code .osdpcap}).
     *
     * @param lines where they come from; closed with the reader
     * @return the reader
     */
    static CaptureReader osdpcap(Reader lines) {
        return new OsdpCapReader(lines);
    }

    /**
     * The next entry.
     *
     * @return none at the end
     * @throws IOException if the file cannot be read any further
     */
    Optional<CaptureEntry> next() throws IOException;

    /**
     * What could not be read so far: lines that are no entry, lines longer than 65,536 characters, packets that are cut off.
     *
     * @return how many; blank lines are not counted
     */
    long skipped();

    @Override
    void close() throws IOException;
}
