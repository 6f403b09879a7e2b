package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies one {@code setSupervised}, reference 02 section 4: the call succeeds and every port has a verdict of its own.
 * What is wrong with an element as such fails the whole call, and nothing is set (inference).
 */
final class SupervisionWriter {
    /** Not found; keeps a request bounded. */
    private static final int MAX_ELEMENTS = 256;

    private static final Set<String> MEMBERS = Set.of("port", "supervised", "ranges");
    private static final Set<String> RANGE_MEMBERS = Set.of("state", "lowerlimit", "upperlimit");

    private final DeviceCore device;
    private final LoopStateNames names;
    private final List<Result> results = new ArrayList<>();
    private boolean changed;

    SupervisionWriter(DeviceCore device, LoopStateNames names) {
        this.device = device;
        this.names = names;
    }

    /**
     * The verdict about one port.
     *
     * @param port number as sent
     * @param verdict what became of it
     */
    record Result(long port, SupervisionVerdict verdict) {}

    /** The elements of a request, which are objects with these members and a whole number for the port. */
    static ArrayNode elements(JsonCall call, Set<String> members) {
        if (call.params() == null) {
            return JsonText.MAPPER.createArrayNode();
        }
        if (!(call.params() instanceof ArrayNode elements) || elements.size() > MAX_ELEMENTS) {
            throw new SupervisionRefused(SupervisionVerdict.FAULTY_VALUE);
        }
        for (JsonNode element : elements) {
            requireMembers(element, members);
            if (element.has("port") && !element.get("port").isIntegralNumber()) {
                throw new SupervisionRefused(SupervisionVerdict.INVALID_PORT);
            }
        }
        return elements;
    }

    private static void requireMembers(JsonNode object, Set<String> members) {
        require(object.isObject(), SupervisionVerdict.FAULTY_VALUE);
        for (Iterator<String> present = object.fieldNames(); present.hasNext(); ) {
            require(members.contains(present.next()), SupervisionVerdict.UNKNOWN_PARAMETER);
        }
    }

    private static void require(boolean holds, SupervisionVerdict otherwise) {
        if (!holds) {
            throw new SupervisionRefused(otherwise);
        }
    }

    static @Nullable Port port(PortBoard board, JsonNode number) {
        return number.canConvertToInt() ? board.find(number.intValue()) : null;
    }

    List<Result> write(JsonCall call) {
        ArrayNode elements = elements(call, MEMBERS);
        require(!elements.isEmpty(), SupervisionVerdict.MISSING);
        elements.forEach(SupervisionWriter::check);
        elements.forEach(this::write);
        if (changed) {
            device.tally().supervisions.incrementAndGet();
        }
        if (results.stream().anyMatch(result -> result.verdict() == SupervisionVerdict.OK)) {
            device.portsConfigured();
        }
        return results;
    }

    private static void check(JsonNode element) {
        require(element.has("supervised"), SupervisionVerdict.MISSING);
        require(element.get("supervised").isBoolean(), SupervisionVerdict.FAULTY_VALUE);
        require(!element.has("ranges") || element.get("ranges").isArray(), SupervisionVerdict.FAULTY_VALUE);
        for (JsonNode range : element.path("ranges")) {
            requireMembers(range, RANGE_MEMBERS);
            require(range.size() == RANGE_MEMBERS.size(), SupervisionVerdict.MISSING);
            boolean typed = range.get("state").isTextual()
                    && range.get("lowerlimit").isIntegralNumber()
                    && range.get("upperlimit").isIntegralNumber();
            require(typed, SupervisionVerdict.FAULTY_VALUE);
        }
    }

    /** Without a port all ports are configured (documented); that those which cannot be are left out is inference. */
    private void write(JsonNode element) {
        JsonNode number = element.get("port");
        if (number != null) {
            write(number.longValue(), port(device.board(), number), element);
            return;
        }
        boolean every = device.config().is(Variant.SUPERVISE_ALL_LISTS_EVERY_PORT);
        for (Port port : device.board().all()) {
            if (every || port.isSupervisable()) {
                write(port.index(), port, element);
            }
        }
    }

    private void write(long number, @Nullable Port port, JsonNode element) {
        LevelRanges ranges = ranges(element.path("ranges"));
        SupervisionVerdict verdict = verdict(port, ranges);
        if (verdict == SupervisionVerdict.OK && port != null && ranges != null) {
            boolean on = element.get("supervised").booleanValue();
            changed |= device.board().supervise(port, on, ranges);
        }
        results.add(new Result(number, verdict));
    }

    private static SupervisionVerdict verdict(@Nullable Port port, @Nullable LevelRanges ranges) {
        if (port == null) {
            return SupervisionVerdict.INVALID_PORT;
        }
        if (!port.isSupervisable()) {
            return SupervisionVerdict.NOT_SUPERVISABLE;
        }
        if (ranges == null) {
            return SupervisionVerdict.FAULTY_VALUE;
        }
        return ranges.isValid(port.maxLevel()) ? SupervisionVerdict.OK : SupervisionVerdict.INVALID_RANGE;
    }

    /** The ranges as sent, or null if a state has no such name. A limit beyond 32 bits is out of range anyway. */
    private @Nullable LevelRanges ranges(JsonNode sent) {
        List<LevelRanges.Range> ranges = new ArrayList<>();
        for (JsonNode range : sent) {
            LoopState state = names.parse(range.get("state").textValue());
            if (state == null) {
                return null;
            }
            ranges.add(new LevelRanges.Range(state, limit(range.get("lowerlimit")), limit(range.get("upperlimit"))));
        }
        return new LevelRanges(List.copyOf(ranges));
    }

    private static int limit(JsonNode number) {
        return number.canConvertToInt() ? number.intValue() : -1;
    }
}
