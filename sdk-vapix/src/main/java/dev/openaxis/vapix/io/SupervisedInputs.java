package dev.openaxis.vapix.io;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.SupervisionOperations;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Supervised inputs of one device: besides open and closed they know when their cable is cut or short-circuited. Over VAPIX
 * supervised-io, AXIS OS 7.10 and later, in raw converter counts; every call needs an operator. On an A9161 or A9188 over the
 * general purpose I/O service, in millivolts; there reading needs an operator, and supervising an administrator.
 */
public final class SupervisedInputs {
    private final IoSession io;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by {@link Io#supervision}.
     *
     * @param io the device's ports
     * @param options how calls are made
     */
    SupervisedInputs(IoSession io, CallOptions options) {
        this.io = io;
        this.options = options;
    }

    /**
     * Reads every port that can be supervised.
     *
     * @return the ports by number; empty if there is none
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device does not have the API
     * @throws dev.openaxis.core.AuthorizationException as a viewer
     */
    public List<Supervision> list() {
        return io.session().invoker().call(SupervisionOperations.list(io), options);
    }

    /**
     * Reads one port.
     *
     * @param port which port
     * @return how it is supervised
     * @throws dev.openaxis.core.WrongPortException if the device has no such port
     */
    public Supervision read(PortId port) {
        return io.session().invoker().call(SupervisionOperations.read(io, port), options);
    }

    /**
     * Reads which levels mean what.
     *
     * @param port which port
     * @return the ranges in the device's order; empty if none are set or the port cannot be supervised
     * @throws dev.openaxis.core.WrongPortException if the device has no such port
     */
    public List<SupervisedRange> ranges(PortId port) {
        return io.session().invoker().call(SupervisionOperations.ranges(io, port), options);
    }

    /**
     * Reads which ranges a port takes.
     *
     * @param port which port
     * @return what the device tells of it; nothing over supervised-io, which has no such question
     * @throws dev.openaxis.core.WrongPortException if the device has no such port
     */
    public SupervisionLimits limits(PortId port) {
        return io.session().invoker().call(SupervisionOperations.limits(io, port), options);
    }

    /**
     * Supervises a port with the documented levels for its kind and resistors. They are known for the A9210's own inputs and,
     * parallel first, for its I/O 1 and I/O 2, which need others. Reads back whether the device does it.
     *
     * @param port which port
     * @param resistors what is at the end of its line
     * @return how it is supervised now
     * @throws dev.openaxis.core.UnsupportedCapabilityException if no levels are known for the port; measure them and use
     *     {@link #supervise(PortId, List)}
     * @throws dev.openaxis.core.WrongPortException if the device has no such port, or it cannot be supervised
     * @throws dev.openaxis.core.TopologyChangedException if the device's ports are not those that were listed
     * @throws dev.openaxis.core.RefusedException if the device refuses
     */
    public Supervision supervise(PortId port, EndOfLineResistors resistors) {
        return io.session().invoker().call(SupervisionOperations.supervise(io, port, resistors), options);
    }

    /**
     * Supervises a port with levels of one's own.
     *
     * @param port which port
     * @param ranges which levels mean what, in the device's unit; no two overlap, no state occurs twice
     * @return how it is supervised now
     * @throws IllegalArgumentException if ranges overlap, a state occurs twice, units differ, or there are none
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device measures in another unit; nothing is sent
     * @throws dev.openaxis.core.WrongPortException if the device has no such port, it cannot be supervised, it is an output at
     *     the moment, or it does not take so many ranges or such levels
     * @throws dev.openaxis.core.TopologyChangedException if the device's ports are not those that were listed
     * @throws dev.openaxis.core.RefusedException if the device refuses
     */
    public Supervision supervise(PortId port, List<SupervisedRange> ranges) {
        return io.session().invoker().call(SupervisionOperations.supervise(io, port, ranges), options);
    }

    /**
     * Ends the supervision of a port, which goes on as an ordinary input.
     *
     * @param port which port
     * @return how it is supervised now
     * @throws dev.openaxis.core.WrongPortException if the device has no such port, or it cannot be supervised
     * @throws dev.openaxis.core.TopologyChangedException if the device's ports are not those that were listed
     * @throws dev.openaxis.core.RefusedException if the device refuses
     */
    public Supervision unsupervise(PortId port) {
        return io.session().invoker().call(SupervisionOperations.unsupervise(io, port), options);
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
         * Reads every port that can be supervised.
         *
         * @return the ports by number
         */
        public CompletableFuture<List<Supervision>> list() {
            return io.session().invoker().start(SupervisionOperations.list(io), options);
        }

        /**
         * Reads one port.
         *
         * @param port which port
         * @return how it is supervised
         */
        public CompletableFuture<Supervision> read(PortId port) {
            return io.session().invoker().start(SupervisionOperations.read(io, port), options);
        }

        /**
         * Reads which levels mean what.
         *
         * @param port which port
         * @return the ranges in the device's order
         */
        public CompletableFuture<List<SupervisedRange>> ranges(PortId port) {
            return io.session().invoker().start(SupervisionOperations.ranges(io, port), options);
        }

        /**
         * Reads which ranges a port takes.
         *
         * @param port which port
         * @return what the device tells of it
         */
        public CompletableFuture<SupervisionLimits> limits(PortId port) {
            return io.session().invoker().start(SupervisionOperations.limits(io, port), options);
        }

        /**
         * Supervises a port with the documented levels.
         *
         * @param port which port
         * @param resistors what is at the end of its line
         * @return how it is supervised now
         */
        public CompletableFuture<Supervision> supervise(PortId port, EndOfLineResistors resistors) {
            return io.session().invoker().start(SupervisionOperations.supervise(io, port, resistors), options);
        }

        /**
         * Supervises a port with levels of one's own.
         *
         * @param port which port
         * @param ranges which levels mean what
         * @return how it is supervised now
         */
        public CompletableFuture<Supervision> supervise(PortId port, List<SupervisedRange> ranges) {
            return io.session().invoker().start(SupervisionOperations.supervise(io, port, ranges), options);
        }

        /**
         * Ends the supervision of a port.
         *
         * @param port which port
         * @return how it is supervised now
         */
        public CompletableFuture<Supervision> unsupervise(PortId port) {
            return io.session().invoker().start(SupervisionOperations.unsupervise(io, port), options);
        }
    }
}
