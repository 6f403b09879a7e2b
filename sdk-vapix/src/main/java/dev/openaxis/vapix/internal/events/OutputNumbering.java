package dev.openaxis.vapix.internal.events;

import dev.openaxis.vapix.internal.io.PortList;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one topic names outputs. That the names are the ports' own numbers is only inferred by the references (documentation:
 * "matches one of the output ports"), so it is believed once the names heard are exactly the numbers of the device's outputs:
 * counted from another base, or named by tokens, they could not be. The states must agree with those just read, too: an event
 * that tells the circuit instead of activity differs on a normally closed port. Events wait until that is decided.
 */
final class OutputNumbering {
    private static final int MOST_HELD = 1024;

    private enum State {
        OPEN,
        PROVEN,
        UNPROVEN
    }

    /** The outputs by number, with their states as read just before. */
    private final Map<String, PortState> outputs = new HashMap<>();

    private final Set<String> heard = new HashSet<>();
    private final List<Notification> held = new ArrayList<>();
    private final String sourceItem;
    private final String dataItem;
    private State state = State.OPEN;

    OutputNumbering(@Nullable PortList ports, String sourceItem, String dataItem) {
        this.sourceItem = sourceItem;
        this.dataItem = dataItem;
        if (ports != null) {
            for (Port port : ports.ports()) {
                if (port.direction() == Port.Direction.OUTPUT) {
                    outputs.put(Integer.toString(port.id().index()), port.state());
                }
            }
        }
    }

    /** The data item that holds the state. */
    String item() {
        return dataItem;
    }

    boolean proven() {
        return state == State.PROVEN;
    }

    /** Takes a notification in and decides if it can. */
    void heard(Notification notification) {
        held.add(notification);
        String name = notification.source(sourceItem);
        if (state == State.OPEN) {
            boolean agrees = !heard.add(name) || stateOf(notification) == outputs.get(name);
            if (!outputs.containsKey(name) || !agrees || held.size() >= MOST_HELD) {
                state = State.UNPROVEN;
            } else if (heard.equals(outputs.keySet())) {
                state = State.PROVEN;
            }
        } else if (state == State.PROVEN && !outputs.containsKey(name)) {
            // The device has outputs it did not have before: nothing is certain any more.
            state = State.UNPROVEN;
        }
    }

    private PortState stateOf(Notification notification) {
        return notification
                .flag(dataItem)
                .map(on -> on ? PortState.ACTIVE : PortState.INACTIVE)
                .orElse(PortState.UNKNOWN);
    }

    /** Ends the waiting. */
    void giveUp() {
        if (state == State.OPEN) {
            state = State.UNPROVEN;
        }
    }

    /** What can be delivered now, in order. */
    List<Notification> takeDecided() {
        if (state == State.OPEN) {
            return List.of();
        }
        List<Notification> decided = List.copyOf(held);
        held.clear();
        return decided;
    }

    Optional<PortId> portOf(Notification notification) {
        return EventTyping.port(notification.source(sourceItem));
    }
}
