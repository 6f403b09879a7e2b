package dev.openaxis.osdp.message;

import java.time.Duration;

/**
 * How the file transfer goes (OSDP v2.2, FTSTAT; 7 bytes).
 *
 * @param action 0 to 255: bit 0 other commands may come between, bit 1 leave the secure channel, bit 2 a report is
 * waiting
 * @param delay how long to wait before the next part, 0 to 65535 ms
 * @param status -32768 to 32767: 0 go on, 1 done, 2 restarting, 3 working, -1 abort, -2 contents not known, -3
 * malformed; other negatives failed
 * @param largestMessage largest FILETRANSFER from now on in bytes, 0 to 65535, 0 unchanged
 */
public record FileTransferStatus(int action, Duration delay, int status, int largestMessage) implements Reply {
    /** {@link #status()}: the part was taken. */
    public static final int OK = 0;

    /** {@link #status()}: the contents were processed. */
    public static final int PROCESSED = 1;

    /** {@link #status()}: the device restarts. */
    public static final int REBOOTING = 2;

    /** {@link #status()}: the device works on it. */
    public static final int FINISHING = 3;

    /** {@link #status()}: the device ended the transfer. */
    public static final int ABORTED = -1;

    /** {@link #status()}: the device does not know such contents. */
    public static final int UNRECOGNIZED = -2;

    /** {@link #status()}: the contents are broken. */
    public static final int MALFORMED = -3;

    /** Refuses what the wire cannot carry. */
    public FileTransferStatus {
        Wire.u8("action", action);
        Wire.time("delay", delay, Wire.MILLISECOND, Wire.U16);
        Wire.range("status", status, Short.MIN_VALUE, Short.MAX_VALUE);
        Wire.u16("largestMessage", largestMessage);
    }

    @Override
    public int code() {
        return ReplyCode.FTSTAT;
    }

    /**
     * Whether polls and other commands may come between the parts.
     *
     * @return bit 0 of the action
     */
    public boolean mayInterleave() {
        return (action & 1) != 0;
    }

    /**
     * Whether the device wants the rest in clear.
     *
     * @return bit 1 of the action
     */
    public boolean leavesSecureChannel() {
        return (action & 2) != 0;
    }

    /**
     * Whether a poll would bring a report.
     *
     * @return bit 2 of the action
     */
    public boolean hasReport() {
        return (action & 4) != 0;
    }
}
