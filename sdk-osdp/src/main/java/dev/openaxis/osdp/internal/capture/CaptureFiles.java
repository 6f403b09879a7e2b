package dev.openaxis.osdp.internal.capture;

import dev.openaxis.osdp.capture.CaptureReader;
import dev.openaxis.osdp.internal.file.OwnersOnly;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Opens capture files. */
public final class CaptureFiles {
    private CaptureFiles() {}

    /** Reads what the first bytes say it is. */
    public static CaptureReader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            in.mark(PcapReader.MAGIC_SIZE);
            byte[] magic = in.readNBytes(PcapReader.MAGIC_SIZE);
            in.reset();
            // Malformed UTF-8 is replaced, and the line then is none of ours.
            return PcapReader.isPcap(magic)
                    ? PcapReader.of(in)
                    : new OsdpCapReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Makes a file that only its owner reads, where the file system knows owners: cards and PINs are in it. */
    public static OutputStream create(Path file) throws IOException {
        return Channels.newOutputStream(Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnersOnly.attributes(file)));
    }
}
