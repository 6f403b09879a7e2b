package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.internal.service.SoapService;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a pull point. Axis devices have one address for all subscriptions and tell them apart by a reference parameter,
 * which has to be sent back as a header (observed; WS-Addressing section 2.3).
 */
final class PullPointWire {
    private static final String EVENTS = "http://www.onvif.org/ver10/events/wsdl";
    private static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";
    private static final String ANONYMOUS = ADDRESSING + "/anonymous";
    private static final String PULL_POINT = EVENTS + "/PullPointSubscription/";
    private static final String MANAGER = "http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager/";
    private static final String NAME = "the ONVIF event service";
    private static final String SINCE = "products that have ONVIF";
    private static final String LIFE = "PT600S";
    private static final Duration ASKED = Duration.parse(LIFE);
    /** A device whose times make no sense is believed to grant what was asked for. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final SoapService SERVICE = new SoapService(NAME, EVENTS, SINCE);
    private static final SoapService SUBSCRIPTIONS = new SoapService(NAME, NotificationXml.NOTIFICATIONS, SINCE);

    /**
     * What a device may do with one pull.
     *
     * @param timeout how long it may hold the answer
     * @param messages most notifications in one answer
     */
    record PullLimits(Duration timeout, int messages) {
        /** Half-open connections have to be found within 35 s. */
        static final PullLimits NORMAL = new PullLimits(Duration.ofSeconds(20), 40);

        /** For devices that find the normal ones too large and do not say what they allow; that is not documented. */
        static final PullLimits SMALL = new PullLimits(Duration.ofSeconds(5), 10);

        /** The same, held no longer than that. */
        PullLimits within(Duration longest) {
            return new PullLimits(timeout.compareTo(longest) < 0 ? timeout : longest, messages);
        }

        /** The lesser of both in everything. */
        PullLimits atMost(PullLimits most) {
            return new PullLimits(within(most.timeout).timeout, Math.min(messages, most.messages));
        }

        /** What is left of these after a refusal, whose fault names the largest values (ONVIF Core). */
        PullLimits allowedBy(RefusedException refused) {
            PullLimits named = atMost(new PullLimits(
                    longest(refused.details().get("MaxTimeout")).orElse(timeout),
                    most(refused.details().get("MaxMessageLimit")).orElse(messages)));
            return named.equals(this) ? atMost(SMALL) : named;
        }

        private static Optional<Duration> longest(@Nullable String text) {
            try {
                return Optional.ofNullable(text)
                        .map(told -> Duration.parse(told.trim()))
                        .filter(time -> !time.isZero() && !time.isNegative());
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        private static Optional<Integer> most(@Nullable String text) {
            try {
                return Optional.ofNullable(text)
                        .map(told -> Integer.valueOf(told.trim()))
                        .filter(limit -> limit > 0);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * What one pull brought.
     *
     * @param notifications in order
     * @param odd what was in it that says nothing
     */
    record Pulled(List<Notification> notifications, Set<String> odd) {}

    private final DeviceSession session;

    PullPointWire(DeviceSession session) {
        this.session = session;
    }

    /**
     * A subscription.
     *
     * @param id the reference parameter that names it
     * @param life how long the device keeps it, which may be less than was asked for
     */
    record Subscribed(Element id, Duration life) {}

    /** Subscribes. */
    CompletableFuture<Subscribed> create(CallContext context) {
        String operation = "CreatePullPointSubscription";
        return session.send(
                        context,
                        SERVICE.call(
                                        context,
                                        Effect.READ,
                                        headers(EVENTS + "/EventPortType/" + operation + "Request"),
                                        operation,
                                        Element.text(EVENTS, "InitialTerminationTime", LIFE))
                                .build())
                .thenApply(response -> {
                    Element answer = SERVICE.answer(context, response, operation);
                    return answer.child(EVENTS, "SubscriptionReference")
                            .flatMap(reference -> reference.child(ADDRESSING, "ReferenceParameters"))
                            .flatMap(
                                    parameters -> parameters.children().stream().findFirst())
                            .map(id -> new Subscribed(id, life(answer)))
                            .orElseThrow(() -> new MalformedResponseException(
                                    context.failure(NAME + " answered without a subscription"), response.text()));
                });
    }

    private static Duration life(Element answer) {
        Optional<Instant> now = answer.textWithin("CurrentTime").flatMap(NotificationXml::time);
        Optional<Instant> end = answer.textWithin("TerminationTime").flatMap(NotificationXml::time);
        Duration granted = now.isPresent() && end.isPresent() ? Duration.between(now.get(), end.get()) : ASKED;
        return granted.compareTo(SHORTEST) < 0 || granted.compareTo(ASKED) > 0 ? ASKED : granted;
    }

    /** Has the device tell every state once more; whether it tells them at the beginning is not certain. */
    CompletableFuture<Void> synchronise(CallContext context, Element subscription) {
        String operation = "SetSynchronizationPoint";
        return session.send(
                        context,
                        SERVICE.call(
                                        context,
                                        Effect.READ,
                                        headers(PULL_POINT + operation + "Request", subscription),
                                        operation)
                                .build())
                .thenAccept(response -> SERVICE.answer(context, response, operation));
    }

    CompletableFuture<Pulled> pull(CallContext context, Element subscription, PullLimits limits) {
        String operation = "PullMessages";
        // Not a read: the device forgets what it tells, and what an answer took with it that was lost is missing.
        return session.send(
                        context,
                        SERVICE.call(
                                        context,
                                        Effect.CONFIGURE,
                                        headers(PULL_POINT + operation + "Request", subscription),
                                        operation,
                                        Element.text(
                                                EVENTS,
                                                "Timeout",
                                                limits.timeout().toString()),
                                        Element.text(EVENTS, "MessageLimit", Integer.toString(limits.messages())))
                                .held()
                                .build())
                .thenApply(response -> {
                    Set<String> odd = new TreeSet<>();
                    return new Pulled(NotificationXml.in(SERVICE.answer(context, response, operation), odd::add), odd);
                });
    }

    CompletableFuture<Void> renew(CallContext context, Element subscription) {
        return manage(
                context, "Renew", subscription, Element.text(NotificationXml.NOTIFICATIONS, "TerminationTime", LIFE));
    }

    CompletableFuture<Void> unsubscribe(CallContext context, Element subscription) {
        return manage(context, "Unsubscribe", subscription);
    }

    private CompletableFuture<Void> manage(
            CallContext context, String operation, Element subscription, Element... arguments) {
        return session.send(
                        context,
                        SUBSCRIPTIONS
                                .call(
                                        context,
                                        Effect.READ,
                                        headers(MANAGER + operation + "Request", subscription),
                                        operation,
                                        arguments)
                                .build())
                .thenAccept(response -> SUBSCRIPTIONS.answer(context, response, operation));
    }

    private List<Element> headers(String action, Element... more) {
        List<Element> headers = new ArrayList<>();
        headers.add(SoapService.mandatory(Element.text(ADDRESSING, "Action", action)));
        headers.add(Element.text(ADDRESSING, "MessageID", "urn:uuid:" + UUID.randomUUID()));
        headers.add(Element.of(ADDRESSING, "ReplyTo", Element.text(ADDRESSING, "Address", ANONYMOUS)));
        headers.add(SoapService.mandatory(Element.text(
                ADDRESSING,
                "To",
                session.invoker().address().resolve(SoapService.PATH).toString())));
        headers.addAll(List.of(more));
        return headers;
    }
}
