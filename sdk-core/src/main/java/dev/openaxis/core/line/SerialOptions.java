package dev.openaxis.core.line;

import dev.openaxis.core.internal.line.OpenableLine;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a serial port is used: 8 data bits, no flow control, and the rest as here. Immutable.
 *
 * @param baudRate bits per second, 300 to 460,800; 9,600, the factory setting of most OSDP readers
 * @param parity the parity bit; none
 * @param stopBits 1 or 2; 1
 * @param tolerance how much later bytes can come than on the wire; 0. Adapters for USB gather bytes: give up to 150 ms there, always less
 *     than the time after which an answer is asked for again
 * @param rs485 how the driver switches the transceiver; empty, which leaves the driver as it is
 */
public record SerialOptions(int baudRate, Parity parity, int stopBits, Duration tolerance, Optional<Rs485> rs485) {

    /** Checks the ranges. */
    public SerialOptions {
        OpenableLine.requireRate(baudRate);
        Objects.requireNonNull(parity, "parity");
        Objects.requireNonNull(rs485, "rs485");
        if (stopBits < 1 || stopBits > 2) {
            throw new IllegalArgumentException("stop bits out of range 1 to 2: " + stopBits);
        }
        if (tolerance.isNegative() || tolerance.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("tolerance out of range 0 to one hour: " + tolerance);
        }
    }

    /**
     * The defaults: 9,600 bits per second, no parity, one stop bit.
     *
     * @return options with the values named above
     */
    public static SerialOptions defaults() {
        return new SerialOptions(9_600, Parity.NONE, 1, Duration.ZERO, Optional.empty());
    }

    /**
     * Changes the rate.
     *
     * @param bitsPerSecond 300 to 460,800
     * @return a copy
     */
    public SerialOptions withBaudRate(int bitsPerSecond) {
        return new SerialOptions(bitsPerSecond, parity, stopBits, tolerance, rs485);
    }

    /**
     * Changes what surrounds the data bits.
     *
     * @param newParity the parity bit
     * @param newStopBits 1 or 2
     * @return a copy
     */
    public SerialOptions withFraming(Parity newParity, int newStopBits) {
        return new SerialOptions(baudRate, newParity, newStopBits, tolerance, rs485);
    }

    /**
     * Changes how much later bytes can come.
     *
     * @param later zero to one hour
     * @return a copy
     */
    public SerialOptions withTolerance(Duration later) {
        return new SerialOptions(baudRate, parity, stopBits, later, rs485);
    }

    /**
     * Lets the driver switch an RS-485 transceiver.
     *
     * @param transceiver how
     * @return a copy
     */
    public SerialOptions withRs485(Rs485 transceiver) {
        return new SerialOptions(baudRate, parity, stopBits, tolerance, Optional.of(transceiver));
    }

    /**
     * How long a character is on the wire: a start bit, 8 data bits, the parity bit if there is one, and the stop bits.
     *
     * @return 10 to 12 bits
     */
    public int bitsPerCharacter() {
        return 9 + (parity == Parity.NONE ? 0 : 1) + stopBits;
    }
}
