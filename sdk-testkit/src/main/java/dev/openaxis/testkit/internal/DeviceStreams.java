package dev.openaxis.testkit.internal;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every way but the web socket in which a device tells what happens, and its serial ports. Changes on the device's loop. */
public final class DeviceStreams {
    private final DeviceCore device;
    private final EventSource source;
    private final PortMonitors monitors;
    private final MqttClient mqtt;
    private @Nullable RtspServer rtsp;
    private @Nullable SerialPorts serial;

    DeviceStreams(DeviceCore device) {
        this.device = device;
        this.source = new EventSource(device);
        this.monitors = new PortMonitors(device);
        this.mqtt = new MqttClient(device);
    }

    /** Opens the RTSP port if the device has one, and takes ports for the serial ones. */
    void listen(EventLoop loop, InetAddress address) {
        DeviceConfig.Rtsp settings = device.config().rtsp();
        if (settings != null) {
            rtsp = new RtspServer(device, settings, loop, address);
        }
        serial = new SerialPorts(device, loop, address);
    }

    /**
     * Events that a test lets the device tell.
     *
     * @return always the same
     */
    public EventSource source() {
        return source;
    }

    PortMonitors monitors() {
        return monitors;
    }

    /**
     * The MQTT client, whether the device has its API or not.
     *
     * @return always the same
     */
    public MqttClient mqtt() {
        return mqtt;
    }

    /**
     * The RTSP port.
     *
     * @return always the same
     */
    public RtspServer rtsp() {
        if (rtsp == null) {
            throw new IllegalStateException("This device has no RTSP port");
        }
        return rtsp;
    }

    /**
     * The serial ports.
     *
     * @return always the same
     */
    public SerialPorts serial() {
        if (serial == null) {
            throw new IllegalStateException("This device is not there yet");
        }
        return serial;
    }

    void goDown() {
        mqtt.goDown();
        serial().goDown();
        if (rtsp != null) {
            rtsp.goDown();
        }
    }

    void comeUp() {
        mqtt.comeUp();
        serial().comeUp();
        if (rtsp != null) {
            rtsp.comeUp();
        }
    }

    /** All of them end without a word. */
    void drop() {
        monitors.drop();
        mqtt.drop();
        if (rtsp != null) {
            rtsp.reset();
        }
    }

    /** Connections that came to the device beside those of the web server are reset. */
    void cut() {
        serial().reset();
        if (rtsp != null) {
            rtsp.reset();
        }
    }

    /** Nothing comes through on them any more. */
    void freeze() {
        mqtt.cut();
        serial().freeze();
        if (rtsp != null) {
            rtsp.freeze();
        }
    }

    /** Something comes through again. What was open before is reset. */
    void mend() {
        mqtt.mend();
        serial().mend();
        cut();
    }

    /** Everything that must be closed before the device is gone. */
    List<Channel> stop() {
        List<Channel> channels = new ArrayList<>(mqtt.stop());
        if (rtsp != null) {
            channels.addAll(rtsp.stop());
        }
        if (serial != null) {
            channels.addAll(serial.stop());
        }
        return channels;
    }
}
