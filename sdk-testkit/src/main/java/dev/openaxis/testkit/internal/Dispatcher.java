package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes a request through block, log-in, role and fault to its endpoint. */
final class Dispatcher {
    private final DeviceCore device;
    private final DeviceConfig config;

    Dispatcher(DeviceCore device) {
        this.device = device;
        this.config = device.config();
    }

    void dispatch(Incoming request, Connection connection) {
        device.tally().requests.incrementAndGet();
        Authenticator.Verdict verdict = device.authenticator().check(request);
        Endpoint endpoint = endpoint(request);
        Account account = verdict.account() == null ? bySession(endpoint, request) : verdict.account();
        device.requestLog().add(request.recorded(account == null ? null : account.name()), request.body().length);

        Exchange exchange = new Exchange(request, connection, account);
        exchange.authenticationInfo(verdict.info());
        Answer refusal = refusal(request, endpoint, verdict, account);
        // A fault may stand in for an endpoint the device does not have.
        boolean served = refusal == null || endpoint == null;
        FaultSpec fault = device.faults().take(request, served, verdict.digest());
        exchange.breakWith(fault);
        if (fault != null && replaces(exchange, fault)) {
            return;
        }
        if (refusal != null) {
            if (refusal.status() == 401) {
                device.tally().challenges.incrementAndGet();
            }
            exchange.answer(refusal);
        } else {
            work(exchange, endpoint, fault);
        }
    }

    private @Nullable Endpoint endpoint(Incoming request) {
        try {
            return device.router().find(request.path());
        } catch (IllegalArgumentException malformedEscape) {
            return null;
        }
    }

    private static @Nullable Account bySession(@Nullable Endpoint endpoint, Incoming request) {
        try {
            return endpoint == null ? null : endpoint.accountOf(request);
        } catch (IllegalArgumentException malformedEscape) {
            return null;
        }
    }

    private @Nullable Answer refusal(
            Incoming request, @Nullable Endpoint endpoint, Authenticator.Verdict verdict, @Nullable Account account) {
        if (device.guard().blocks(request.peer())) {
            return Answer.page(403, "");
        }
        if (!device.isReady() && config.is(Variant.BOOTING_ANSWERS_503) && !(endpoint instanceof SystemReady)) {
            return Answer.page(503, "");
        }
        if (verdict.kind() == Authenticator.Kind.BAD_REQUEST) {
            return Answer.page(400, "");
        }
        if (endpoint == null) {
            return absent(request, verdict);
        }
        SimulatedRole needed;
        try {
            needed = endpoint.roleFor(request);
        } catch (IllegalArgumentException malformedEscape) {
            return Answer.page(400, "");
        }
        boolean ignored = needed == null && !config.is(Variant.ANONYMOUS_APIS_CHECK_CREDENTIALS);
        if (ignored || (needed == null && verdict.kind() == Authenticator.Kind.NONE)) {
            return null;
        }
        return account == null ? challenge(request, verdict) : tooLow(request, endpoint, account, needed);
    }

    private Answer absent(Incoming request, Authenticator.Verdict verdict) {
        String target = request.target();
        boolean guarded = target.startsWith("/axis-cgi/") || target.startsWith("/vapix/");
        boolean login = guarded
                && config.is(Variant.ABSENT_APIS_ASK_LOGIN_FIRST)
                && verdict.kind() != Authenticator.Kind.GRANTED;
        return login ? challenge(request, verdict) : Answer.page(404, request.target());
    }

    private Answer challenge(Incoming request, Authenticator.Verdict verdict) {
        if (verdict.kind() == Authenticator.Kind.WRONG) {
            device.tally().failedLogins.incrementAndGet();
            device.guard().failed(request.peer());
        }
        if (device.accounts().needSetup()) {
            // Reference 01 section 3.2 (observed): whatever the challenge.
            return device.authenticator().beforeSetup(request);
        }
        return device.authenticator().challenge(request, verdict.kind() == Authenticator.Kind.STALE);
    }

    private @Nullable Answer tooLow(
            Incoming request, Endpoint endpoint, Account account, @Nullable SimulatedRole needed) {
        if (needed == null || account.role().includes(needed)) {
            return null;
        }
        Answer inBand = config.is(Variant.LOW_ROLE_IN_BAND) ? endpoint.forbidden(request) : null;
        if (inBand != null) {
            return inBand;
        }
        return config.is(Variant.LOW_ROLE_FORBIDDEN) || endpoint.forbidsLowRoles()
                ? Answer.page(403, "")
                : device.authenticator().challenge(request, false);
    }

    /** Faults that take the place of the work. */
    private boolean replaces(Exchange exchange, FaultSpec fault) {
        Connection connection = exchange.connection();
        String path = exchange.request().target();
        switch (fault.kind()) {
            case STALL -> connection.neverAnswer();
            case RESET_BEFORE -> connection.reset();
            case GARBAGE -> AnswerWriter.garbage(connection, fault.text());
            case HUGE_BODY -> device.writer().huge(connection, fault.number());
            case STATUS -> exchange.answer(status(fault, path));
            case ERROR_INSIDE_OK -> exchange.answer(JsonCall.errorFor(exchange.request(), fault));
            case BODY -> exchange.answer(Answer.of(200, Objects.requireNonNull(fault.name()), fault.text()));
            case STALE_NONCE -> {
                device.tally().challenges.incrementAndGet();
                exchange.answer(device.authenticator().challenge(exchange.request(), true));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Answer status(FaultSpec fault, String path) {
        Answer page = Answer.page((int) fault.number(), path);
        return fault.name() == null ? page : page.with(fault.name(), fault.text());
    }

    private void work(Exchange exchange, @Nullable Endpoint endpoint, @Nullable FaultSpec fault) {
        Endpoint target = Objects.requireNonNull(endpoint);
        if (fault != null && fault.kind() == FaultSpec.Kind.LATENCY) {
            // The work is done even if the client has left meanwhile: the device has read the request. Not after a
            // restart,
            // which has reset the connection.
            device.scheduleInThisBoot(fault.delay().toNanos(), () -> run(exchange, target));
        } else {
            run(exchange, target);
        }
    }

    private void run(Exchange exchange, Endpoint endpoint) {
        device.events().hold();
        try {
            endpoint.handle(exchange);
        } catch (IllegalArgumentException malformedEscape) {
            exchange.answer(Answer.page(400, ""));
        } finally {
            device.events().release();
        }
        boolean cut = exchange.fault() != null && exchange.fault().kind() == FaultSpec.Kind.RESET_AFTER;
        if (cut) {
            // Also a held pulse: the relay has moved, the connection is cut without waiting for the answer.
            exchange.answeredOtherwise();
            exchange.connection().reset();
        }
    }
}
