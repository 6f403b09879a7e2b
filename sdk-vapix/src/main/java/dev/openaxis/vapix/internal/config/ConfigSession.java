package dev.openaxis.vapix.internal.config;

import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Invoker;
import dev.openaxis.vapix.config.ApiVersion;
import dev.openaxis.vapix.internal.DeviceSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the clients of a device's Device Configuration APIs share: the device, and which APIs it has. */
public final class ConfigSession {

    /** What discovery told a device that was identified once; another identification may be another device software. */
    private record Known(DeviceSession.Identity of, List<ApiVersion> apis) {}

    private final DeviceSession device;
    private volatile @Nullable Known known;

    /** A session for one device; discovers its APIs at the first need. */
    public ConfigSession(DeviceSession device) {
        this.device = device;
    }

    /** Runs the operations. */
    public Invoker invoker() {
        return device.invoker();
    }

    /** Who the device is. */
    CompletableFuture<DeviceSession.Identity> identity(CallContext context) {
        return device.identity(context);
    }

    /** The APIs, asked anew. */
    CompletableFuture<List<ApiVersion>> discover(CallContext context) {
        ConfigRequest request = ConfigRequest.get(ConfigDiscovery.PATH);
        return identity(context)
                .thenCompose(identity -> send(context, request, reply -> {
                    List<ApiVersion> apis = ConfigDiscovery.read(
                                    reply.document(), entry -> device.forgive("config/discover " + entry))
                            .orElseThrow(() -> reply.malformed("answered no list of APIs"));
                    known = new Known(identity, apis);
                    return apis;
                }));
    }

    /** The version of an API that is used. */
    CompletableFuture<ApiVersion> version(CallContext context, ConfigApiId api) {
        return identity(context)
                .thenCompose(identity -> {
                    Known already = known;
                    return already != null && already.of().equals(identity)
                            ? CompletableFuture.completedFuture(already.apis())
                            : discover(context);
                })
                .thenApply(apis -> ConfigDiscovery.pick(context, apis, api, on()));
    }

    /** Sends a request and reads its answer. */
    <T> CompletableFuture<T> send(CallContext context, ConfigRequest request, Function<ConfigReply, T> reading) {
        return device.send(context, request.http(context))
                .thenApply(response -> read(new ConfigReply(context, request, response, on()), reading));
    }

    private <T> T read(ConfigReply reply, Function<ConfigReply, T> reading) {
        try {
            return reading.apply(reply);
        } catch (UnsupportedCapabilityException gone) {
            // Another device software has other paths: the next call looks again.
            known = null;
            throw gone;
        }
    }

    private String on() {
        return device.known()
                .flatMap(identity -> identity.info().version())
                .map(version -> " (AXIS OS " + version + ")")
                .orElse("");
    }
}
