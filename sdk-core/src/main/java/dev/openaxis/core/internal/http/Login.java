package dev.openaxis.core.internal.http;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.BlockedException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Failure;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.auth.Authenticator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One device's log-in as the transport sees it: what 401 and 403 mean, and the errors they become. */
final class Login {
    private static final Duration BLOCKING_PERIOD = Duration.ofSeconds(10);

    private final DeviceAddress address;
    private final Authenticator authenticator;

    Login(DeviceAddress address, Authenticator authenticator) {
        this.address = address;
        this.authenticator = authenticator;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    /** Tells that the device answered what the session produced with something else than a challenge. */
    void accepted(Authenticator.@Nullable Session used, HttpResponse response) {
        String info =
                used == null ? null : response.header("Authentication-Info").orElse(null);
        authenticator.accepted(used, info);
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
        if (authenticator.onlyBasicRefused()) {
            return new AuthenticationException(
                    Failure.of(address, operation, "the device offers only Basic log-in over clear text")
                            .advice("Use https://, or allow Basic over clear text in the transport options"));
        }
        return new AuthenticationException(
                verdict == Authenticator.Verdict.REJECTED
                        ? Failure.of(address, operation, "the device does not accept the user name or password")
                                .advice("Check the account; further attempts with it may get this client blocked")
                        : Failure.of(
                                address,
                                operation,
                                authenticator.hasCredentials()
                                        ? "the device wants a log-in this client cannot give"
                                        : "the device wants a log-in, and no credentials were set"));
    }

    private static List<String> values(HttpResponse response, String name) {
        return response.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }
}
