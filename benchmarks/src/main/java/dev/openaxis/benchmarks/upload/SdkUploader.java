package dev.openaxis.benchmarks.upload;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.Body;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.tls.TrustPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** This SDK as its users meet it: a runtime with the defaults, log-in, {@code Expect}, a listener for the progress. */
final class SdkUploader implements Uploader {
    private final AxisRuntime runtime = AxisRuntime.create();
    private final DeviceAddress address;
    private final List<DeviceHttp> devices = new ArrayList<>();
    private volatile long heard;

    SdkUploader(int port) {
        address = new DeviceAddress(false, "127.0.0.1", port);
    }

    @Override
    public void prepare(int count) {
        while (devices.size() < count) {
            devices.add(runtime.http(address, Credentials.of("bench", "loopback only"), TrustPolicy.publicAuthorities())
                    .with(CallOptions.deadline(Duration.ofMinutes(5))));
        }
        devices.forEach(device -> device.send(HttpRequest.get("/ready").build()));
    }

    @Override
    public void upload(Path file, List<String> targets) {
        Body body = Body.file("application/octet-stream", file);
        List<CompletableFuture<HttpResponse>> all = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            all.add(devices.get(i)
                    .async()
                    .send(HttpRequest.post(targets.get(i), Effect.DISRUPT)
                            .body(body)
                            .progress((bytes, total) -> heard = bytes)
                            .build()));
        }
        all.forEach(answer -> {
            if (answer.join().status() != 200) {
                throw new IllegalStateException("an upload was answered with " + answer.join());
            }
        });
        if (heard == 0) {
            throw new IllegalStateException("nothing was heard of the progress");
        }
    }

    @Override
    public void close() {
        runtime.close();
    }
}
