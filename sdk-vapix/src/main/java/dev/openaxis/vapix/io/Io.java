package dev.openaxis.vapix.io;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Failure;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.vapix.internal.io.DoorOperations;
import dev.openaxis.vapix.internal.io.IoOperations;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ports and relays of one device, over VAPIX io-port-management (AXIS OS 9.70 and later) and input-and-outputs
 * ({@code port.cgi}). Devices without io-port-management (A1001, older cameras) tell their ports by the parameters
 * {@code IOPort}, an A9161 or A9188 by the general purpose I/O service: then reading and driving need an operator, and
 * settings an administrator. {@link Port#source} tells which it was.
 */
public final class Io {
    private final IoSession io;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by the device object.
     *
     * @param io the device's ports
     * @param options how calls are made
     */
    public Io(IoSession io, CallOptions options) {
        this.io = io;
        this.options = options;
    }

    /**
     * Lists all ports with their present states. Needs a viewer, without io-port-management an operator. Handles made from
     * now on are for these ports.
     *
     * @return the ports by number; empty if the device has none
     * @throws dev.openaxis.core.AuthorizationException if the account may not read them
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device has neither io-port-management nor
     *     {@code port.cgi}
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public List<Port> ports() {
        return io.session().invoker().call(IoOperations.list(io), options);
    }

    /**
     * Reads one port. Needs a viewer, without io-port-management an operator.
     *
     * @param id which port
     * @return the port as it is now
     * @throws WrongPortException if the device has no such port
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public Port port(PortId id) {
        return io.session().invoker().call(IoOperations.port(io, id), options);
    }

    /**
     * Waits until a port is in a state, or is already. Uses the event stream where the device has one, else looks every
     * half second. A state that comes and goes in between is not seen. A port whose normal state the device does not tell has
     * no known state, so only an event ends the waiting for it.
     *
     * @param id which port
     * @param state the state to wait for
     * @param timeout how long to wait at most; takes the place of the deadline
     * @return the port as read right after the state was seen; a very short state may be over again
     * @throws WrongPortException if the device has no such port
     * @throws dev.openaxis.core.DeadlineExceededException if the state did not come in time
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public Port awaitState(PortId id, PortState state, Duration timeout) {
        return io.session().invoker().call(IoOperations.await(io, id, state), CallOptions.deadline(timeout));
    }

    /**
     * A handle on a relay. Does no I/O. Driving it needs proof that the port is a relay.
     *
     * @param id which relay
     * @return the handle
     */
    public Output relay(RelayId id) {
        return handle(id.port(), true);
    }

    /**
     * A handle on an output, by the number the device itself gives it. Does no I/O.
     *
     * @param id which port
     * @return the handle
     */
    public Output output(PortId id) {
        return handle(id, false);
    }

    private Output handle(PortId id, boolean relay) {
        return new Output(io, new Target(id, relay, new AtomicReference<>(io.topology()), null, null, false), options);
    }

    /**
     * A map of the present ports with what is proven about them, to be completed by whoever checks the wiring. Needs a
     * viewer.
     *
     * @return a map with an entry for every port whose terminal is documented or observed
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public PortMap portMap() {
        return io.session().invoker().call(IoOperations.map(io), options);
    }

    /**
     * Accepts a checked map. Does no I/O; a map made for another device or for other ports makes every action refuse.
     *
     * @param map what the installer checked
     */
    public void accept(PortMap map) {
        io.accept(map);
    }

    /**
     * Changes a port's settings and reads back what became of them. Needs an operator, without io-port-management an
     * administrator. The device may return every output to its normal state with it (manual A1710-B; inference for this
     * API): {@link PortChange#moved} tells.
     *
     * @param id which port
     * @param settings what is to be changed
     * @return the port now, and what else moved
     * @throws WrongPortException if there is no such port, it is read-only, or its direction cannot be changed
     * @throws dev.openaxis.core.TopologyChangedException if the device's ports are not those that were listed
     * @throws dev.openaxis.core.AuthorizationException if the role is too low; without io-port-management also if the device
     *     answers 401 because a setting is read-only
     * @throws dev.openaxis.core.RefusedException if the device refuses; its effect tells whether part of it was done
     */
    public PortChange configure(PortId id, PortSettings settings) {
        return io.session().invoker().call(IoOperations.configure(io, id, settings), options);
    }

    /**
     * An expansion module of the accepted {@link PortMap}. Does no I/O.
     *
     * @param id which module
     * @return its ports
     */
    public ExpansionModule module(ModuleId id) {
        return new ExpansionModule(this, id);
    }

    PortId mapped(ModuleId module, String terminal) {
        return Optional.ofNullable(io.acceptedMap())
                .flatMap(map -> map.port(module, terminal))
                .orElseThrow(() -> new UnverifiedMappingException(Failure.of(
                                io.session().invoker().address(),
                                "io.module",
                                "no accepted port map tells which port is " + terminal + " of " + module)
                        .advice("Check the wiring, and accept a map with the module: PortMap.withModule")));
    }

    /**
     * Virtual inputs, which start what is configured on the device.
     *
     * @return the client
     */
    public VirtualInputs virtualInputs() {
        return new VirtualInputs(io, options);
    }

    /**
     * The manual trigger, which starts what is configured on the device. Does no I/O.
     *
     * @return a handle
     */
    public SwitchedInput manualTrigger() {
        return new SwitchedInput(io, null, options);
    }

    /**
     * A physical input to be simulated: the device acts as if its contact changed. Does no I/O. The references do not tell
     * whether such inputs are counted among all ports or among the inputs, so only those are simulated where both give the same
     * number; never those of a door controller.
     *
     * @param input which port
     * @return a handle
     */
    public SwitchedInput simulate(PortId input) {
        return new SwitchedInput(io, input, options);
    }

    /**
     * Relay outputs and digital inputs as ONVIF has them. Does no I/O.
     *
     * @return the client
     */
    public OnvifIo onvif() {
        return new OnvifIo(io, false, options);
    }

    /**
     * Shock detection. Does no I/O.
     *
     * @return the client
     */
    public ShockDetection shockDetection() {
        return new ShockDetection(io, options);
    }

    /**
     * Supervised inputs: those that know when their cable is cut or short-circuited.
     *
     * @return the client
     */
    public SupervisedInputs supervision() {
        return new SupervisedInputs(io, options);
    }

    /**
     * Watches a door by its contacts: tells when it is opened with permission or forced, shut, open for too long, and when
     * nothing is known about it. Uses the event stream, so the device needs one (AXIS OS 10.11 and later), and an A9210
     * has five doors (manual A9210). The device's own door monitoring application is not used and need not be installed.
     *
     * @param door its contacts and times
     * @param listener hears {@link DoorEvent}s, and the gaps and outages of the device, on the callback executor
     * @return what is watched, already; close it to stop
     * @throws WrongPortException if a contact is no input, or an A9210's request to exit is not on I/O 1 or I/O 2
     * @throws dev.openaxis.core.TopologyChangedException if the device's ports are not those that were listed
     * @throws dev.openaxis.core.UnsupportedCapabilityException for the sixth door of an A9210
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public DoorMonitor watchDoor(MonitoredDoor door, LiveListener listener) {
        return io.session().invoker().call(DoorOperations.watch(io, door, listener), options);
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
         * Lists all ports with their present states.
         *
         * @return the ports by number
         */
        public CompletableFuture<List<Port>> ports() {
            return io.session().invoker().start(IoOperations.list(io), options);
        }

        /**
         * Reads one port.
         *
         * @param id which port
         * @return the port as it is now
         */
        public CompletableFuture<Port> port(PortId id) {
            return io.session().invoker().start(IoOperations.port(io, id), options);
        }

        /**
         * Waits until a port is in a state, or is already.
         *
         * @param id which port
         * @param state the state to wait for
         * @param timeout how long to wait at most
         * @return the port in that state
         */
        public CompletableFuture<Port> awaitState(PortId id, PortState state, Duration timeout) {
            return io.session().invoker().start(IoOperations.await(io, id, state), CallOptions.deadline(timeout));
        }

        /**
         * Changes a port's settings and reads back what became of them.
         *
         * @param id which port
         * @param settings what is to be changed
         * @return the port now, and what else moved
         */
        public CompletableFuture<PortChange> configure(PortId id, PortSettings settings) {
            return io.session().invoker().start(IoOperations.configure(io, id, settings), options);
        }

        /**
         * Watches a door by its contacts.
         *
         * @param door its contacts and times
         * @param listener hears {@link DoorEvent}s
         * @return what is watched
         */
        public CompletableFuture<DoorMonitor> watchDoor(MonitoredDoor door, LiveListener listener) {
            return DoorOperations.start(io, door, listener, options);
        }

        /**
         * A map of the present ports with what is proven about them.
         *
         * @return the map
         */
        public CompletableFuture<PortMap> portMap() {
            return io.session().invoker().start(IoOperations.map(io), options);
        }
    }
}
