package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.vapix.events.EventContent;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.VapixEvent;
import dev.openaxis.vapix.internal.events.Notification.Change;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One live item as a line of JSON. What cannot be found again from what the device said is written beside it: which port an output's
 * event is about, and whether a topic is a state.
 */
public final class RecordedItem {
    private RecordedItem() {}

    /** A line that is no live item. */
    public static final class NotAnItemException extends Exception {
        private static final long serialVersionUID = 1L;

        NotAnItemException(String message) {
            super(message);
        }
    }

    // ---- writing ----

    /** The line of an item. */
    public static String line(LiveItem item) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", item instanceof Gap ? "gap" : "event");
        line.put("epoch", item.epoch());
        line.put("seq", item.seq());
        if (item instanceof Gap gap) {
            line.put("lastProof", gap.lastProof().toString());
            line.put("restored", gap.restored().toString());
            line.put("cause", gap.cause().name());
            line.put("changed", keys(gap.changed()));
            line.put("unchangedButUnproven", keys(gap.unchangedButUnproven()));
            line.put("notReadable", keys(gap.notReadable()));
            line.put("stateless", gap.stateless());
        } else if (item instanceof LiveItem.Happened happened) {
            line.put("receivedAt", happened.receivedAt().toString());
            line.put("origin", happened.origin().name());
            event(happened.event(), line);
        }
        return Json.write(line);
    }

    private static void event(DeviceEvent event, Map<String, Object> line) {
        line.put("serial", event.serial());
        line.put("topic", event.topic());
        line.put("source", event.source());
        line.put("data", event.data());
        event.deviceTime().ifPresent(time -> line.put("deviceTime", time.toString()));
        line.put("state", event.stateful());
        if (event.removes().isPresent()) {
            line.put("removed", true);
        }
        if (event instanceof PortEvent port) {
            line.put("port", port.port().index());
            line.put("portState", port.state().name());
        }
    }

    private static List<Map<String, Object>> keys(Set<StateKey> keys) {
        return keys.stream()
                .map(key -> Map.<String, Object>of("topic", key.topic(), "source", key.source()))
                .toList();
    }

    // ---- reading ----

    /** The item of a line. */
    public static LiveItem parse(String line) throws NotAnItemException {
        List<String> odd = new ArrayList<>();
        try {
            Json json = Json.parse(line, odd::add);
            LiveItem item = switch (json.text("kind", "")) {
                case "gap" -> gap(json);
                case "event" -> happened(json);
                default -> throw new NotAnItemException("neither an event nor a gap");
            };
            if (!odd.isEmpty()) {
                throw new NotAnItemException("wrong type: " + odd.get(0));
            }
            return item;
        } catch (Json.NotJsonException e) {
            throw new NotAnItemException(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new NotAnItemException("a value that is none: " + e.getMessage());
        }
    }

    private static Gap gap(Json json) throws NotAnItemException {
        return new Gap(
                number(json, "epoch"),
                number(json, "seq"),
                Instant.parse(text(json, "lastProof")),
                Instant.parse(text(json, "restored")),
                Gap.Cause.valueOf(text(json, "cause")),
                keys(json, "changed"),
                keys(json, "unchangedButUnproven"),
                keys(json, "notReadable"),
                number(json, "stateless"));
    }

    private static LiveItem.Happened happened(Json json) throws NotAnItemException {
        return new LiveItem.Happened(
                number(json, "epoch"),
                number(json, "seq"),
                Instant.parse(text(json, "receivedAt")),
                LiveItem.Origin.valueOf(text(json, "origin")),
                event(json));
    }

    private static VapixEvent event(Json json) throws NotAnItemException {
        boolean stateful = json.bool("state").orElse(false);
        Optional<Instant> time = json.text("deviceTime").map(Instant::parse);
        Map<String, String> source = texts(json, "source");
        Map<String, String> data = texts(json, "data");
        String serial = json.text("serial", "");
        if (json.has("port")) {
            return new PortEvent(
                    new EventContent(serial, text(json, "topic"), source, data, time),
                    PortId.of((int) number(json, "port")),
                    PortState.valueOf(text(json, "portState").toUpperCase(Locale.ROOT)));
        }
        Change change = json.has("removed") ? Change.DELETED : Change.NOT_TOLD;
        return new EventTyping(serial, topic -> Optional.of(stateful))
                .event(new Notification(text(json, "topic"), source, data, time, change));
    }

    private static Map<String, String> texts(Json json, String group) {
        return json.object(group).map(Json::asTexts).orElse(Map.of());
    }

    private static Set<StateKey> keys(Json json, String name) throws NotAnItemException {
        return json.objects(name).stream()
                .map(key -> new StateKey(key.text("topic", ""), texts(key, "source")))
                .collect(Collectors.toSet());
    }

    private static String text(Json json, String name) throws NotAnItemException {
        return json.text(name).orElseThrow(() -> new NotAnItemException("without " + name));
    }

    private static long number(Json json, String name) throws NotAnItemException {
        OptionalLong number = json.integer(name);
        if (number.isEmpty()) {
            throw new NotAnItemException("without " + name);
        }
        return number.getAsLong();
    }
}
