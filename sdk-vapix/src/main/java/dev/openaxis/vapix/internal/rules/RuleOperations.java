package dev.openaxis.vapix.internal.rules;

import dev.openaxis.core.Effect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.service.SoapService;
import dev.openaxis.vapix.rules.Action;
import dev.openaxis.vapix.rules.ActionConfiguration;
import dev.openaxis.vapix.rules.ActionRule;
import dev.openaxis.vapix.rules.ActionTemplate;
import dev.openaxis.vapix.rules.AddedRule;
import dev.openaxis.vapix.rules.ConfigurationId;
import dev.openaxis.vapix.rules.NewRule;
import dev.openaxis.vapix.rules.Recipient;
import dev.openaxis.vapix.rules.RecipientId;
import dev.openaxis.vapix.rules.RecipientTemplate;
import dev.openaxis.vapix.rules.ReplaceOrder;
import dev.openaxis.vapix.rules.RuleFault;
import dev.openaxis.vapix.rules.RuleId;
import dev.openaxis.vapix.rules.Rules;
import dev.openaxis.vapix.rules.Schedule;
import dev.openaxis.vapix.rules.ScheduleId;
import dev.openaxis.vapix.rules.ScheduleType;
import dev.openaxis.vapix.rules.ScheduledEvent;
import dev.openaxis.vapix.rules.StoredRecipient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The operations on rules, recipients and schedules. A rule acts at once when its conditions already hold, and ends what it
 * does when it is removed, so adding and removing rules are actions: sent once. The rest are settings.
 */
public final class RuleOperations {
    private static final String SOURCE = "not documented for the action and event services; an inference";

    /** Up to eight requests, some with long answers. */
    private static final Duration CHANGE_DEADLINE = Duration.ofSeconds(30);

    private RuleOperations() {}

    private static Operation.Description described(String name, Effect effect) {
        return Operation.named("rules." + name, SoapService.PATH, effect).role(Role.ADMIN, SOURCE);
    }

    private static Operation.Description changing(String name) {
        return described(name, Effect.ACTUATE).within(CHANGE_DEADLINE);
    }

    private static <T> Operation<T> reading(
            IoSession io,
            String name,
            Function<RuleWire, HttpRequest> request,
            BiFunction<RuleWire, HttpResponse, T> answer) {
        return described(name, Effect.READ).steps(context -> {
            RuleWire wire = new RuleWire(io.session(), context);
            return send(io, context, request.apply(wire)).thenApply(response -> answer.apply(wire, response));
        });
    }

    static CompletableFuture<HttpResponse> send(IoSession io, CallContext context, HttpRequest request) {
        return io.session().send(context, request);
    }

    // ---- reading ----

    /** What the device can do. */
    public static Operation<List<ActionTemplate>> actionTemplates(IoSession io) {
        return reading(io, "actionTemplates", RuleWire::actionTemplates, RuleWire::actionTemplates);
    }

    /** Where it can send something. */
    public static Operation<List<RecipientTemplate>> recipientTemplates(IoSession io) {
        return reading(io, "recipientTemplates", RuleWire::recipientTemplates, RuleWire::recipientTemplates);
    }

    /** The stored actions. */
    public static Operation<List<ActionConfiguration>> configurations(IoSession io) {
        return reading(io, "actionConfigurations", RuleWire::configurations, RuleWire::configurations);
    }

    /** The stored recipients. */
    public static Operation<List<StoredRecipient>> recipients(IoSession io) {
        return reading(io, "recipients", RuleWire::recipients, RuleWire::recipients);
    }

    /** The rules. */
    public static Operation<List<ActionRule>> list(IoSession io) {
        return reading(io, "list", RuleWire::rules, RuleWire::rules);
    }

    /** The schedules, of one type if that is given. */
    public static Operation<List<ScheduledEvent>> schedules(IoSession io, Optional<ScheduleType> type) {
        return described("schedules", Effect.READ).steps(context -> {
            ScheduleWire wire = new ScheduleWire(io.session(), context);
            return send(io, context, wire.listing(type)).thenApply(wire::listed);
        });
    }

    // ---- rules and their actions ----

    /** Stores an action. */
    public static Operation<ConfigurationId> addAction(IoSession io, Action action, boolean doorsAllowed) {
        return described("addAction", Effect.CONFIGURE).steps(context -> {
            RuleChange change = new RuleChange(io, context, doorsAllowed);
            return advised(context, change.prepared(action).thenCompose(change::store));
        });
    }

    /** Removes a stored action. */
    public static Operation<Void> removeAction(IoSession io, ConfigurationId id) {
        return described("removeAction", Effect.CONFIGURE)
                .steps(context -> advised(context, new RuleChange(io, context, false).discard(id)));
    }

