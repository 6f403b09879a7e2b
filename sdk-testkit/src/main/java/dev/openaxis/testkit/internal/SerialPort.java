package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SerialVariant;
import dev.openaxis.testkit.Variant;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial port, reference 02 section 11: its parameters, its generic TCP server and the wire behind it. Names, words and ranges are
 * documented; of the values from the factory only that the server is off. That the server listens while the port, the server
 * and its listener are enabled, that switching one of them off ends the connection, and that {@code Timeout} counts the time in
 * which nothing is carried is inference. The other servers are remembered only. Changes on the device's loop.
 */
public final class SerialPort {
    private static final Logger LOG = LoggerFactory.getLogger(SerialPort.class);
    private static final List<String> RATES =
            List.of("300", "600", "1200", "2400", "4800", "9600", "19200", "38400", "57600", "115200");
    private static final List<String> RS485_RATES = List.of("230400", "460800");

    private final DeviceCore device;
    private final EventLoop loop;
    private final InetAddress address;
    private final Set<String> missing;
    private final String settings;
    private final String servers;
    private final OwnPort own;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<SerialConnection> held = new LinkedHashSet<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong timedOut = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private @Nullable SerialConnection connection;
    private @Nullable Channel elsewhere;
    private Wire wire = new Wire(0, bytes -> lost.addAndGet(bytes.length));
    private int listening;
    private boolean cut;
    private boolean down;

    /** What is on the wire; a rate of 0 is any. */
    private record Wire(int baudRate, Consumer<byte[]> hears) {}

    SerialPort(DeviceCore device, EventLoop loop, InetAddress address, int number, int server) {
        this.device = device;
        this.loop = loop;
        this.address = address;
        this.missing = device.config().io().serial().missing();
        this.settings = "Serial.Ser" + number + ".";
        this.servers = "PortManager.P" + server + ".";
        this.own = new OwnPort(loop, address, this::accept);
        own.shut();
        fromTheFactory();
    }

    // ---- parameters ----

    private void fromTheFactory() {
        values.clear();
        Map<String, String> port = new LinkedHashMap<>();
        port.put("PortMode", "RS485");
        port.put("BaudRate", "9600");
        port.put("DataBits", "8");
        port.put("StopBits", "1");
        port.put("Parity", "None");
        List.of("FlowControlXONXOFF", "FlowControlRTSCTS", "Termination", "Bias")
                .forEach(key -> port.put(key, "no"));
        port.keySet().removeAll(missing);
        port.forEach((key, value) -> values.put(settings + key, value));
        Map<String, String> server = new LinkedHashMap<>();
        server.put("PortEnabled", "no");
        server.put("PortType", "Serial");
        server.put("SerialCGI.Enabled", "no");
        server.put("PTZServer.Enabled", "no");
        server.put("GenericTCPServer.Enabled", "no");
        server.put("GenericTCPServer.AllowedIPAddresses", "");
        server.put("GenericTCPServer.Timeout", "0");
        server.put("GenericTCPServer.Listener.Enabled", "no");
        server.put("GenericTCPServer.Listener.Port", Integer.toString(own.number()));
        server.put("GenericTCPServer.ConnectTo.Enabled", "no");
        server.put("GenericTCPServer.ConnectTo.Host", "");
        server.put("GenericTCPServer.ConnectTo.Port", "");
        server.keySet().removeAll(missing);
        server.forEach((key, value) -> values.put(servers + key, value));
    }

    void factoryDefault() {
        fromTheFactory();
        loop.execute(this::apply);
    }

    /** An operator may read, an administrator may write (documented). */
    void list(Consumer<Parameter> into) {
        values.forEach((name, value) -> {
            String key = name.substring(name.indexOf('.', name.indexOf('.') + 1) + 1);
            String title = name.substring(name.lastIndexOf('.') + 1);
            into.accept(new Parameter(name, value, "7746", title, "", new ParameterType(type(key))));
        });
    }

