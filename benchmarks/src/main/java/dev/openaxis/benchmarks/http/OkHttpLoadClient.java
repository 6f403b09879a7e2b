package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** OkHttp with the limits raised that would otherwise keep it from speaking to all devices at once. */
final class OkHttpLoadClient implements LoadClient {
    private final OkHttpClient client;
    private final Request[] requests;

    OkHttpLoadClient(Fleet fleet, Mode mode) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(2 * fleet.devices());
        client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(fleet.devices(), 5, TimeUnit.MINUTES))
                .callTimeout(Duration.ofSeconds(10))
                .build();
        RequestBody body = RequestBody.create(Fleet.BODY, MediaType.get("application/json"));
        requests = new Request[fleet.devices()];
        for (int i = 0; i < requests.length; i++) {
            requests[i] =
                    new Request.Builder().url(fleet.url(i, mode)).post(body).build();
        }
    }

    @Override
    public void send(int device, Answers answers) {
        client.newCall(requests[device]).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException failure) {
                answers.failed(device, failure);
            }

            @Override
            public void onResponse(Call call, Response response) throws IOException {
                int length;
                try (ResponseBody body = response.body()) {
                    length = body.bytes().length;
                }
                answers.answered(device, response.code(), length);
            }
        });
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
