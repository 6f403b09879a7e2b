package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.JsonCgi;
import dev.openaxis.vapix.io.LevelUnit;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.SupervisedState;
import dev.openaxis.vapix.io.Supervision;
import dev.openaxis.vapix.io.SupervisionLimits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The requests and answers of {@code supervisedio.cgi} (VAPIX supervised-io). Its ports are integers, its parameters an
 * array, its states spelt in two ways.
 */
public final class SupervisionWire implements SupervisionSource {
    private static final JsonCgi API = JsonCgi.SUPERVISED_IO;
    private static final int HIGHEST_LEVEL = 4095;
    private static final int HIGHEST_PORT = 255;
    /** Version 1.0 had numbers of its own for the same errors. */
    private static final Map<Integer, Integer> SINCE_2 = Map.ofEntries(
            Map.entry(100, 2100),
            Map.entry(101, 1100),
            Map.entry(102, 2103),
            Map.entry(103, 2200),
            Map.entry(200, 2101),
            Map.entry(201, 2201),
            Map.entry(202, 2202),
            Map.entry(203, 2102),
            Map.entry(300, 2203),
            Map.entry(301, 2204),
            Map.entry(302, 2205),
            Map.entry(303, 2206));

    private static final int OK = 1;

    private final DeviceSession session;
    private final CallContext context;

    SupervisionWire(IoSession io, CallContext context) {
        this.session = io.session();
        this.context = context;
    }

    // ---- reading ----

    @Override
    public CompletableFuture<List<Supervision>> all() {
        return supervisable()
                .thenCompose(
                        ports -> ports.isEmpty() ? CompletableFuture.completedFuture(List.of()) : supervised(ports));
    }

    private CompletableFuture<List<PortId>> supervisable() {
        return items(Effect.READ, "isSupervisable", List.of())
                .thenApply(items -> items.stream()
                        .filter(item -> item.bool("input").orElse(false))
                        .flatMap(item -> port(item).stream())
                        .toList());
    }

    private CompletableFuture<List<Supervision>> supervised(List<PortId> ports) {
        return items(Effect.READ, "getSupervised", ports)
                .thenApply(items -> items.stream()
                        .flatMap(item -> port(item).map(port -> supervision(item, port)).stream())
                        .toList());
    }

    /** Without a port the device tells all supervised ones. */
    @Override
    public CompletableFuture<List<Supervision>> supervised() {
        return supervised(List.of())
                .thenApply(
                        found -> found.stream().filter(Supervision::supervised).toList());
    }

    @Override
    public CompletableFuture<Supervision> supervised(PortId port) {
        return supervised(List.of(port))
                .thenApply(found -> found.stream()
                        .filter(one -> one.port().equals(port))
                        .findFirst()
                        .orElseThrow(() -> new MalformedResponseException(
                                context.failure("the answer does not tell about " + port), "")));
    }

    @Override
    public CompletableFuture<SupervisionLimits> limits(PortId port) {
        return supervised(port).thenApply(known -> SupervisionLimits.untold(unit()));
    }

    @Override
    public CompletableFuture<List<SupervisedRange>> ranges(PortId port) {
        return item("getSupervisedRanges", port)
                .thenApply(item -> item.stream()
                        .flatMap(found -> found.objects("ranges").stream())
                        .flatMap(range -> range(range).stream())
                        .toList());
    }

    /** What the device calls the states of a port. */
    private CompletableFuture<Map<SupervisedState, String>> words(PortId port) {
        return item("getSupportedStates", port).thenApply(item -> {
            Map<SupervisedState, String> words = new EnumMap<>(SupervisedState.class);
            item.ifPresent(found -> found.objects("states").forEach(state -> {
                String name = state.text("name", "");
                words.putIfAbsent(state(name), name);
            }));
            // Documented for the A9210.
            words.putIfAbsent(SupervisedState.SHORTED, "short");
            words.putIfAbsent(SupervisedState.CLOSED, "closed");
            words.putIfAbsent(SupervisedState.OPEN, "open");
            words.putIfAbsent(SupervisedState.CUT, "cut");
            return words;
        });
    }

    private CompletableFuture<Optional<Json>> item(String method, PortId port) {
        return items(Effect.READ, method, List.of(port))
                .thenApply(items -> items.stream()
                        .filter(item -> port(item).filter(port::equals).isPresent())
                        .findFirst());
    }

    private Supervision supervision(Json item, PortId port) {
        String state = item.text("state", "");
        OptionalLong level = item.integer("level");
        // An A9910 says 4294967295 where it has no reading (observed).
        boolean measured = level.isPresent() && level.getAsLong() >= 0 && level.getAsLong() <= HIGHEST_LEVEL;
        return new Supervision(
                port,
                item.bool("supervisable").orElse(false),
                item.bool("supervised").orElse(false),
                state(state),
                state,
                measured ? OptionalInt.of((int) level.getAsLong()) : OptionalInt.empty(),
                unit());
    }

    private Optional<PortId> port(Json item) {
        OptionalLong index = item.integer("port");
        if (index.isPresent() && index.getAsLong() >= 0 && index.getAsLong() <= HIGHEST_PORT) {
            return Optional.of(PortId.of((int) index.getAsLong()));
        }
        session.forgive(API.id() + " items[].port");
        return Optional.empty();
    }

