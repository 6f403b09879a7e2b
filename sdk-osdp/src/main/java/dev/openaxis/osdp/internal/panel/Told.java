package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.internal.live.LocalStream;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem.Origin;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointId;
import dev.openaxis.osdp.event.AttachedReaderReported;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.CardTextPresented;
import dev.openaxis.osdp.event.ChannelChanged;
import dev.openaxis.osdp.event.ConnectionChanged;
import dev.openaxis.osdp.event.InputReported;
import dev.openaxis.osdp.event.KeysPressed;
import dev.openaxis.osdp.event.LocalStatusReported;
import dev.openaxis.osdp.event.OsdpEvent;
import dev.openaxis.osdp.event.OtherReported;
import dev.openaxis.osdp.event.OutputReported;
import dev.openaxis.osdp.event.SecurityAlarm;
import dev.openaxis.osdp.message.FormattedCardData;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.InputStatus;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.OutputStatus;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.message.ReaderStatus;
import dev.openaxis.osdp.message.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What one device tells, as events, gaps and points for everybody who listens to the panel. On the loop. */
final class Told {
    private final String name;
    private final LocalStream stream;
    private final LineLoop loop;
    /** What it said while it was asked for everything. */
    private final Map<StateKey, OsdpEvent> present = new LinkedHashMap<>();

    private final Map<StateKey, OsdpEvent> states = new LinkedHashMap<>();
    private final Map<PointId, Point> points = new HashMap<>();

    Told(String name, LocalStream stream, LineLoop loop) {
        this.name = name;
        this.stream = stream;
        this.loop = loop;
    }

    /** A reply that is no answer to a call, or tells a state. */
    void reported(Reply reply, boolean secured, boolean greeting) {
        if (reply instanceof MalformedReply) {
            // It is counted, and the link raises an alarm; half a card is none.
            return;
        }
        List<OsdpEvent> events = events(reply, secured);
        for (OsdpEvent event : events) {
            // A card that answers the first poll is acknowledged by the next command, whatever becomes of the greeting.
            if (greeting && event.stateful()) {
                present.put(event.key(), event);
            } else {
                tell(event, Origin.NOTIFIED);
            }
        }
    }

    private List<OsdpEvent> events(Reply reply, boolean secured) {
        if (reply instanceof RawCardData card) {
            return List.of(new CardPresented(name, card.reader(), card.format(), card.bits(), secured));
        }
        if (reply instanceof FormattedCardData card) {
            return List.of(new CardTextPresented(name, card, secured));
        }
        if (reply instanceof Keypad keypad) {
            return List.of(new KeysPressed(name, keypad.reader(), keypad.keys(), secured));
        }
        if (reply instanceof LocalStatus status) {
            return List.of(new LocalStatusReported(name, status));
        }
        if (reply instanceof InputStatus status) {
            return each(
                    status.inputs().size(),
                    i -> new InputReported(name, i, status.inputs().get(i)));
        }
        if (reply instanceof OutputStatus status) {
            return each(
                    status.outputs().size(),
                    i -> new OutputReported(name, i, status.outputs().get(i)));
        }
        if (reply instanceof ReaderStatus status) {
            return each(
                    status.readers().size(),
                    i -> new AttachedReaderReported(name, i, status.readers().get(i)));
        }
        return List.of(new OtherReported(name, reply, secured));
    }

    private interface Making {
        OsdpEvent of(int index);
    }

    private static List<OsdpEvent> each(int count, Making making) {
        return IntStream.range(0, count).mapToObj(making::of).toList();
    }

    void alarm(SecurityAlarm.Kind kind, String words) {
        tell(new SecurityAlarm(name, kind, words), Origin.NOTIFIED);
    }

    private void tell(OsdpEvent event, Origin origin) {
        OsdpEvent before = event.stateful() ? states.put(event.key(), event) : null;
        if (before == null || !before.data().equals(event.data())) {
            if (stream.happened(event, loop.now(), origin)) {
                alarm(SecurityAlarm.Kind.EVENTS_LOST, "a subscriber is too slow, and loses events");
            }
        }
        point(event, Point.Quality.GOOD);
    }

    // ---- there and away ----

