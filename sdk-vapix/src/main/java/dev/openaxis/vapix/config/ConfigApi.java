package dev.openaxis.vapix.config;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.config.ConfigApiId;
import dev.openaxis.vapix.internal.config.ConfigOperations;
import dev.openaxis.vapix.internal.config.ConfigSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One Device Configuration API of a device. A handle without I/O: which version of it the device has is looked up with the
 * first call, kept, and looked up anew when the device was identified anew or does not know the path any more.
 */
public final class ConfigApi {
    private final ConfigSession session;
    private final ConfigApiId id;
    private final CallOptions options;
    private final Async async = new Async();

    ConfigApi(ConfigSession session, ConfigApiId id, CallOptions options) {
        this.session = session;
        this.id = id;
        this.options = options;
    }

    /**
     * What is at a path of this API. Does no I/O.
     *
     * @param path one argument for each segment: names of entities, collections, properties and actions, and keys of entries;
     *     percent-encoded here, so that a key may hold anything; none for the whole API
     * @return the handle
     * @throws IllegalArgumentException if a segment is empty, {@code .} or {@code ..}, or no valid Unicode
     */
    public ConfigResource at(String... path) {
        return new ConfigResource(session, id.resource(List.of(path)), options);
    }

    /**
     * The version of this API that is used.
     *
     * @return a released one before a beta before an alpha, of these the highest major
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device has none, naming what it has
     */
    public ApiVersion version() {
        return session.invoker().call(ConfigOperations.version(session, id), options);
    }

    /**
     * Exports the values that can be imported again; secrets are left out by the device. A beta of AXIS OS 12.5, off unless an
     * administrator switches on the feature flag "Device Config Import/Export".
     *
     * @return the values
     * @throws dev.openaxis.core.UnsupportedCapabilityException if it is off or not there
     */
    public ConfigValue exportData() {
        return session.invoker().call(ConfigOperations.exportData(session, id), options);
    }

    /**
     * Imports values. Beta and off by default as {@link #exportData}.
     *
     * @param data what {@link #exportData} gave, or a part of it; secrets may be added
     * @param mode what happens with values that are not in the data
     * @return {@link ConfigAnswer#warnings()} may tell what was not taken
     * @throws IllegalArgumentException if it is no JSON value
     * @throws dev.openaxis.core.RefusedException {@code POSSIBLE}: whether a part is applied is not documented
     * @throws dev.openaxis.core.UnsupportedCapabilityException if it is off or not there
     */
    public ConfigAnswer importData(Object data, ImportMode mode) {
        return session.invoker().call(ConfigOperations.importData(session, id, data, mode), options);
    }

    /**
     * The same as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return async;
    }

    @Override
    public String toString() {
        return "ConfigApi[" + id + "]";
    }

    /** The same operations as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * The version of this API that is used.
         *
         * @return the version
         */
        public CompletableFuture<ApiVersion> version() {
            return session.invoker().start(ConfigOperations.version(session, id), options);
        }

        /**
         * Exports the values that can be imported again.
         *
         * @return the values
         */
        public CompletableFuture<ConfigValue> exportData() {
            return session.invoker().start(ConfigOperations.exportData(session, id), options);
        }

        /**
         * Imports values.
         *
         * @param data the values
         * @param mode what happens with values that are not in the data
         * @return the device's warnings, if any
         */
        public CompletableFuture<ConfigAnswer> importData(Object data, ImportMode mode) {
            return session.invoker().start(ConfigOperations.importData(session, id, data, mode), options);
        }
    }
}
