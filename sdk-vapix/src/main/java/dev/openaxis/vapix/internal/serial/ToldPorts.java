package dev.openaxis.vapix.internal.serial;

import static java.util.stream.Collectors.toCollection;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.ParamCgi;
import dev.openaxis.vapix.parameters.ParameterList;
import dev.openaxis.vapix.serial.DeviceSerialPort;
import dev.openaxis.vapix.serial.GenericTcpServer;
import dev.openaxis.vapix.serial.PortServers;
import dev.openaxis.vapix.serial.SerialMode;
import dev.openaxis.vapix.serial.SerialParity;
import dev.openaxis.vapix.serial.SerialSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** The serial ports as the device tells them at one moment. */
final class ToldPorts {
    private static final String API = "serial-port";
    private static final String LIST = "serialPorts().list() lists what there is";

    private final CallContext context;
    private final ParameterList told;
    private final SortedMap<Integer, ParameterList> settings;
    private final SortedMap<Integer, PortServers> servers = new TreeMap<>();

    private ToldPorts(CallContext context, ParameterList told) {
        this.context = context;
        this.told = told;
        this.settings = told.indexed(PortNames.SETTINGS);
        told.indexed(PortNames.SERVERS).forEach((number, group) -> servers.put(number, servers(number, group)));
    }

    /** Asks the device; one without serial ports for general use is told by its property, whatever else it lists. */
    static CompletableFuture<ToldPorts> read(DeviceSession session, CallContext context) {
        return ParamCgi.list(session, context, List.of(PortNames.SUPPORTED, "Serial", "PortManager"))
                .thenApply(told -> new ToldPorts(context, told).requireSupported());
    }

    private ToldPorts requireSupported() {
        if (!told.bool(PortNames.SUPPORTED).orElse(false)) {
            throw new UnsupportedCapabilityException(
                    context.failure("the device has no serial ports for general use (" + PortNames.SUPPORTED + " is "
                                    + told.get(PortNames.SUPPORTED).orElse("not there") + ")")
                            .advice("The API came with AXIS OS 5.20, on products with serial ports"),
                    API);
        }
        // Viewers see how many there are, and nothing else.
        if (settings.isEmpty() && told.integer(PortNames.COUNT).orElse(0) > 0) {
            throw new AuthorizationException(
                    context.failure("the account may not read the settings of the serial ports")
                            .advice("This needs " + context.operation().role() + " ("
                                    + context.operation().roleSource() + ")"));
        }
        return this;
    }

    // ---- what is there ----

    List<DeviceSerialPort> all() {
        return settings.keySet().stream().map(this::port).toList();
    }

    private DeviceSerialPort port(int number) {
        ParameterList group = settings.getOrDefault(number, ParameterList.parse(""));
        boolean single = settings.size() == 1 && servers.size() == 1;
        PortServers own = single ? servers.get(servers.firstKey()) : servers.get(number - 1);
        return new DeviceSerialPort(number, settings(group), Optional.ofNullable(own), single);
    }

    /** A port with the servers that are known to be its own, as the device tells both. */
    DeviceSerialPort port(int number, int serversNumber) {
        return new DeviceSerialPort(
                number, port(number).settings(), Optional.ofNullable(servers.get(serversNumber)), true);
    }

    /** The port of this number. */
    DeviceSerialPort require(int number) {
        if (!settings.containsKey(number)) {
            throw new WrongPortException(
                    context.failure("the device has no serial port " + number + ", it has " + settings.keySet())
                            .advice(LIST));
        }
        return port(number);
    }

    /** The servers of a port: those the caller names, or those that are certainly its own. */
    PortServers requireServers(DeviceSerialPort port, Optional<Integer> named) {
        if (named.isPresent()) {
            return Optional.ofNullable(servers.get(named.get()))
                    .orElseThrow(() -> new WrongPortException(context.failure("the device has no " + PortNames.SERVERS
                                    + named.get() + ", it has " + servers.keySet())
                            .advice(LIST)));
        }
        if (servers.isEmpty()) {
            throw new WrongPortException(context.failure("the device has no servers for its serial ports")
                    .advice(LIST));
        }
        if (!port.serversVerified()) {
            throw new UnverifiedMappingException(
                    context.failure("which of " + PortNames.SERVERS + servers.keySet() + " belongs to serial port "
                                    + port.number() + " is not certain: they count from 0 and ports from 1")
                            .advice("Check it, and name it with TunnelOptions.servers()"));
        }
        return port.servers().orElseThrow();
    }

    /** The value of a parameter the port must have. */
    String require(String name) {
        return told.get(name)
                .orElseThrow(() -> new WrongPortException(
                        context.failure("the device does not have " + name).advice(LIST)));
    }

    ParameterList list() {
        return told;
    }

    // ---- how it is told ----

    private static SerialSettings settings(ParameterList group) {
        return new SerialSettings(
                text(group, PortNames.MODE).map(SerialMode::new),
                number(group, PortNames.RATE),
                number(group, PortNames.DATA_BITS),
                number(group, PortNames.STOP_BITS),
                text(group, PortNames.PARITY).map(SerialParity::new),
                group.bool(PortNames.XON_XOFF),
                group.bool(PortNames.RTS_CTS),
                group.bool(PortNames.TERMINATION),
                group.bool(PortNames.BIAS));
    }

    private static PortServers servers(int number, ParameterList group) {
        Set<String> inUseBy = group.asMap().keySet().stream()
                .filter(name -> isServer(name) && group.bool(name).orElse(false))
                .map(name -> name.substring(0, name.length() - PortNames.ENABLED.length()))
                .collect(toCollection(TreeSet::new));
        Optional<String> type = text(group, PortNames.PORT_TYPE);
        if (type.filter(PortNames.REMOTE_PORT::equalsIgnoreCase).isPresent()) {
            inUseBy.add(PortNames.REMOTE_PORT);
        }
        return new PortServers(number, group.bool(PortNames.PORT_ENABLED), type, inUseBy, genericTcp(group));
    }

    /** A group of its own with {@code Enabled}, not one within another. */
    private static boolean isServer(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && name.substring(dot).equalsIgnoreCase(PortNames.ENABLED);
    }

    private static GenericTcpServer genericTcp(ParameterList group) {
        return new GenericTcpServer(
                group.bool(PortNames.GENERIC + PortNames.ENABLED),
                group.get(PortNames.ALLOWED),
                number(group, PortNames.TIMEOUT).filter(time -> time >= 0).map(Duration::ofSeconds),
                group.bool(PortNames.LISTENING),
                number(group, PortNames.LISTENER_PORT),
                group.bool(PortNames.CONNECTING),
                text(group, PortNames.HOST),
                number(group, PortNames.HOST_PORT));
    }

    private static Optional<String> text(ParameterList group, String name) {
        return group.get(name).map(String::trim).filter(text -> !text.isEmpty());
    }

    private static Optional<Integer> number(ParameterList group, String name) {
        return group.integer(name).stream()
                .filter(number -> (int) number == number)
                .mapToObj(number -> (int) number)
                .findFirst();
    }
}
