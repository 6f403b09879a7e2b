package dev.openaxis.core.line;

import dev.openaxis.core.internal.line.SerialByteLine;
import dev.openaxis.core.internal.line.SerialDriver;
import java.util.List;
import java.util.Objects;

/**
 * Lines over serial ports. They need the library {@code com.fazecast:jSerialComm} (2.11.4), which the SDK does not bring along; as a
 * module it is {@code com.fazecast.jSerialComm}, which a modular program requires or adds. The library contains native code: on Java 24
 * and later start the program with {@code --enable-native-access=com.fazecast.jSerialComm}, or {@code ALL-UNNAMED} if it is on the
 * class path. It unpacks that code to the folder of {@code java.io.tmpdir}, or else to the user's home. On hosts that forbid to run code
 * from there, take the file for the host out of the library's jar, for example {@code Linux/x86_64/libjSerialComm.so}, and start the program
 * with the folder it lies in as the system property {@code jSerialComm.library.path}; nothing is unpacked then (seen with 2.11.4).
 *
 * <p>Loading it on Linux makes the whole program ignore SIGHUP, SIGUSR1, SIGUSR2, SIGCONT, SIGTTIN, SIGTTOU and SIGIO (measured with
 * 2.11.4): a hang-up does not end it any more, and what the virtual machine itself does with SIGUSR2, which is suspending
 * threads for profilers, does not work. It is loaded when a serial line is first opened or ports are listed.
 *
 * <p>Each line has a {@link ThreadLoop} of its own and, while it is open, one more thread that waits for bytes. Nobody else on this machine
 * that asks for exclusive use can open the port meanwhile.
 */
public final class SerialLine {
    private SerialLine() {}

    /**
     * A line over a serial port. Opening it tells the listener {@link dev.openaxis.core.UnsupportedCapabilityException} if the library is missing,
     * and {@link dev.openaxis.core.ConnectionException} if there is no such port, it cannot be had, or it is unplugged later. What is sent
     * before the rate is changed leaves at the old rate. At most 4,096 bytes may wait to leave: more end the line.
     *
     * @param port for example {@code /dev/ttyUSB0} or {@code COM3}
     * @param options how it is used
     * @return a line that is not open
     */
    public static ByteLine on(String port, SerialOptions options) {
        return new SerialByteLine(
                Objects.requireNonNull(port, "port"), Objects.requireNonNull(options, "options"), SerialDriver::load);
    }

    /**
     * The serial ports of this machine. Reads the tables of the operating system, which takes milliseconds.
     *
     * @return a list, perhaps empty
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the library is missing
     */
    public static List<SerialPort> ports() {
        return SerialDriver.load().ports();
    }
}
