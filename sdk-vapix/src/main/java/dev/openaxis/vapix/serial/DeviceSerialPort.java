package dev.openaxis.vapix.serial;

import java.util.Optional;

/**
 * A serial port of a device.
 *
 * @param number from 1, as {@code Serial.Ser#}
 * @param settings how it is set
 * @param servers who may use it. {@code PortManager.P#} counts from 0, so these are taken from {@code P(number - 1)}, and from the
 *     only one there is on a device with one port; empty if there is no such group
 * @param serversVerified whether they are certainly this port's: with one port and one group. With several, that they stand in
 *     the same order is inference, and {@link SerialPorts#openTunnel} wants to be told
 */
public record DeviceSerialPort(
        int number, SerialSettings settings, Optional<PortServers> servers, boolean serversVerified) {}
