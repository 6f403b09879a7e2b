package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.OutputAction;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.OutputSetting;
import dev.openaxis.osdp.message.OutputState;
import dev.openaxis.osdp.message.OutputStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The outputs (OSDP v2.2, OUT): a permanent state and, for a time, another one. */
final class Outputs {
    private final boolean[] permanent;
    private final boolean[] timed;
    private final Alarm[] ends;
    private final AtomicIntegerArray active;
    private final Notices notices;

    Outputs(Settings.Identity identity, Notices notices) {
        this.notices = notices;
        int count = identity.does(Capability.OUTPUTS) ? identity.objects(Capability.OUTPUTS) : 0;
        permanent = new boolean[count];
        timed = new boolean[count];
        ends = new Alarm[count];
        active = new AtomicIntegerArray(count);
        for (int i = 0; i < count; i++) {
            ends[i] = new Alarm();
        }
    }

    boolean exist() {
        return permanent.length > 0;
    }

    /** Whether an output is on; for any thread. */
    boolean isActive(int output) {
        if (output < 0 || output >= permanent.length) {
            throw new IllegalArgumentException("there is no output " + output);
        }
        return active.get(output) != 0;
    }

    OutputStatus status() {
        List<OutputState> states = new ArrayList<>(permanent.length);
        for (int i = 0; i < permanent.length; i++) {
            states.add(new OutputState(active.get(i)));
        }
        return new OutputStatus(states);
    }

    /** Sets all or, if one setting cannot be done, none. */
    boolean set(OutputControl control, long now) {
        for (OutputSetting setting : control.outputs()) {
            if (setting.output() >= permanent.length || setting.action().code() > OutputAction.OFF_FOR.code()) {
                return false;
            }
        }
        for (OutputSetting setting : control.outputs()) {
            set(setting, now);
        }
        return true;
    }

    private void set(OutputSetting setting, long now) {
        int output = setting.output();
        OutputAction action = setting.action();
        if (action.equals(OutputAction.OFF) || action.equals(OutputAction.ON)) {
            switchTo(output, action.equals(OutputAction.ON));
        } else if (action.equals(OutputAction.OFF_AFTERWARDS) || action.equals(OutputAction.ON_AFTERWARDS)) {
            permanent[output] = action.equals(OutputAction.ON_AFTERWARDS);
            if (!timed[output]) {
                show(output, permanent[output]);
            }
        } else if (!action.equals(OutputAction.NOTHING)) {
            timed[output] = true;
            ends[output].clear();
            if (!setting.time().isZero()) {
                ends[output].in(setting.time(), now);
            }
            show(output, action.equals(OutputAction.ON_FOR));
        }
    }

    /** Switches for good, also by the host. */
    void switchTo(int output, boolean on) {
        isActive(output);
        timed[output] = false;
        ends[output].clear();
        permanent[output] = on;
        show(output, on);
    }

    private void show(int output, boolean on) {
        if (active.getAndSet(output, on ? 1 : 0) != (on ? 1 : 0)) {
            notices.tell(listener -> listener.outputChanged(output, on));
        }
    }

    void tick(long now) {
        for (int i = 0; i < ends.length; i++) {
            if (ends[i].rings(now)) {
                timed[i] = false;
                show(i, permanent[i]);
            }
        }
    }

    long remaining(long now) {
        long least = Alarm.NEVER;
        for (Alarm end : ends) {
            least = Math.min(least, end.remaining(now));
        }
        return least;
    }

    /** After a restart all are off. */
    void restart() {
        for (int i = 0; i < permanent.length; i++) {
            switchTo(i, false);
        }
    }
}
