package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.service.JsonService;
import dev.openaxis.vapix.io.PortId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The requests and answers of the general purpose I/O service (VAPIX input-and-outputs; A9161 and A9188). */
final class GpioWire {
    static final JsonService API = new JsonService("/vapix/axgpio", "axgpio", "the A9161 and A9188");
    /** More than there are port numbers. */
    private static final int MOST_PAGES = 256;

    private final DeviceSession session;
    private final CallContext context;

    GpioWire(IoSession io, CallContext context) {
        this.session = io.session();
        this.context = context;
    }

    void forgive(String field) {
        session.forgive(API.prefix() + " " + field);
    }

    // ---- reading ----

    /**
     * Whether the service is there. Its documented properties are missing from a recorded A9188 that should have them, so it is
     * asked itself. A device that is busy or does not let the caller in has not answered that.
     */
    CompletableFuture<Boolean> answers() {
        HttpRequest request = API.call(context, Effect.READ, "GetServiceCapabilities", Map.of())
                .build();
        return session.send(context, request).thenApply(response -> {
            try {
                return API.answer(session, context, response)
                        .object("Capabilities")
                        .isPresent();
            } catch (UnsupportedCapabilityException | MalformedResponseException e) {
                return false;
            } catch (RefusedException e) {
                if (e.code() >= 500) {
                    throw e;
                }
                return false;
            }
        });
    }

    /** The first page of the list of ports, on most devices the whole. */
    HttpRequest listing() {
        return listing(Map.of());
    }

    private HttpRequest listing(Map<String, ?> arguments) {
        return API.call(context, Effect.READ, "GetPortList", arguments).build();
    }

    /** One page of the list. */
    Page page(HttpResponse response) {
        Json answer = API.answer(session, context, response);
        if (!answer.isArray("Port")) {
            throw malformed("an answer without a list of ports", response);
        }
        List<Json> items = answer.objects("Port");
        return new Page(
                items.stream()
                        .flatMap(item -> GpioPort.of(item, this::forgive).stream())
                        .toList(),
                items.size(),
                answer.text("NextStartReference", ""));
    }

    /**
     * Ports of one answer.
     *
     * @param ports those that can be read
     * @param all how many there are, readable or not
     * @param next what to begin the next page with; empty at the end
     */
    record Page(List<GpioPort> ports, int all, String next) {}

    /** All ports, however many answers that takes. */
    CompletableFuture<Page> ports() {
        return following(listing(), new Page(List.of(), 0, ""), new HashSet<>());
    }

    private CompletableFuture<Page> following(HttpRequest request, Page before, Set<String> used) {
        return session.send(context, request).thenCompose(response -> {
            Page page = page(response);
            List<GpioPort> ports = new ArrayList<>(before.ports());
            ports.addAll(page.ports());
            Page all = new Page(List.copyOf(ports), before.all() + page.all(), "");
            if (page.next().isEmpty()) {
                return CompletableFuture.completedFuture(all);
            }
            // A reference is good for one request only.
            if (!used.add(page.next()) || used.size() >= MOST_PAGES) {
                throw malformed("a list of ports that does not end", response);
            }
            return following(listing(Map.of("StartReference", page.next())), all, used);
        });
    }

    /** One port, which the device must have; it leaves unknown ones out of its answer. */
    CompletableFuture<GpioPort> port(PortId id) {
        HttpRequest request = API.call(context, Effect.READ, "GetPort", Map.of("PortId", List.of(word(id))))
                .build();
        return session.send(context, request)
                .thenApply(response -> page(response).ports().stream()
                        .filter(port -> port.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new WrongPortException(context.failure("the device has no " + id))));
    }

    // ---- writing ----

    /** Changes what is named of each port, and nothing else. */
    CompletableFuture<Void> set(Map<PortId, Map<String, Object>> changes) {
        List<Map<String, Object>> ports = new ArrayList<>();
        changes.forEach((id, change) -> {
            Map<String, Object> port = new LinkedHashMap<>();
            port.put("PortId", word(id));
            port.putAll(change);
            ports.add(port);
        });
        HttpRequest request = API.call(context, Effect.CONFIGURE, "SetPort", Map.of("Port", ports))
                .build();
        return session.send(context, request)
                .thenAccept(response -> requireUpdated(List.copyOf(changes.keySet()), response));
    }

    /** The answer tells which ports were changed: under one of two names, both documented. */
    void requireUpdated(List<PortId> wanted, HttpResponse response) {
        Json answer = API.answer(session, context, response);
        String key = answer.has("PortId") ? "PortId" : "Port";
        if (!answer.has(key)) {
            throw malformed("an answer that does not tell which ports it changed", response);
        }
        List<String> told = answer.isText(key) ? List.of(answer.text(key, "")) : answer.texts(key);
        List<PortId> left =
                wanted.stream().filter(id -> !told.contains(word(id))).toList();
        if (!left.isEmpty()) {
            throw new RefusedException(
                    context.failure("the device did not change " + left)
                            .effect(left.size() < wanted.size() ? AppliedEffect.PARTIAL : AppliedEffect.NONE),
                    API.path(),
                    response.status(),
                    "",
                    Map.of());
        }
    }

    private static String word(PortId id) {
        return Integer.toString(id.index());
    }

    private AxisException malformed(String what, HttpResponse response) {
        return new MalformedResponseException(
                context.failure(API.path() + " gave " + what)
                        .effect(context.changeSent() ? AppliedEffect.POSSIBLE : AppliedEffect.NONE),
                response.text());
    }
}
