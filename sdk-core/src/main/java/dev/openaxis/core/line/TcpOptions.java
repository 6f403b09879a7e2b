package dev.openaxis.core.line;

import dev.openaxis.core.internal.line.OpenableLine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/**
 * How a line over TCP behaves. Immutable.
 *
 * @param baudRate bits per second on the wire behind the converter, 300 to 460,800; only who waits for answers counts with it; 9,600, the
 *     factory setting of most OSDP readers
 * @param bitsPerCharacter how long a byte is on that wire, with its start, parity and stop bits, 9 to 12; 10, that is 8 data bits, no parity
 *     and one stop bit
 * @param tolerance how much later bytes can come than on a wire; 150 ms, what converters that gather bytes need
 * @param connectTimeout time for one TCP connect, and for the TLS handshake if there is one; 5 s. Who gets a line of a {@link TcpAcceptor} has as
 *     long to open it
 * @param unsentBytes how many bytes may wait for a peer that does not read, before the line is closed; 65,536, which at 9,600 bits per
 *     second is more than a minute
 * @param peers who may dial in to a {@link TcpServer} or {@link TcpAcceptor}; empty, which is everybody
 * @param connections how many a {@link TcpAcceptor} has at once, those included that are in the making; 256, of which each that is
 *     idle takes some kilobytes, with TLS some tens of them
 */
public record TcpOptions(
        int baudRate,
        int bitsPerCharacter,
        Duration tolerance,
        Duration connectTimeout,
        int unsentBytes,
        Set<InetAddress> peers,
        int connections) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /** Keeps a copy, and checks the ranges. */
    public TcpOptions {
        OpenableLine.requireRate(baudRate);
        if (bitsPerCharacter < 9 || bitsPerCharacter > 12) {
            throw new IllegalArgumentException("bits per character out of range 9 to 12: " + bitsPerCharacter);
        }
        if (tolerance.isNegative() || tolerance.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("tolerance out of range 0 to one hour: " + tolerance);
        }
        if (connectTimeout.toMillis() < 1 || connectTimeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("connect timeout out of range 1 ms to one hour: " + connectTimeout);
        }
        if (unsentBytes < 2_048) {
            throw new IllegalArgumentException("unsent bytes must be 2048 (more than a frame) or more: " + unsentBytes);
        }
        if (connections < 1 || connections > 65_536) {
            throw new IllegalArgumentException("connections out of range 1 to 65536: " + connections);
        }
        peers = Set.copyOf(peers);
    }

    /**
     * The defaults.
     *
     * @return options with the values named above
     */
    public static TcpOptions defaults() {
        return new TcpOptions(9_600, 10, Duration.ofMillis(150), Duration.ofSeconds(5), 65_536, Set.of(), 256);
    }

    /**
     * Changes the rate behind the converter.
     *
     * @param bitsPerSecond 300 to 460,800
     * @return a copy
     */
    public TcpOptions withBaudRate(int bitsPerSecond) {
        return new TcpOptions(
                bitsPerSecond, bitsPerCharacter, tolerance, connectTimeout, unsentBytes, peers, connections);
    }

    /**
     * Changes how long a byte is on the wire behind the converter.
     *
     * @param bits 9 to 12, for example 11 with a parity bit
     * @return a copy
     */
    public TcpOptions withBitsPerCharacter(int bits) {
        return new TcpOptions(baudRate, bits, tolerance, connectTimeout, unsentBytes, peers, connections);
    }

    /**
     * Changes how much later bytes can come.
     *
     * @param later zero to one hour
     * @return a copy
     */
    public TcpOptions withTolerance(Duration later) {
        return new TcpOptions(baudRate, bitsPerCharacter, later, connectTimeout, unsentBytes, peers, connections);
    }

    /**
     * Changes the connect time.
     *
     * @param timeout 1 ms to one hour
     * @return a copy
     */
    public TcpOptions withConnectTimeout(Duration timeout) {
        return new TcpOptions(baudRate, bitsPerCharacter, tolerance, timeout, unsentBytes, peers, connections);
    }

    /**
     * Changes how many bytes may wait for the peer.
     *
     * @param bytes at least 2,048
     * @return a copy
     */
    public TcpOptions withUnsentBytes(int bytes) {
        return new TcpOptions(baudRate, bitsPerCharacter, tolerance, connectTimeout, bytes, peers, connections);
    }

    /**
     * Lets only some hosts dial in.
     *
     * @param hosts their addresses; none is everybody
     * @return a copy
     */
    public TcpOptions withPeers(InetAddress... hosts) {
        return new TcpOptions(
                baudRate, bitsPerCharacter, tolerance, connectTimeout, unsentBytes, Set.of(hosts), connections);
    }

    /**
     * Changes how many connections a port has at once.
     *
     * @param most 1 to 65,536
     * @return a copy
     */
    public TcpOptions withConnections(int most) {
        return new TcpOptions(baudRate, bitsPerCharacter, tolerance, connectTimeout, unsentBytes, peers, most);
    }
}
