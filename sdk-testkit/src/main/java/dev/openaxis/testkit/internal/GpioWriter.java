package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.GpioVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code SetPort} and carries it out, reference 02 section 5: only {@code PortId} and what is to change are sent;
 * missing data and invalid data have a fault each. What can only be read is ignored (inference).
 */
final class GpioWriter {
    /** Not found; keeps a request bounded. */
    private static final int MAX_PORTS = 1000;

    private final DeviceCore device;
    private final DeviceConfig config;

    GpioWriter(DeviceCore device) {
        this.device = device;
        this.config = device.config();
    }

    ObjectNode write(ObjectNode arguments) {
        JsonNode sent = arguments.get("Port");
        if (sent == null || !sent.isArray() || sent.size() > MAX_PORTS) {
            throw ServiceFault.invalidArgs("Port is missing");
        }
        ObjectNode answer = JsonText.MAPPER.createObjectNode();
        ArrayNode updated = answer.putArray("PortId");
        List<GpioChange> changes = new ArrayList<>();
        for (JsonNode wanted : sent) {
            GpioChange change = change(wanted);
            if (change != null) {
                updated.add(Integer.toString(change.port().index()));
                changes.add(change);
            }
            if (config.is(GpioVariant.FAULT_AFTER_PART)) {
                carryOut(changes);
                changes.clear();
            }
        }
        carryOut(changes);
        return answer;
    }

    /** Activation comes last: the other settings may be those of the output. */
    private void carryOut(List<GpioChange> changes) {
        changes.forEach(change -> change.configure(device));
        if (changes.stream().anyMatch(change -> change.active() != null)) {
            device.tally().actions.incrementAndGet();
        }
        changes.forEach(change -> change.activate(device));
    }

    private @Nullable GpioChange change(JsonNode wanted) {
        JsonNode id = wanted.get("PortId");
        if (id == null || !id.isTextual()) {
            throw ServiceFault.invalidArgs("PortId is missing");
        }
        Port port = device.board().find(id.textValue());
        if (port == null) {
            if (config.is(GpioVariant.UNKNOWN_PORT_REFUSED)) {
                throw invalid("PortId");
            }
            return null;
        }
        String mode = text(wanted, "CurrentMode");
        if (mode != null && !GpioPorts.modes(port).contains(mode)) {
            throw invalid("CurrentMode");
        }
        Boolean active = active(wanted);
        if (active != null && !GpioPorts.isOutput(mode == null ? GpioPorts.mode(port) : mode)) {
            if (config.is(GpioVariant.ACTIVE_OF_INPUT_NOT_UPDATED)) {
                return null;
            }
            throw invalid("Active");
        }
        return new GpioChange(
                port,
                mode,
                text(wanted, "PortUsage"),
                settings(wanted, "InputProperties", port.configurable()),
                settings(wanted, "OutputProperties", true),
                triggers(wanted.get("SupervisedInput"), port),
                active);
    }

    private static ServiceFault invalid(String member) {
        return ServiceFault.invalidValue("InvalidArgVal", member + " is not valid");
    }

    private static @Nullable String text(JsonNode object, String member) {
        JsonNode value = object.get(member);
        if (value != null && !value.isTextual()) {
            throw invalid(member);
        }
        return value == null ? null : value.textValue();
    }

    private static @Nullable Boolean active(JsonNode wanted) {
        JsonNode value = wanted.get("Active");
        if (value != null && !value.isBoolean()) {
            throw invalid("Active");
        }
        return value == null ? null : value.booleanValue();
    }

    private static GpioChange.@Nullable Settings settings(JsonNode wanted, String member, boolean possible) {
        JsonNode sent = wanted.get(member);
        if (sent == null) {
            return null;
        }
        String active = text(sent, "ActiveState");
        boolean known = active == null || active.equals("open") || active.equals("closed");
        if (!sent.isObject() || !possible || !known) {
            throw invalid(member);
        }
        return new GpioChange.Settings(text(sent, "NiceName"), active == null ? null : active.equals("open"));
    }

    private @Nullable LevelRanges triggers(@Nullable JsonNode supervision, Port port) {
        JsonNode sent = supervision == null ? null : supervision.get("Triggers");
        if (sent == null) {
            return null;
        }
        if (!sent.isArray() || !port.configurable() || sent.isEmpty() || sent.size() > GpioPorts.MAX_RANGES) {
            throw invalid("Triggers");
        }
        List<LevelRanges.Range> ranges = new ArrayList<>();
        sent.forEach(trigger -> ranges.add(range(trigger)));
        LevelRanges triggers = new LevelRanges(List.copyOf(ranges));
        // The highest level is a limit that no voltage below it has.
        if (!triggers.isValid(port.maxLevel() - 1)) {
            throw invalid("Triggers");
        }
        return triggers;
    }

    /** The upper limit is exclusive (documented). */
    private static LevelRanges.Range range(JsonNode trigger) {
        for (String member : List.of("State", "LowerLimit", "UpperLimit")) {
            if (!trigger.has(member)) {
                throw ServiceFault.invalidArgs(member + " is missing");
            }
        }
        String name = trigger.get("State").asText();
        LoopState state = Stream.of(LoopState.values())
                .filter(each -> each != LoopState.UNDEFINED && each.inEvents().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("State"));
        Integer lower = number(trigger.get("LowerLimit"));
        Integer upper = number(trigger.get("UpperLimit"));
        if (lower == null || upper == null || upper - lower < GpioPorts.MIN_RANGE) {
            throw invalid("UpperLimit");
        }
        return new LevelRanges.Range(state, lower, upper - 1);
    }

    /** A whole number, as a number or as a string (documented both ways); null if it is none. */
    static @Nullable Integer number(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToInt() && Math.abs((long) value.intValue()) < 1_000_000_000
                    ? (Integer) value.intValue()
                    : null;
        }
        return value.isTextual() && value.textValue().matches("-?[0-9]{1,9}")
                ? (Integer) Integer.parseInt(value.textValue())
                : null;
    }
}
