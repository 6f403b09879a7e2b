package dev.openaxis.vapix.internal.rules;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.OutputCheck;
import dev.openaxis.vapix.internal.service.SoapService;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.rules.Action;
import dev.openaxis.vapix.rules.ActionConfiguration;
import dev.openaxis.vapix.rules.ActionKind;
import dev.openaxis.vapix.rules.ActionRule;
import dev.openaxis.vapix.rules.AddedRule;
import dev.openaxis.vapix.rules.ConfigurationId;
import dev.openaxis.vapix.rules.NewRule;
import dev.openaxis.vapix.rules.ReplaceOrder;
import dev.openaxis.vapix.rules.RuleFault;
import dev.openaxis.vapix.rules.RuleHalfDoneException;
import dev.openaxis.vapix.rules.RuleId;
import dev.openaxis.vapix.rules.Rules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One change of a device's rules, which takes several requests: everything is looked up and refused before the first one that
 * changes something; an action that was stored for a rule the device then does not take is removed again; and what stays behind
 * is told.
 */
final class RuleChange {
    private final IoSession io;
    private final CallContext context;
    private final boolean doorsAllowed;
    private final RuleWire wire;

    RuleChange(IoSession io, CallContext context, boolean doorsAllowed) {
        this.io = io;
        this.context = context;
        this.doorsAllowed = doorsAllowed;
        this.wire = new RuleWire(io.session(), context);
    }

    private CompletableFuture<HttpResponse> send(HttpRequest request) {
        return RuleOperations.send(io, context, request);
    }

    // ---- looking ----

    /** An action with everything its template wants, driving nothing that is not certain. */
    CompletableFuture<Filled> prepared(Action action) {
        return templates(action)
                .thenApply(templates -> templates.fill(context, action))
                .thenCompose(filled -> drivable(action).thenApply(certain -> filled));
    }

    private CompletableFuture<Templates> templates(Action action) {
        return send(wire.actionTemplates()).thenApply(wire::actionTemplates).thenCompose(actions -> {
            boolean sends = actions.stream()
                    .anyMatch(one -> one.token().equals(action.template())
                            && one.recipientTemplate().isPresent());
            return sends
                    ? send(wire.recipientTemplates())
                            .thenApply(answer -> new Templates(actions, wire.recipientTemplates(answer)))
                    : CompletableFuture.completedFuture(new Templates(actions, List.of()));
        });
    }

