package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.PullPointVariant;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * One pull point, reference 04 section 2.3: keeps what happened until somebody asks, and lets who asks too early wait. On
 * the device's loop.
 */
final class PullPoint implements EventSink {
    /** How much a device keeps is not found; it must be more than the states of a device with many modules. */
    private static final int CAPACITY = 1000;

    private final DeviceCore device;
    private final String id;
    private final EventFilter filter;
    private final Deque<EventNotice> kept = new ArrayDeque<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private Instant termination;
    private boolean overflown;

    PullPoint(DeviceCore device, String id, EventFilter filter, Instant termination) {
        this.device = device;
        this.id = id;
        this.filter = filter;
        this.termination = termination;
    }

    /** Somebody who waits for a message; compared by identity. */
    private static final class Waiting {
        final SoapReply reply;
        final int limit;

        Waiting(SoapReply reply, int limit) {
            this.reply = reply;
            this.limit = limit;
        }
    }

    String id() {
        return id;
    }

    Instant termination() {
        return termination;
    }

    void renew(Instant until) {
        termination = until;
    }

    /** Ended by its time, or by more messages than it can keep if a variant says so. */
    boolean isOver() {
        return overflown || !device.config().clock().instant().isBefore(termination);
    }

    /** Every present state once more. */
    void repeatStates() {
        device.events().present().forEach(this::told);
    }

    @Override
    public void told(EventNotice notice) {
        if (!filter.matches(notice.state())) {
            return;
        }
        if (kept.size() == CAPACITY) {
            // What a device does is not found: by default the oldest message is lost.
            overflown = device.config().is(PullPointVariant.OVERFLOW_ENDS_PULL_POINT);
            kept.removeFirst();
        }
        kept.addLast(notice);
        hand();
    }

    /** Answers as soon as there is a message, or with none after the time. */
    void pull(SoapReply reply, long nanos, int limit) {
        Waiting mine = new Waiting(reply, limit);
        waiting.add(mine);
        hand();
        if (waiting.contains(mine)) {
            device.scheduleInThisBoot(nanos, () -> giveUp(mine));
        }
    }

    private void giveUp(Waiting waited) {
        if (!waiting.remove(waited)) {
            return;
        }
        if (isOver()) {
            waited.reply.fault(EventFaults.resourceUnknown());
        } else {
            answer(waited);
        }
    }

    /** Who asked first is answered first; who has gone gets nothing that others could still have. */
    private void hand() {
        Iterator<Waiting> askers = waiting.iterator();
        while (!kept.isEmpty() && askers.hasNext()) {
            Waiting asker = askers.next();
            askers.remove();
            if (asker.reply.isAwaited()) {
                answer(asker);
            }
        }
    }

    private void answer(Waiting asker) {
        StringBuilder messages = new StringBuilder();
        for (int i = 0; i < asker.limit && !kept.isEmpty(); i++) {
            messages.append(NotificationXml.message(device.config(), kept.removeFirst()));
            device.tally().pulledMessages.incrementAndGet();
        }
        asker.reply.content(SoapEnvelope.element(
                        "tev:CurrentTime",
                        XmlTime.seconds(device.config().clock().instant()))
                + SoapEnvelope.element("tev:TerminationTime", XmlTime.seconds(termination))
                + messages);
    }

    /** It is over: who waits learns it. */
    void end() {
        List<Waiting> askers = List.copyOf(waiting);
        waiting.clear();
        kept.clear();
        askers.forEach(asker -> asker.reply.fault(EventFaults.resourceUnknown()));
    }

    /** It breaks: who waits gets no answer at all. */
    void drop() {
        List<Waiting> askers = List.copyOf(waiting);
        waiting.clear();
        kept.clear();
        askers.forEach(asker -> asker.reply.cut());
    }
}
