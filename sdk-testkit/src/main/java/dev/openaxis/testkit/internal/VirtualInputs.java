package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Virtual inputs and the manual trigger, reference 02 sections 6 and 7. Their number counts from 1. */
public final class VirtualInputs {
    static final String TOPIC = "tns1:Device/tnsaxis:IO/VirtualInput";
    static final String TRIGGER_TOPIC = "tns1:Device/tnsaxis:IO/VirtualPort";

    private final DeviceConfig config;
    private final EventExecutor loop;
    private final Tally tally;
    private final Runnable onChange;
    private final List<VirtualInput> inputs = new ArrayList<>();
    private final VirtualInput trigger = new VirtualInput();

    VirtualInputs(DeviceConfig config, EventExecutor loop, Tally tally, Runnable onChange) {
        this.config = config;
        this.loop = loop;
        this.tally = tally;
        this.onChange = onChange;
        // 64, older devices 32 (documented; 32 declared by a camera of AXIS OS 9).
        boolean older = config.is(Variant.VIRTUAL_INPUTS_32) || config.majorVersion() < 10;
        for (int i = 0; i < (older ? 32 : 64); i++) {
            inputs.add(new VirtualInput());
        }
    }

    /**
     * A virtual input.
     *
     * @param number counted from 1
     * @return the input, or null if the device has none of that number
     */
    public @Nullable VirtualInput find(int number) {
        return number < 1 || number > inputs.size() ? null : inputs.get(number - 1);
    }

    /**
     * The manual trigger.
     *
     * @return always the same
     */
    public VirtualInput trigger() {
        return trigger;
    }

    /** Returns true if the state really changed; whatever would have ended an activation no longer does. */
    boolean set(VirtualInput input, boolean active) {
        input.endWith(null);
        boolean changed = input.set(active);
        if (changed) {
            tally.virtualInputs.incrementAndGet();
            onChange.run();
        }
        return changed;
    }

    /** An activation that ends by itself; another one before that restarts the time. */
    boolean activateFor(VirtualInput input, int seconds) {
        boolean changed = set(input, true);
        if (seconds == 0) {
            set(input, false);
        } else {
            input.endWith(loop.schedule(() -> set(input, false), seconds, TimeUnit.SECONDS));
        }
        return changed;
    }

    /** What becomes of virtual inputs in a restart is not found; by default they are inactive afterwards. */
    void reboot() {
        if (!config.is(Variant.VIRTUAL_INPUTS_SURVIVE_RESTART)) {
            abort();
            inputs.forEach(input -> input.set(false));
            trigger.set(false);
        }
    }

    void abort() {
        inputs.forEach(input -> input.endWith(null));
        trigger.endWith(null);
    }

    void states(List<EventState> into) {
        int number = 1;
        for (VirtualInput input : inputs) {
            into.add(state(TOPIC, number++, "active", input));
        }
        // Its source is the video channel; a device without video is taken to have channel 1.
        into.add(state(TRIGGER_TOPIC, 1, "state", trigger));
    }

    private static EventState state(String topic, int number, String item, VirtualInput input) {
        return new EventState(
                topic, Map.of("port", Integer.toString(number)), Map.of(item, input.active() ? "1" : "0"));
    }
}
