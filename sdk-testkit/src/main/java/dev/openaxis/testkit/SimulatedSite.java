package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * Many devices in one program: each has its own ports on the loopback address and its own certificate, all share a few
 * threads and one RSA key pair. Serial numbers are counted up from the builder's.
 *
 * <pre>{@code
 * try (SimulatedSite site = SimulatedSite.of(500, SimulatedDevice.a9210().requestLog(0))) {
 *     site.devices().forEach(device -> inventory.add(device.httpUri()));
 * }
 * }</pre>
 */
public final class SimulatedSite implements AutoCloseable {
    private static final int MAX_THREADS = 4;

    private final EventLoopGroup group;
    private final List<SimulatedDevice> devices = new ArrayList<>();

    private SimulatedSite(EventLoopGroup group) {
        this.group = group;
    }

    /**
     * Starts devices.
     *
     * @param count how many
     * @param builder what each is like
     * @return a running site, to be closed by the caller
     */
    public static SimulatedSite of(int count, SimulatedDevice.Builder builder) {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
        SimulatedSite site = new SimulatedSite(EventLoops.named("testkit-site-" + builder.firstSerial(), threads));
        try {
            for (int i = 0; i < count; i++) {
                site.devices.add(builder.startOn(site.group, i));
            }
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
        return site;
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
        devices.forEach(SimulatedDevice::close);
        EventLoops.end(group);
    }
}
