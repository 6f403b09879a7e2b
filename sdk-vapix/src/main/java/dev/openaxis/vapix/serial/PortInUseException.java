package dev.openaxis.vapix.serial;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Failure;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A server of the device has the serial port, so nothing was opened. It may be there for a camera head, a reader or a sensor.
 */
public final class PortInUseException extends AxisException {
    private static final long serialVersionUID = 1L;

    private final transient Set<String> services;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param services the servers that have the port
     */
    public PortInUseException(Failure failure, Set<String> services) {
        super(failure);
        this.services = Collections.unmodifiableSet(new TreeSet<>(services));
    }

    /**
     * Who has the port and was not named in {@link TunnelOptions#takingOver}.
     *
     * @return names as in {@link PortServers#inUseBy}
     */
    public Set<String> services() {
        return services;
    }
}
