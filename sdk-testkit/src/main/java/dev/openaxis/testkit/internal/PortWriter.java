package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@code setPorts}, reference 02 section 3.2 (documented): a wrong optional field fails alone, everything else is
 * applied; {@code normalState} before {@code state}.
 */
final class PortWriter {
    private final DeviceCore device;

    PortWriter(DeviceCore device) {
        this.device = device;
    }

    /**
     * A field that was refused.
     *
     * @param port id as sent
     * @param property name of the field
     */
    record Failure(String port, String property) {}

    /**
     * What became of a request.
     *
     * @param changed ids that were changed
     * @param failures refused fields in order
     * @param applied true if at least one field was applied
     */
    record Outcome(Set<String> changed, List<Failure> failures, boolean applied) {}

    Outcome write(ArrayNode ports) {
        Set<String> changed = new LinkedHashSet<>();
        List<Failure> failures = new ArrayList<>();
        boolean applied = false;
        for (JsonNode wanted : ports) {
            String id = wanted.get("port").asText();
            Port port = wanted.get("port").isTextual() ? device.board().find(id) : null;
            if (port == null) {
                failures.add(new Failure(id, "port"));
                continue;
            }
            Fields fields = new Fields(port, wanted, failures);
            fields.apply();
            applied |= fields.given;
            boolean redundant = device.config().is(Variant.REDUNDANT_WRITE_NOT_LISTED) && !fields.different;
            if (fields.given && !redundant) {
                changed.add(id);
            }
        }
        return new Outcome(changed, failures, applied);
    }

    /** Sets a circuit state from the network. */
    void setState(Port port, boolean closed) {
        device.board().drive(port, closed);
        device.actions().writtenByOthers(port);
    }

    static @Nullable Boolean circuit(@Nullable JsonNode value) {
        if (value == null || !value.isTextual()) {
            return null;
        }
        return switch (value.textValue()) {
            case "closed" -> Boolean.TRUE;
            case "open" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** The optional fields of one port. */
    private final class Fields {
        private final Port port;
        private final JsonNode wanted;
        private final List<Failure> failures;
        private boolean given;
        private boolean different;
        private boolean configured;

        Fields(Port port, JsonNode wanted, List<Failure> failures) {
            this.port = port;
            this.wanted = wanted;
            this.failures = failures;
        }

        void apply() {
            text("usage", port.usage(), () -> port.useFor(wanted.get("usage").textValue()));
            direction();
            text("name", port.name(), () -> port.rename(wanted.get("name").textValue()));
            normalState();
            if (configured) {
                device.portsConfigured();
            }
            state();
        }

        private void text(String name, String present, Runnable change) {
            JsonNode value = wanted.get(name);
            if (value == null) {
                return;
            }
            if (!value.isTextual()) {
                fail(name);
                return;
            }
            accept(!value.textValue().equals(present));
            configured = true;
            change.run();
        }

        private void direction() {
            JsonNode value = wanted.get("direction");
            if (value == null) {
                return;
            }
            Direction direction = null;
            for (Direction candidate : Direction.values()) {
                if (value.isTextual() && candidate.wire().equals(value.textValue())) {
                    direction = candidate;
                }
            }
            if (direction == null || !port.configurable()) {
                fail("direction");
                return;
            }
            configured = true;
            if (accept(direction != port.direction())) {
                device.sequences().cancel(port.index());
                device.board().setDirection(port, direction);
                device.actions().writtenByOthers(port);
            }
        }

        private void normalState() {
            JsonNode value = wanted.get("normalState");
            if (value == null) {
                return;
            }
            Boolean closed = circuit(value);
            if (closed == null) {
                fail("normalState");
                return;
            }
            configured = true;
            if (accept(closed != port.normallyClosed())) {
                device.sequences().cancel(port.index());
                device.board().setNormallyClosed(port, closed);
            }
        }

        private void state() {
            JsonNode value = wanted.get("state");
            if (value == null) {
                return;
            }
            Boolean closed = circuit(value);
            if (closed == null || !port.isOutput() || !port.takesOrders()) {
                fail("state");
                return;
            }
            accept(closed != port.closed());
            setState(port, closed);
        }

        private boolean accept(boolean differs) {
            given = true;
            different |= differs;
            return differs;
        }

        private void fail(String property) {
            failures.add(new Failure(Integer.toString(port.index()), property));
        }
    }
}
