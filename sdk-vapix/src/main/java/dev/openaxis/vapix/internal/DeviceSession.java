package dev.openaxis.vapix.internal;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Invoker;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.accounts.Account;
import dev.openaxis.vapix.system.PassphrasePolicy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all clients of one device share: the invoker, who the device is, and what it can do. */
public final class DeviceSession {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceSession.class);

    /** Tells the caller's name and groups. */
    public static final String WHO_AM_I = "/axis-cgi/usergroup.cgi";

    /** Who the device is and what it can do, as one snapshot. */
    public record Identity(DeviceInfo info, Capabilities capabilities) {}

    /**
     * Whether somebody has set the device up.
     *
     * @param administrator whether there is an administrator; empty if the device is too old to tell without a log-in
     * @param policy what it demands of passwords
     */
    public record Claim(Optional<Boolean> administrator, Optional<PassphrasePolicy> policy) {}

    private final Invoker invoker;
    private final @Nullable String expectedSerial;
    private final Map<String, LongAdder> forgiven = new ConcurrentHashMap<>();
    private volatile @Nullable Identity identity;
    private volatile boolean loggedIn;
    private volatile @Nullable Account account;

    /** A session for one device; identifies it at the first need. */
    public DeviceSession(Invoker invoker, @Nullable String expectedSerial) {
        this.invoker = invoker;
        this.expectedSerial = expectedSerial;
    }

    /** Runs the operations. */
    public Invoker invoker() {
        return invoker;
    }

    /** The serial number the device must have, or {@code null}. */
    @Nullable
    String expectedSerial() {
        return expectedSerial;
    }

    /** Who the device is, if that is known already. */
    public Optional<Identity> known() {
        return Optional.ofNullable(identity);
    }

    /** Who the device is, finding out if need be. */
    public CompletableFuture<Identity> identity(CallContext context) {
        Identity already = identity;
        return already != null ? CompletableFuture.completedFuture(already) : identifyAgain(context);
    }

    /** Completes at once, or when the device has proven to be the expected one; without this no secret goes out. */
    public CompletableFuture<Void> rightDevice(CallContext context) {
        return expectedSerial == null
                ? CompletableFuture.completedFuture(null)
                : identity(context).thenAccept(proven -> {});
    }

    /** Asks the device anew, for example after an upgrade. */
    public CompletableFuture<Identity> identifyAgain(CallContext context) {
        return new Identification(this, context).run().thenApply(found -> {
            identity = found;
            return found;
        });
    }

    /** Asks without any log-in whether this is the right device, and whether somebody has set it up. */
    public CompletableFuture<Claim> claim(CallContext context) {
        return new Identification(this, context).claim();
    }

    /** Remembers that the device accepted the account. */
    void loggedIn() {
        loggedIn = true;
    }

    /** Remembers that the device accepted the account, and what it says of it. */
    void loggedInAs(@Nullable Account who) {
        account = who;
        loggedIn();
    }

    /** What the device said of the account in use, or {@code null} where it does not. */
    public @Nullable Account account() {
        return account;
    }

    /**
     * Sends a request, to the expected device only. Devices answer 401 also when the role is too low (VAPIX
     * authentication); if the account was accepted before, the device is asked who the caller is, which tells a wrong
     * role from a wrong password.
     */
    public CompletableFuture<HttpResponse> send(CallContext context, HttpRequest request) {
        return rightDevice(context).thenCompose(proven -> explained(context, context.send(request), request));
    }

    /**
     * Sends a request to a CGI that answers plain text.
     *
     * @param api what to call it in errors
     * @param since the first version that has it
     * @return the text of a 200; another status is the error it stands for
     */
    public CompletableFuture<String> text(CallContext context, HttpRequest.Builder request, String api, String since) {
        HttpRequest named = request.operation(context.operation().name()).build();
        return send(context, named).thenApply(response -> text(context, response, named.path(), api, since));
    }

    /** The cheapest call every account may make; it always needs a log-in, so it also proves a connection (observed). */
    public static HttpRequest.Builder whoAmI(CallContext context) {
        return HttpRequest.get(WHO_AM_I).operation(context.operation().name());
    }

    /** The text of a 200. */
    public static String text(CallContext context, HttpResponse response, String path, String api, String since) {
        if (response.status() != 200) {
            throw JsonCgi.statusError(context, response, path, api, since);
        }
        return response.text();
    }

    /** Explains a 401 of an answer that was asked for already. */
    public CompletableFuture<HttpResponse> explained(
            CallContext context, CompletableFuture<HttpResponse> answer, HttpRequest request) {
        if (!loggedIn) {
            return answer;
        }
        return answer.handle((response, failure) -> {
                    Throwable cause = cause(failure);
                    return cause instanceof AuthenticationException rejected && !rejected.stale()
                            ? explain(context, request, rejected)
                            : answer;
                })
                .thenCompose(result -> result);
    }

    private static CompletableFuture<HttpResponse> explain(
            CallContext context, HttpRequest request, AuthenticationException rejected) {
        return context.send(whoAmI(context).build()).handle((response, failure) -> {
            if (failure == null && response.status() == 200) {
                throw new AuthorizationException(context.failure("the account is accepted, but its role is too low for "
                                + request.path() + " (HTTP 401)")
                        .cause(rejected)
                        .advice("This needs " + context.operation().role() + " ("
                                + context.operation().roleSource() + ")"));
            }
            throw rejected;
        });
    }

    /** The failure behind the wrappings of futures, or {@code null}. */
    public static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The failure behind the wrappings of futures, to be thrown on. */
    public static RuntimeException thrown(@Nullable Throwable failure) {
        return cause(failure) instanceof RuntimeException known ? known : new CompletionException(failure);
    }

    /**
     * What the failure of an action means: one whose answer is missing or unreadable may have happened.
     *
     * @param action what was sent, for example {@code "the action on virtual input 3"}
     */
    public static RuntimeException orUnknown(CallContext context, RuntimeException failure, String action) {
        boolean open = !context.operation().effect().mayBeSentAgain()
                && failure instanceof AxisException known
                && known.effect() == AppliedEffect.POSSIBLE
                && !(failure instanceof RefusedException);
        return open
                ? new OutcomeUnknownException(
                        context.failure(action + " was sent, and its answer is missing or unreadable")
                                .effect(AppliedEffect.POSSIBLE)
                                .cause(failure))
                : failure;
    }

    /** Counts a field that had a wrong type; each kind is logged once. */
    public void forgive(String what) {
        LongAdder count = forgiven.computeIfAbsent(what, name -> {
            LOG.warn("{}: {} has an unexpected type and is ignored", invoker.address(), name);
            return new LongAdder();
        });
        count.increment();
    }
}
