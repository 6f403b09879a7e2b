package dev.openaxis.vapix.behaviour;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.io.PortState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything one subscriber was told. */
class Heard implements LiveListener {
    final List<LiveItem> items = new CopyOnWriteArrayList<>();
    final List<AxisException> interruptions = new CopyOnWriteArrayList<>();
    final List<AxisException> ends = new CopyOnWriteArrayList<>();

    @Override
    public void onItem(LiveItem item) {
        items.add(item);
    }

    @Override
    public void onInterrupted(AxisException cause) {
        interruptions.add(cause);
    }

    @Override
    public void onEnd(AxisException cause) {
        ends.add(cause);
    }

    List<Gap> gaps() {
        return items.stream().filter(Gap.class::isInstance).map(Gap.class::cast).toList();
    }

    List<PortEvent> portEvents() {
        return events(PortEvent.class);
    }

    Map<Integer, PortState> lastStates() {
        Map<Integer, PortState> last = new HashMap<>();
        portEvents().forEach(event -> last.put(event.port().index(), event.state()));
        return last;
    }

    /** Events of one kind. */
    <E> List<E> events(Class<E> kind) {
        return items.stream()
                .filter(LiveItem.Happened.class::isInstance)
                .map(item -> ((LiveItem.Happened) item).event())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
