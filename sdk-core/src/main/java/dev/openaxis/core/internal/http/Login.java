package dev.openaxis.core.internal.http;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.BearerToken;
import dev.openaxis.core.BlockedException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.CredentialsProvider;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Failure;
import dev.openaxis.core.NotAnAxisDeviceException;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.auth.Authenticator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device's log-in as the transport sees it: asking for credentials, what 401 and 403 mean, and the errors they become.
 * Confined to the device's event loop.
 */
final class Login {
    /** A vault that takes longer has failed; whoever asks later asks anew. */
    private static final Duration ASKING = Duration.ofSeconds(30);

    private static final Duration BLOCKING_PERIOD = Duration.ofSeconds(10);

    /** Hears how asking the provider ended, on the event loop. */
    interface Asked {
        /**
         * Called once.
         *
         * @param changed whether there are other credentials than before
         * @param failure why the provider gave none
         */
        void ended(boolean changed, @Nullable AxisException failure);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private final DeviceAddress address;
    private final Authenticator authenticator;
    private final @Nullable CredentialsProvider provider;
    private final EventLoop loop;
    private final Executor executor;
    /** Numbers the askings: an answer that comes after its time is nobody's any more. */
    private int askings;

    private @Nullable ScheduledFuture<?> limit;
    private final List<Asked> listeners = new ArrayList<>();
    /** What the device presented on the last connection. */
    private byte @Nullable [] certificate;

    Login(
            DeviceAddress address,
            @Nullable CredentialsProvider credentials,
            Authenticator authenticator,
            EventLoop loop,
            Executor executor) {
        this.address = address;
        this.authenticator = authenticator;
        this.loop = loop;
        this.executor = executor;
        if (credentials instanceof Credentials fixed) {
            authenticator.use(fixed);
            provider = null;
        } else {
            provider = credentials;
        }
    }

    Authenticator authenticator() {
        return authenticator;
    }

    /**
     * A connection was made. What answers at an address may be another device by now: if it presents another certificate,
     * the log-in begins anew, and the challenge's realm tells.
     *
     * @param presented the certificate, or {@code null} without TLS
     */
    void connected(byte @Nullable [] presented) {
        if (presented != null && certificate != null && !Arrays.equals(presented, certificate)) {
            authenticator.forgetFixed();
        }
        certificate = presented;
    }

    /** Whether a request may be sent now: the credentials are known, and nobody is being asked for others. */
    boolean ready() {
        return listeners.isEmpty() && (provider == null || authenticator.credentials() != null);
    }

    /** Whether somebody can be asked for other credentials. */
    boolean canAsk() {
        return provider != null;
    }

    /** Asks the provider, or joins those who wait for its answer. */
    void ask(Asked listener) {
        CredentialsProvider whom = provider;
        if (whom == null) {
            listener.ended(false, null);
            return;
        }
        listeners.add(listener);
        if (listeners.size() > 1) {
            return;
        }
        boolean refused = authenticator.credentials() != null;
        int mine = ++askings;
        limit = loop.schedule(
                () -> given(mine, null, new TimeoutException("no answer within " + ASKING)),
                ASKING.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            executor.execute(() -> asking(mine, whom, refused));
        } catch (RejectedExecutionException e) {
            given(mine, null, e);
        }
    }

    private void asking(int number, CredentialsProvider whom, boolean refused) {
        @Nullable Credentials credentials = null;
        @Nullable Throwable failure = null;
        try {
            credentials = Objects.requireNonNull(whom.credentials(address, refused), "the provider gave null");
        } catch (Throwable e) {
            // Whatever a host's code throws, declared or not: the requests that wait must hear of it.
            failure = e;
        }
        @Nullable Credentials answer = credentials;
        @Nullable Throwable cause = failure;
        try {
            loop.execute(() -> given(number, answer, cause));
        } catch (RejectedExecutionException e) {
            LOG.debug("the runtime was closed while credentials were asked for");
        }
    }

