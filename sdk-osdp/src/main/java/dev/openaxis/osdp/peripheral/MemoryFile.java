package dev.openaxis.osdp.peripheral;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.FileTransferStatus;
import java.util.Arrays;
import java.util.function.Function;

/** A file that is kept in memory; grows with what arrives, whatever size was announced. */
final class MemoryFile implements IncomingFile {
    private static final int FIRST = 1024;

    private final Function<Octets, FileTransferStatus> whole;
    private byte[] bytes = new byte[FIRST];
    private int length;

    MemoryFile(Function<Octets, FileTransferStatus> whole) {
        this.whole = whole;
    }

    @Override
    public FileTransferStatus write(long offset, Octets part) {
        if (length + part.length() > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + part.length()));
        }
        part.copyTo(bytes, length);
        length += part.length();
        return NEXT;
    }

    @Override
    public FileTransferStatus complete() {
        return whole.apply(Octets.copyOf(bytes, 0, length));
    }

    @Override
    public void discarded() {
        bytes = new byte[0];
        length = 0;
    }
}
