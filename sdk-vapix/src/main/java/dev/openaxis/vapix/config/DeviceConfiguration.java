package dev.openaxis.vapix.config;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.config.ConfigApiId;
import dev.openaxis.vapix.internal.config.ConfigOperations;
import dev.openaxis.vapix.internal.config.ConfigSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The Device Configuration APIs of a device (VAPIX device-configuration-apis, AXIS OS 11.8 and later; single APIs since
 * 11.6). Each has roles of its own per operation, and each device has its own list of them. Use {@code https://}: passwords
 * and keys travel in the bodies.
 *
 * <pre>{@code
 * device.config().api("ssh").at("users").add(Map.of("username", "svc1", "password", password));
 * }</pre>
 */
public final class DeviceConfiguration {
    private final ConfigSession session;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by the device object.
     *
     * @param session the device
     * @param options how calls are made
     */
    public DeviceConfiguration(ConfigSession session, CallOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * The device's APIs, asked anew.
     *
     * @return every version of every API
     * @throws dev.openaxis.core.UnsupportedCapabilityException on devices without Device Configuration APIs
     */
    public List<ApiVersion> apis() {
        return session.invoker().call(ConfigOperations.apis(session), options);
    }

    /**
     * An API in the best version the device has: released before beta before alpha, of these the highest major. Does no I/O.
     *
     * @param id for example {@code ssh}
     * @return the handle
     */
    public ConfigApi api(String id) {
        return new ConfigApi(session, ConfigApiId.best(id), options);
    }

    /**
     * An API in one major version, whatever its state. Does no I/O.
     *
     * @param id for example {@code ssh}
     * @param major 0 or more
     * @return the handle
     * @throws IllegalArgumentException if the major is negative
     */
    public ConfigApi api(String id, int major) {
        return new ConfigApi(session, ConfigApiId.major(id, major), options);
    }

    /**
     * Reads everything of every API that the account may read. Answers of more than 4 MiB are refused.
     *
     * @return an object with a field such as {@code ssh.v2} for each API
     */
    public ConfigValue all() {
        return session.invoker().call(ConfigOperations.all(session), options);
    }

    /**
     * Exports all APIs that can be imported again. Beta and off by default, see {@link ConfigApi#exportData}.
     *
     * @return an object with a field such as {@code time.v2} for each API
     * @throws dev.openaxis.core.UnsupportedCapabilityException if it is off or not there
     */
    public ConfigValue exportAll() {
        return session.invoker().call(ConfigOperations.exportAll(session), options);
    }

    /**
     * Imports values of several APIs. Beta and off by default, see {@link ConfigApi#exportData}.
     *
     * @param data what {@link #exportAll} gave, or a part of it
     * @param mode what happens with values that are not in the data
     * @return {@link ConfigAnswer#warnings()} may tell what was not taken
     * @throws IllegalArgumentException if it is no JSON value
     * @throws dev.openaxis.core.RefusedException {@code POSSIBLE}: whether a part is applied is not documented
     * @throws dev.openaxis.core.UnsupportedCapabilityException if it is off or not there
     */
    public ConfigAnswer importAll(Object data, ImportMode mode) {
        return session.invoker().call(ConfigOperations.importAll(session, data, mode), options);
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
         * The device's APIs, asked anew.
         *
         * @return every version of every API
         */
        public CompletableFuture<List<ApiVersion>> apis() {
            return session.invoker().start(ConfigOperations.apis(session), options);
        }

        /**
         * Reads everything of every API.
         *
         * @return an object with a field for each API
         */
        public CompletableFuture<ConfigValue> all() {
            return session.invoker().start(ConfigOperations.all(session), options);
        }

        /**
         * Exports all APIs that can be imported again.
         *
         * @return an object with a field for each API
         */
        public CompletableFuture<ConfigValue> exportAll() {
            return session.invoker().start(ConfigOperations.exportAll(session), options);
        }

        /**
         * Imports values of several APIs.
         *
         * @param data the values
         * @param mode what happens with values that are not in the data
         * @return the device's warnings, if any
         */
        public CompletableFuture<ConfigAnswer> importAll(Object data, ImportMode mode) {
            return session.invoker().start(ConfigOperations.importAll(session, data, mode), options);
        }
    }
}
