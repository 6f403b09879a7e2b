package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.ShockVariant;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Shock detection, reference 02 sections 7 and 10: on or off, a sensitivity, an event that tells no state. */
public final class ShockSensor {
    static final String TOPIC = "tns1:Device/tnsaxis:Tampering/ShockDetected";

    /** Not again within this time (documented). */
    private static final Duration REST = Duration.ofSeconds(5);

    /** Not found. */
    private static final int FACTORY_SENSITIVITY = 50;

    private final DeviceCore device;
    private volatile boolean enabled;
    private volatile int sensitivity;
    private boolean declared;
    private Instant last = Instant.MIN;

    ShockSensor(DeviceCore device) {
        this.device = device;
        factoryDefault();
        this.declared = enabled;
    }

    void factoryDefault() {
        enabled = device.config().is(ShockVariant.ON_FROM_THE_FACTORY);
        sensitivity = FACTORY_SENSITIVITY;
    }

    /** Some declarations appear only after a function is enabled and the device restarted, reference 04 section 2.1. */
    void restarted() {
        declared = enabled;
    }

    /** Tells whether the device has the event now. */
    boolean hasEvent() {
        return device.config().io().shockDetection()
                && enabled
                && (declared || !device.config().is(ShockVariant.EVENT_AFTER_RESTART));
    }

    /** The event; its channel is always 1 (documented). */
    static EventState event() {
        return new EventState(TOPIC, Map.of("channel", "1"), Map.of());
    }

    /** The device is struck. */
    public void strike() {
        device.call(() -> {
            Instant now = device.config().clock().instant();
            boolean rests = last.isAfter(now.minus(REST));
            if (hasEvent() && !rests) {
                last = now;
                device.events().tell(event());
            }
            return rests;
        });
    }

    /**
     * Tells whether it is on.
     *
     * @return true if on
     */
    public boolean isEnabled() {
        return enabled;
    }

    void enable(boolean on) {
        enabled = on;
    }

    /**
     * The sensitivity.
     *
     * @return 0 to 100
     */
    public int sensitivity() {
        return sensitivity;
    }

    void setSensitivity(int level) {
        sensitivity = level;
    }
}
