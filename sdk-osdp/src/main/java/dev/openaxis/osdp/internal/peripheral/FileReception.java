package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.message.FileTransfer;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.FileReceiver;
import dev.openaxis.osdp.peripheral.IncomingFile;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that arrives (OSDP v2.2, 6.26 and 7.25): in order, each part once. */
final class FileReception {
    private static final int REPORT_WAITING = 4;

    private final @Nullable FileReceiver receiver;
    private final Notices notices;
    private final boolean nakForGap;
    private @Nullable IncomingFile file;
    private FileType type = FileType.OPAQUE;
    private long total;
    private long received;

    FileReception(@Nullable FileReceiver receiver, Notices notices, boolean nakForGap) {
        this.receiver = receiver;
        this.notices = notices;
        this.nakForGap = nakForGap;
    }

    Answer take(FileTransfer part, boolean reportWaiting) {
        if (receiver == null) {
            notices.fault(PeripheralFault.UNSUPPORTED);
            return Answer.unsupported();
        }
        boolean begins = part.offset() == 0 && (part.data().length() > 0 || part.total() == 0);
        if (begins) {
            begin(receiver, part);
        }
        IncomingFile current = file;
        if (begins && current == null) {
            return Answer.of(ended(FileTransferStatus.ABORTED));
        }
        if (current == null || !follows(part)) {
            return outOfOrder();
        }
        FileTransferStatus status = write(current, part);
        if (status.status() != FileTransferStatus.OK && status.status() != FileTransferStatus.FINISHING) {
            file = null;
        }
        return Answer.of(
                reportWaiting
                        ? new FileTransferStatus(
                                status.action() | REPORT_WAITING,
                                status.delay(),
                                status.status(),
                                status.largestMessage())
                        : status);
    }

    private void begin(FileReceiver from, FileTransfer part) {
        discard();
        type = part.type();
        total = part.total();
        received = 0;
        file = notices.ask(() -> from.begin(type, total), Optional.<IncomingFile>empty())
                .orElse(null);
    }

    private boolean follows(FileTransfer part) {
        return part.type().equals(type)
                && part.total() == total
                && part.offset() == received
                && part.data().length() <= total - received;
    }

    private FileTransferStatus write(IncomingFile current, FileTransfer part) {
        FileTransferStatus failed = ended(FileTransferStatus.ABORTED);
        FileTransferStatus status = IncomingFile.NEXT;
        if (part.data().length() > 0) {
            status = notices.ask(() -> current.write(part.offset(), part.data()), failed);
            received += part.data().length();
        }
        boolean whole = status.status() == FileTransferStatus.OK && received == total;
        return whole ? notices.ask(current::complete, failed) : status;
    }

    private Answer outOfOrder() {
        notices.fault(PeripheralFault.FILE_ORDER);
        discard();
        return nakForGap ? Answer.refused(NakCode.RECORD) : Answer.of(ended(FileTransferStatus.MALFORMED));
    }

    private static FileTransferStatus ended(int status) {
        return new FileTransferStatus(0, Duration.ZERO, status, 0);
    }

    /** The file will not be completed. */
    void discard() {
        IncomingFile current = file;
        file = null;
        if (current != null) {
            notices.fault(PeripheralFault.INCOMPLETE);
            notices.run(current::discarded);
        }
    }
}
