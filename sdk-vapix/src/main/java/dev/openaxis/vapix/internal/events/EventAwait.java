package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.VapixEvent;
import java.util.concurrent.CompletableFuture;

/** Waiting for one event. */
public final class EventAwait {
    private EventAwait() {}

    /** The first event or present state that matches. */
    public static Operation<VapixEvent> of(EventStreams.Fed fed, EventFilter filter) {
        return Operation.named("events.awaitEvent", "events", Effect.READ)
                .role(Role.VIEWER, "not documented; observed with administrators only")
                .steps(context -> await(fed, filter, context));
    }

    private static CompletableFuture<VapixEvent> await(EventStreams.Fed fed, EventFilter filter, CallContext context) {
        CompletableFuture<VapixEvent> come = new CompletableFuture<>();
        context.awaits("no event matched " + filter + " before the deadline");
        context.onGiveUp(() -> come.cancel(false));
        Subscription subscription = fed.live()
                .subscribeOnLoop(
                        new LiveListener() {
                            @Override
                            public void onItem(LiveItem item) {
                                if (item instanceof LiveItem.Happened happened
                                        && happened.event() instanceof VapixEvent event) {
                                    come.complete(event);
                                }
                            }

                            @Override
                            public void onEnd(AxisException cause) {
                                come.completeExceptionally(cause);
                            }
                        },
                        EventStreams.wanted(filter));
        come.whenComplete((event, failure) -> subscription.close());
        return come;
    }
}
