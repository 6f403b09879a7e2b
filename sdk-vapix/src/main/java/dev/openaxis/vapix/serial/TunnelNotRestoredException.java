package dev.openaxis.vapix.serial;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Failure;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings that were changed for a tunnel are not, or not certainly, as they were before. The cause tells why, if it is known. A
 * server that is left on is open to everybody its list allows.
 */
public final class TunnelNotRestoredException extends AxisException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> left;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param left what is to be put back
     */
    public TunnelNotRestoredException(Failure failure, Map<String, String> left) {
        super(failure);
        this.left = Collections.unmodifiableMap(new TreeMap<>(left));
    }

    /**
     * What is still to be put back; {@code device.parameters().update(left)} would do it.
     *
     * @return the values from before, by the full names of their parameters
     */
    public Map<String, String> left() {
        return left;
    }
}
