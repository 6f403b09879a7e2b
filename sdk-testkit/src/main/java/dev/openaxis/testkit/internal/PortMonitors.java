package dev.openaxis.testkit.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who watches ports through {@code port.cgi?monitor}. On the device's loop. */
final class PortMonitors {
    private final DeviceCore device;
    private final Set<PortMonitor> open = new LinkedHashSet<>();

    PortMonitors(DeviceCore device) {
        this.device = device;
    }

    /** Answers an exchange without end. */
    void watch(Exchange exchange, List<Port> ports) {
        Connection connection = exchange.connection();
        PortMonitor monitor = new PortMonitor(device, connection, ports);
        exchange.answeredOtherwise();
        device.writer().endless(connection, exchange.request(), monitor.contentType());
        open.add(monitor);
        connection.channel().closeFuture().addListener(closed -> open.remove(monitor));
        monitor.begin();
    }

    void refresh() {
        List.copyOf(open).forEach(PortMonitor::refresh);
    }

    void drop() {
        List.copyOf(open).forEach(PortMonitor::drop);
    }

    List<PortMonitor> all() {
        return List.copyOf(open);
    }
}
