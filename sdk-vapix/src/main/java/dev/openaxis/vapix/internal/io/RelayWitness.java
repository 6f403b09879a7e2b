package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.ReferenceToken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Listens for a relay output's own event while it is switched, if somebody keeps the event stream open: ONVIF has no call that
 * tells the state. A relay that already was as it is wanted sends none.
 */
final class RelayWitness {
    private static final String TOPIC = "Device/Trigger/Relay";
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final CallContext context;
    private final ReferenceToken relay;
    private final PortState wanted;
    private final boolean listening;
    private final CompletableFuture<Evidence> evidence = new CompletableFuture<>();
    private volatile @Nullable HttpExchange exchange;

    RelayWitness(IoSession io, CallContext context, ReferenceToken relay, PortState wanted) {
        this.context = context;
        this.relay = relay;
        this.wanted = wanted;
        this.listening = io.stream().live();
        if (listening) {
            Subscription subscription = io.stream().subscribeOnLoop(this::heard);
            evidence.whenComplete((value, failure) -> subscription.close());
            context.onGiveUp(this::end);
        }
    }

    /** Only what comes after the action went out can belong to it. */
    void sentBy(HttpExchange action) {
        exchange = action;
    }

    private void heard(LiveItem item) {
        HttpExchange action = exchange;
        if (action != null
                && item instanceof LiveItem.Happened happened
                && happened.origin() == LiveItem.Origin.NOTIFIED
                && tells(happened.event())
                && action.sentAt()
                        .filter(sent -> happened.receivedAt().isAfter(sent.time()))
                        .isPresent()) {
            evidence.complete(Evidence.EVENT);
        }
    }

    private boolean tells(DeviceEvent event) {
        return event.topic().equalsIgnoreCase(TOPIC)
                && relay.value().equals(event.source().get("RelayToken"))
                && OnvifWire.word(wanted).equalsIgnoreCase(event.data().get("LogicalState"));
    }

    /** What proves it, now that the device took the command: its event if that comes soon. */
    CompletableFuture<Evidence> evidence() {
        if (listening) {
            context.pause(context.leftAtMost(LONGEST.multipliedBy(2)).dividedBy(2))
                    .thenRun(this::end);
        } else {
            end();
        }
        return evidence;
    }

    /** Nothing more is waited for. */
    void end() {
        evidence.complete(Evidence.ACCEPTED);
    }
}
