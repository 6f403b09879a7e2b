package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.Mode;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.Request;
import org.asynchttpclient.SslEngineFactory;

/**
 * async-http-client with its own digest. As many loops as the SDK uses instead of two per core, which suits it here; the
 * same total time per request; otherwise its defaults.
 */
final class AsyncHttpClientClient implements LoadClient {
    private static final int HANDSHAKE_MILLIS = 60_000;

    private final AsyncHttpClient client;
    private final Request[] requests;

    AsyncHttpClientClient(Fleet fleet, Mode mode) {
        DefaultAsyncHttpClientConfig.Builder config = Dsl.config()
                .setIoThreadsCount(Math.min(Runtime.getRuntime().availableProcessors(), 4))
                .setRequestTimeout(Duration.ofSeconds(mode == Mode.TLS ? 60 : 10));
        if (mode.logIn()) {
            config.setRealm(Dsl.digestAuthRealm(Fleet.USER, Fleet.PASSWORD).build());
        }
        if (mode == Mode.TLS) {
            config.setHandshakeTimeout(HANDSHAKE_MILLIS)
                    .setReadTimeout(Duration.ofSeconds(60))
                    .setSslEngineFactory(pinning(fleet));
        }
        client = Dsl.asyncHttpClient(config);
        requests = new Request[fleet.devices()];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = Dsl.post(fleet.url(i, mode))
                    .setHeader("Content-Type", "application/json")
                    .setBody(Fleet.BODY)
                    .build();
        }
    }

    private static SslEngineFactory pinning(Fleet fleet) {
        SslContext[] contexts = PinnedTls.contexts(fleet);
        Map<String, SslContext> byHost = new HashMap<>();
        for (int i = 0; i < contexts.length; i++) {
            byHost.put(fleet.host(i), contexts[i]);
        }
        return (config, host, port) -> {
            SslContext context = byHost.get(host);
            if (context == null) {
                throw new IllegalArgumentException("no device has the address " + host);
            }
            return context.newEngine(ByteBufAllocator.DEFAULT, host, port);
        };
    }

    @Override
    public void send(int device, Answers answers) {
        client.executeRequest(requests[device]).toCompletableFuture().whenComplete((response, failure) -> {
            if (failure != null) {
                answers.failed(device, failure);
            } else {
                answers.answered(device, response.getStatusCode(), response.getResponseBodyAsBytes().length);
            }
        });
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
