package dev.openaxis.vapix.serial;

import java.time.Duration;
import java.util.Optional;

/**
 * The server that carries a serial port's bytes over TCP ({@code PortManager.P#.GenericTCPServer}). What is empty the device does
 * not tell, or tells in an unknown form.
 *
 * @param enabled whether it is on; it is off from the factory
 * @param allowedAddresses who may connect, as the device writes it: {@code 1.2.3.4, 2.3.4.5-9, 3.4.5.*}; an empty text is everybody
 * @param timeout 0 to 3600 s, zero for none; what it counts is not documented
 * @param listening whether it takes connections
 * @param port where it takes them, 1024 to 65535; from the factory 1024 and the number of {@code P#}
 * @param connecting whether it makes a connection itself
 * @param host where to
 * @param hostPort and to which port of it
 */
public record GenericTcpServer(
        Optional<Boolean> enabled,
        Optional<String> allowedAddresses,
        Optional<Duration> timeout,
        Optional<Boolean> listening,
        Optional<Integer> port,
        Optional<Boolean> connecting,
        Optional<String> host,
        Optional<Integer> hostPort) {}
