package dev.openaxis.vapix.parameters;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.ParameterOperations;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The device's parameters (VAPIX parameter-management, AXIS OS 5.00 and later). Any account may list; each parameter has its
 * own level for reading and writing, see {@link ParameterDefinition#access()}.
 *
 * <p>Changes are sent in the body of a POST, so that values stand in no URL. Values of parameters whose name tells a secret
 * ({@code Pass}, {@code Pwd}, {@code Key}, {@code Secret}, {@code Community}, {@code Token}, {@code Credential} in it) are in
 * no message, even if the device quotes them. What cannot be sent is an {@link IllegalArgumentException} before anything is:
 * a name that is no full name, a character outside ISO-8859-1, and a value of asterisks only, which is the mask of a secret.
 *
 * <p>Changing the network, the ports or HTTPS can cut the connection before the answer comes; the exception says then that it
 * may have taken effect.
 */
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
        return session.invoker().call(ParameterOperations.list(session, List.of(groups)), options);
    }

    /**
     * Tells what parameters may hold and who may change them. The whole is some hundred kilobytes: name groups where
     * possible.
     *
     * @param groups groups or full names; none for everything
     * @return the definitions
     * @throws dev.openaxis.core.RefusedException if the device answers an error in place of definitions
     * @throws dev.openaxis.core.MalformedResponseException if the answer is neither
     * @throws dev.openaxis.core.AxisException if the device cannot be asked; needs any account
     */
    public ParameterDefinitions definitions(String... groups) {
        return session.invoker().call(ParameterOperations.definitions(session, List.of(groups)), options);
    }

    /**
     * Sets one parameter. Needs the parameter's own level, usually an administrator.
     *
     * @param name full name, with or without {@code root.}
     * @param value the new value, up to the parameter's own rules
     * @throws dev.openaxis.core.RefusedException if the device does not accept it; nothing is changed then
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void update(String name, String value) {
        update(Map.of(name, value));
    }

    /**
     * Sets several parameters in one request. Whether a device applies the rest when it refuses one is not documented:
     * therefore the parameters are read before and, after a refusal, once more, and the exception's
     * {@link dev.openaxis.core.AxisException#effect() effect} says what was seen. {@code NONE}: all have the values they had.
     * {@code PARTIAL}: at least one changed; a change by somebody else at the same time cannot be told apart.
     * {@code POSSIBLE}: some cannot be seen.
     *
     * @param values new values by full name, with or without {@code root.}
     * @throws dev.openaxis.core.RefusedException if the device does not accept all of them
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void update(Map<String, String> values) {
        session.invoker().call(ParameterOperations.update(session, values), options);
    }

    /**
     * Adds an entry to a group that can grow, for example a stream profile. Needs an operator.
     *
     * @param template the template; names depend on the product, {@code streamprofile} is documented
     * @param parent the group that gets the entry, for example {@code StreamProfile}
     * @param values values by name within the new entry, for example {@code Name}; may be empty
     * @return the new entry's full group name without {@code root.}, for example {@code StreamProfile.S8}
     * @throws dev.openaxis.core.RefusedException if nothing was created ({@code NONE}), or the entry was created without the
     *     values ({@code PARTIAL}; its name is the detail {@code entry})
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public String add(String template, String parent, Map<String, String> values) {
        return add(template, parent, values, false);
    }

    /**
     * As {@link #add(String, String, Map)}, optionally beyond the group's limit.
     *
     * @param template the template
     * @param parent the group that gets the entry
     * @param values values by name within the new entry; may be empty
     * @param force whether the entry is added even if the group has as many as it should
     * @return the new entry's full group name without {@code root.}
     * @throws dev.openaxis.core.RefusedException if the entry was not created, or created without the values
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public String add(String template, String parent, Map<String, String> values, boolean force) {
        return session.invoker().call(ParameterOperations.add(session, template, parent, values, force), options);
    }

    /**
     * Removes entries of groups that can grow. Needs an operator. Several are read before and after a refusal, as in
     * {@link #update(Map)}.
     *
     * @param groups full group names, for example {@code StreamProfile.S8}; at least one
     * @throws dev.openaxis.core.RefusedException if the device does not remove all of them
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void remove(String... groups) {
        session.invoker().call(ParameterOperations.remove(session, List.of(groups)), options);
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
         * Lists parameters.
         *
         * @param groups groups or full names; none for everything
         * @return what the device lists
         */
        public CompletableFuture<ParameterList> list(String... groups) {
            return session.invoker().start(ParameterOperations.list(session, List.of(groups)), options);
        }

        /**
         * Tells what parameters may hold and who may change them.
         *
         * @param groups groups or full names; none for everything
         * @return the definitions
         */
        public CompletableFuture<ParameterDefinitions> definitions(String... groups) {
            return session.invoker().start(ParameterOperations.definitions(session, List.of(groups)), options);
        }

        /**
         * Sets one parameter.
         *
         * @param name full name, with or without {@code root.}
         * @param value the new value
         * @return completes when the device has accepted it
         */
        public CompletableFuture<Void> update(String name, String value) {
            return update(Map.of(name, value));
        }

        /**
         * Sets several parameters in one request.
         *
         * @param values new values by full name, with or without {@code root.}
         * @return completes when the device has accepted them
         */
        public CompletableFuture<Void> update(Map<String, String> values) {
            return session.invoker().start(ParameterOperations.update(session, values), options);
        }

        /**
         * Adds an entry to a group that can grow.
         *
         * @param template the template
         * @param parent the group that gets the entry
         * @param values values by name within the new entry; may be empty
         * @return the new entry's full group name without {@code root.}
         */
        public CompletableFuture<String> add(String template, String parent, Map<String, String> values) {
            return add(template, parent, values, false);
        }

        /**
         * Adds an entry, optionally beyond the group's limit.
         *
         * @param template the template
         * @param parent the group that gets the entry
         * @param values values by name within the new entry; may be empty
         * @param force whether the entry is added even if the group has as many as it should
         * @return the new entry's full group name without {@code root.}
         */
        public CompletableFuture<String> add(
                String template, String parent, Map<String, String> values, boolean force) {
            return session.invoker().start(ParameterOperations.add(session, template, parent, values, force), options);
        }

        /**
         * Removes entries of groups that can grow.
         *
         * @param groups full group names; at least one
         * @return completes when the device has removed them
         */
        public CompletableFuture<Void> remove(String... groups) {
            return session.invoker().start(ParameterOperations.remove(session, List.of(groups)), options);
        }
    }
}
