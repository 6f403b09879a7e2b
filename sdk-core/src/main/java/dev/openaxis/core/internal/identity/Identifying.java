package dev.openaxis.core.internal.identity;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.identity.DeviceIdentity;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.json.JsonCall;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Engine;
import dev.openaxis.core.internal.operation.Invoker;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.tls.CertificateStore;
import dev.openaxis.core.tls.TrustPolicy;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at one address, on connections of its own that end with it. */
public final class Identifying {
    private static final Logger LOG = LoggerFactory.getLogger(Identifying.class);

    /** Takes the certificate that is presented, and only tells it: nothing that needs trust is sent. */
    private static final class Seen implements CertificateStore {
        private volatile @Nullable String sha256;

        @Override
        public Optional<String> find(String authority) {
            return Optional.ofNullable(sha256);
        }

        @Override
        public String rememberFirst(String authority, String presented) {
            sha256 = presented;
            return presented;
        }

        @Override
        public void forget(String authority) {
            sha256 = null;
        }
    }

    private final Seen seen = new Seen();
    private final Invoker invoker;

    /** A look at an address that has not begun. */
    public Identifying(Engine engine, DeviceAddress address) {
        this.invoker = engine.device(address, null, TrustPolicy.firstUse(seen), null);
    }

    /** Looks, and waits for the answer. */
    public DeviceIdentity call(CallOptions options) {
        try (invoker) {
            return invoker.call(operation(), options);
        }
    }

    /** Looks. */
    public CompletableFuture<DeviceIdentity> start(CallOptions options) {
        return invoker.start(operation(), options, result -> invoker.closeAsync());
    }

    private Operation<DeviceIdentity> operation() {
        return Operation.named("identify", "systemready, basic-device-info", Effect.READ)
                .role(Role.ANONYMOUS, "VAPIX systemready-api, basic-device-information")
                .steps(context -> send(context, json("/axis-cgi/systemready.cgi", "systemready"))
                        .thenCompose(ready -> send(
                                        context, json("/axis-cgi/basicdeviceinfo.cgi", "getAllUnrestrictedProperties"))
                                .thenCompose(info -> send(context, HttpRequest.get("/axis-cgi/usergroup.cgi"))
                                        .thenApply(challenge -> identity(ready, info, challenge)))));
    }

    private static HttpRequest.Builder json(String path, String method) {
        return HttpRequest.post(path, Effect.READ).json(JsonCall.document("1.0", method, null));
    }

    private static CompletableFuture<HttpResponse> send(CallContext context, HttpRequest.Builder request) {
        return context.send(
                request.operation(context.operation().name()).anonymous().build());
    }

    private DeviceIdentity identity(HttpResponse ready, HttpResponse info, HttpResponse challenge) {
        Consumer<String> forgiver = field -> LOG.debug("{}: {} has an unexpected type", invoker.address(), field);
        Optional<Json> readiness = AnonymousAnswers.readiness(ready, forgiver);
        Optional<Json> properties = AnonymousAnswers.properties(info, forgiver);
        Optional<String> serial =
                text(properties, "SerialNumber").or(() -> AnonymousAnswers.serialInChallenge(challenge));
        boolean setup = AnonymousAnswers.needsSetup(challenge);
        boolean axis = readiness.isPresent()
                || setup
                || AnonymousAnswers.serialInChallenge(challenge).isPresent()
                || text(properties, "Brand").filter("AXIS"::equalsIgnoreCase).isPresent();
        return new DeviceIdentity(
                invoker.address(),
                axis,
                serial.filter(known -> axis),
                text(properties, "ProdNbr").filter(known -> axis),
                text(properties, "ProdFullName").filter(known -> axis),
                text(properties, "Version").filter(known -> axis),
                readiness.flatMap(data -> data.bool("systemready")),
                setup ? Optional.of(true) : readiness.flatMap(data -> data.bool("needsetup")),
                Optional.ofNullable(seen.sha256),
                redirect(ready));
    }

    private static Optional<String> text(Optional<Json> properties, String name) {
        return properties.flatMap(list -> list.text(name)).filter(value -> !value.isEmpty());
    }

    private Optional<DeviceAddress> redirect(HttpResponse response) {
        boolean redirects = response.status() >= 300 && response.status() < 400;
        Optional<String> location = redirects ? response.header("Location") : Optional.empty();
        try {
            return location.map(URI::create)
                    .filter(to -> "https".equalsIgnoreCase(to.getScheme())
                            && invoker.address().host().equalsIgnoreCase(to.getHost()))
                    .map(to -> DeviceAddress.parse("https://" + to.getAuthority()));
        } catch (IllegalArgumentException e) {
            LOG.debug("{} redirects to something that is no address", invoker.address());
            return Optional.empty();
        }
    }
}
