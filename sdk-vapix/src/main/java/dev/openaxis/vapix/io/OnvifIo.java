package dev.openaxis.vapix.io;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.OnvifOperations;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Relay outputs and digital inputs as ONVIF has them (ONVIF device management and device I/O services), for devices or accounts
 * that offer nothing better: {@link Io#ports} and {@link Io#output} tell and confirm more. Sent to {@code /vapix/services}; most
 * AXIS OS versions want an ONVIF account, and which role the access classes {@code READ_MEDIA}, {@code READ_SYSTEM} and
 * {@code ACTUATE} mean is not documented.
 */
public final class OnvifIo {
    private final IoSession io;
    private final boolean doorsAllowed;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by {@link Io#onvif}.
     *
     * @param io the device's ports
     * @param doorsAllowed whether the caller asked to drive a door controller's relays
     * @param options how calls are made
     */
    OnvifIo(IoSession io, boolean doorsAllowed, CallOptions options) {
        this.io = io;
        this.doorsAllowed = doorsAllowed;
        this.options = options;
    }

    /**
     * The same, also on a door controller, whose relays may be doors and locks.
     *
     * @return a view that drives them
     */
    public OnvifIo drivingDoorController() {
        return new OnvifIo(io, true, options);
    }

    /**
     * Lists the relay outputs. Access class {@code READ_MEDIA}.
     *
     * @return the outputs in the device's order; empty if it has none
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device does not have the service
     * @throws dev.openaxis.core.AuthorizationException if the account may not
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public List<RelayOutput> relayOutputs() {
        return io.session().invoker().call(OnvifOperations.relayOutputs(io), options);
    }

    /**
     * Lists the digital inputs. Access class {@code READ_SYSTEM}. Their states come with the events only.
     *
     * @return their tokens in the device's order; empty if it has none
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device does not have the service
     * @throws dev.openaxis.core.AuthorizationException if the account may not
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public List<ReferenceToken> digitalInputs() {
        return io.session().invoker().call(OnvifOperations.digitalInputs(io), options);
    }

    /**
     * Sets a relay output up, and reads back what became of it. Access class {@code ACTUATE}: another idle state may move the
     * contact, so it is sent once and never again.
     *
     * @param relay one of {@link #relayOutputs}
     * @param settings all of its settings
     * @return the output now
     * @throws dev.openaxis.core.WrongPortException if the device does not list it; nothing is sent
     * @throws dev.openaxis.core.UnverifiedMappingException on a door controller, without {@link #drivingDoorController}
     * @throws dev.openaxis.core.RefusedException if the device refuses, or tells other settings afterwards
     * @throws dev.openaxis.core.OutcomeUnknownException if it was sent and not properly answered
     */
    public RelayOutput configure(ReferenceToken relay, RelayOutput.Settings settings) {
        return io.session().invoker().call(OnvifOperations.configure(io, relay, settings, doorsAllowed), options);
    }

    /**
     * Makes a relay output active; in mode {@code MONOSTABLE} for its delay. Access class {@code ACTUATE}. No call tells the
     * state, so the evidence is {@link Evidence#ACCEPTED}. Where the host keeps the event stream open, up to a second is waited for an
     * event of this token, which makes it {@link Evidence#EVENT}. A change that the stream already told as a port's does not:
     * which port a token names is not guessed. Events name no cause either: another client may have been the one.
     *
     * @param relay one of {@link #relayOutputs}
     * @return that the device took it
     * @throws dev.openaxis.core.WrongPortException if the device does not list it; nothing is sent
     * @throws dev.openaxis.core.UnverifiedMappingException on a door controller, without {@link #drivingDoorController}
     * @throws dev.openaxis.core.AuthorizationException if the account may not, or only operators may act and it is none
     * @throws dev.openaxis.core.OutcomeUnknownException if it was sent and not properly answered
     */
    public Confirmation activate(ReferenceToken relay) {
        return io.session().invoker().call(OnvifOperations.act(io, relay, PortState.ACTIVE, doorsAllowed), options);
    }

    /**
     * Makes a relay output inactive, as {@link #activate} makes it active.
     *
     * @param relay one of {@link #relayOutputs}
     * @return that the device took it
     * @throws dev.openaxis.core.AxisException as for {@link #activate}
     */
    public Confirmation deactivate(ReferenceToken relay) {
        return io.session().invoker().call(OnvifOperations.act(io, relay, PortState.INACTIVE, doorsAllowed), options);
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
         * Lists the relay outputs.
         *
         * @return the outputs in the device's order
         */
        public CompletableFuture<List<RelayOutput>> relayOutputs() {
            return io.session().invoker().start(OnvifOperations.relayOutputs(io), options);
        }

        /**
         * Lists the digital inputs.
         *
         * @return their tokens in the device's order
         */
        public CompletableFuture<List<ReferenceToken>> digitalInputs() {
            return io.session().invoker().start(OnvifOperations.digitalInputs(io), options);
        }

        /**
         * Sets a relay output up, and reads back what became of it.
         *
         * @param relay one of {@link OnvifIo#relayOutputs}
         * @param settings all of its settings
         * @return the output now
         */
        public CompletableFuture<RelayOutput> configure(ReferenceToken relay, RelayOutput.Settings settings) {
            return io.session().invoker().start(OnvifOperations.configure(io, relay, settings, doorsAllowed), options);
        }

        /**
         * Makes a relay output active.
         *
         * @param relay one of {@link OnvifIo#relayOutputs}
         * @return that the device took it
         */
        public CompletableFuture<Confirmation> activate(ReferenceToken relay) {
            return io.session()
                    .invoker()
                    .start(OnvifOperations.act(io, relay, PortState.ACTIVE, doorsAllowed), options);
        }

        /**
         * Makes a relay output inactive.
         *
         * @param relay one of {@link OnvifIo#relayOutputs}
         * @return that the device took it
         */
        public CompletableFuture<Confirmation> deactivate(ReferenceToken relay) {
            return io.session()
                    .invoker()
                    .start(OnvifOperations.act(io, relay, PortState.INACTIVE, doorsAllowed), options);
        }
    }
}
