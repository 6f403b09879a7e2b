package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code portmanagement.cgi}, reference 02 section 3: ids are strings that count from 0. */
final class PortManagement extends JsonCgi {
    static final String PATH = "/axis-cgi/io/portmanagement.cgi";

    private static final int MAX_TIME = 65_535;
    /** Not found in the reference; keeps a request bounded. */
    private static final int MAX_STEPS = 1000;

    private final DeviceCore device;
    private final PortWriter writer;

    PortManagement(DeviceCore device) {
        super(
                device.config(),
                device.config().is(Variant.OLD_ERROR_CODES) ? ErrorCodes.FAMILY_A : ErrorCodes.FAMILY_B,
                device.config().majorVersion() < 10 ? "1.0" : "1.1",
                JsonText.Style.LINES);
        this.device = device;
        this.writer = new PortWriter(device);
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return switch (JsonCall.methodOf(request.body())) {
            case "setPorts" -> SimulatedRole.OPERATOR;
            case "setStateSequence" ->
                config().is(Variant.SEQUENCE_NEEDS_OPERATOR) ? SimulatedRole.OPERATOR : SimulatedRole.VIEWER;
            default -> SimulatedRole.VIEWER;
        };
    }

    @Override
    void call(String method, JsonCall call, Exchange exchange) {
        switch (method) {
            case "getPorts" -> exchange.answer(success(envelope(call, method), ports()));
            case "setPorts" -> exchange.answer(setPorts(call));
            case "setStateSequence" -> exchange.answer(setStateSequence(call));
            case "getSupportedVersions" ->
                // Carries a top-level apiVersion: recorded.
                exchange.answer(success(envelope(call, method), versionList(version())));
            default -> exchange.answer(unknownMethod(call, method));
        }
    }

    /** Member order as recorded on a camera; {@code items} is absent without ports. */
    private ObjectNode ports() {
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        List<Port> all = device.board().all();
        data.put("numberOfPorts", all.size());
        if (all.isEmpty()) {
            return data;
        }
        ArrayNode items = data.putArray("items");
        for (Port port : all) {
            ObjectNode item = items.addObject()
                    .put("port", Integer.toString(port.index()))
                    .put("configurable", port.configurable())
                    .put("usage", port.usage())
                    .put("name", port.name())
                    .put("direction", port.direction().wire())
                    .put("state", port.closed() ? "closed" : "open");
            if (port.tellsNormalState()) {
                item.put("normalState", port.normallyClosed() ? "closed" : "open");
            }
        }
        return data;
    }

    private Answer setPorts(JsonCall call) {
        JsonNode ports = call.param("ports");
        if (ports == null) {
            return missing(call, "ports");
        }
        if (!ports.isArray() || ports.size() > 256) {
            return invalid(call);
        }
        for (JsonNode port : ports) {
            // A generic error fails the whole request, nothing is set.
            if (port.get("port") == null) {
                return missing(call, "port");
            }
            boolean known = port.get("port").isTextual()
                    && device.board().find(port.get("port").textValue()) != null;
            if (!known && !config().is(Variant.UNKNOWN_PORT_FAILS_ALONE)) {
                return failed(
                        call, List.of(new PortWriter.Failure(port.get("port").asText(), "port")));
            }
        }
        PortWriter.Outcome outcome = writer.write((ArrayNode) ports);
        if (outcome.applied()) {
            device.tally().actions.incrementAndGet();
        }
        if (!outcome.failures().isEmpty()) {
            return failed(call, outcome.failures());
        }
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        ArrayNode changed = data.putArray("ports");
        outcome.changed().forEach(changed::add);
        return success(envelope(call, "setPorts"), data);
    }

    /** The first failure in the error itself, the others in {@code error.errors[]} with the same inner shape. */
    private Answer failed(JsonCall call, List<PortWriter.Failure> failures) {
        boolean example = config().is(Variant.INVALID_PARAMETER_4004);
        int code = example ? 4004 : codes().invalidValue();
        String message = example ? "Invalid parameter(s)" : "Invalid parameter value specified";
        ObjectNode more = details(failures.get(0));
        if (failures.size() > 1) {
            ArrayNode others = more.putArray("errors");
            for (PortWriter.Failure failure : failures.subList(1, failures.size())) {
                others.addObject().put("code", code).put("message", message).setAll(details(failure));
            }
        }
        return error(call, code, message, more);
    }

    private static ObjectNode details(PortWriter.Failure failure) {
        ObjectNode wrapper = JsonText.MAPPER.createObjectNode();
        wrapper.putObject("details").put("port", failure.port()).put("propertyName", failure.property());
        return wrapper;
    }

    /** {@code error.details.missing_element} as recorded on an A8207-VE Mk II (11.1.65). */
    @Override
    Answer missing(@Nullable JsonCall call, String name) {
        ObjectNode more = JsonText.MAPPER.createObjectNode();
        more.putObject("details").put("missing_element", name);
        return error(call, codes().missing(), "Required parameter missing: '" + name + "' not found", more);
    }

    private Answer setStateSequence(JsonCall call) {
        JsonNode id = call.param("port");
        JsonNode sequence = call.param("sequence");
        if (id == null || sequence == null) {
            return missing(call, id == null ? "port" : "sequence");
        }
        boolean rightType = config().is(Variant.SEQUENCE_PORT_IS_INTEGER) ? id.isIntegralNumber() : id.isTextual();
        Port port = rightType ? device.board().find(id.asText()) : null;
        List<StateSequences.Step> steps = steps(sequence);
        if (port == null || !port.isOutput() || !port.takesOrders() || steps.isEmpty()) {
            return invalid(call);
        }
        if (device.sequences().isRunning(port.index())) {
            return error(call, 2200, "State sequence already ongoing");
        }
        device.tally().actions.incrementAndGet();
        ObjectNode data = JsonText.MAPPER.createObjectNode();
        data.set("port", id);
        device.sequences().start(port.index(), steps, closed -> writer.setState(port, closed));
        return success(envelope(call, "setStateSequence"), data);
    }

    /** Empty if the sequence is not one. */
    private List<StateSequences.Step> steps(JsonNode sequence) {
        List<StateSequences.Step> steps = new ArrayList<>();
        if (!sequence.isArray() || sequence.size() > MAX_STEPS) {
            return steps;
        }
        boolean before = config().is(Variant.SEQUENCE_TIME_BEFORE_STEP);
        for (JsonNode entry : sequence) {
            Boolean closed = PortWriter.circuit(entry.get("state"));
            JsonNode time = entry.path("time");
            if (closed == null || !time.isIntegralNumber() || time.asLong() < 0 || time.asLong() > MAX_TIME) {
                return List.of();
            }
            steps.add(new StateSequences.Step(closed, before ? time.asInt() : 0, before ? 0 : time.asInt()));
        }
        return steps;
    }
}
