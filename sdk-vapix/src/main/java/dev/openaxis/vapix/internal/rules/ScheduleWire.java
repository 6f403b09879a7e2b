package dev.openaxis.vapix.internal.rules;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.internal.service.SoapService;
import dev.openaxis.vapix.rules.Schedule;
import dev.openaxis.vapix.rules.ScheduleId;
import dev.openaxis.vapix.rules.ScheduleType;
import dev.openaxis.vapix.rules.ScheduledEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The requests and answers of the event service about schedules (VAPIX event-and-action-services). */
final class ScheduleWire {
    private static final String AEV = "http://www.axis.com/vapix/ws/event1";
    private static final String ICAL = "http://www.axis.com/vapix/ws/ical1";
    private static final SoapService SERVICE = new SoapService("the event service", AEV, RuleWire.SINCE);

    private final DeviceSession session;
    private final CallContext context;

    ScheduleWire(DeviceSession session, CallContext context) {
        this.session = session;
        this.context = context;
    }

    HttpRequest listing(Optional<ScheduleType> type) {
        Element[] filter = type
                .map(wanted -> Element.of(
                        AEV,
                        "ScheduleFilter",
                        Element.text(AEV, "ScheduleType", wanted == ScheduleType.INTERVAL ? "Interval" : "Pulse")))
                .stream()
                .toArray(Element[]::new);
        return SERVICE.call(context, Effect.READ, "GetScheduledEvents", filter).build();
    }

    List<ScheduledEvent> listed(HttpResponse response) {
        return SERVICE.answer(context, response, "GetScheduledEvents").child(AEV, "ScheduledEvents").stream()
                // No answer is public, so the name of an entry is not known.
                .flatMap(list -> list.children().stream())
                .flatMap(entry -> scheduled(entry).stream())
                .toList();
    }

    private Optional<ScheduledEvent> scheduled(Element entry) {
        return id(entry)
                .map(id -> new ScheduledEvent(
                        id,
                        entry.childText(AEV, "Name").orElse(""),
                        Schedule.parse(entry.child(AEV, "Schedule")
                                .flatMap(schedule -> schedule.childText(AEV, "ICalendar"))
                                .orElse(""))));
    }

    private Optional<ScheduleId> id(Element of) {
        // A quote would make an id that no condition can name.
        return of.childText(AEV, "EventID")
                .filter(text -> WireText.isLine(text) && text.indexOf('"') < 0)
                .map(ScheduleId::of)
                .or(() -> {
                    session.forgive("event service EventID");
                    return Optional.empty();
                });
    }

    HttpRequest adding(Optional<ScheduleId> id, String name, Schedule schedule) {
        List<Element> parts = new ArrayList<>();
        id.ifPresent(wanted -> parts.add(Element.text(AEV, "EventID", wanted.value())));
        parts.add(Element.text(AEV, "Name", name));
        parts.add(Element.of(
                AEV, "Schedule", Element.text(AEV, "ICalendar", schedule.text()).with("Dialect", ICAL)));
        return SERVICE.call(
                        context,
                        Effect.CONFIGURE,
                        "AddScheduledEvent",
                        Element.of(AEV, "NewScheduledEvent", parts.toArray(Element[]::new)))
                .build();
    }

    ScheduleId added(HttpResponse response) {
        return Stream.of(SERVICE.answer(context, response, "AddScheduledEvent"))
                .flatMap(answer -> id(answer).stream())
                .findFirst()
                .orElseThrow(() -> new MalformedResponseException(
                        context.failure("the event service told no EventID").effect(AppliedEffect.POSSIBLE), ""));
    }

    HttpRequest removing(ScheduleId id) {
        return SERVICE.call(context, Effect.CONFIGURE, "RemoveScheduledEvent", Element.text(AEV, "EventID", id.value()))
                .build();
    }

    void requireRemoved(HttpResponse response) {
        SERVICE.answer(context, response, "RemoveScheduledEvent");
    }
}