    private String type(String key) {
        return switch (key) {
            case "PortMode" -> words(List.of("RS232", "RS485", "RS485_4", "RS422"));
            case "BaudRate" -> words(rates());
            case "DataBits" -> words(List.of("7", "8"));
            case "StopBits" -> words(List.of("1", "2"));
            case "Parity" -> words(List.of("None", "Even", "Odd", "Mark", "Space"));
            case "PortType" -> words(List.of("Serial", "RemotePort"));
            case "GenericTCPServer.Timeout" -> "<int min=\"0\" max=\"3600\" />";
            case "GenericTCPServer.Listener.Port" -> "<int min=\"1024\" max=\"65535\" />";
            case "GenericTCPServer.AllowedIPAddresses",
                    "GenericTCPServer.ConnectTo.Host",
                    "GenericTCPServer.ConnectTo.Port" -> "<string />";
            default -> "<bool true=\"yes\" false=\"no\" />";
        };
    }

    private List<String> rates() {
        List<String> rates = new ArrayList<>(RATES);
        if (value(settings + "PortMode").startsWith("RS485")) {
            rates.addAll(RS485_RATES);
        }
        return rates;
    }

    private static String words(List<String> words) {
        StringBuilder xml = new StringBuilder("<enum>");
        words.forEach(word -> xml.append("<entry value=\"").append(word).append("\" />"));
        return xml.append("</enum>").toString();
    }

    /** Takes a value that was checked; false if it is none of this port's. */
    boolean write(String name, String value) {
        boolean mine = values.replace(name, value) != null;
        if (mine) {
            // After the request, so that what it writes together takes effect together.
            loop.execute(this::apply);
        }
        return mine;
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }

    private boolean isOn(String key) {
        return value(servers + key).equals("yes");
    }

    // ---- the server ----

    private void apply() {
        boolean on = !down
                && isOn("PortEnabled")
                && isOn("GenericTCPServer.Enabled")
                && isOn("GenericTCPServer.Listener.Enabled")
                && value(servers + "PortType").equals("Serial");
        int wanted = on ? Integer.parseInt(value(servers + "GenericTCPServer.Listener.Port")) : 0;
        if (wanted == listening) {
            return;
        }
        shut();
        drop();
        if (wanted != 0) {
            listen(wanted);
        }
    }

    private void listen(int number) {
        listening = number;
        if (number == own.number()) {
            own.open(() -> {});
            return;
        }
        OwnPort.listener(loop, this::accept)
                .bind(new InetSocketAddress(address, number))
                .addListener((ChannelFuture bound) -> {
                    if (!bound.isSuccess()) {
                        LOG.warn("Could not listen on port {}", number, bound.cause());
                    } else if (listening == number) {
                        elsewhere = bound.channel();
                    } else {
                        bound.channel().close();
                    }
                });
    }

    private void shut() {
        listening = 0;
        own.shut();
        if (elsewhere != null) {
            elsewhere.close();
            elsewhere = null;
        }
    }

    private void accept(SocketChannel channel) {
        accepted.incrementAndGet();
        SerialConnection one = new SerialConnection(this, channel);
        InetSocketAddress who = channel.remoteAddress();
        AllowedAddresses allowed = new AllowedAddresses(value(servers + "GenericTCPServer.AllowedIPAddresses"));
        if (listening == 0 || who == null) {
            one.reset();
        } else if (cut) {
            hold(one);
        } else if (!allowed.admit(who.getAddress())) {
            refused.incrementAndGet();
            if (device.config().is(SerialVariant.STRANGERS_LEFT_WAITING)) {
                hold(one);
            } else {
                one.reset();
            }
        } else if (connection != null && !device.config().is(SerialVariant.NEWEST_CONNECTION_WINS)) {
            refused.incrementAndGet();
            one.reset();
        } else {
            take(one, channel);
        }
    }

    private void take(SerialConnection one, SocketChannel channel) {
        if (connection != null) {
            connection.reset();
        }
        connection = one;
        channel.pipeline().addLast(one);
        int seconds = Integer.parseInt(values.getOrDefault(servers + "GenericTCPServer.Timeout", "0"));
        if (seconds > 0) {
            watch(one, TimeUnit.SECONDS.toNanos(seconds));
        }
    }

