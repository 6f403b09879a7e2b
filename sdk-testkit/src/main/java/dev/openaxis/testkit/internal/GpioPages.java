package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.GpioVariant;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pages of {@code GetPortList}, reference 02 section 5.1 (documented): a reference is good once and can time out. After
 * what time is not found.
 */
final class GpioPages {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final int MAX_REFERENCES = 100;

    private final DeviceConfig config;
    private final int maxLimit;
    private final Map<String, Place> references = new LinkedHashMap<>();

    GpioPages(DeviceConfig config, int maxLimit) {
        this.config = config;
        this.maxLimit = maxLimit;
    }

    private record Place(int from, Instant end) {}

    /**
     * A part of the list.
     *
     * @param ports in the order of their numbers
     * @param next what the following page is asked for with, null after the last
     */
    record Page(List<Port> ports, @Nullable String next) {}

    Page next(List<Port> all, ObjectNode arguments) {
        int limit = limit(arguments.get("Limit"));
        JsonNode reference = arguments.get("StartReference");
        int from = Math.min(reference == null ? 0 : take(reference), all.size());
        int to = Math.min(from + limit, all.size());
        boolean more = to < all.size() || (to > from && config.is(GpioVariant.FULL_PAGE_TELLS_NEXT));
        return new Page(all.subList(from, to), more ? remember(to) : null);
    }

    private int limit(@Nullable JsonNode sent) {
        if (sent == null) {
            return maxLimit;
        }
        Integer limit = GpioWriter.number(sent);
        boolean tooSmall = limit == null || (limit < 1 && !config.is(GpioVariant.LIMIT_BELOW_ONE_ACCEPTED));
        boolean tooLarge = limit != null && limit > maxLimit && config.is(GpioVariant.LIMIT_ABOVE_MAXIMUM_REFUSED);
        if (limit == null || tooSmall || tooLarge) {
            throw ServiceFault.invalidValue(null, "Limit is not valid");
        }
        return limit < 1 ? maxLimit : Math.min(limit, maxLimit);
    }

    private int take(JsonNode reference) {
        Place place = reference.isTextual() ? references.remove(reference.textValue()) : null;
        if (place == null || place.end().isBefore(config.clock().instant())) {
            throw ServiceFault.invalidValue("InvalidStartReference", "The start reference is not valid");
        }
        return place.from();
    }

    private String remember(int from) {
        if (references.size() == MAX_REFERENCES) {
            references.remove(references.keySet().iterator().next());
        }
        String reference = UUID.randomUUID().toString();
        references.put(reference, new Place(from, config.clock().instant().plus(LIFE)));
        return reference;
    }
}
