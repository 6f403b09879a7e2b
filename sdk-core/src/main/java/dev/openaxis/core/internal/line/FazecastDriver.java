package dev.openaxis.core.internal.line;

import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import dev.openaxis.core.line.Parity;
import dev.openaxis.core.line.Rs485;
import dev.openaxis.core.line.SerialOptions;
import dev.openaxis.core.line.SerialPort;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Serial ports by jSerialComm. The only class that names it: where it is missing, only this class cannot be loaded. */
final class FazecastDriver implements SerialDriver {
    /** The library's finest step where it is not on Windows. */
    private static final int READ_MILLIS = 100;

    FazecastDriver() {
        // Loads the native part, or fails here and not later.
        com.fazecast.jSerialComm.SerialPort.getVersion();
    }

    @Override
    public List<SerialPort> ports() {
        return Arrays.stream(com.fazecast.jSerialComm.SerialPort.getCommPorts())
                .map(port -> new SerialPort(
                        port.getSystemPortPath(), port.getDescriptivePortName(), port.getVendorID() >= 0))
                .toList();
    }

    @Override
    public OpenPort open(String name, SerialOptions options, int baudRate) throws IOException {
        com.fazecast.jSerialComm.SerialPort port;
        try {
            port = com.fazecast.jSerialComm.SerialPort.getCommPort(name);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("there is no such port", e);
        }
        port.setComPortParameters(baudRate, 8, stopBits(options), parity(options.parity()));
        port.setFlowControl(com.fazecast.jSerialComm.SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(com.fazecast.jSerialComm.SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_MILLIS, 0);
        if (options.rs485().isPresent()) {
            Rs485 rs485 = options.rs485().get();
            port.setRs485ModeParameters(
                    true,
                    rs485.rtsHigh(),
                    rs485.terminated(),
                    rs485.hearsItself(),
                    (int) (rs485.delayBefore().toNanos() / 1_000),
                    (int) (rs485.delayAfter().toNanos() / 1_000));
        } else {
            // Else the library switches off what the system was told about the port.
            port.disableRs485ModeControl();
        }
        // No pause before: without it no later change pauses, either.
        if (!port.openPort(0)) {
            throw new IOException("it cannot be opened (error " + port.getLastErrorCode() + " of the system)");
        }
        return new Open(port);
    }

    private static int stopBits(SerialOptions options) {
        return options.stopBits() == 1
                ? com.fazecast.jSerialComm.SerialPort.ONE_STOP_BIT
                : com.fazecast.jSerialComm.SerialPort.TWO_STOP_BITS;
    }

    private static int parity(Parity parity) {
        return switch (parity) {
            case NONE -> com.fazecast.jSerialComm.SerialPort.NO_PARITY;
            case EVEN -> com.fazecast.jSerialComm.SerialPort.EVEN_PARITY;
            case ODD -> com.fazecast.jSerialComm.SerialPort.ODD_PARITY;
        };
    }

    private record Open(com.fazecast.jSerialComm.SerialPort port) implements OpenPort {
        @Override
        public int read(byte[] buffer) throws IOException {
            int count = port.readBytes(buffer, buffer.length);
            if (count < 0) {
                throw new IOException(
                        "it cannot be read any more (error " + port.getLastErrorCode() + " of the system)");
            }
            return count;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            int count = port.writeBytes(bytes, bytes.length);
            if (count != bytes.length) {
                throw new IOException("it took " + Math.max(0, count) + " of " + bytes.length + " bytes (error "
                        + port.getLastErrorCode() + " of the system)");
            }
        }

        @Override
        public void baudRate(int bitsPerSecond) throws IOException {
            if (!port.setBaudRate(bitsPerSecond)) {
                throw new IOException("it cannot have " + bitsPerSecond + " bits per second (error "
                        + port.getLastErrorCode() + " of the system)");
            }
        }

        @Override
        public void close() {
            port.closePort();
        }
    }
}