    private void watch(SerialConnection one, long limit) {
        device.scheduleInThisBoot(Math.max(0, limit - one.idleNanos()), () -> {
            if (connection != one) {
                return;
            }
            if (one.idleNanos() < limit) {
                watch(one, limit);
            } else {
                timedOut.incrementAndGet();
                one.finish();
            }
        });
    }

    private void hold(SerialConnection one) {
        one.hold();
        held.add(one);
        one.channel().pipeline().addLast(one);
    }

    void left(SerialConnection one) {
        held.remove(one);
        if (connection == one) {
            connection = null;
        }
    }

    /** Resets every connection. */
    void drop() {
        List.copyOf(held).forEach(SerialConnection::reset);
        if (connection != null) {
            connection.reset();
        }
    }

    /** Nothing comes through any more; TCP stays up. */
    void freeze() {
        cut = true;
        holdOpen();
    }

    private void holdOpen() {
        if (connection != null) {
            connection.hold();
            held.add(connection);
            connection = null;
        }
    }

    /** Something comes through again; what was open is reset. */
    void mend() {
        cut = false;
        drop();
    }

    void goDown() {
        down = true;
        shut();
        if (device.config().is(Variant.RESTART_LEAVES_CONNECTIONS_OPEN)) {
            holdOpen();
        } else {
            drop();
        }
    }

    void comeUp() {
        drop();
        down = false;
        apply();
    }

    /** Everything that must be closed before the device is gone. */
    List<Channel> stop() {
        down = true;
        List<Channel> channels = new ArrayList<>(own.stop().stream().toList());
        if (elsewhere != null) {
            channels.add(elsewhere);
        }
        if (connection != null) {
            channels.add(connection.channel());
        }
        held.forEach(one -> channels.add(one.channel()));
        return channels;
    }

    // ---- the wire ----

    /** Bytes of the client go out on the wire. */
    void hear(byte[] bytes) {
        if (fits()) {
            heard.addAndGet(bytes.length);
            wire.hears().accept(bytes);
        } else {
            lost.addAndGet(bytes.length);
        }
    }

    private boolean fits() {
        return wire.baudRate() == 0 || Integer.toString(wire.baudRate()).equals(value(settings + "BaudRate"));
    }

    /**
     * Puts something on the wire.
     *
     * @param baudRate its rate, 0 for any
     * @param hears takes what goes out
     */
    public void attach(int baudRate, Consumer<byte[]> hears) {
        device.call(() -> {
            wire = new Wire(baudRate, hears);
            return wire;
        });
    }

    /**
     * What is on the wire says something.
     *
     * @param bytes what it says
     */
    public void say(byte[] bytes) {
        device.schedule(0, () -> {
            SerialConnection one = connection;
            if (one != null && fits()) {
                sent.addAndGet(bytes.length);
                one.send(bytes);
            } else {
                lost.addAndGet(bytes.length);
            }
        });
    }

    // ---- for tests ----

    /**
     * Where the generic server listens, or would.
     *
     * @return {@code Listener.Port}
     */
    public int tcpPort() {
        return device.call(() -> Integer.parseInt(value(servers + "GenericTCPServer.Listener.Port")));
    }

    /**
     * Tells whether the generic server takes connections.
     *
     * @return true if so
     */
    public boolean isListening() {
        return device.call(() -> listening != 0 && (listening == own.number() ? own.isOpen() : elsewhere != null));
    }

    /**
     * Tells whether a client is connected.
     *
     * @return true if so
     */
    public boolean isConnected() {
        return device.call(() -> connection != null && !connection.isHeld());
    }

    /**
     * What it has counted.
     *
     * @param accepted connections made
     * @param refused of them turned away
     * @param timedOut of them ended because nothing was carried
     * @param heard bytes that went out on the wire
     * @param sent bytes that came from it
     * @param lost bytes of both directions that nobody heard
     */
    public record Counts(long accepted, long refused, long timedOut, long heard, long sent, long lost) {}

    /**
     * What it has counted.
     *
     * @return a snapshot
     */
    public Counts counts() {
        return new Counts(accepted.get(), refused.get(), timedOut.get(), heard.get(), sent.get(), lost.get());
    }

    @Override
    public String toString() {
        return settings + "* and " + servers + "*";
    }
}
