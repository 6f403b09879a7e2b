package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Transition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All ports of a device and the only way to change them. Runs on the device's loop. */
public final class PortBoard {
    /** Replaced, never changed: other threads look ports up too. */
    private volatile NavigableMap<Integer, Port> ports;

    private final Clock clock;
    private final Runnable onChange;
    private final int hostPorts;

    PortBoard(DeviceConfig config, Runnable onChange) {
        NavigableMap<Integer, Port> own = new TreeMap<>();
        config.ports().forEach(spec -> own.put(spec.index(), new Port(spec, config)));
        this.ports = own;
        this.clock = config.clock();
        this.onChange = onChange;
        this.hostPorts = own.size();
    }

    /** Number of the device's own ports, which come first. */
    int hostPorts() {
        return hostPorts;
    }

    /** The ports of modules, which extend the same list (observed), are these from now on. */
    void extend(List<Port> modulePorts) {
        NavigableMap<Integer, Port> extended = new TreeMap<>(ports.headMap(hostPorts, false));
        modulePorts.forEach(port -> extended.put(port.index(), port));
        ports = extended;
        onChange.run();
    }

    List<Port> all() {
        return new ArrayList<>(ports.values());
    }

    /**
     * A port by its 0-based number.
     *
     * @param index port number
     * @return the port, or null if the device has none of that number
     */
    public @Nullable Port find(int index) {
        return ports.get(index);
    }

    @Nullable
    Port find(String index) {
        // Ids are plain decimal strings, reference 02 section 3.1 (recorded).
        return index.matches("0|[1-9][0-9]{0,3}") ? ports.get(Integer.parseInt(index)) : null;
    }

    /** A wire brings a level to a port. */
    void wire(Port port, int level) {
        port.wire(level);
        onChange.run();
    }

    /** Returns true if something really changed. */
    boolean supervise(Port port, boolean supervised, LevelRanges ranges) {
        boolean changed = port.loop().supervise(supervised, ranges);
        onChange.run();
        return changed;
    }

    void simulate(Port port, boolean active) {
        port.simulate(active);
        onChange.run();
    }

    /** An output's circuit is driven to a state. */
    void drive(Port port, boolean closed) {
        if (port.isOutput()) {
            port.drive(closed, new Transition(closed, clock.instant(), System.nanoTime()));
        }
        onChange.run();
    }

    void activate(Port port, boolean active) {
        drive(port, active != port.normallyClosed());
    }

    /** Reference 02 section 3.2 (documented): an output's circuit flips with it so that active stays active. */
    void setNormallyClosed(Port port, boolean closed) {
        if (port.normallyClosed() == closed) {
            return;
        }
        boolean active = port.active();
        port.setNormallyClosed(closed);
        if (port.isOutput()) {
            drive(port, active != closed);
        }
        onChange.run();
    }

    /** A port that becomes an output starts in its normal state, one that becomes an input is no longer driven. */
    void setDirection(Port port, Direction direction) {
        if (port.direction() == direction) {
            return;
        }
        if (direction == Direction.INPUT) {
            drive(port, false);
            port.setDirection(direction);
        } else {
            port.setDirection(direction);
            drive(port, port.normallyClosed());
        }
        onChange.run();
    }

    void changed() {
        onChange.run();
    }

    /** The configuration returns to that of the factory; the outputs are open meanwhile. */
    void factoryDefault() {
        all().forEach(Port::factoryDefault);
        onChange.run();
    }

    /** During restart outputs are open, reference 02 section 2.4 (documented for the A1710-B). */
    void openOutputs() {
        all().stream().filter(Port::isOutput).forEach(port -> drive(port, false));
    }

    /** Inference: no input is simulated after a restart. */
    void endSimulations() {
        all().forEach(port -> port.simulate(false));
        onChange.run();
    }

    /** Inference: after the restart, and after configuration writes where a variant says so, outputs are idle. */
    void outputsToNormal() {
        all().stream().filter(Port::isOutput).forEach(port -> activate(port, false));
    }
}
