package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.Mode;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.tls.TrustPolicy;
import java.time.Duration;

/** This SDK as its users meet it: one runtime with the defaults, a deadline on every call, futures. */
final class SdkClient implements LoadClient {
    private static final HttpRequest REQUEST =
            HttpRequest.post(Fleet.TARGET, Effect.READ).json(Fleet.BODY).build();
    private static final CallOptions STEADY = CallOptions.deadline(Duration.ofSeconds(10));
    /** Thousands of handshakes at once take longer than one request may. */
    private static final CallOptions CONNECTING = CallOptions.deadline(Duration.ofSeconds(60));

    private final AxisRuntime runtime = AxisRuntime.create();
    private final DeviceHttp[] devices;

    SdkClient(Fleet fleet, Mode mode) {
        devices = new DeviceHttp[fleet.devices()];
        Credentials credentials = Credentials.of(Fleet.USER, Fleet.PASSWORD);
        for (int i = 0; i < devices.length; i++) {
            TrustPolicy trust = mode == Mode.TLS ? TrustPolicy.pinned(fleet.pin(i)) : TrustPolicy.publicAuthorities();
            devices[i] = runtime.http(DeviceAddress.parse(fleet.origin(i, mode)), credentials, trust)
                    .with(mode == Mode.TLS ? CONNECTING : STEADY);
        }
    }

    @Override
    public void send(int device, Answers answers) {
        devices[device].async().send(REQUEST).whenComplete((response, failure) -> {
            if (failure != null) {
                answers.failed(device, failure);
            } else {
                answers.answered(device, response.status(), response.body().length);
            }
        });
    }

    @Override
    public void close() {
        runtime.close();
    }
}
