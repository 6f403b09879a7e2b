package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.EventLoops;
import dev.openaxis.testkit.internal.LoopbackAddresses;
import dev.openaxis.testkit.internal.Place;
import dev.openaxis.testkit.internal.SiteListener;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many devices in one program, thousands if need be: each has its own address and its own certificate, all share a few
 * threads, one RSA key pair and two listening sockets. Serial numbers are counted up from the builder's.
 *
 * <pre>{@code
 * try (SimulatedSite site = SimulatedSite.of(500, SimulatedDevice.a9210().requestLog(0))) {
 *     site.devices().forEach(device -> inventory.add(device.httpUri()));
 * }
 * }</pre>
 *
 * <p>The devices are at 127.1.0.1, 127.1.0.2 and so on, all at the same two ports. Connections from other machines are
 * reset before a byte of them is read. What one socket cannot do: while a device restarts, a connection to it is not
 * refused but accepted and reset at once. Where the system has 127.0.0.1 only (macOS) each device gets two ports of its
 * own there instead, which {@link #sharesPorts} tells; a connection to one that restarts is refused then.
 */
public final class SimulatedSite implements AutoCloseable {
    private static final int MAX_THREADS = 4;

    private final EventLoopGroup group;
    private final @Nullable SiteListener listener;
    private final List<SimulatedDevice> devices = new ArrayList<>();

    private SimulatedSite(EventLoopGroup group, @Nullable SiteListener listener) {
        this.group = group;
        this.listener = listener;
    }

    /**
     * Starts devices.
     *
     * @param count how many
     * @param builder what each is like
     * @return a running site, to be closed by the caller
     */
    public static SimulatedSite of(int count, SimulatedDevice.Builder builder) {
        return of(count, builder, LoopbackAddresses.areUsable(count));
    }

    static SimulatedSite of(int count, SimulatedDevice.Builder builder, boolean sharePorts) {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
        EventLoopGroup group = EventLoops.named("testkit-site-" + builder.firstSerial(), threads);
        SimulatedSite site;
        try {
            site = new SimulatedSite(group, sharePorts ? new SiteListener(group) : null);
        } catch (RuntimeException e) {
            EventLoops.end(group);
            throw e;
        }
        try {
            for (int i = 0; i < count; i++) {
                site.devices.add(builder.startOn(group, site.place(i), i));
            }
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
        return site;
    }

    private @Nullable Place place(int index) {
        return listener == null ? null : new Place(listener, LoopbackAddresses.of(index));
    }

    /**
     * Tells how the devices are told apart.
     *
     * @return true if by their addresses, with the same two ports for all; false if by ports on 127.0.0.1
     */
    public boolean sharesPorts() {
        return listener != null;
    }

    /**
     * The devices.
     *
     * @return in the order of their serial numbers
     */
    public List<SimulatedDevice> devices() {
        return List.copyOf(devices);
    }

    /**
     * One device.
     *
     * @param index counted from 0
     * @return the device
     */
    public SimulatedDevice device(int index) {
        return devices.get(index);
    }

    /** Closes every device and ends the threads. */
    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
        devices.forEach(SimulatedDevice::close);
        EventLoops.end(group);
    }
}