    private CompletableFuture<Void> drivable(Action action) {
        return action.output()
                .map(output -> OutputCheck.drivable(io, context, output, doorsAllowed)
                        .thenAccept(port -> requireMeant(action, port)))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** The port is what the caller said of it. */
    private void requireMeant(Action action, Port port) {
        if (action.relay()) {
            OutputCheck.requireRelay(context, port);
        }
        if (action.activates() && port.normal() != CircuitState.OPEN) {
            throw new UnverifiedMappingException(context.failure(
                            "nothing says which level makes " + port + " active, as its normal state is not open")
                    .advice("Find out, and say the level with Action.output(port, level)"));
        }
    }

    /** A stored action must be certain as well; what the device does not list is left to its own refusal. */
    private CompletableFuture<Void> usable(NewRule rule, ConfigurationId id) {
        return send(wire.configurations())
                .thenApply(wire::configurations)
                .thenCompose(stored -> stored.stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .map(one -> {
                            if (rule.conditions().isEmpty() && ActionKind.of(one.template()) == ActionKind.UNLIMITED) {
                                throw new IllegalArgumentException("the action configuration " + id
                                        + " has no end, so the rule needs a condition that ends it");
                            }
                            return drivable(action(one));
                        })
                        .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    private Action action(ActionConfiguration stored) {
        try {
            return stored.action();
        } catch (IllegalArgumentException e) {
            throw new UnverifiedMappingException(
                    context.failure("it cannot be told what the action configuration " + stored.id() + " drives")
                            .cause(e));
        }
    }

    /** What is needed to add a rule: the action to be stored with it, or nothing if one is stored already. */
    private CompletableFuture<Optional<Filled>> ready(NewRule rule) {
        if (rule.does() instanceof NewRule.Does.Stored stored) {
            return usable(rule, stored.configuration()).thenApply(certain -> Optional.empty());
        }
        return prepared(((NewRule.Does.NewAction) rule.does()).action()).thenApply(Optional::of);
    }

    private CompletableFuture<List<ActionRule>> rules() {
        return send(wire.rules()).thenApply(wire::rules);
    }

    // ---- single steps ----

    CompletableFuture<ConfigurationId> store(Filled action) {
        context.awaits("the storing of the action " + action.template() + " was not answered");
        return send(wire.addConfiguration(action)).thenApply(answer -> wire.addedConfiguration(answer, action.words()));
    }

    CompletableFuture<Void> discard(ConfigurationId id) {
        return send(wire.removeConfiguration(id)).thenAccept(wire::requireConfigurationRemoved);
    }

    /** Removes a rule, once. */
    CompletableFuture<Void> remove(RuleId id) {
        context.awaits("the removal of the rule " + id + " was not answered");
        return send(wire.removeRule(id).provenBy(wire.rules()).build())
                .thenAccept(wire::requireRuleRemoved)
                .exceptionally(failure -> {
                    throw DeviceSession.orUnknown(
                            context, DeviceSession.thrown(failure), "the removal of the rule " + id);
                });
    }

    private CompletableFuture<RuleId> add(NewRule rule, ConfigurationId action, long looked) {
        context.awaits("the rule \"" + rule.name() + "\" for the action configuration " + action + " was not answered");
        HttpRequest request = wire.addRule(rule, action)
                .provenBy(
                        wire.rules(),
                        looked,
                        again -> requireRoom(wire.rules(again).size()))
                .build();
        return send(request).thenApply(wire::addedRule);
    }

    private void requireRoom(int there) {
        RuleOperations.requireRoom(context, there, Rules.MOST_RULES, "action rules");
    }

    // ---- adding ----

    /** Adds a rule with its action. */
    CompletableFuture<AddedRule> add(NewRule rule) {
        return io.session().identity(context).thenCompose(identity -> {
            io.requireOperator(context);
            return ready(rule).thenCompose(action -> {
                long looked = System.nanoTime();
                return rules().thenCompose(there -> {
                    requireRoom(there.size());
                    return added(rule, action, looked);
                });
            });
        });
    }

    private CompletableFuture<AddedRule> added(NewRule rule, Optional<Filled> action, long looked) {
        if (rule.does() instanceof NewRule.Does.Stored stored) {
            ConfigurationId id = stored.configuration();
            return add(rule, id, looked)
                    .thenApply(added -> new AddedRule(added, id))
                    .exceptionally(failure -> {
                        throw DeviceSession.orUnknown(context, DeviceSession.thrown(failure), "the rule");
                    });
        }
        return store(action.orElseThrow())
                .thenCompose(id -> add(rule, id, looked)
                        .handle((added, failure) -> failure == null
                                ? CompletableFuture.completedFuture(new AddedRule(added, id))
                                : this.<AddedRule>withoutRule(id, DeviceSession.thrown(failure)))
                        .thenCompose(Function.identity()));
    }

    /** The action was stored and the rule was not taken: the action goes again, if nothing can use it. */
    private <T> CompletableFuture<T> withoutRule(ConfigurationId id, RuntimeException failure) {
        if (mayHaveHappened(failure)) {
            throw new OutcomeUnknownException(context.failure(
                            "the rule was sent, and its answer is missing or unreadable; the action configuration " + id
                                    + " was stored for it")
                    .effect(AppliedEffect.POSSIBLE)
                    .advice("Look with list() whether a rule uses the action configuration " + id)
                    .cause(failure));
        }
        return discard(id).handle((gone, left) -> {
            if (left == null) {
                throw failure;
            }
            throw new RuleHalfDoneException(
                    context.failure("the rule was not added (" + what(failure) + "), and the action configuration " + id
                                    + " that was stored for it could not be removed")
                            .effect(AppliedEffect.PARTIAL)
                            .advice("Remove it with removeAction(" + id + ")")
                            .cause(failure),
                    Optional.of(id),
                    Optional.empty(),
                    Optional.empty());
        });
    }

    private static boolean mayHaveHappened(RuntimeException failure) {
        return !(failure instanceof AxisException known) || known.effect() != AppliedEffect.NONE;
    }

    private static String what(RuntimeException failure) {
        return failure instanceof AxisException known ? known.what() : failure.toString();
    }

    // ---- removing ----

    /** Removes a rule, then its action unless another rule uses it. */
    CompletableFuture<Void> removeWithAction(RuleId id) {
        return rules().thenCompose(there -> {
            Optional<ConfigurationId> action = ownAction(there, id);
            return remove(id)
                    .thenCompose(gone -> action.map(own -> discardOf(id, own))
                            .orElseGet(() -> CompletableFuture.completedFuture(null)));
        });
    }

    /** The action of a rule that no other rule uses. */
    private static Optional<ConfigurationId> ownAction(List<ActionRule> rules, RuleId id) {
        return rules.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .flatMap(ActionRule::action)
                .filter(action -> rules.stream()
                        .noneMatch(other ->
                                !other.id().equals(id) && other.action().equals(Optional.of(action))));
    }

    private CompletableFuture<Void> discardOf(RuleId removed, ConfigurationId action) {
        return tidied(action).exceptionally(failure -> {
            throw halfRemoved(removed, action, DeviceSession.thrown(failure), Optional.empty());
        });
    }

    /** That it is gone already, or that another rule uses it by now, is as good. */
    private CompletableFuture<Void> tidied(ConfigurationId action) {
        return discard(action).exceptionally(failure -> {
            RuntimeException cause = DeviceSession.thrown(failure);
            if (cause instanceof RefusedException refused) {
                Optional<RuleFault> fault = RuleFault.of(refused);
                if (fault.equals(Optional.of(RuleFault.CONFIGURATION_NOT_FOUND))
                        || fault.equals(Optional.of(RuleFault.CONFIGURATION_IN_USE))) {
                    return null;
                }
            }
            throw cause;
        });
    }

    private RuleHalfDoneException halfRemoved(
            RuleId removed, ConfigurationId action, RuntimeException failure, Optional<AddedRule> added) {
        return new RuleHalfDoneException(
                context.failure("the rule " + removed + " was removed"
                                + added.map(now -> " and the rule " + now.rule() + " added")
                                        .orElse("")
                                + ", its action configuration " + action + " was not (" + what(failure) + ")")
                        .effect(AppliedEffect.PARTIAL)
                        .advice("Remove it with removeAction(" + action + ")")
                        .cause(failure),
                Optional.of(action),
                added.map(AddedRule::rule),
                Optional.of(removed));
    }

    // ---- replacing ----

    /** Puts a rule in another's place. */
    CompletableFuture<AddedRule> replace(RuleId old, NewRule rule, ReplaceOrder order) {
        return io.session().identity(context).thenCompose(identity -> {
            io.requireOperator(context);
            return ready(rule).thenCompose(action -> {
                long looked = System.nanoTime();
                return rules().thenCompose(there -> {
                    requireListed(there, old);
                    Optional<ConfigurationId> orphan =
                            ownAction(there, old).filter(one -> !rule.does().equals(new NewRule.Does.Stored(one)));
                    if (order == ReplaceOrder.NEW_FIRST) {
                        requireRoom(there.size());
                        return added(rule, action, looked).thenCompose(now -> withoutOld(old, orphan, now));
                    }
                    // The old one goes first and makes room.
                    requireRoom(there.size() - 1);
                    return remove(old).thenCompose(gone -> inPlaceOf(old, orphan, rule, action, looked));
                });
            });
        });
    }

    private void requireListed(List<ActionRule> there, RuleId old) {
        if (there.stream().noneMatch(rule -> rule.id().equals(old))) {
            throw new RefusedException(
                    context.failure("the device lists no rule " + old + "; it has "
                                    + there.stream().map(ActionRule::id).toList())
                            .advice("Take the id from list()"),
                    SoapService.PATH,
                    200,
                    "",
                    Map.of("rule", old.value()));
        }
    }

    private CompletableFuture<AddedRule> withoutOld(RuleId old, Optional<ConfigurationId> orphan, AddedRule now) {
        return remove(old)
                .exceptionally(failure -> {
                    throw stillThere(old, now, DeviceSession.thrown(failure));
                })
                .thenCompose(gone -> tidiedAfter(old, orphan, now));
    }

    private RuntimeException stillThere(RuleId old, AddedRule now, RuntimeException failure) {
        String added = "the rule " + now.rule() + " was added";
        String advice = "Look with list() which rules there are, and remove the rule " + old + " if it is among them";
        return mayHaveHappened(failure)
                ? new OutcomeUnknownException(context.failure(
                                added + "; the removal of the rule " + old + " was sent, and its answer is missing")
                        .effect(AppliedEffect.POSSIBLE)
                        .advice(advice)
                        .cause(failure))
                : new RuleHalfDoneException(
                        context.failure(added + ", the rule " + old + " was not removed (" + what(failure)
                                        + "): both act")
                                .effect(AppliedEffect.PARTIAL)
                                .advice(advice)
                                .cause(failure),
                        Optional.empty(),
                        Optional.of(now.rule()),
                        Optional.empty());
    }

    private CompletableFuture<AddedRule> inPlaceOf(
            RuleId old, Optional<ConfigurationId> orphan, NewRule rule, Optional<Filled> action, long looked) {
        return added(rule, action, looked)
                .exceptionally(failure -> {
                    throw nothingInPlace(old, orphan, DeviceSession.thrown(failure));
                })
                .thenCompose(now -> tidiedAfter(old, orphan, now));
    }

    private RuntimeException nothingInPlace(RuleId old, Optional<ConfigurationId> orphan, RuntimeException failure) {
        Optional<ConfigurationId> left = failure instanceof RuleHalfDoneException half ? half.configuration() : orphan;
        String removed = "the rule " + old + " was removed"
                + orphan.map(id -> ", its action configuration " + id + " is still there")
                        .orElse("");
        boolean open = mayHaveHappened(failure) && !(failure instanceof RuleHalfDoneException);
        return open
                ? new OutcomeUnknownException(context.failure(
                                removed + "; whether the new rule was added is not known (" + what(failure) + ")")
                        .effect(AppliedEffect.POSSIBLE)
                        .advice("Look with list() which rules there are")
                        .cause(failure))
                : new RuleHalfDoneException(
                        context.failure(removed + ", and the new rule was not added (" + what(failure) + ")")
                                .effect(AppliedEffect.PARTIAL)
                                .advice("Add a rule with add(...): no rule acts in its place now")
                                .cause(failure),
                        left,
                        Optional.empty(),
                        Optional.of(old));
    }

    private CompletableFuture<AddedRule> tidiedAfter(RuleId old, Optional<ConfigurationId> orphan, AddedRule now) {
        return orphan.map(id -> tidied(id).thenApply(gone -> now).exceptionally(failure -> {
                    throw halfRemoved(old, id, DeviceSession.thrown(failure), Optional.of(now));
                }))
                .orElseGet(() -> CompletableFuture.completedFuture(now));
    }
}
