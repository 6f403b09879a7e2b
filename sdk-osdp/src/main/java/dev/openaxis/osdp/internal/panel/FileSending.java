package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.operation.LocalRequest;
import dev.openaxis.osdp.message.Abort;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.FileTransfer;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.panel.FileSent;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One file on its way to a device, part by part at the pace the device asks for (OSDP v2.2, FILETRANSFER). */
final class FileSending {
    /** Type, total, offset and size before the data of a part. */
    private static final int HEAD = 11;

    private final LocalRequest<FileSent> request;
    private final FileType type;
    private final FileSupply supply;
    private final LongConsumer progress;
    private long offset;
    /** The part that is on the wire. */
    private int carried;

    private boolean allSent;
    private boolean interleaving;
    private boolean reportWaiting;
    private boolean aborting;
    private int largest = Integer.MAX_VALUE;
    private long delay;
    private long dueAt;
    private boolean begun;
    private boolean over;

    FileSending(LocalRequest<FileSent> request, FileType type, FileSupply supply, LongConsumer progress) {
        this.request = request;
        this.type = type;
        this.supply = supply;
        this.progress = progress;
        this.interleaving = true;
    }

    boolean isOver() {
        if (!begun && !over && request.isOver()) {
            // The device has not heard of it.
            finish();
        }
        return over;
    }

    /** Whether the device has heard of it. */
    boolean isBegun() {
        return begun;
    }

    /** Whether the device takes nothing else meanwhile, not even a poll. */
    boolean isExclusive() {
        return !interleaving && !over;
    }

    /** The device says that it has something to report. */
    boolean isReportWaiting() {
        return reportWaiting;
    }

    /** It is asked for it. */
    void polled() {
        reportWaiting = false;
    }

    /** For how long the device wants to hear nothing at all, in nanoseconds; 65.5 s is the most it can say. */
    long silence() {
        return isExclusive() ? delay : 0;
    }

    /** When the device wants to hear of it again. */
    long dueAt() {
        return dueAt;
    }

    /** Largest message the device takes for a part. */
    int largest() {
        return largest;
    }

    /**
     * What to send now.
     *
     * @param room how many bytes of data the frame has room for
     * @return {@code null} if the file has to be read first, or is not sent at all
     */
    @Nullable
    Command next(int room) {
        LocalFileException unreadable = supply.failure();
        if (unreadable != null) {
            request.failed(unreadable);
        }
        if (isOver()) {
            return null;
        }
        if (!request.isOver()) {
            int size = (int) Math.min(room - HEAD, supply.size() - offset);
            Octets data = size == 0 ? Octets.EMPTY : supply.at(offset, size);
            if (data == null) {
                return null;
            }
            if (request.send()) {
                begun = true;
                carried = size;
                return new FileTransfer(type, supply.size(), offset, data);
            }
        }
        // Cancelled, too late, or not readable to its end.
        if (!begun) {
            finish();
            return null;
        }
        aborting = true;
        return new Abort();
    }

    /** The file is not there yet; the loop is woken when it is. */
    void waitForFile(long never) {
        dueAt = never;
    }

    void wake(long now) {
        dueAt = now;
    }

    /** The device answered. */
    void answered(Reply reply, long now) {
        if (aborting) {
            finish();
            return;
        }
        if (!(reply instanceof FileTransferStatus status)) {
            fail("the device answers a part of a file with another reply", NakCode.GENERIC.code());
            aborting = true;
            return;
        }
        offset += carried;
        carried = 0;
        interleaving = status.mayInterleave();
        reportWaiting = status.hasReport();
        if (status.largestMessage() > 0) {
            largest = status.largestMessage();
        }
        delay = status.delay().toNanos();
        dueAt = now + delay;
        progress.accept(offset);
        if (status.leavesSecureChannel()) {
            // Whoever could make a device ask for this could have the rest of the file in clear.
            fail("the device wants the file over a channel that everybody can read", status.status());
            aborting = true;
            return;
        }
        judge(status.status());
    }

    private void judge(int status) {
        boolean sentAll = offset >= supply.size();
        if (status < 0) {
            fail("the device refuses the file: " + words(status), status);
            finish();
        } else if (status == FileTransferStatus.PROCESSED) {
            done(FileSent.Result.PROCESSED);
        } else if (status == FileTransferStatus.REBOOTING) {
            done(FileSent.Result.RESTARTING);
        } else if (status != FileTransferStatus.FINISHING && allSent) {
            // Asked once more after the last part, it has nothing to add.
            done(FileSent.Result.NOT_REPORTED);
        } else {
            allSent = sentAll;
        }
    }

    private static String words(int status) {
        return switch (status) {
            case FileTransferStatus.ABORTED -> "aborted";
            case FileTransferStatus.UNRECOGNIZED -> "contents not recognized";
            case FileTransferStatus.MALFORMED -> "malformed";
            default -> "status " + status;
        };
    }

    /** The device refuses a part. */
    void refused(Nak nak) {
        if (aborting) {
            finish();
        } else if (allSent) {
            done(FileSent.Result.NOT_REPORTED);
        } else if (nak.reason().equals(NakCode.UNKNOWN_COMMAND)) {
            request.failed(new UnsupportedCapabilityException(
                    request.failure("the device takes no files"), CommandCode.name(CommandCode.FILETRANSFER)));
            finish();
        } else {
            fail(
                    "the device refuses a part of the file: " + nak.reason(),
                    nak.reason().code());
            aborting = true;
        }
    }

    private void fail(String what, int code) {
        request.failed(new RefusedException(
                request.failure(what).effect(offset > 0 ? AppliedEffect.PARTIAL : AppliedEffect.NONE),
                CommandCode.name(CommandCode.FILETRANSFER),
                code,
                "",
                Map.of()));
    }

    private void done(FileSent.Result result) {
        request.done(new FileSent(supply.size(), result));
        finish();
    }

    /** No answer will come: the link begins anew, which ends transfers at the device. */
    void interrupted(String what) {
        request.unanswered(what);
        finish();
    }

    /** Another file is under way. */
    void turnedAway() {
        request.failed(new OverloadedException(request.failure("another file is under way to this device")));
        finish();
    }

    void closed() {
        request.close();
        finish();
    }

    private void finish() {
        over = true;
        supply.close();
    }
}
