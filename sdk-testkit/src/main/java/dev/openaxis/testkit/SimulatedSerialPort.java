package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.SerialPort;
import java.util.function.Consumer;

/**
 * A serial port of a device that was built with {@link SimulatedDevice.Builder#serialPorts}, and the wire behind it; all counts
 * since its start. Clients set the port through {@code param.cgi} and reach the wire through its generic TCP server.
 */
public final class SimulatedSerialPort {
    private final SerialPort port;

    SimulatedSerialPort(SerialPort port) {
        this.port = port;
    }

    /**
     * Puts something on the wire, in place of what was there. It hears whatever the rate of the port is.
     *
     * @param hears takes what a client sends, as it comes over TCP; called on the device's thread, must not block
     */
    public void attach(Consumer<byte[]> hears) {
        port.attach(0, hears);
    }

    /**
     * Puts something on the wire that has a rate: while the port's is another, nothing is heard in either direction, where real ones
     * would hear other bytes, or none.
     *
     * @param baudRate bits per second
     * @param hears takes what a client sends; called on the device's thread, must not block
     */
    public void attach(int baudRate, Consumer<byte[]> hears) {
        port.attach(baudRate, hears);
    }

    /**
     * What is on the wire says something. It is lost if no client is connected.
     *
     * @param bytes what it says
     */
    public void send(byte... bytes) {
        port.say(bytes.clone());
    }

    /**
     * The TCP port of the generic server, {@code Listener.Port}. The first value is a free port and not the documented 1024 and
     * up, as many devices share a machine; it is the same before and after a restart.
     *
     * @return the present value
     */
    public int tcpPort() {
        return port.tcpPort();
    }

    /**
     * Tells whether the generic server takes connections.
     *
     * @return true while everything that has to be enabled is, and the device is up
     */
    public boolean isListening() {
        return port.isListening();
    }

    /**
     * Connections made, those turned away included.
     *
     * @return number
     */
    public long connectionsAccepted() {
        return port.counts().accepted();
    }

    /**
     * Connections turned away, for their address or because another was there.
     *
     * @return number
     */
    public long connectionsRefused() {
        return port.counts().refused();
    }

    /**
     * Connections ended because nothing was carried for the time of {@code Timeout}.
     *
     * @return number
     */
    public long connectionsTimedOut() {
        return port.counts().timedOut();
    }

    /**
     * Tells whether a client is connected and was not turned away.
     *
     * @return true if so
     */
    public boolean isConnected() {
        return port.isConnected();
    }

    /**
     * Bytes of clients that went out on the wire.
     *
     * @return number
     */
    public long bytesHeard() {
        return port.counts().heard();
    }

    /**
     * Bytes from the wire that went to a client.
     *
     * @return number
     */
    public long bytesSent() {
        return port.counts().sent();
    }

    /**
     * Bytes of either direction that got lost: nobody there, or not at this rate.
     *
     * @return number
     */
    public long bytesLost() {
        return port.counts().lost();
    }

    @Override
    public String toString() {
        return port.toString();
    }
}
