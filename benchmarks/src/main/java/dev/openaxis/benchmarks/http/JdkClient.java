package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.Mode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code java.net.http}, which has no digest: in that mode with {@link PreemptiveDigest}. Its executor is of the default
 * kind, but ours, because the client of Java 17 cannot be closed.
 */
final class JdkClient implements LoadClient {
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "jdk-client");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(executor)
            .build();
    private final boolean logIn;
    private final HttpRequest[] requests;
    private final PreemptiveDigest[] digests;

    JdkClient(Fleet fleet, Mode mode) {
        logIn = mode.logIn();
        requests = new HttpRequest[fleet.devices()];
        digests = new PreemptiveDigest[logIn ? fleet.devices() : 0];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = builder(URI.create(fleet.url(i, mode))).build();
        }
        for (int i = 0; i < digests.length; i++) {
            digests[i] = new PreemptiveDigest(mode.algorithm());
        }
    }

    private static HttpRequest.Builder builder(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Fleet.BODY));
    }

    @Override
    public void send(int device, Answers answers) {
        client.sendAsync(next(device), HttpResponse.BodyHandlers.ofByteArray()).whenComplete((response, failure) -> {
            if (failure != null) {
                answers.failed(device, failure);
            } else if (logIn && response.statusCode() == 401 && !digests[device].ready()) {
                digests[device].challenged(
                        response.headers().firstValue("WWW-Authenticate").orElse(""));
                send(device, answers);
            } else {
                answers.answered(device, response.statusCode(), response.body().length);
            }
        });
    }

    private HttpRequest next(int device) {
        HttpRequest request = requests[device];
        if (!logIn || !digests[device].ready()) {
            return request;
        }
        return builder(request.uri())
                .header("Authorization", digests[device].authorization("POST", Fleet.TARGET))
                .build();
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
