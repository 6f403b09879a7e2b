package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.EventStreamCount;
import dev.openaxis.testkit.PortMonitorVariant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One answer of {@code port.cgi?monitor}, reference 02 section 2.3: it ends with the connection. */
final class PortMonitor implements CountedStream {
    private final DeviceCore device;
    private final Connection connection;
    private final boolean allInOne;
    private final String boundary;
    /** Every monitored port, and whether it was active when last looked at. */
    private final Map<Port, Boolean> ports = new LinkedHashMap<>();

    private long parts;
    private long told;
    private long lastPart = System.nanoTime();

    PortMonitor(DeviceCore device, Connection connection, List<Port> ports) {
        this.device = device;
        this.connection = connection;
        this.allInOne = device.config().is(PortMonitorVariant.ALL_PORTS_IN_A_PART);
        this.boundary = device.config().is(PortMonitorVariant.OTHER_BOUNDARY) ? "io-0b0e" : "ioboundary";
        ports.forEach(port -> this.ports.put(port, port.active()));
    }

    String contentType() {
        return "multipart/x-mixed-replace; boundary=" + (boundary.contains("-") ? '"' + boundary + '"' : boundary);
    }

    /** Tells the present levels, from now on changes, and now and then that the connection lives. */
    void begin() {
        if (device.config().is(PortMonitorVariant.LEVELS_BEGIN_AS_CHANGES)) {
            tell(true, List.copyOf(ports.keySet()));
        } else if (!device.config().is(PortMonitorVariant.NOTHING_BEFORE_A_CHANGE)) {
            tell(false, List.copyOf(ports.keySet()));
        }
        keepAlive(device.config().io().monitorKeepAlive().toNanos());
    }

    private void keepAlive(long nanos) {
        connection.laterNanos(nanos, () -> {
            long every = device.config().io().monitorKeepAlive().toNanos();
            long left = every - (System.nanoTime() - lastPart);
            if (left > 0) {
                keepAlive(left);
            } else {
                part("");
                keepAlive(every);
            }
        });
    }

    /** Some port may have changed. */
    void refresh() {
        List<Port> changed = ports.keySet().stream()
                .filter(port -> !Objects.equals(ports.get(port), port.active()))
                .toList();
        changed.forEach(port -> ports.put(port, port.active()));
        tell(true, changed);
    }

    private void tell(boolean asChange, List<Port> changed) {
        if (allInOne && !changed.isEmpty()) {
            part(String.join(
                    "\r\n",
                    ports.keySet().stream()
                            .map(port -> text(port, asChange && changed.contains(port)))
                            .toList()));
        } else {
            changed.forEach(port -> part(text(port, asChange)));
        }
    }

    private static String text(Port port, boolean asChange) {
        String level = asChange ? (port.active() ? "/" : "\\") : (port.active() ? "H" : "L");
        return (port.index() + 1) + (port.isOutput() ? "O:" : "I:") + level;
    }

    private void part(String text) {
        if (connection.isFrozen() || !connection.channel().isActive()) {
            return;
        }
        lastPart = System.nanoTime();
        boolean endsLate = device.config().is(PortMonitorVariant.LINE_ENDS_COME_WITH_THE_NEXT_PART);
        String begin = endsLate && parts > 0 ? "\r\n" : "";
        String end = endsLate ? "" : "\r\n";
        parts++;
        if (!text.isEmpty()) {
            told++;
        }
        AnswerWriter.piece(connection, begin + "--" + boundary + "\r\nContent-Type: text/plain\r\n\r\n" + text + end);
    }

    @Override
    public EventStreamCount count() {
        return new EventStreamCount(EventStreamCount.Kind.PORT_MONITOR, CountedStream.peer(connection.channel()), told);
    }

    void drop() {
        connection.reset();
    }
}
