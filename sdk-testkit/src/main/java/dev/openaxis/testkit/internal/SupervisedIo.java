package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * One edition of {@code supervisedio.cgi}, reference 02 section 4 (documented, never recorded): ids are integers that
 * count from 0, {@code params} is an array of objects.
 */
final class SupervisedIo extends JsonCgi {
    /** No reading, reference 02 section 4.3 (observed). */
    private static final long NO_LEVEL = 0xFFFF_FFFFL;

    private static final Set<String> PORT = Set.of("port");

    private final DeviceCore device;
    private final SupervisedEdition edition;
    private final LoopStateNames names;

    SupervisedIo(DeviceCore device, SupervisedEdition edition) {
        super(device.config(), edition.codes(), edition.version(), JsonText.Style.SPACED);
        this.device = device;
        this.edition = edition;
        this.names = new LoopStateNames(device.config());
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.OPERATOR;
    }

    @Override
    void call(String method, JsonCall call, Exchange exchange) {
        Answer answer;
        try {
            answer = answer(method, call);
        } catch (SupervisionRefused refused) {
            answer = error(
                    call, edition.codeOf(refused.verdict()), refused.verdict().message());
        }
        exchange.answer(answer);
    }

    private Answer answer(String method, JsonCall call) {
        return switch (method) {
            case "getNumberOfPorts" -> success(envelope(call, method), numberOfPorts());
            case "isSupervisable" -> items(call, Port::isSupervisable, SupervisedIo::possibilities);
            case "getSupportedStates" -> items(call, port -> true, this::states);
            case "getSupervised" -> items(call, this::isListed, this::state);
            case "getSupervisedRanges" -> items(call, port -> true, this::ranges);
            case "setSupervised" -> setSupervised(call);
            case "getSupportedVersions" -> success(envelope(call, method), versions());
            default -> unknownMethod(call, method);
        };
    }

    private ObjectNode versions() {
        return edition.equals(SupervisedEdition.V1) ? versionList("1.0") : versionList("1.0", "2.0");
    }

    /** Which ports are counted is not told: by default all, by their present direction (inference). */
    private ObjectNode numberOfPorts() {
        boolean supervisable = config().is(Variant.NUMBER_OF_PORTS_SUPERVISABLE);
        List<Port> ports = device.board().all();
        ports.removeIf(port -> supervisable && !port.isSupervisable());
        long outputs = ports.stream().filter(Port::isOutput).count();
        return JsonText.MAPPER
                .createObjectNode()
                .put("inputs", ports.size() - outputs)
                .put("outputs", outputs);
    }

    private static void possibilities(Port port, ObjectNode item) {
        // No output of an A9210 is described as supervised.
        item.put("input", port.isSupervisable()).put("output", false);
    }

    private void states(Port port, ObjectNode item) {
        ArrayNode states = item.putArray("states");
        if (port.isSupervisable()) {
            names.all().forEach(name -> states.addObject().put("name", name));
        }
    }

    private boolean isListed(Port port) {
        return config().is(Variant.GET_SUPERVISED_LISTS_SUPERVISABLE) ? port.isSupervisable() : port.isSupervised();
    }

    private void state(Port port, ObjectNode item) {
        if (!port.isSupervisable() && config().is(Variant.UNSUPERVISABLE_PORT_REFUSED)) {
            throw new SupervisionRefused(SupervisionVerdict.NOT_SUPERVISABLE);
        }
        boolean level = port.isSupervisable() && port.loop().tellsLevel();
        item.put("supervised", port.isSupervised())
                .put("supervisable", port.isSupervisable())
                .put("state", names.of(port))
                .put("level", level ? port.loop().seen() : noLevel());
    }

    private long noLevel() {
        return config().is(Variant.ABSENT_LEVEL_IS_MINUS_ONE) ? -1 : NO_LEVEL;
    }

    private void ranges(Port port, ObjectNode item) {
        ArrayNode ranges = item.putArray("ranges");
        if (port.isSupervisable()) {
            for (LevelRanges.Range range : port.loop().ranges().ranges()) {
                ranges.addObject()
                        .put("state", names.of(range.state()))
                        .put("lowerlimit", range.lower())
                        .put("upperlimit", range.upper());
            }
        }
    }

    /** An item for every port asked for. */
    private Answer items(JsonCall call, Predicate<Port> ifOmitted, BiConsumer<Port, ObjectNode> content) {
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        ArrayNode items = data.putArray("items");
        for (Port port : ports(call, ifOmitted)) {
            content.accept(port, items.addObject().put("port", port.index()));
        }
        return success(envelope(call, call.method()), data);
    }

    /** The ports named, or those that fit if an element names none or there is no element. */
    private List<Port> ports(JsonCall call, Predicate<Port> ifOmitted) {
        List<Port> ports = new ArrayList<>();
        boolean omitted = false;
        ArrayNode elements = SupervisionWriter.elements(call, PORT);
        for (JsonNode element : elements) {
            if (!element.has("port")) {
                omitted = true;
                continue;
            }
            Port port = SupervisionWriter.port(device.board(), element.get("port"));
            if (port == null) {
                throw new SupervisionRefused(SupervisionVerdict.INVALID_PORT);
            }
            ports.add(port);
        }
        return omitted || elements.isEmpty()
                ? device.board().all().stream().filter(ifOmitted).toList()
                : ports;
    }

    private Answer setSupervised(JsonCall call) {
        List<SupervisionWriter.Result> results = new SupervisionWriter(device, names).write(call);
        return edition.equals(SupervisedEdition.V1) ? doneInV1(call, results) : done(call, results);
    }

    private Answer done(JsonCall call, List<SupervisionWriter.Result> results) {
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        ArrayNode items = data.putArray("items");
        for (SupervisionWriter.Result result : results) {
            items.addObject()
                    .put("port", result.port())
                    .put("code", edition.codeOf(result.verdict()))
                    .put("message", result.verdict().message());
        }
        return success(envelope(call, call.method()), data);
    }

    /** The shape of this answer is not found; by default it is empty, and the first failure is an error. */
    private Answer doneInV1(JsonCall call, List<SupervisionWriter.Result> results) {
        if (config().is(Variant.SUPERVISED_V1_LIKE_V2)) {
            return done(call, results);
        }
        for (SupervisionWriter.Result result : results) {
            if (result.verdict() != SupervisionVerdict.OK) {
                throw new SupervisionRefused(result.verdict());
            }
        }
        ObjectNode answer = envelope(call, call.method());
        return config().is(Variant.SUPERVISED_V1_WITHOUT_DATA)
                ? successWithoutData(answer)
                : success(answer, JsonText.MAPPER.createObjectNode());
    }
}
