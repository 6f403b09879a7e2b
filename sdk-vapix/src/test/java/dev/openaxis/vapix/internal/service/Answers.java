package dev.openaxis.vapix.internal.service;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Engine;
import dev.openaxis.core.internal.operation.Invoker;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.vapix.internal.DeviceSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Reads answers inside an operation that sends nothing. */
public final class Answers implements AutoCloseable {
    private final Engine engine = (Engine) AxisRuntime.create();
    private final Invoker invoker = engine.device(
            DeviceAddress.parse("http://127.0.0.1"),
            Credentials.of("root", "invented"),
            TrustPolicy.publicAuthorities(),
            null);
    private final DeviceSession session = new DeviceSession(invoker, null);

    public DeviceSession session() {
        return session;
    }

    public <T> T read(Function<CallContext, T> reading) {
        return invoker.call(
                Operation.named("test.read", "test", Effect.READ)
                        .role(Role.ADMIN, "the test")
                        .steps(context -> CompletableFuture.completedFuture(reading.apply(context))),
                CallOptions.DEFAULT);
    }

    public static HttpResponse answer(int status, String body) {
        return new HttpResponse(status, List.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        invoker.close();
        engine.close();
    }
}
