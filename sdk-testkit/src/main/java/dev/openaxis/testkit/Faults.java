package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.DeviceCore;
import java.time.Duration;

/** What is broken about a running device. */
public final class Faults {
    private final DeviceCore device;

    Faults(DeviceCore device) {
        this.device = device;
    }

    /**
     * Breaks requests to come. Faults wait in the order of injection; each request meets at most one.
     *
     * @param fault what to break
     * @return this
     */
    public Faults inject(Fault fault) {
        device.faults().add(fault.spec());
        return this;
    }

    /** Forgets all faults that have not happened yet and resumes notifications. */
    public void clear() {
        device.faults().clear();
        device.mute(false);
    }

    /**
     * Number of injected faults that have not happened (often enough) yet.
     *
     * @return 0 when all have happened
     */
    public int pending() {
        return device.faults().size();
    }

    /** Resets every open connection: those to the device, web sockets, RTSP and serial ports included, and its own one to an MQTT broker. */
    public void cutConnections() {
        device.cutConnections();
    }

    /** The device neither reads from nor writes to the open web sockets any more; TCP stays up. */
    public void halfOpenWebSockets() {
        device.freezeWebSockets();
    }

    /**
     * Cuts the network for a time: nothing comes through in either direction, and no side hears of it. New connections seem
     * to be made, and are as silent; the device reaches no MQTT broker. Afterwards what was open is reset.
     *
     * @param time how long
     */
    public void cutNetwork(Duration time) {
        device.cutNetwork(time);
    }

    /** Closes the open web sockets with a close frame. */
    public void closeWebSockets() {
        device.closeWebSockets();
    }

    /**
     * Resets the open RTSP connections.
     *
     * @throws IllegalStateException if the device has no RTSP port
     */
    public void cutRtspConnections() {
        device.cutRtsp();
    }

    /**
     * The device neither reads from nor writes to the open RTSP connections any more; TCP stays up.
     *
     * @throws IllegalStateException if the device has no RTSP port
     */
    public void halfOpenRtspConnections() {
        device.freezeRtsp();
    }

    /**
     * Ends every stream of events without a word: web sockets, RTSP connections, those of {@code port.cgi?monitor} and the one
     * to an MQTT broker are reset, pull points are unknown from now on and who waits for a message of one is cut off. Other
     * connections stay.
     */
    public void dropEventStreams() {
        device.dropEventStreams();
    }

    /**
     * Stops or resumes notifications; those that fall due while muted are lost.
     *
     * @param muted true to stop them
     */
    public void muteEvents(boolean muted) {
        device.mute(muted);
    }
}
