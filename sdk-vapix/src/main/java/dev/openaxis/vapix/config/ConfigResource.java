package dev.openaxis.vapix.config;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Effect;
import dev.openaxis.vapix.internal.config.ConfigOperations;
import dev.openaxis.vapix.internal.config.ConfigResourceId;
import dev.openaxis.vapix.internal.config.ConfigSession;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is at one path of an API: an entity, a collection, an entry of it, a property or an action. A handle without I/O;
 * which of the methods make sense for it, its values and the role each needs tells the API's own documentation.
 *
 * <p>Values are what {@link ConfigValue#of} takes. What was sent is in no message, even if the device quotes it. Every method
 * throws {@link dev.openaxis.core.UnsupportedCapabilityException} if the device does not have the API,
 * {@link dev.openaxis.core.AuthorizationException} if the account's role is too low,
 * {@link dev.openaxis.core.RefusedException} with the framework's or the API's code and the detail {@code reason}
 * ({@code internal} 0, {@code resource} 1, {@code item} 2, {@code validation} 5, {@code exists} 6, {@code content-type} 11,
 * {@code other}) if the device refuses, and {@link dev.openaxis.core.MalformedResponseException} if its answer is not of the
 * framework's form.
 */
public final class ConfigResource {
    private final ConfigSession session;
    private final ConfigResourceId id;
    private final CallOptions options;
    private final Async async = new Async();

    ConfigResource(ConfigSession session, ConfigResourceId id, CallOptions options) {
        this.session = session;
        this.id = id;
        this.options = options;
    }

    /**
     * Reads it. Collections are lists, entries and entities are objects; secrets are left out or masked by the device.
     * Answers of more than 4 MiB are refused.
     *
     * @return its value
     */
    public ConfigValue get() {
        return session.invoker().call(ConfigOperations.get(session, id), options);
    }

    /**
     * Changes it: a property to the value, an entity or entry to the fields that are given, others stay. {@code PATCH}, and
     * {@code PUT} on devices before AXIS OS 11.11.
     *
     * @param value the new value, or a map of the fields to change
     * @return the device's warnings, if any
     * @throws IllegalArgumentException if it is no JSON value
     * @throws dev.openaxis.core.RefusedException {@code POSSIBLE} if several fields were given: whether a part is applied
     *     then is not documented
     */
    public ConfigAnswer set(@Nullable Object value) {
        return session.invoker().call(ConfigOperations.set(session, id, value), options);
    }

    /**
     * Adds an entry to this collection. Sent once: not again after a connection that broke.
     *
     * @param entry the fields of the entry, its key among them
     * @return the created entry as {@link ConfigAnswer#data()}, if the device tells it (AXIS OS 12; often not on 11)
     * @throws IllegalArgumentException if it is no JSON value
     * @throws dev.openaxis.core.RefusedException with code 6 if there is such an entry
     */
    public ConfigAnswer add(Object entry) {
        return session.invoker().call(ConfigOperations.add(session, id, entry), options);
    }

    /**
     * Removes this entry from its collection.
     *
     * @return the device's warnings, if any
     * @throws dev.openaxis.core.RefusedException with code 2 if there is no such entry
     */
    public ConfigAnswer remove() {
        return session.invoker().call(ConfigOperations.remove(session, id), options);
    }

    /**
     * Triggers this action.
     *
     * @param effect what the action does to the world, as only its documentation tells: {@code READ} may be sent again,
     *     {@code CONFIGURE} only if the device declined it, {@code ACTUATE} and {@code DISRUPT} are sent once on a connection
     *     just proven
     * @param input its input; an empty map if it takes none
     * @return its output as {@link ConfigAnswer#data()}, if it has one
     * @throws IllegalArgumentException if the input is no JSON value
     * @throws dev.openaxis.core.OutcomeUnknownException if an {@code ACTUATE} or {@code DISRUPT} was sent, and its answer is
     *     missing or unreadable
     */
    public ConfigAnswer call(Effect effect, @Nullable Object input) {
        return session.invoker().call(ConfigOperations.call(session, id, effect, input), options);
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
        return "ConfigResource[" + id + "]";
    }

    /** The same operations as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * Reads it.
         *
         * @return its value
         */
        public CompletableFuture<ConfigValue> get() {
            return session.invoker().start(ConfigOperations.get(session, id), options);
        }

        /**
         * Changes it.
         *
         * @param value the new value, or a map of the fields to change
         * @return the device's warnings, if any
         */
        public CompletableFuture<ConfigAnswer> set(@Nullable Object value) {
            return session.invoker().start(ConfigOperations.set(session, id, value), options);
        }

        /**
         * Adds an entry to this collection.
         *
         * @param entry the fields of the entry
         * @return the created entry, if the device tells it
         */
        public CompletableFuture<ConfigAnswer> add(Object entry) {
            return session.invoker().start(ConfigOperations.add(session, id, entry), options);
        }

        /**
         * Removes this entry from its collection.
         *
         * @return the device's warnings, if any
         */
        public CompletableFuture<ConfigAnswer> remove() {
            return session.invoker().start(ConfigOperations.remove(session, id), options);
        }

        /**
         * Triggers this action. Cancelling stops the waiting, not the action.
         *
         * @param effect what the action does to the world
         * @param input its input; an empty map if it takes none
         * @return its output, if it has one
         */
        public CompletableFuture<ConfigAnswer> call(Effect effect, @Nullable Object input) {
            return session.invoker().start(ConfigOperations.call(session, id, effect, input), options);
        }
    }
}
