package dev.openaxis.vapix.parameters;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.ParamCgi;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The device's parameters (VAPIX parameter-management). */
public final class Parameters {
    private final DeviceSession session;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by the device object.
     *
     * @param session the device
     * @param options how calls are made
     */
    public Parameters(DeviceSession session, CallOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Lists parameters. Parameters the account may not read are left out by the device; groups it does not have are told
     * in {@link ParameterList#errors()}.
     *
     * @param groups groups or full names such as {@code Brand} or {@code Network.HostName}, {@code *} for one segment;
     *     none for everything
     * @return what the device lists
     * @throws dev.openaxis.core.AxisException if the device cannot be asked; needs any account
     */
    public ParameterList list(String... groups) {
        return session.invoker().call(listing(groups), options);
    }

    /**
     * The same as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return async;
    }

    private Operation<ParameterList> listing(String... groups) {
        return Operation.named("parameters.list", ParamCgi.PATH, Effect.READ)
                .role(Role.VIEWER, "VAPIX parameter-management")
                .steps(context -> ParamCgi.list(session, context, List.of(groups)));
    }

    /** The same operations as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * Lists parameters.
         *
         * @param groups groups or full names; none for everything
         * @return what the device lists
         */
        public CompletableFuture<ParameterList> list(String... groups) {
            return session.invoker().start(listing(groups), options);
        }
    }
}
