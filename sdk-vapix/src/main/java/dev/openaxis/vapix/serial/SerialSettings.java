package dev.openaxis.vapix.serial;

import java.util.Objects;
import java.util.Optional;

/**
 * How a serial port is set ({@code Serial.Ser#}). As told by a device, what is empty the port does not have, or tells in an
 * unknown form; as a change, what is empty stays. Immutable.
 *
 * @param mode the electrical form
 * @param baudRate bits per second: 300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600 or 115200; in RS-485 modes 230400 and
 *     460800, too
 * @param dataBits 7 or 8
 * @param stopBits 1 or 2
 * @param parity the parity bit
 * @param xonXoff whether the flow is controlled by XON and XOFF, which takes these two bytes out of what is carried
 * @param rtsCts whether the flow is controlled by RTS and CTS
 * @param termination whether the port's own resistor is on the line
 * @param bias whether the port biases the line
 */
public record SerialSettings(
        Optional<SerialMode> mode,
        Optional<Integer> baudRate,
        Optional<Integer> dataBits,
        Optional<Integer> stopBits,
        Optional<SerialParity> parity,
        Optional<Boolean> xonXoff,
        Optional<Boolean> rtsCts,
        Optional<Boolean> termination,
        Optional<Boolean> bias) {

    /**
     * Nothing yet.
     *
     * @return settings that change nothing
     */
    public static SerialSettings change() {
        return new SerialSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Another electrical form.
     *
     * @param form one of the constants of {@link SerialMode}
     * @return a copy
     */
    public SerialSettings mode(SerialMode form) {
        return new SerialSettings(
                Optional.of(form), baudRate, dataBits, stopBits, parity, xonXoff, rtsCts, termination, bias);
    }

    /**
     * Another rate.
     *
     * @param bitsPerSecond one of those named above
     * @return a copy
     */
    public SerialSettings baudRate(int bitsPerSecond) {
        return new SerialSettings(
                mode, Optional.of(bitsPerSecond), dataBits, stopBits, parity, xonXoff, rtsCts, termination, bias);
    }

    /**
     * Another form of a character.
     *
     * @param data 7 or 8 data bits
     * @param bit the parity bit
     * @param stop 1 or 2 stop bits
     * @return a copy
     */
    public SerialSettings framing(int data, SerialParity bit, int stop) {
        Objects.requireNonNull(bit, "parity");
        return new SerialSettings(
                mode,
                baudRate,
                Optional.of(data),
                Optional.of(stop),
                Optional.of(bit),
                xonXoff,
                rtsCts,
                termination,
                bias);
    }

    /**
     * Another control of the flow.
     *
     * @param byCharacters by XON and XOFF; binary protocols cannot do with it
     * @param byLines by RTS and CTS
     * @return a copy
     */
    public SerialSettings flowControl(boolean byCharacters, boolean byLines) {
        return new SerialSettings(
                mode,
                baudRate,
                dataBits,
                stopBits,
                parity,
                Optional.of(byCharacters),
                Optional.of(byLines),
                termination,
                bias);
    }

    /**
     * Puts the port's own resistor on the line, or takes it off.
     *
     * @param on whether it is on
     * @return a copy
     */
    public SerialSettings termination(boolean on) {
        return new SerialSettings(mode, baudRate, dataBits, stopBits, parity, xonXoff, rtsCts, Optional.of(on), bias);
    }

    /**
     * Lets the port bias the line, or not.
     *
     * @param on whether it does
     * @return a copy
     */
    public SerialSettings bias(boolean on) {
        return new SerialSettings(
                mode, baudRate, dataBits, stopBits, parity, xonXoff, rtsCts, termination, Optional.of(on));
    }
}
