package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.JsonCgi;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortApi;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Ports over {@code portmanagement.cgi} (VAPIX io-port-management, AXIS OS 9.70 and later): one read tells everything. */
final class ManagedPorts implements PortSource {
    private static final JsonCgi API = JsonCgi.PORT_MANAGEMENT;

    @Override
    public CompletableFuture<PortList> read(IoSession io, CallContext context, DeviceInfo info) {
        return io.session()
                .send(context, proof(io, context))
                .thenApply(response -> proven(io, context, info, response));
    }

    @Override
    public HttpRequest proof(IoSession io, CallContext context) {
        return API.call(context, Effect.READ, io.apiVersion(), "getPorts").build();
    }

    @Override
    public PortList proven(IoSession io, CallContext context, DeviceInfo info, HttpResponse response) {
        Json data = API.data(io.session(), context, response);
        if (!data.isArray("items") && data.integer("numberOfPorts").orElse(-1) != 0) {
            // Only a device without ports leaves the array out.
            throw new MalformedResponseException(
                    context.failure("the answer lists no ports and does not say that there are none"), response.text());
        }
        List<Json> items = data.objects("items");
        List<ToldPort> told = new ArrayList<>();
        for (Json item : items) {
            OptionalLong index = item.integer("port");
            if (index.isPresent() && index.getAsLong() >= 0 && index.getAsLong() <= 255) {
                told.add(told(item, PortId.of((int) index.getAsLong())));
            } else {
                io.session().forgive(API.id() + " items[].port");
            }
        }
        return ToldPort.list(io, info, PortApi.PORT_MANAGEMENT, told, items.size());
    }

    private static ToldPort told(Json item, PortId id) {
        return new ToldPort(
                id,
                ToldPort.direction(item.text("direction", "")),
                item.text("name", ""),
                item.text("usage", ""),
                item.bool("configurable").orElse(false),
                item.bool("readonly").orElse(false),
                ToldPort.circuit(item.text("state", "")),
                ToldPort.circuit(item.text("normalState", "")),
                false);
    }

    /** The device applies the normal state before anything else. */
    @Override
    public CompletableFuture<Void> configure(IoSession io, CallContext context, Port port, PortSettings settings) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("port", Integer.toString(port.id().index()));
        settings.name().ifPresent(name -> change.put("name", name));
        settings.usage().ifPresent(usage -> change.put("usage", usage));
        settings.direction().ifPresent(way -> change.put("direction", way.name().toLowerCase(Locale.ROOT)));
        settings.normal()
                .ifPresent(normal -> change.put("normalState", normal.name().toLowerCase(Locale.ROOT)));
        HttpRequest request = API.call(
                        context, Effect.CONFIGURE, io.apiVersion(), "setPorts", Map.of("ports", List.of(change)))
                .build();
        return io.session().send(context, request).thenAccept(response -> API.data(io.session(), context, response));
    }

    @Override
    public String path() {
        return API.path();
    }
}
