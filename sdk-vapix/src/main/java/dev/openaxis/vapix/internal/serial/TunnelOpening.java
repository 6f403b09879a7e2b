package dev.openaxis.vapix.internal.serial;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.TcpLine;
import dev.openaxis.core.line.TcpOptions;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.serial.DeviceSerialPort;
import dev.openaxis.vapix.serial.PortInUseException;
import dev.openaxis.vapix.serial.PortServers;
import dev.openaxis.vapix.serial.SerialParity;
import dev.openaxis.vapix.serial.SerialSettings;
import dev.openaxis.vapix.serial.TunnelOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * One setting of a device for a tunnel (VAPIX serial-port-api): a look whether the port is free, the changes, and a look whether
 * they are made. What fails after something was sent is undone.
 */
final class TunnelOpening {
    private final DeviceSession session;
    private final CallContext context;
    private final int number;
    private final TunnelOptions how;
    private final SettingsWriter writer;

    TunnelOpening(DeviceSession session, CallContext context, int number, TunnelOptions how) {
        this.session = session;
        this.context = context;
        this.number = number;
        this.how = how;
        this.writer = new SettingsWriter(session, context);
    }

    /** What is there when it is done. */
    record Opened(DeviceSerialPort port, ByteLine line, List<SettingChange> changes) {}

    CompletableFuture<Opened> run(ToldPorts told, Map<String, String> settings, AxisRuntime runtime) {
        DeviceSerialPort port = told.require(number);
        PortServers servers = told.requireServers(port, how.servers());
        requireFree(servers);
        SerialOperations.requireRate(context, told, number, how.settings());
        List<SettingChange> changes =
                new ArrayList<>(SerialOperations.changes(told, PortNames.SETTINGS + number + ".", settings));
        changes.addAll(SerialOperations.changes(told, PortNames.SERVERS + servers.number() + ".", wantedOf(servers)));
        ByteLine line = line(runtime, port, servers);
        return writer.make(changes)
                .thenCompose(done -> ToldPorts.read(session, context))
                .thenApply(now -> {
                    SerialOperations.requireMade(context, now, changes);
                    return new Opened(now.port(number, servers.number()), line, List.copyOf(changes));
                })
                .handle((opened, failure) -> failure == null
                        ? CompletableFuture.completedFuture(opened)
                        : undo(changes, DeviceSession.thrown(failure)))
                .thenCompose(result -> result);
    }

    private void requireFree(PortServers servers) {
        Set<String> others = new TreeSet<>(servers.inUseBy());
        others.removeAll(how.takeOver());
        if (!others.isEmpty()) {
            throw new PortInUseException(
                    context.failure("serial port " + number + " is in use by " + String.join(", ", others))
                            .advice("Leave it to them, or name them in TunnelOptions.takingOver()"),
                    others);
        }
    }

    /** What the servers are to be set to; who loses the port is turned off first. */
    private Map<String, String> wantedOf(PortServers servers) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String server : servers.inUseBy()) {
            if (server.equals(PortNames.REMOTE_PORT)) {
                wanted.put(PortNames.PORT_TYPE, PortNames.SERIAL);
            } else if (!server.equals(PortNames.GENERIC)) {
                wanted.put(server + PortNames.ENABLED, PortNames.word(false));
            }
        }
        if (servers.genericTcp().connecting().orElse(false)) {
            wanted.put(PortNames.CONNECTING, PortNames.word(false));
        }
        if (!how.allowedAddresses().isEmpty()) {
            wanted.put(PortNames.ALLOWED, String.join(", ", how.allowedAddresses()));
        }
        how.timeout().ifPresent(time -> wanted.put(PortNames.TIMEOUT, Long.toString(time.toSeconds())));
        how.listenerPort().ifPresent(port -> wanted.put(PortNames.LISTENER_PORT, Integer.toString(port)));
        wanted.put(PortNames.PORT_ENABLED, PortNames.word(true));
        wanted.put(PortNames.GENERIC + PortNames.ENABLED, PortNames.word(true));
        wanted.put(PortNames.LISTENING, PortNames.word(true));
        return wanted;
    }

    private ByteLine line(AxisRuntime runtime, DeviceSerialPort port, PortServers servers) {
        int listener = how.listenerPort()
                .or(() -> servers.genericTcp().port())
                .filter(number -> number > 0 && number <= 65_535)
                .orElseThrow(() -> new WrongPortException(
                        context.failure("the device does not tell where its generic TCP server would listen")
                                .advice("Name a port with TunnelOptions.listenerPort()")));
        int rate = how.settings()
                .baudRate()
                .or(() -> port.settings().baudRate())
                .filter(told -> told >= 300 && told <= 460_800)
                .orElse(how.tcp().baudRate());
        TcpOptions options = how.tcp().withBaudRate(rate);
        if (port.settings().dataBits().isPresent() || how.settings().dataBits().isPresent()) {
            options = options.withBitsPerCharacter(bitsPerCharacter(port.settings()));
        }
        return TcpLine.to(runtime, session.invoker().address().host(), listener, options);
    }

    /** A start bit, and what the port has or is given. */
    private int bitsPerCharacter(SerialSettings present) {
        SerialSettings given = how.settings();
        int data =
                given.dataBits().or(present::dataBits).filter(bits -> bits == 7).orElse(8);
        int stop =
                given.stopBits().or(present::stopBits).filter(bits -> bits == 2).orElse(1);
        boolean parity = given.parity()
                .or(present::parity)
                .filter(bit -> !bit.equals(SerialParity.NONE))
                .isPresent();
        return 1 + data + (parity ? 1 : 0) + stop;
    }

    // ---- failing half way ----

    private CompletableFuture<Opened> undo(List<SettingChange> changes, RuntimeException failure) {
        if (!context.changeSent()) {
            return CompletableFuture.failedFuture(failure);
        }
        return writer.takeBack(changes).handle((done, left) -> {
            if (left != null) {
                RuntimeException notRestored = DeviceSession.thrown(left);
                notRestored.addSuppressed(failure);
                throw notRestored;
            }
            throw failure instanceof RefusedException refusal ? undone(refusal) : failure;
        });
    }

    private RefusedException undone(RefusedException refusal) {
        return new RefusedException(
                context.failure(refusal.what() + "; the settings are as before").effect(AppliedEffect.NONE),
                refusal.endpoint(),
                refusal.code(),
                refusal.deviceMessage(),
                refusal.details());
    }
}