    /** Adds a rule, and its action if that is new. */
    public static Operation<AddedRule> add(IoSession io, NewRule rule, boolean doorsAllowed) {
        return changing("add").steps(context -> advised(context, new RuleChange(io, context, doorsAllowed).add(rule)));
    }

    /** Removes a rule and leaves its action. */
    public static Operation<Void> remove(IoSession io, RuleId id) {
        return changing("remove").steps(context -> advised(context, new RuleChange(io, context, false).remove(id)));
    }

    /** Removes a rule, then its action. */
    public static Operation<Void> removeWithAction(IoSession io, RuleId id) {
        return changing("removeWithAction")
                .steps(context -> advised(context, new RuleChange(io, context, false).removeWithAction(id)));
    }

    /** Puts a rule in another's place. */
    public static Operation<AddedRule> replace(
            IoSession io, RuleId old, NewRule rule, ReplaceOrder order, boolean doorsAllowed) {
        return changing("replace")
                .steps(context ->
                        advised(context, new RuleChange(io, context, doorsAllowed).replace(old, rule, order)));
    }

    // ---- recipients ----

    /** Stores a recipient. */
    public static Operation<RecipientId> addRecipient(IoSession io, String name, Recipient recipient) {
        WireText.name(name, "a recipient");
        return described("addRecipient", Effect.CONFIGURE).steps(context -> {
            RuleWire wire = new RuleWire(io.session(), context);
            return advised(context, send(io, context, wire.recipientTemplates()).thenCompose(templates -> {
                Filled filled = new Templates(List.of(), wire.recipientTemplates(templates)).fill(context, recipient);
                return send(io, context, wire.recipients())
                        .thenAccept(stored -> requireRoom(
                                context, wire.recipients(stored).size(), Rules.MOST_RECIPIENTS, "recipients"))
                        .thenCompose(room -> send(io, context, wire.addRecipient(name, filled)))
                        .thenApply(answer -> wire.addedRecipient(answer, filled.words()));
            }));
        });
    }

    /** Removes a stored recipient. */
    public static Operation<Void> removeRecipient(IoSession io, RecipientId id) {
        return described("removeRecipient", Effect.CONFIGURE).steps(context -> {
            RuleWire wire = new RuleWire(io.session(), context);
            return advised(
                    context, send(io, context, wire.removeRecipient(id)).thenAccept(wire::requireRecipientRemoved));
        });
    }

    // ---- schedules ----

    /** Adds a schedule, with an id of the caller's choice if one is given. */
    public static Operation<ScheduleId> addSchedule(
            IoSession io, Optional<ScheduleId> id, String name, Schedule schedule) {
        WireText.name(name, "a schedule");
        if (schedule.lines().isEmpty()) {
            throw new IllegalArgumentException("the schedule says nothing");
        }
        return described("addSchedule", Effect.CONFIGURE).steps(context -> {
            ScheduleWire wire = new ScheduleWire(io.session(), context);
            return send(io, context, wire.adding(id, name, schedule)).thenApply(wire::added);
        });
    }

    /** Removes a schedule. */
    public static Operation<Void> removeSchedule(IoSession io, ScheduleId id) {
        return described("removeSchedule", Effect.CONFIGURE).steps(context -> {
            ScheduleWire wire = new ScheduleWire(io.session(), context);
            return send(io, context, wire.removing(id)).thenAccept(wire::requireRemoved);
        });
    }

    // ---- errors ----

    /** Limits are those of the manuals of A1710-B and A9210; nothing is known of other products. */
    static void requireRoom(CallContext context, int there, int most, String what) {
        if (there >= most) {
            throw new UnsupportedCapabilityException(
                    context.failure("a device holds at most " + most + " " + what
                                    + " (manuals of A1710-B and A9210), and" + " this one has " + there)
                            .advice("Remove some that nobody needs any more"),
                    what);
        }
    }

    /** What a refusal means, in the words of this client. */
    private static <T> CompletableFuture<T> advised(CallContext context, CompletableFuture<T> change) {
        return change.exceptionally(failure -> {
            RuntimeException cause = DeviceSession.thrown(failure);
            throw cause instanceof RefusedException refused ? explained(context, refused) : cause;
        });
    }

    private static RuntimeException explained(CallContext context, RefusedException refused) {
        Optional<RuleFault> fault = RuleFault.of(refused);
        if (fault.isEmpty()) {
            return refused;
        }
        List<RuleId> users = RuleFault.usedBy(refused);
        return new RefusedException(
                context.failure(refused.what() + (users.isEmpty() ? "" : "; used by the rules " + users))
                        .effect(refused.effect())
                        .advice(fault.get().advice())
                        .cause(refused.getCause()),
                refused.endpoint(),
                refused.code(),
                refused.deviceMessage(),
                refused.details());
    }
}