    private Optional<SupervisedRange> range(Json range) {
        SupervisedState state = state(range.text("state", ""));
        long lowest = range.integer("lowerlimit").orElse(-1);
        long highest = range.integer("upperlimit").orElse(-1);
        if (state == SupervisedState.UNDEFINED || lowest < 0 || highest < lowest || highest > Integer.MAX_VALUE) {
            session.forgive(API.id() + " items[].ranges[]");
            return Optional.empty();
        }
        return Optional.of(new SupervisedRange(state, (int) lowest, (int) highest));
    }

    /** Both spellings of each state; the documentation says to expect any text. */
    public static SupervisedState state(String word) {
        return switch (word) {
            case "open" -> SupervisedState.OPEN;
            case "close", "closed" -> SupervisedState.CLOSED;
            case "short", "shorted" -> SupervisedState.SHORTED;
            case "cut" -> SupervisedState.CUT;
            default -> SupervisedState.UNDEFINED;
        };
    }

    // ---- writing ----

    @Override
    public CompletableFuture<Void> set(PortId port, List<SupervisedRange> ranges) {
        return ranges.isEmpty()
                ? set(port, ranges, Map.of())
                : words(port).thenCompose(words -> set(port, ranges, words));
    }

    private CompletableFuture<Void> set(PortId port, List<SupervisedRange> ranges, Map<SupervisedState, String> words) {
        Map<String, Object> setting = new LinkedHashMap<>();
        // Without a port the device would configure all of them.
        setting.put("port", port.index());
        setting.put("supervised", !ranges.isEmpty());
        if (!ranges.isEmpty()) {
            List<Map<String, Object>> limits = new ArrayList<>();
            for (SupervisedRange range : ranges) {
                Map<String, Object> limit = new LinkedHashMap<>();
                limit.put("state", words.getOrDefault(range.state(), ""));
                limit.put("lowerlimit", range.lowest());
                limit.put("upperlimit", range.highest());
                limits.add(limit);
            }
            setting.put("ranges", limits);
        }
        return call(Effect.CONFIGURE, "setSupervised", List.of(setting), port).thenAccept(data -> {
            for (Json item : data.objects("items")) {
                if (item.integer("code").orElse(OK) != OK) {
                    throw refusal(JsonCgi.code(item), item.text("message", ""), port);
                }
            }
        });
    }

    @Override
    public LevelUnit unit() {
        return LevelUnit.CONVERTER_COUNTS;
    }

    @Override
    public String api() {
        return API.id();
    }

    @Override
    public String path() {
        return API.path();
    }

    // ---- the call ----

    private CompletableFuture<List<Json>> items(Effect effect, String method, List<PortId> ports) {
        List<Map<String, Object>> params = ports.stream()
                .map(port -> Map.<String, Object>of("port", port.index()))
                .toList();
        return call(effect, method, params, ports.isEmpty() ? null : ports.get(0))
                .thenApply(data -> data.objects("items"));
    }

    private CompletableFuture<Json> call(
            Effect effect, String method, List<Map<String, Object>> params, @Nullable PortId port) {
        return session.identity(context).thenCompose(identity -> {
            Capabilities capabilities = identity.capabilities();
            if (capabilities.listed() && !capabilities.has(API.id())) {
                throw new UnsupportedCapabilityException(
                        context.failure("the device does not have " + API.id())
                                .advice("It came with AXIS OS " + API.since()),
                        API.id());
            }
            boolean second = capabilities
                    .api(API.id())
                    .filter(api -> api.version().startsWith("1."))
                    .isEmpty();
            return session.send(
                            context,
                            API.call(context, effect, second ? "2.0" : "1.0", method, params)
                                    .build())
                    .thenApply(response -> API.data(session, context, response))
                    .handle((data, failure) -> {
                        if (DeviceSession.cause(failure) instanceof RefusedException refused) {
                            throw port == null ? refused : refusal(refused.code(), refused.deviceMessage(), port);
                        }
                        if (failure != null) {
                            throw DeviceSession.thrown(failure);
                        }
                        return data;
                    });
        });
    }

    private AxisException refusal(int number, String message, PortId port) {
        int code = SINCE_2.getOrDefault(number, number);
        String said = "the device answered error " + number + (message.isEmpty() ? "" : " \"" + message + "\"");
        return switch (code) {
            case 2205 ->
                new WrongPortException(context.failure("the device has no " + port + " to supervise: " + said));
            case 2206 -> new WrongPortException(context.failure(port + " cannot be supervised: " + said));
            case 2100, 2102 -> new UnsupportedCapabilityException(context.failure(said), API.id());
            case 1100, 2201, 2202 ->
                new RefusedException(
                        context.failure(said)
                                .effect(context.changeSent() ? AppliedEffect.POSSIBLE : AppliedEffect.NONE),
                        API.path(),
                        number,
                        message,
                        Map.of());
            default -> new RefusedException(context.failure(said), API.path(), number, message, Map.of());
        };
    }
}
