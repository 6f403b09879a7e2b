package dev.openaxis.core.line;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A line that carries bytes both ways: a TCP connection, a serial port, one end of a bus in memory. It frames nothing and repeats
 * nothing. Everything about it happens on its {@link #loop() loop}, and whoever speaks over it keeps its own state there, too.
 */
public interface ByteLine extends AutoCloseable {

    /**
     * What people call it, for messages and logs.
     *
     * @return for example {@code /dev/ttyUSB0} or {@code tcp 10.0.0.7:4001}
     */
    String name();

    /**
     * The thread this line lives on, and its time.
     *
     * @return always the same
     */
    LineLoop loop();

    /**
     * How fast it carries.
     *
     * @return bits per second, {@link #bitsPerCharacter()} of them for a byte; for lines without a rate of their own what the host
     *     said, for it decides how long to wait for an answer
     */
    int baudRate();

    /**
     * How long a byte is on the wire: its start bit, data bits, parity bit if there is one, and stop bits.
     *
     * @return 9 to 12 bits; 10, that is 8 data bits, no parity and one stop bit, unless the line knows better or the host said so
     */
    default int bitsPerCharacter() {
        return 10;
    }

    /**
     * Whether what is sent over it comes back as if somebody else had sent it, as with a transceiver whose receiver stays on.
     *
     * @return {@code false} unless the line was told so
     */
    default boolean hearsItself() {
        return false;
    }

    /**
     * Sets another rate, from the next byte on. Called on the loop.
     *
     * @param bitsPerSecond 300 to 460,800
     * @return {@code false} if this line has no rate of its own, for example a TCP connection: then only the other end can
     *     change it
     */
    boolean changeBaudRate(int bitsPerSecond);

    /**
     * How much later than on a wire bytes can come here because of what lies between, for example a converter that gathers them.
     * Who waits for bytes waits this much longer.
     *
     * @return zero for a line that is a wire
     */
    Duration tolerance();

    /**
     * Opens the line. The listener is told, on the loop, that it is open or that it cannot be opened. A line that closed can
     * be opened again.
     *
     * @param listener who hears it
     * @throws IllegalStateException if it is open or opening
     * @throws dev.openaxis.core.ClosedException if its loop has ended
     */
    void open(LineListener listener);

    /**
     * Sends bytes, all or none, after those sent before. Called on the loop. What cannot be sent ends the line, which the listener
     * is told; on a line that is not open nothing happens.
     *
     * @param bytes read to the limit before this returns
     */
    void send(ByteBuffer bytes);

    /** Closes the line; the listener is told. Does nothing if it is closed. May be called by any thread. */
    @Override
    void close();
}
