package dev.openaxis.core.internal.operation;

import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One operation, defined once and offered blocking and as a future: what it is called, which API it uses, which role it
 * needs and who says so, what it may do, how long it may take, and its steps.
 *
 * @param name for messages, for example {@code io.activate}
 * @param api id of the API or path of the CGI
 * @param role least privilege
 * @param roleSource where that privilege is stated, or that it is an inference
 * @param effect what it may do to the world
 * @param deadline total time if the caller sets none
 * @param steps runs it; must not block
 * @param <T> what the caller gets
 */
public record Operation<T>(
        String name,
        String api,
        Role role,
        String roleSource,
        Effect effect,
        Duration deadline,
        Function<CallContext, CompletableFuture<T>> steps) {

    /** Default total time of an ordinary operation. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);

    /** Starts describing an operation. */
    public static Description named(String name, String api, Effect effect) {
        return new Description(name, api, effect, Role.VIEWER, "inference", DEFAULT_DEADLINE);
    }

    /** The same operation with another form of its result. */
    public <U> Operation<U> map(Function<T, U> form) {
        return new Operation<>(
                name,
                api,
                role,
                roleSource,
                effect,
                deadline,
                context -> steps.apply(context).thenApply(form));
    }

    /** An operation without its steps. */
    public record Description(String name, String api, Effect effect, Role role, String roleSource, Duration deadline) {

        /** Sets the least privilege and where it is stated. */
        public Description role(Role least, String source) {
            return new Description(name, api, effect, least, source, deadline);
        }

        /** Sets the default deadline. */
        public Description within(Duration total) {
            return new Description(name, api, effect, role, roleSource, total);
        }

        /** One request and its decoder. */
        public <T> Operation<T> request(HttpRequest request, BiFunction<CallContext, HttpResponse, T> decoder) {
            return steps(context -> context.send(request).thenApply(answer -> decoder.apply(context, answer)));
        }

        /** Several steps. */
        public <T> Operation<T> steps(Function<CallContext, CompletableFuture<T>> steps) {
            return new Operation<>(name, api, role, roleSource, effect, deadline, steps);
        }
    }
}
