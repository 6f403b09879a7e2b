package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * Sends a part of a file (OSDP v2.2, FILETRANSFER; 11 bytes and the part); answered by {@link FileTransferStatus}.
 *
 * @param type what the file is for
 * @param total bytes of the whole file, 0 to 4294967295
 * @param offset where this part begins, 0 to 4294967295
 * @param data the part, 0 to 65535 bytes; none while the device works
 */
public record FileTransfer(FileType type, long total, long offset, Octets data) implements Command {
    /** Refuses what the wire cannot carry. */
    public FileTransfer {
        Wire.u32("total", total);
        Wire.u32("offset", offset);
        Wire.atMost("data", data, Wire.U16);
    }

    @Override
    public int code() {
        return CommandCode.FILETRANSFER;
    }
}