    private void given(int number, @Nullable Credentials answer, @Nullable Throwable cause) {
        if (number != askings || listeners.isEmpty()) {
            return;
        }
        askings++;
        if (limit != null) {
            limit.cancel(false);
        }
        List<Asked> waiting = List.copyOf(listeners);
        listeners.clear();
        boolean changed = false;
        if (answer != null) {
            changed = !answer.equals(authenticator.credentials());
            authenticator.use(answer);
        }
        AxisException failure = answer != null
                ? null
                : new AuthenticationException(
                        Failure.of(address, "log-in", "the credentials provider gave no credentials")
                                .cause(cause)
                                .advice("See the cause; the device was not asked"));
        for (Asked listener : waiting) {
            listener.ended(changed, failure);
        }
    }

    /** Tells that the device answered what the session produced with something else than a challenge. */
    void accepted(Authenticator.@Nullable Session used, HttpResponse response) {
        String info =
                used == null ? null : response.header("Authentication-Info").orElse(null);
        authenticator.accepted(used, response.status() < 300, info);
    }

    /** What a 401 means; a factory-defaulted device's challenge cannot be answered. */
    Authenticator.Verdict verdictOn(HttpResponse response, Authenticator.@Nullable Session used) {
        return response.header("Axis-Setup").isPresent()
                ? Authenticator.Verdict.UNANSWERABLE
                : authenticator.challenged(values(response, "WWW-Authenticate"), used);
    }

    /** Whether an answer is the brute-force protection's (VAPIX authentication): a 403 soon after a rejected log-in. */
    boolean blocks(HttpResponse response) {
        return response.status() == 403 && authenticator.rejectedWithin(BLOCKING_PERIOD.toNanos());
    }

    AxisException blocked(String operation) {
        return new BlockedException(
                Failure.of(address, operation, "the device blocks this client after a failed log-in (HTTP 403)")
                        .advice("Wait " + BLOCKING_PERIOD.toSeconds()
                                + " s and check the password before trying again"),
                BLOCKING_PERIOD);
    }

    /** The error of a 401 that is final; {@code action} if it would have been answered but for its effect. */
    AxisException error(String operation, boolean action, HttpResponse response, Authenticator.Verdict verdict) {
        if (response.header("Axis-Setup").isPresent()) {
            return new SetupNeededException(
                    Failure.of(address, operation, "the device is factory-defaulted: it has no administrator yet")
                            .advice("Create the first account, then connect with it"));
        }
        if (verdict == Authenticator.Verdict.ANOTHER_DEVICE) {
            return new NotAnAxisDeviceException(
                    Failure.of(
                                    address,
                                    operation,
                                    "another device answers at this address: it calls itself "
                                            + authenticator.otherRealm())
                            .advice(
                                    "No credentials were sent to it. Find the device's address and connect a new device object"));
        }
        if (verdict.answerable()) {
            return new AuthenticationException(
                    Failure.of(
                                    address,
                                    operation,
                                    action
                                            ? "the device asked for another log-in (HTTP 401), and an action is never sent twice"
                                            : "the device keeps asking for another log-in (HTTP 401)")
                            .advice("The device declined it, so calling again is safe"),
                    verdict == Authenticator.Verdict.STALE);
        }
        if (authenticator.credentials() instanceof BearerToken && !address.secure()) {
            return new AuthenticationException(Failure.of(address, operation, "a bearer token is sent over TLS only")
                    .advice("Use https://"));
        }
        if (authenticator.onlyBasicRefused()) {
            return new AuthenticationException(
                    Failure.of(address, operation, "the device offers only Basic log-in over clear text")
                            .advice("Use https://, or allow Basic over clear text in the transport options"));
        }
        return new AuthenticationException(
                verdict == Authenticator.Verdict.REJECTED
                        ? Failure.of(
                                        address,
                                        operation,
                                        authenticator.credentials() instanceof BearerToken
                                                ? "the device does not accept the token"
                                                : "the device does not accept the user name or password")
                                .advice("Check the account; further attempts with it may get this client blocked")
                        : Failure.of(
                                        address,
                                        operation,
                                        authenticator.credentials() != null
                                                ? "the device wants a log-in this client cannot give"
                                                : "the device wants a log-in, and no credentials were set")
                                .advice(
                                        authenticator.credentials() != null
                                                ? "Check which kinds of log-in the device offers"
                                                : "Give credentials when connecting"));
    }

    private static List<String> values(HttpResponse response, String name) {
        return response.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }
}
