package dev.openaxis.vapix.serial;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.serial.SerialOperations;
import dev.openaxis.vapix.internal.serial.SettingChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A serial port of a device, reached over TCP. Made by {@link SerialPorts#openTunnel}, which says what it does and does not protect.
 * The device is set for it; {@link #line} is not open yet, and can be opened and closed as often as need be without changing the
 * device. {@link #close} puts the device's settings back:
 *
 * <pre>{@code
 * try (SerialTunnel tunnel = device.serialPorts().openTunnel(1, TunnelOptions.defaults().allowing("10.0.0.5"));
 *         ControlPanel panel = ControlPanel.on(tunnel.line()).keys(keys).start()) {
 *   ...
 * }
 * }</pre>
 */
public final class SerialTunnel implements AutoCloseable {
    private final DeviceSession session;
    private final CallOptions options;
    private final DeviceSerialPort port;
    private final ByteLine line;
    private final List<SettingChange> changes;

    /**
     * Made by {@link SerialPorts#openTunnel}.
     *
     * @param session the device
     * @param options how calls are made
     * @param port the port as it is now
     * @param line the line
     * @param changes what was changed for it
     */
    public SerialTunnel(
            DeviceSession session,
            CallOptions options,
            DeviceSerialPort port,
            ByteLine line,
            List<SettingChange> changes) {
        this.session = session;
        this.options = options;
        this.port = port;
        this.line = line;
        this.changes = changes;
    }

    /**
     * The port as the device told it when the tunnel was opened.
     *
     * @return number, settings and servers
     */
    public DeviceSerialPort port() {
        return port;
    }

    /**
     * The bytes of the port. A line over TCP like any other ({@link dev.openaxis.core.line.TcpLine}): it has the port's rate for
     * those who wait by it, cannot change it, and its {@link ByteLine#tolerance tolerance} is what the waiting above must add. A
     * connection from an address that is not allowed ends, at once or when nothing comes.
     *
     * @return always the same; not open at first
     */
    public ByteLine line() {
        return line;
    }

    /**
     * What was changed for it and {@link #close} puts back.
     *
     * @return the values from before, by the full names of their parameters; empty if everything was as needed
     */
    public Map<String, String> changed() {
        Map<String, String> before = new LinkedHashMap<>();
        changes.forEach(change -> before.put(change.name(), change.before()));
        return before;
    }

    /**
     * Closes the line, and puts back what was changed; what somebody else has changed since stays as they have it. Can be called
     * again if it fails, and does nothing if nothing is left. Waits for the device, 20 s at most unless the call options say otherwise;
     * on a thread of the SDK it only begins, and a failure is reported as that of a future nobody looks at.
     *
     * @throws TunnelNotRestoredException if something is not, or not certainly, as it was before
     * @throws dev.openaxis.core.ClosedException if the device object is closed: nothing can be put back through it
     */
    @Override
    public void close() {
        if (session.invoker().mayBlock()) {
            line.close();
            session.invoker().call(SerialOperations.closeTunnel(session, changes), options);
        } else {
            var unused = closeAsync();
        }
    }

    /**
     * As {@link #close}, as a future.
     *
     * @return completes when everything is as it was before
     */
    public CompletableFuture<Void> closeAsync() {
        line.close();
        return session.invoker().start(SerialOperations.closeTunnel(session, changes), options);
    }

    @Override
    public String toString() {
        return "SerialTunnel[port " + port.number() + ", " + line.name() + "]";
    }
}
