package dev.openaxis.core.internal.line;

import dev.openaxis.core.Failure;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.line.SerialOptions;
import dev.openaxis.core.line.SerialPort;
import java.io.IOException;
import java.util.List;

/** What is wanted of a library for serial ports. May block: called by threads that only do that. */
public interface SerialDriver {

    /** The library, if the host has it. */
    static SerialDriver load() {
        try {
            return new FazecastDriver();
        } catch (LinkageError e) {
            boolean missing = e instanceof NoClassDefFoundError && e.getCause() instanceof ClassNotFoundException;
            String library = "com.fazecast:jSerialComm";
            throw new UnsupportedCapabilityException(
                    Failure.of(
                                    "serial ports",
                                    "line.open",
                                    missing
                                            ? "the library " + library + " is missing"
                                            : "the library " + library + " cannot be used: " + e)
                            .cause(e)
                            .advice(
                                    missing
                                            ? "Add " + library + " to the program"
                                            : "Allow it native access, and to unpack its native part: see SerialLine"),
                    library);
        }
    }

    /** The ports of this machine. */
    List<SerialPort> ports();

    /**
     * Opens a port, with a rate that need not be the one of the options.
     *
     * @throws IOException if there is no such port, or it cannot be had
     */
    OpenPort open(String name, SerialOptions options, int baudRate) throws IOException;

    /** A port that is open. One thread reads and closes, another writes and changes the rate. */
    interface OpenPort {

        /**
         * Waits for bytes, at most about a tenth of a second.
         *
         * @return how many were read, perhaps 0
         * @throws IOException if the port is gone
         */
        int read(byte[] buffer) throws IOException;

        /**
         * Hands over bytes, which leave in their time.
         *
         * @throws IOException if the port did not take them all
         */
        void write(byte[] bytes) throws IOException;

        /**
         * Changes the rate at once.
         *
         * @throws IOException if the port cannot do that
         */
        void baudRate(int bitsPerSecond) throws IOException;

        void close();
    }
}
