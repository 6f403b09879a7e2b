package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.events.EventDeclarations;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.service.SoapService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a device declares of its events (VAPIX event-and-action-services). Of that only which topics are states is kept: channels
 * that do not say so need it for topics the SDK does not know. Applications and disks that come while nobody is connected add
 * topics, so each connection asks once, but only if somebody wants such a topic: an answer has 20 to 32 KB.
 */
public final class Declarations implements EventTyping.Declared {
    static final String NAMESPACE = "http://www.axis.com/vapix/ws/event1";
    private static final Logger LOG = LoggerFactory.getLogger(Declarations.class);
    private static final String OPERATION = "GetEventInstances";
    /** Events do not wait longer than this for what is declared of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final SoapService SERVICE = new SoapService("the event service", NAMESPACE, "firmware 5.50");

    private final DeviceSession session;
    private volatile Map<String, Boolean> stateful = Map.of();
    /** Whether the present connection has asked. */
    private volatile boolean asked;

    Declarations(DeviceSession session) {
        this.session = session;
    }

    /** Asks a device what it declares. */
    public static Operation<EventDeclarations> reading(DeviceSession session) {
        return described().steps(context -> read(session, context));
    }

    private static Operation.Description described() {
        return Operation.named("events.declarations", "event service, " + OPERATION, Effect.READ)
                .role(Role.VIEWER, "not documented; recorded with administrators");
    }

    private static CompletableFuture<EventDeclarations> read(DeviceSession session, CallContext context) {
        return session.send(
                        context, SERVICE.call(context, Effect.READ, OPERATION).build())
                .thenApply(response -> DeclarationTree.of(SERVICE.answer(context, response, OPERATION)));
    }

    /** A connection begins: what is known is from before it. */
    void connecting() {
        asked = false;
    }

    /**
     * Asks the device, once in a connection, if somebody wants topics the SDK does not know. A device that does not tell is believed
     * to have what it had.
     */
    CompletableFuture<Void> ensure(Set<Wanted> wanted) {
        if (asked || wanted.stream().noneMatch(Declarations::neededFor)) {
            return CompletableFuture.completedFuture(null);
        }
        Operation<EventDeclarations> asking = described().within(PATIENCE).steps(context -> read(session, context));
        return session.invoker().startInternally(asking).handle((declared, failure) -> {
            Throwable cause = DeviceSession.cause(failure);
            if (cause instanceof ConnectionException || cause instanceof DeadlineExceededException) {
                LOG.debug(
                        "{}: asked for declarations again at the next connection",
                        session.invoker().address());
                return null;
            }
            if (cause != null && !(cause instanceof AxisException)) {
                throw DeviceSession.thrown(cause);
            }
            if (declared != null) {
                Map<String, Boolean> known = new HashMap<>();
                declared.all().forEach(topic -> known.put(topic.topic().toLowerCase(Locale.ROOT), topic.stateful()));
                stateful = Map.copyOf(known);
            }
            asked = true;
            return null;
        });
    }

    private static boolean neededFor(Wanted wanted) {
        return wanted instanceof EventSource.Filtered filtered
                && filtered.filter().topics().stream()
                        .anyMatch(topic -> topic.below() || !StatefulTopics.contains(topic.canonical()));
    }

    /** What is declared may be different after a restart. */
    void forget() {
        stateful = Map.of();
    }

    @Override
    public Optional<Boolean> stateful(String canonicalTopic) {
        return Optional.ofNullable(stateful.get(canonicalTopic.toLowerCase(Locale.ROOT)));
    }
}
