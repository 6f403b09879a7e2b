package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.ShockSensor;

/** The shock sensor of a device, seen from inside. */
public final class SimulatedShockDetection {
    private final ShockSensor sensor;

    SimulatedShockDetection(ShockSensor sensor) {
        this.sensor = sensor;
    }

    /** Strikes the device: an event, if shock detection is on and there was none within the last 5 s of its clock. */
    public void strike() {
        sensor.strike();
    }

    /**
     * Tells whether shock detection is on.
     *
     * @return true if on
     */
    public boolean isEnabled() {
        return sensor.isEnabled();
    }

    /**
     * The sensitivity.
     *
     * @return 0 to 100
     */
    public int sensitivity() {
        return sensor.sensitivity();
    }

    @Override
    public String toString() {
        return (isEnabled() ? "on" : "off") + ", sensitivity " + sensitivity();
    }
}
