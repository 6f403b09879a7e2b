package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Transition;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One port: configuration, what the device drives, what is wired to it. Changed on the device's loop only. */
public final class Port {
    private static final int MAX_TRANSITIONS = 100_000;

    private final PortSpec spec;
    private final SupervisedLoop loop;
    private final boolean ordersTakenUnreachable;
    private final List<Transition> transitions = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private volatile int index;
    private volatile Direction direction;
    private volatile boolean normallyClosed;
    private volatile boolean drivenClosed;
    private volatile boolean reachable = true;
    private volatile boolean simulated;
    private volatile boolean tellsNormalState = true;
    private volatile String name;
    private volatile String usage = "";
    /** Settings for the direction that is not in force, null while they are the same; reference 02 section 2.4. */
    private @Nullable String otherName;

    private @Nullable Boolean otherNormallyClosed;
    private long closures;
    private long openings;

    Port(PortSpec spec, DeviceConfig config) {
        this.spec = spec;
        this.loop = new SupervisedLoop(spec.sensing(), config);
        this.ordersTakenUnreachable = config.is(Variant.OFFLINE_MODULE_ACCEPTS_COMMANDS);
        this.index = spec.index();
        this.direction = spec.direction();
        this.normallyClosed = spec.normallyClosed();
        this.drivenClosed = direction == Direction.OUTPUT && normallyClosed;
        this.name = spec.name();
        this.otherName = spec.otherName();
    }

    /**
     * The port number; that of a module's port can change.
     *
     * @return 0-based
     */
    public int index() {
        return index;
    }

    void renumber(int newIndex) {
        index = newIndex;
    }

    boolean configurable() {
        return spec.configurable();
    }

    /**
     * The print on the casing.
     *
     * @return for example {@code I1}
     */
    public String terminal() {
        return spec.terminal();
    }

    /**
     * The present direction.
     *
     * @return input or output
     */
    public Direction direction() {
        return direction;
    }

    boolean isOutput() {
        return direction == Direction.OUTPUT;
    }

    boolean isRelay() {
        return spec.isRelay();
    }

    boolean normallyClosed() {
        return normallyClosed;
    }

    boolean tellsNormalState() {
        return tellsNormalState;
    }

    String name() {
        return name;
    }

    String usage() {
        return usage;
    }

    /**
     * The circuit: what the device drives on an output, what is wired on an input (reference 02 section 1).
     *
     * @return true if closed
     */
    public boolean closed() {
        if (isOutput()) {
            return drivenClosed;
        }
        return simulated ? !normallyClosed : loop.seenClosed();
    }

    /**
     * Active means that the circuit differs from the normal state (reference 02 section 1, documented).
     *
     * @return true if active
     */
    public boolean active() {
        return closed() != normallyClosed;
    }

    /**
     * The outside wiring, whatever the direction.
     *
     * @return true if connected to ground from outside
     */
    public boolean wiredClosed() {
        return loop.wiredClosed();
    }

    /**
     * The level at the terminal, whether the device tells it or not.
     *
     * @return raw counts, 0 to 4095
     */
    public int level() {
        return loop.level();
    }

    /**
     * The highest level the terminal can have.
     *
     * @return raw counts or, on an A9188, mV
     */
    public int maxLevel() {
        return spec.sensing().maxLevel();
    }

    /** A wire brings a level to the terminal; a module that cannot be reached is not asked. */
    void wire(int level) {
        loop.wire(level);
        if (reachable) {
            loop.read();
        }
    }

    SupervisedLoop loop() {
        return loop;
    }

    /** An output has no loop to supervise, although its terminal may have one as an input (inference). */
    boolean isSupervisable() {
        return !isOutput() && loop.isSupervisable();
    }

    /**
     * Tells whether the port is a supervised input now.
     *
     * @return true if its level is judged by ranges
     */
    public boolean isSupervised() {
        return isSupervisable() && loop.isSupervised();
    }

    /** Values of parameters that have no effect, by their name within the port's group. */
    Map<String, String> settings() {
        return settings;
    }

    /** Whether an order is taken while the port's module is off the bus is not found; nothing moves in either case. */
    boolean takesOrders() {
        return reachable || ordersTakenUnreachable;
    }

    void setReachable(boolean isReachable) {
        reachable = isReachable;
        if (isReachable) {
            loop.read();
        }
    }

    /** Configuration as from the factory; circuit and wires are left alone. */
    void factoryDefault() {
        PortSpec factory = spec.factory();
        direction = factory.direction();
        normallyClosed = factory.normallyClosed();
        name = factory.name();
        usage = "";
        otherName = factory.otherName();
        otherNormallyClosed = null;
        settings.clear();
        loop.factoryDefault();
    }

    /** As long as an input is simulated it is active, whatever the wire says (inference). */
    void simulate(boolean active) {
        simulated = active;
    }

    void rename(String newName) {
        name = newName;
    }

    void useFor(String newUsage) {
        usage = newUsage;
    }

    void hideNormalState() {
        tellsNormalState = false;
    }

    /** Changes what the output drives; returns true if the circuit really changed. */
    boolean drive(boolean closed, Transition change) {
        if (drivenClosed == closed || !reachable) {
            return false;
        }
        drivenClosed = closed;
        synchronized (transitions) {
            if (closed) {
                closures++;
            } else {
                openings++;
            }
            if (transitions.size() < MAX_TRANSITIONS) {
                transitions.add(change);
            }
        }
        return true;
    }

    void setNormallyClosed(boolean closed) {
        normallyClosed = closed;
    }

    void renameOther(String newName) {
        otherName = newName;
    }

    void setOtherNormallyClosed(boolean closed) {
        otherNormallyClosed = closed;
    }

    /** From now on the settings of the direction that is not in force are its own. */
    void separateSettings() {
        otherName = nameAs(direction == Direction.INPUT ? Direction.OUTPUT : Direction.INPUT);
        if (otherNormallyClosed == null) {
            otherNormallyClosed = normallyClosed;
        }
    }

    String nameAs(Direction set) {
        return (set == direction || otherName == null) ? name : otherName;
    }

    boolean normallyClosedAs(Direction set) {
        Boolean other = otherNormallyClosed;
        return (set == direction || other == null) ? normallyClosed : other;
    }

    /** The settings of the new direction come into force. */
    void setDirection(Direction newDirection) {
        if (newDirection == direction) {
            return;
        }
        direction = newDirection;
        simulated = false;
        if (otherName != null) {
            String before = name;
            name = otherName;
            otherName = before;
        }
        if (otherNormallyClosed != null) {
            boolean before = normallyClosed;
            normallyClosed = otherNormallyClosed;
            otherNormallyClosed = before;
        }
    }

    /**
     * Every change of the driven circuit since the start, oldest first; the first 100,000 are kept.
     *
     * @return a copy
     */
    public List<Transition> transitions() {
        synchronized (transitions) {
            return List.copyOf(transitions);
        }
    }

    /**
     * How often the driven circuit closed.
     *
     * @return count since the start
     */
    public long closures() {
        synchronized (transitions) {
            return closures;
        }
    }

    /**
     * How often the driven circuit opened.
     *
     * @return count since the start
     */
    public long openings() {
        synchronized (transitions) {
            return openings;
        }
    }
}
