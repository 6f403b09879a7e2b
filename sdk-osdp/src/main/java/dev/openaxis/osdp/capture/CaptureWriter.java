package dev.openaxis.osdp.capture;

import dev.openaxis.osdp.internal.capture.CaptureFiles;
import dev.openaxis.osdp.internal.capture.OsdpCapWriter;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes a capture as {@code .osdpcap}, one JSON object on each line. For one thread.
 *
 * <p>Keys are masked unless that is asked for otherwise. KEYSET is known by its code, which is never encrypted, so it is
 * masked inside a session as well, where {@code SCBK-D} would make it readable for everybody. All that depends on the
 * key is overwritten with asterisks (2A): the key or the cipher text, and the MAC. The check characters are made new, as
 * the old ones would tell something of the key and the frame is not a damaged one. What follows in the same session is
 * left as it is; its MACs are chained to what is not there any more, so that nobody, the owner of the key neither, can
 * verify or decrypt it up to the next handshake. Panels make one right after KEYSET.
 *
 * <p>Card data and PINs are not masked: inside a session they are found only by who has the key.
 */
public interface CaptureWriter extends Closeable, Flushable {

    /**
     * Makes a file that masks keys. Only its owner can read it, where the file system knows owners.
     *
     * @param file the file
     * @return its writer
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     * @throws IOException if it cannot be made
     */
    static CaptureWriter create(Path file) throws IOException {
        return masking(new OutputStreamWriter(CaptureFiles.create(file), StandardCharsets.UTF_8));
    }

    /**
     * Writes lines with masked keys.
     *
     * @param lines where they go; closed with the writer
     * @return the writer
     */
    static CaptureWriter masking(Writer lines) {
        return OsdpCapWriter.masking(lines);
    }

    /**
     * Writes every byte as it was, keys too: who reads it may open doors.
     *
     * @param lines where they go; closed with the writer
     * @return the writer
     */
    static CaptureWriter withKeys(Writer lines) {
        return OsdpCapWriter.withKeys(lines);
    }

    /**
     * Writes an entry.
     *
     * @param entry the entry
     * @throws IOException if it cannot be written
     */
    void write(CaptureEntry entry) throws IOException;
}
