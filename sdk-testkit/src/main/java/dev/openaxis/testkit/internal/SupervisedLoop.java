package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;

/**
 * The cable at an input: the level outside, what the device has read of it, and what it makes of that under the ranges
 * in force. Changed on the device's loop only.
 */
final class SupervisedLoop {
    private final Sensing sensing;
    private final DeviceConfig config;
    private volatile int level;
    private volatile boolean supervised;
    private volatile LevelRanges given = LevelRanges.NONE;
    private volatile int seen;
    private volatile boolean seenClosed;

    SupervisedLoop(Sensing sensing, DeviceConfig config) {
        this.sensing = sensing;
        this.config = config;
        this.level = sensing.unconnected();
        this.seen = level;
    }

    /** What a port can be supervised: every terminal that can be an input, reference 02 section 8.1 (documented). */
    boolean isSupervisable() {
        return sensing != Sensing.NONE
                && sensing != Sensing.CONTACT
                && !(sensing == Sensing.MODULE && config.is(Variant.MODULE_PORTS_NOT_SUPERVISABLE));
    }

    /** Nothing is supervised; what is wired stays. */
    void factoryDefault() {
        given = LevelRanges.NONE;
        supervise(false, given);
    }

    /** An A9910's level is never told (observed). */
    boolean tellsLevel() {
        return sensing == Sensing.INPUT || sensing == Sensing.AUXILIARY;
    }

    boolean isSupervised() {
        return supervised;
    }

    /** The ranges in force; empty while none were set and the port is not supervised (documented). */
    LevelRanges ranges() {
        boolean defaults = given.isEmpty() && supervised && !config.is(Variant.NO_DEFAULT_RANGES);
        return defaults ? sensing.defaults() : given;
    }

    /** The level at the terminal. */
    int level() {
        return level;
    }

    /** The level the device has read. */
    int seen() {
        return seen;
    }

    LoopState state() {
        if (!supervised) {
            return config.is(Variant.UNSUPERVISED_STATE_UNDEFINED)
                    ? LoopState.UNDEFINED
                    : seenClosed ? LoopState.CLOSED : LoopState.OPEN;
        }
        return stateAt(seen);
    }

    /** The circuit as the device has read it. */
    boolean seenClosed() {
        return seenClosed;
    }

    /** Tells whether the terminal is connected to ground, whatever the device has read. */
    boolean wiredClosed() {
        return isGrounded(level);
    }

    /** Shorted is closed, cut is open, a level in no range is judged as without supervision (inference). */
    private boolean isGrounded(int at) {
        LoopState state = stateAt(at);
        return state == LoopState.UNDEFINED
                ? sensing.isClosed(at)
                : state == LoopState.CLOSED || state == LoopState.SHORT;
    }

    private LoopState stateAt(int at) {
        return supervised ? ranges().stateAt(at) : LoopState.UNDEFINED;
    }

    private void judge() {
        LoopState state = stateAt(seen);
        boolean fault = supervised && state != LoopState.OPEN && state != LoopState.CLOSED;
        if (!fault || !config.is(Variant.LOOP_FAULT_KEEPS_CIRCUIT)) {
            seenClosed = isGrounded(seen);
        }
    }

    /** The level that gives a state: within the ranges in force, else that of a bare wire. */
    int levelFor(LoopState state) {
        int bare = sensing.bare(state);
        int within = supervised ? ranges().levelFor(state, state.isTamper() ? bare : -1) : -1;
        return within < 0 ? bare : within;
    }

    void wire(int newLevel) {
        level = newLevel;
    }

    /** The device reads the level. */
    void read() {
        seen = level;
        judge();
    }

    /** Returns true if something really changed. Without ranges those of before stay. */
    boolean supervise(boolean on, LevelRanges ranges) {
        boolean before = supervised;
        LevelRanges old = given;
        supervised = on;
        given = ranges.isEmpty() ? given : ranges;
        judge();
        return before != on || !old.equals(given);
    }
}
