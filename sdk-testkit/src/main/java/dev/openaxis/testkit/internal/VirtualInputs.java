package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Virtual inputs and the manual trigger, reference 02 sections 6 and 7. Their number counts from 1. */
public final class VirtualInputs {
    static final String TOPIC = "tns1:Device/tnsaxis:IO/VirtualInput";
    static final String TRIGGER_TOPIC = "tns1:Device/tnsaxis:IO/VirtualPort";

    private static final int MOST = 64;
    private static final int OLDER = 32;

    /** The same for every device, the first one of number 1. */
    private static final List<EventState> INACTIVE = states("0");

    private static final List<EventState> ACTIVE = states("1");

    private final DeviceConfig config;
    private final EventExecutor loop;
    private final Tally tally;
    private final Runnable onChange;
    /** By number; only those somebody has asked for, the others are inactive. Other threads look inputs up too. */
    private final Map<Integer, VirtualInput> inputs = new ConcurrentHashMap<>();

    private final int count;
    private final VirtualInput trigger = new VirtualInput();

    VirtualInputs(DeviceConfig config, EventExecutor loop, Tally tally, Runnable onChange) {
        this.config = config;
        this.loop = loop;
        this.tally = tally;
        this.onChange = onChange;
        // 64, older devices 32 (documented; 32 declared by a camera of AXIS OS 9).
        boolean older = config.is(Variant.VIRTUAL_INPUTS_32) || config.majorVersion() < 10;
        this.count = older ? OLDER : MOST;
    }

    /**
     * A virtual input.
     *
     * @param number counted from 1
     * @return the input, or null if the device has none of that number
     */
    public @Nullable VirtualInput find(int number) {
        return number < 1 || number > count ? null : inputs.computeIfAbsent(number, key -> new VirtualInput());
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
            inputs.values().forEach(input -> input.set(false));
            trigger.set(false);
        }
    }

    void abort() {
        inputs.values().forEach(input -> input.endWith(null));
        trigger.endWith(null);
    }

    void states(List<EventState> into) {
        for (int number = 1; number <= count; number++) {
            VirtualInput input = inputs.get(number);
            into.add((input != null && input.active() ? ACTIVE : INACTIVE).get(number - 1));
        }
        // Its source is the video channel; a device without video is taken to have channel 1.
        into.add(new EventState(TRIGGER_TOPIC, Map.of("port", "1"), Map.of("state", trigger.active() ? "1" : "0")));
    }

    private static List<EventState> states(String value) {
        return IntStream.rangeClosed(1, MOST)
                .mapToObj(number ->
                        new EventState(TOPIC, Map.of("port", Integer.toString(number)), Map.of("active", value)))
                .toList();
    }
}
