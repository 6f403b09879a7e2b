package dev.openaxis.vapix.serial;

import dev.openaxis.core.line.TcpOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a tunnel is opened. Immutable; begins with {@link #defaults}.
 *
 * @param settings how the port is set while the tunnel is open; nothing is changed
 * @param allowedAddresses who may connect while it is open; empty, which leaves the device's list as it is
 * @param listenerPort where the device is to listen, 1024 to 65535; empty, which leaves it where it is
 * @param timeout the server's time-out, whole seconds from 0 (none) to 3600; empty, which leaves it as it is
 * @param takeOver servers that lose the port while the tunnel is open; none
 * @param servers which {@code PortManager.P#} belongs to the port, from 0; empty, which takes the only one
 * @param tcp how the line behaves; the defaults, with a tolerance of 150 ms. Its rate is that of the port where the device tells
 *     it
 */
public record TunnelOptions(
        SerialSettings settings,
        List<String> allowedAddresses,
        Optional<Integer> listenerPort,
        Optional<Duration> timeout,
        Set<String> takeOver,
        Optional<Integer> servers,
        TcpOptions tcp) {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    /** The three forms the documentation shows: an address, a range of its last number, and all of them. */
    private static final Pattern ADDRESS = Pattern.compile("(" + OCTET + "\\.){3}(\\*|" + OCTET + "(-" + OCTET + ")?)");

    /** Keeps copies, and checks the ranges. */
    public TunnelOptions {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(tcp, "tcp");
        allowedAddresses = List.copyOf(allowedAddresses);
        takeOver = Set.copyOf(takeOver);
        for (String address : allowedAddresses) {
            if (!ADDRESS.matcher(address).matches()) {
                throw new IllegalArgumentException("not like 1.2.3.4, 1.2.3.4-9 or 1.2.3.*: '" + address + "'");
            }
        }
        if (listenerPort.filter(port -> port < 1024 || port > 65_535).isPresent()) {
            throw new IllegalArgumentException("listener port out of range 1024 to 65535: " + listenerPort.get());
        }
        if (timeout.filter(time -> time.isNegative() || time.compareTo(LONGEST) > 0 || time.toNanosPart() != 0)
                .isPresent()) {
            throw new IllegalArgumentException("time-out out of range 0 to 3600 whole seconds: " + timeout.get());
        }
        if (servers.filter(number -> number < 0).isPresent()) {
            throw new IllegalArgumentException("the groups of servers count from 0: " + servers.get());
        }
    }

    /**
     * The defaults: nothing is changed but what the tunnel needs, and nobody loses the port.
     *
     * @return options with the values named above
     */
    public static TunnelOptions defaults() {
        return new TunnelOptions(
                SerialSettings.change(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                TcpOptions.defaults());
    }

    /**
     * Sets the port while the tunnel is open.
     *
     * @param change what is to be other than it is
     * @return a copy
     */
    public TunnelOptions settings(SerialSettings change) {
        return new TunnelOptions(change, allowedAddresses, listenerPort, timeout, takeOver, servers, tcp);
    }

    /**
     * Lets only these connect while the tunnel is open. It is the only protection there is, and this side's own address, as the
     * device sees it, must be among them.
     *
     * @param addresses IPv4: {@code 1.2.3.4}, {@code 1.2.3.4-9} or {@code 1.2.3.*}
     * @return a copy
     */
    public TunnelOptions allowing(String... addresses) {
        return new TunnelOptions(settings, List.of(addresses), listenerPort, timeout, takeOver, servers, tcp);
    }

    /**
     * Lets the device listen elsewhere while the tunnel is open.
     *
     * @param port 1024 to 65535
     * @return a copy
     */
    public TunnelOptions listenerPort(int port) {
        return new TunnelOptions(settings, allowedAddresses, Optional.of(port), timeout, takeOver, servers, tcp);
    }

    /**
     * Sets the server's time-out while the tunnel is open. What it counts is not documented; most likely silence, so give it more
     * than the longest pause of the protocol above.
     *
     * @param time whole seconds from 0 (none) to 3600
     * @return a copy
     */
    public TunnelOptions timeout(Duration time) {
        return new TunnelOptions(settings, allowedAddresses, listenerPort, Optional.of(time), takeOver, servers, tcp);
    }

    /**
     * Takes the port from servers that have it; they are off while the tunnel is open. Any other server that has it still refuses
     * the tunnel. {@code GenericTCPServer} names the server the tunnel itself goes through: somebody else may be using it.
     *
     * @param services names as in {@link PortServers#inUseBy}, for example {@code PTZServer}
     * @return a copy
     */
    public TunnelOptions takingOver(String... services) {
        return new TunnelOptions(settings, allowedAddresses, listenerPort, timeout, Set.of(services), servers, tcp);
    }

    /**
     * Says which servers belong to the port. Needed on devices with several ports.
     *
     * @param number of {@code PortManager.P#}, from 0
     * @return a copy
     */
    public TunnelOptions servers(int number) {
        return new TunnelOptions(settings, allowedAddresses, listenerPort, timeout, takeOver, Optional.of(number), tcp);
    }

    /**
     * Sets how the line behaves.
     *
     * @param options tolerance, connect time and bytes under way; its peers mean nothing here
     * @return a copy
     */
    public TunnelOptions tcp(TcpOptions options) {
        return new TunnelOptions(settings, allowedAddresses, listenerPort, timeout, takeOver, servers, options);
    }
}
