package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.CredentialsProvider;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A transport on a loop of its own, and a server that follows a script. */
abstract class TransportTestBase {
    static final Duration LONG = Duration.ofSeconds(8);
    static final Duration SHORT = Duration.ofMillis(250);
    static final String PASSWORD = "correct horse";
    static final Credentials ACCOUNT = Credentials.of("root", PASSWORD);

    private static EventLoopGroup group;
    private static ExecutorService resolver;
    private static ExecutorService files;
    private static Workers workers;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void startLoop() {
        org.awaitility.Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        org.awaitility.Awaitility.setDefaultPollDelay(Duration.ZERO);
        group = EventLoops.create(1, task -> daemon(task, "test-loop"));
        resolver = Executors.newSingleThreadExecutor(task -> daemon(task, "test-resolver"));
        files = Executors.newFixedThreadPool(2, task -> daemon(task, "test-files"));
        workers = new Workers(resolver, resolver, files, resolver);
    }

    @AfterAll
    static void stopLoop() throws Exception {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
        resolver.shutdownNow();
        files.shutdownNow();
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        opened.clear();
    }

    ScriptedServer server(ScriptedServer.Script script) throws IOException {
        return closing(ScriptedServer.start(script));
    }

    <T extends AutoCloseable> T closing(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    DeviceTransport transport(ScriptedServer server) {
        return transport(server.address(), TransportOptions.defaults());
    }

    DeviceTransport transport(ScriptedServer server, TransportOptions options) {
        return transport(server.address(), options);
    }

    DeviceTransport transport(DeviceAddress address, TransportOptions options) {
        return transport(address, ACCOUNT, TrustPolicy.publicAuthorities(), options);
    }

    DeviceTransport transport(
            DeviceAddress address, CredentialsProvider credentials, TrustPolicy trust, TransportOptions options) {
        return transport(address, credentials, trust, options, new ConnectLimits());
    }

    DeviceTransport transport(
            DeviceAddress address,
            CredentialsProvider credentials,
            TrustPolicy trust,
            TransportOptions options,
            ConnectLimits handshakes) {
        return closing(new DeviceTransport(
                address, credentials, trust, null, options, group.next(), workers, new SecureRandom(), handshakes));
    }

    /** One that the test closes itself and nobody else keeps. */
    DeviceTransport unclosed(ScriptedServer server) {
        return new DeviceTransport(
                server.address(),
                ACCOUNT,
                TrustPolicy.publicAuthorities(),
                null,
                TransportOptions.defaults(),
                group.next(),
                workers,
                new SecureRandom(),
                new ConnectLimits());
    }

    static HttpRequest read(String target) {
        return HttpRequest.get(target).operation("test.read").build();
    }

    /** A request with that effect; an action names /proof as its proof. */
    static HttpRequest request(Effect effect, String target) {
        HttpRequest.Builder builder = HttpRequest.method(effect == Effect.READ ? "GET" : "POST", target, effect)
                .operation("test." + effect);
        if (effect == Effect.ACTUATE) {
            builder.provenBy(read("/proof"));
        }
        return builder.build();
    }

    /** The answer, at the latest 20 s from now. */
    static HttpResponse answer(HttpExchange exchange) throws Exception {
        return exchange.response().get(20, TimeUnit.SECONDS);
    }

    static HttpResponse get(DeviceTransport transport, String target) throws Exception {
        return answer(transport.send(read(target), LONG));
    }

    /** The failure, at the latest 20 s from now. */
    static AxisException failure(HttpExchange exchange) throws InterruptedException, TimeoutException {
        try {
            HttpResponse response = exchange.response().get(20, TimeUnit.SECONDS);
            throw new AssertionError("answered instead of failing: " + response);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(AxisException.class);
            return (AxisException) e.getCause();
        }
    }

    /** The failure or nothing, at the latest 20 s from now. */
    static Throwable end(HttpExchange exchange) {
        Throwable thrown = catchThrowable(() -> exchange.response().get(20, TimeUnit.SECONDS));
        return thrown instanceof ExecutionException ? thrown.getCause() : thrown;
    }
}