    /** The device can be used. */
    void online(Optional<LinkOwner.Interruption> interruption, boolean secured) {
        interruption.ifPresent(this::gap);
        tell(new ConnectionChanged(name, true, "it answers"), Origin.NOTIFIED);
        tell(
                new ChannelChanged(name, secured ? ChannelChanged.Channel.SECURED : ChannelChanged.Channel.CLEAR),
                Origin.NOTIFIED);
        present.values().forEach(event -> tell(event, Origin.READ));
        present.clear();
    }

    private void gap(LinkOwner.Interruption interruption) {
        Set<StateKey> changed = new HashSet<>();
        Set<StateKey> unproven = new HashSet<>();
        Set<StateKey> notReadable = new HashSet<>();
        states.forEach((key, before) -> {
            DeviceEvent now = present.get(key);
            if (now != null) {
                (now.data().equals(before.data()) ? unproven : changed).add(key);
            } else if (!(before instanceof ConnectionChanged) && !(before instanceof ChannelChanged)) {
                notReadable.add(key);
            }
        });
        // It was online before and is now: also of a device without states the gap tells whose cards may be missing.
        unproven.add(new ConnectionChanged(name, true, "").key());
        present.keySet().stream().filter(key -> !states.containsKey(key)).forEach(changed::add);
        Instant now = loop.now();
        Duration ago = Duration.ofNanos(loop.nanoTime() - interruption.lastProof());
        stream.gap(new Gap(
                stream.epoch() + 1,
                0,
                now.minus(ago),
                now,
                Gap.Cause.CONNECTION_LOST,
                changed,
                unproven,
                notReadable,
                -1));
        notReadable.forEach(states::remove);
        quality(Point.Quality.UNKNOWN, id -> !presentTells(id));
    }

    private boolean presentTells(PointId id) {
        return present.values().stream().anyMatch(event -> pointsOf(event).containsKey(id));
    }

    /** What is known of it is not proven at the moment. */
    void doubtful() {
        quality(Point.Quality.STALE, id -> true);
    }

    /** The device cannot be used. */
    void offline(String why) {
        present.clear();
        quality(Point.Quality.OFFLINE, id -> true);
        tell(new ConnectionChanged(name, false, why), Origin.NOTIFIED);
        tell(new ChannelChanged(name, ChannelChanged.Channel.NONE), Origin.NOTIFIED);
    }

    /** The device is not the panel's any more. */
    void forget() {
        offline("it was taken from the panel");
        stream.forget(
                id -> id.serial().equals(name), key -> name.equals(key.source().get("peripheral")));
    }

    // ---- points ----

    private void quality(Point.Quality quality, Predicate<PointId> which) {
        points.replaceAll((id, point) -> which.test(id) && point.quality() != Point.Quality.UNKNOWN
                ? new Point(id, point.value(), quality, point.asOf())
                : point);
        points.values().forEach(stream::point);
    }

    private void point(OsdpEvent event, Point.Quality quality) {
        pointsOf(event).forEach((id, value) -> {
            Point point = new Point(id, value, of(event, quality), loop.now());
            points.put(id, point);
            stream.point(point);
        });
    }

    private static Point.Quality of(OsdpEvent event, Point.Quality otherwise) {
        if (event instanceof InputReported input) {
            InputState state = input.state();
            if (state.equals(InputState.SHORT) || state.equals(InputState.OPEN) || state.equals(InputState.FAULT)) {
                return Point.Quality.FAULT;
            }
            return state.equals(InputState.UNKNOWN) ? Point.Quality.UNKNOWN : otherwise;
        }
        return otherwise;
    }

    private Map<PointId, String> pointsOf(OsdpEvent event) {
        if (event instanceof LocalStatusReported local) {
            return Map.of(
                    id("tamper", 0), active(local.status().isTampered()),
                    id("power-failure", 0), active(local.status().isPowerFailing()));
        }
        if (event instanceof InputReported input) {
            return Map.of(id("input", input.input()), words(input.state()));
        }
        if (event instanceof OutputReported output) {
            return Map.of(id("output", output.output()), words(output.state()));
        }
        if (event instanceof AttachedReaderReported reader) {
            return Map.of(id("attached-reader", reader.reader()), words(reader.state()));
        }
        return Map.of();
    }

    private PointId id(String source, int number) {
        return new PointId(name, source, Integer.toString(number), "");
    }

    private static String active(boolean active) {
        return active ? "active" : "inactive";
    }

    private static String words(Object state) {
        return state.toString().toLowerCase(Locale.ROOT);
    }
}
