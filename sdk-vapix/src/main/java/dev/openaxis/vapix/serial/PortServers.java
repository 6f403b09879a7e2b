package dev.openaxis.vapix.serial;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may use a serial port ({@code PortManager.P#}). What is empty the device does not tell.
 *
 * @param number the number of the group, from 0
 * @param portEnabled whether the port is on at all
 * @param portType {@code Serial} or {@code RemotePort}
 * @param inUseBy the servers that are on, by the names of their groups: {@code GenericTCPServer}, {@code PTZServer},
 *     {@code SerialCGI}, {@code RemotePort} if the port is of that type, and any other group that tells {@code Enabled}
 * @param genericTcp the server that carries bytes over TCP
 */
public record PortServers(
        int number,
        Optional<Boolean> portEnabled,
        Optional<String> portType,
        Set<String> inUseBy,
        GenericTcpServer genericTcp) {

    /** Makes the set immutable, in the order of the alphabet. */
    public PortServers {
        inUseBy = Collections.unmodifiableSet(new TreeSet<>(inUseBy));
    }
}
