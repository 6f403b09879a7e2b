package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.VapixEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Waiting for one event. */
public final class EventAwait {
    private EventAwait() {}

    /** The first event or present state that matches. */
    public static Operation<VapixEvent> of(EventStreams.Fed fed, EventFilter filter) {
        Wanted wanted = EventStreams.wanted(filter);
        return Operation.named("events.awaitEvent", "events", Effect.READ)
                .role(Role.VIEWER, "not documented; observed with administrators only")
                .steps(context -> await(fed, filter, wanted, context));
    }

    private static CompletableFuture<VapixEvent> await(
            EventStreams.Fed fed, EventFilter filter, Wanted wanted, CallContext context) {
        CompletableFuture<VapixEvent> come = new CompletableFuture<>();
        AtomicReference<String> silence = new AtomicReference<>("");
        String missing = "no event matched " + filter + " before the deadline";
        context.awaits(missing);
        context.onGiveUp(() -> {
            if (!fed.live().live()) {
                context.awaits(missing + "; the event stream was not up" + silence.get());
            }
            come.cancel(false);
        });
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
                            public void onInterrupted(AxisException cause) {
                                silence.set(": " + cause.what());
                            }

                            @Override
                            public void onEnd(AxisException cause) {
                                come.completeExceptionally(cause);
                            }
                        },
                        wanted);
        come.whenComplete((event, failure) -> subscription.close());
        return come;
    }
}
