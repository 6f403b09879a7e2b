package dev.openaxis.vapix.serial;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.serial.SerialOperations;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The device's own serial ports (VAPIX serial-port-api, AXIS OS 5.20 and later on products that have some; property
 * {@code Properties.Serial.Serial}). Ports count from 1, as {@code Serial.Ser#}; the groups of their servers from 0, as
 * {@code PortManager.P#}. Reading needs an operator, changing an administrator. No recording of a device that has
 * them is public, and whether the RS-485 and reader ports of I/O modules and door controllers are among them is not known: ask
 * the device.
 */
public final class SerialPorts {
    private final DeviceSession session;
    private final AxisRuntime runtime;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by the device object.
     *
     * @param session the device
     * @param runtime what lines run on
     * @param options how calls are made
     */
    public SerialPorts(DeviceSession session, AxisRuntime runtime, CallOptions options) {
        this.session = session;
        this.runtime = runtime;
        this.options = options;
    }

    /**
     * Lists the ports.
     *
     * @return every port with its settings and servers, by number; empty if the device has the API and no port
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device has no serial ports for general use
     * @throws dev.openaxis.core.AuthorizationException if there are ports, and the account may not read their settings
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public List<DeviceSerialPort> list() {
        return session.invoker().call(SerialOperations.ports(session), options);
    }

    /**
     * Changes how a port is set, and reads it back. Whoever uses the port at this moment has to do with it: look at
     * {@link PortServers#inUseBy}.
     *
     * @param port its number, from 1
     * @param settings what is to be other than it is
     * @return the port as the device tells it afterwards
     * @throws IllegalArgumentException if nothing is to be changed, or to something that no port has
     * @throws dev.openaxis.core.WrongPortException if there is no such port, or it does not have what is to be set
     * @throws dev.openaxis.core.RefusedException if the device does not accept it, or tells something else afterwards
     * @throws dev.openaxis.core.AxisException as for {@link #list}
     */
    public DeviceSerialPort configure(int port, SerialSettings settings) {
        return session.invoker().call(SerialOperations.configure(session, port, settings), options);
    }

    /**
     * Sets the device so that a port's bytes come over TCP, and gives the line to it. Only what differs is changed: the port's
     * settings where asked for, the list of allowed addresses where given; then the port, its generic TCP server and the
     * server's listener are turned on, and a connection that the server would make itself is turned off.
     * {@link SerialTunnel#close} puts it all back. If opening fails half way, what was done is put back at once.
     *
     * <p><b>Nobody is kept out but by address.</b> The TCP connection is not encrypted and asks for no log-in: whoever reaches
     * the device's port from an allowed address speaks on the line. Without {@link TunnelOptions#allowing} that is who the device
     * allows, from the factory everybody. OSDP needs its secure channel here. It goes straight to the device's host, not
     * through an HTTP proxy.
     *
     * <p><b>Silence is not carried.</b> TCP keeps the order of bytes and not the time between them (inference), so the receiver
     * frames by length and check characters, as OSDP does; Modbus RTU cannot tell frames by their pauses. Who waits for
     * answers adds the line's {@link dev.openaxis.core.line.ByteLine#tolerance tolerance}.
     *
     * <p>The settings outlast a restart of the device, and so does a tunnel: its line breaks and can be opened again. A program
     * that ends without closing it leaves the server on. Somebody else who turns a server on at the same moment cannot be
     * told apart.
     *
     * @param port its number, from 1
     * @param how how it is opened
     * @return a tunnel whose line is not open yet
     * @throws PortInUseException if a server has the port that may not be taken over
     * @throws dev.openaxis.core.UnverifiedMappingException if it is not certain which servers are this port's, see
     *     {@link TunnelOptions#servers}
     * @throws dev.openaxis.core.WrongPortException if there is no such port, or it does not have what is to be set
     * @throws dev.openaxis.core.RefusedException if the device does not accept the settings; they are as before then
     * @throws TunnelNotRestoredException if it failed half way, and the settings could not be put back
     * @throws IllegalArgumentException if the options set something that no port has
     * @throws dev.openaxis.core.AxisException as for {@link #list}
     */
    public SerialTunnel openTunnel(int port, TunnelOptions how) {
        return session.invoker().call(SerialOperations.openTunnel(session, runtime, options, port, how), options);
    }

    /**
     * The same as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return async;
    }

    /** The same operations as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * Lists the ports.
         *
         * @return every port with its settings and servers, by number
         */
        public CompletableFuture<List<DeviceSerialPort>> list() {
            return session.invoker().start(SerialOperations.ports(session), options);
        }

        /**
         * Changes how a port is set, and reads it back.
         *
         * @param port its number, from 1
         * @param settings what is to be other than it is
         * @return the port as the device tells it afterwards
         */
        public CompletableFuture<DeviceSerialPort> configure(int port, SerialSettings settings) {
            return session.invoker().start(SerialOperations.configure(session, port, settings), options);
        }

        /**
         * Sets the device so that a port's bytes come over TCP. Cancelling it may leave settings behind that nobody puts back.
         *
         * @param port its number, from 1
         * @param how how it is opened
         * @return a tunnel whose line is not open yet
         */
        public CompletableFuture<SerialTunnel> openTunnel(int port, TunnelOptions how) {
            return session.invoker().start(SerialOperations.openTunnel(session, runtime, options, port, how), options);
        }
    }
}
