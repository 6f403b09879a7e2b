package dev.openaxis.vapix.rules;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.rules.RuleOperations;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the device does by itself: action rules, their actions, recipients and schedules (VAPIX event-and-action-services,
 * {@code /vapix/services}, AXIS OS 5.50 and later). Which role this needs is not documented; use an administrator.
 *
 * <pre>{@code
 * AddedRule alarm = device.rules()
 *         .when(RuleCondition.supervised(PortId.of(2), SupervisedState.CUT))
 *         .pulse(PortId.of(0), Duration.ofSeconds(5))
 *         .named("Cable of input 2 cut")
 *         .add();
 * device.rules().removeWithAction(alarm.rule());
 * }</pre>
 *
 * <p>Devices cannot change what is stored: {@link #replace} removes and adds. Names are not unique, so keep the ids of what
 * you added, and never remove what you did not. Passwords in actions and recipients travel in the body of a POST; over
 * {@code http://} that body can be read on the way, so use {@code https://}.
 *
 * <p>Not available: to try a recipient out, to change whether a stored rule is enabled, and the beta versions of this in the
 * Device Configuration framework.
 */
public final class Rules {
    /** Most rules of a device (manuals of A1710-B and A9210); nothing is known of other products. */
    public static final int MOST_RULES = 256;
    /** Most stored recipients of a device (manuals of A1710-B and A9210); nothing is known of other products. */
    public static final int MOST_RECIPIENTS = 20;

    private final IoSession io;
    private final boolean doorsAllowed;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by the device object.
     *
     * @param io the device and its ports
     * @param options how calls are made
     */
    public Rules(IoSession io, CallOptions options) {
        this(io, false, options);
    }

    private Rules(IoSession io, boolean doorsAllowed, CallOptions options) {
        this.io = io;
        this.doorsAllowed = doorsAllowed;
        this.options = options;
    }

    /**
     * The same, also for rules that drive a door controller's outputs, which may be doors and locks.
     *
     * @return a view that adds them
     */
    public Rules drivingDoorController() {
        return new Rules(io, true, options);
    }

    /**
     * Starts describing a rule, to be added with {@link RuleDraft#add}. Does no I/O.
     *
     * @param conditions what must all hold
     * @return a draft
     */
    public RuleDraft when(RuleCondition... conditions) {
        return new RuleDraft(this).when(conditions);
    }

    /**
     * Starts describing a rule, to be added with {@link RuleDraft#add}. Does no I/O.
     *
     * @param event what starts it
     * @return a draft
     */
    public RuleDraft startingAt(StartEvent event) {
        return new RuleDraft(this).startingAt(event);
    }

    /**
     * Lists the actions that the product has, with their parameters.
     *
     * @return the templates in the device's order
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device does not have the action service
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public List<ActionTemplate> actionTemplates() {
        return io.session().invoker().call(RuleOperations.actionTemplates(io), options);
    }

    /**
     * Lists the kinds of recipients that the product has, with their parameters.
     *
     * @return the templates in the device's order
     * @throws dev.openaxis.core.AxisException as for {@link #actionTemplates}
     */
    public List<RecipientTemplate> recipientTemplates() {
        return io.session().invoker().call(RuleOperations.recipientTemplates(io), options);
    }

    /**
     * Lists the stored actions. Their values may hold passwords: whether devices tell them is not known.
     *
     * @return the configurations in the device's order
     * @throws dev.openaxis.core.AxisException as for {@link #actionTemplates}
     */
    public List<ActionConfiguration> actionConfigurations() {
        return io.session().invoker().call(RuleOperations.configurations(io), options);
    }

    /**
     * Lists the stored recipients, which are only offered on the device's web page: actions hold copies. Their values may hold
     * passwords: whether devices tell them is not known.
     *
     * @return the recipients in the device's order
     * @throws dev.openaxis.core.AxisException as for {@link #actionTemplates}
     */
    public List<StoredRecipient> recipients() {
        return io.session().invoker().call(RuleOperations.recipients(io), options);
    }

    /**
     * Lists the rules, those of the factory and of the web page among them.
     *
     * @return the rules in the device's order, which is none
     * @throws dev.openaxis.core.AxisException as for {@link #actionTemplates}
     */
    public List<ActionRule> list() {
        return io.session().invoker().call(RuleOperations.list(io), options);
    }

    /**
     * Lists the schedules, those that came with the device among them.
     *
     * @return the schedules in the device's order
     * @throws dev.openaxis.core.AxisException as for {@link #actionTemplates}
     */
    public List<ScheduledEvent> schedules() {
        return io.session().invoker().call(RuleOperations.schedules(io, Optional.empty()), options);
    }

    /**
     * Lists the schedules of one type.
     *
     * @param type intervals or pulses
     * @return the schedules in the device's order
     * @throws dev.openaxis.core.AxisException as for {@link #actionTemplates}
     */
    public List<ScheduledEvent> schedules(ScheduleType type) {
        return io.session().invoker().call(RuleOperations.schedules(io, Optional.of(type)), options);
    }

    /**
     * Adds a rule, with its action if that is new. First the action is checked: against the templates of the device, and if it
     * drives an output, that the port is one. Then the action is stored, then the rule added. If the device does not take the
     * rule, the action is removed again.
     *
     * <p>A rule whose conditions hold already acts at once, so adding is sent once and never again.
     *
     * @param rule made with {@link ActionRule#named}
     * @return the ids of the rule and of its action; keep them to remove both
     * @throws IllegalArgumentException if a stored action without an end is used by a rule without a condition
     * @throws dev.openaxis.core.RefusedException if the device refuses; {@link RuleFault#of} tells why
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device does not have the action, or one of its
     *     parameters, or has {@link #MOST_RULES} rules; nothing was changed
     * @throws dev.openaxis.core.WrongPortException if the port is no output; nothing was changed
     * @throws dev.openaxis.core.UnverifiedMappingException if it drives a port of a door controller, without {@link
     *     #drivingDoorController}; if nothing proves that it is a relay; nothing was changed
     * @throws dev.openaxis.core.TopologyChangedException if the device's ports are not those that were listed; nothing was
     *     changed
     * @throws RuleHalfDoneException if the rule was not added and its action could not be removed again
     * @throws dev.openaxis.core.OutcomeUnknownException if the rule was sent and not properly answered
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public AddedRule add(NewRule rule) {
        return io.session().invoker().call(RuleOperations.add(io, rule, doorsAllowed), options);
    }

    /**
     * Removes a rule and leaves its action. What an action without an end does may end with it, so it is sent once.
     *
     * @param rule the rule
     * @throws dev.openaxis.core.RefusedException if there is no such rule ({@link RuleFault#RULE_NOT_FOUND})
     * @throws dev.openaxis.core.OutcomeUnknownException if it was sent and not properly answered
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public void remove(RuleId rule) {
        io.session().invoker().call(RuleOperations.remove(io, rule), options);
    }

    /**
     * Removes a rule, then its action, unless another rule uses that.
     *
     * @param rule the rule
     * @throws RuleHalfDoneException if the rule was removed and its action could not be
     * @throws dev.openaxis.core.AxisException as for {@link #remove}
     */
    public void removeWithAction(RuleId rule) {
        io.session().invoker().call(RuleOperations.removeWithAction(io, rule), options);
    }

    /**
     * Puts a rule in another's place: devices cannot change one. Everything is checked before the first step; the action of
     * the old rule goes last, unless another rule uses it. The new rule has ids of its own.
     *
     * @param old the rule to go
     * @param rule the rule to come
     * @param order which is first
     * @return the ids of the new rule
     * @throws RuleHalfDoneException if it ended half way, which with {@link ReplaceOrder#OLD_FIRST} may leave no rule
     * @throws dev.openaxis.core.AxisException as for {@link #add} and {@link #remove}; {@link
     *     dev.openaxis.core.RefusedException} also if the device lists no such rule, and then nothing was changed
     */
    public AddedRule replace(RuleId old, NewRule rule, ReplaceOrder order) {
        return io.session().invoker().call(RuleOperations.replace(io, old, rule, order, doorsAllowed), options);
    }

    /**
     * Stores an action for rules to use: {@link NewRule.Builder#uses}. Alone it does nothing. Checked as for {@link #add}.
     *
     * @param action the action
     * @return the id the device gave it
     * @throws dev.openaxis.core.RefusedException if the device refuses; {@link RuleFault#of} tells why
     * @throws dev.openaxis.core.AxisException as for {@link #add}
     */
    public ConfigurationId addAction(Action action) {
        return io.session().invoker().call(RuleOperations.addAction(io, action, doorsAllowed), options);
    }

    /**
     * Removes a stored action.
     *
     * @param action the action
     * @throws dev.openaxis.core.RefusedException if rules use it ({@link RuleFault#usedBy} tells which), or there is none
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void removeAction(ConfigurationId action) {
        io.session().invoker().call(RuleOperations.removeAction(io, action), options);
    }

    /**
     * Stores a recipient for the device's web page to offer. Actions do not need it. What the device answers to refused
     * recipients was never recorded.
     *
     * @param name for people
     * @param recipient where to
     * @return the id the device gave it
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device does not have this kind, or one of its
     *     parameters, or has {@link #MOST_RECIPIENTS} recipients; nothing was changed
     * @throws dev.openaxis.core.RefusedException if the device refuses
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public RecipientId addRecipient(String name, Recipient recipient) {
        return io.session().invoker().call(RuleOperations.addRecipient(io, name, recipient), options);
    }

    /**
     * Removes a stored recipient. Actions keep their copies.
     *
     * @param recipient the recipient
     * @throws dev.openaxis.core.RefusedException if the device refuses
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void removeRecipient(RecipientId recipient) {
        io.session().invoker().call(RuleOperations.removeRecipient(io, recipient), options);
    }

    /**
     * Adds a schedule under an id of the device's choice.
     *
     * @param name for people
     * @param schedule when
     * @return its id, for conditions and start events
     * @throws dev.openaxis.core.RefusedException if the device refuses
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public ScheduleId addSchedule(String name, Schedule schedule) {
        return io.session().invoker().call(RuleOperations.addSchedule(io, Optional.empty(), name, schedule), options);
    }

    /**
     * Adds a schedule under an id of the caller's choice.
     *
     * @param id an id that the device does not have yet
     * @param name for people
     * @param schedule when
     * @return its id as the device tells it
     * @throws dev.openaxis.core.RefusedException if the device refuses
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public ScheduleId addSchedule(ScheduleId id, String name, Schedule schedule) {
        return io.session().invoker().call(RuleOperations.addSchedule(io, Optional.of(id), name, schedule), options);
    }

    /**
     * Removes a schedule. What becomes of rules that name it is not documented.
     *
     * @param schedule the schedule
     * @throws dev.openaxis.core.RefusedException if the device refuses
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void removeSchedule(ScheduleId schedule) {
        io.session().invoker().call(RuleOperations.removeSchedule(io, schedule), options);
    }

    /**
     * The same as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return async;
    }

    /** The same operations as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * Lists the actions that the product has, with their parameters; see {@link Rules#actionTemplates}.
         *
         * @return the templates in the device's order
         */
        public CompletableFuture<List<ActionTemplate>> actionTemplates() {
            return io.session().invoker().start(RuleOperations.actionTemplates(io), options);
        }

        /**
         * Lists the kinds of recipients that the product has, with their parameters; see {@link Rules#recipientTemplates}.
         *
         * @return the templates in the device's order
         */
        public CompletableFuture<List<RecipientTemplate>> recipientTemplates() {
            return io.session().invoker().start(RuleOperations.recipientTemplates(io), options);
        }

        /**
         * Lists the stored actions; see {@link Rules#actionConfigurations}.
         *
         * @return the configurations in the device's order
         */
        public CompletableFuture<List<ActionConfiguration>> actionConfigurations() {
            return io.session().invoker().start(RuleOperations.configurations(io), options);
        }

        /**
         * Lists the stored recipients, which are only offered on the device's web page; see {@link Rules#recipients}.
         *
         * @return the recipients in the device's order
         */
        public CompletableFuture<List<StoredRecipient>> recipients() {
            return io.session().invoker().start(RuleOperations.recipients(io), options);
        }

        /**
         * Lists the rules, those of the factory and of the web page among them; see {@link Rules#list}.
         *
         * @return the rules in the device's order, which is none
         */
        public CompletableFuture<List<ActionRule>> list() {
            return io.session().invoker().start(RuleOperations.list(io), options);
        }

        /**
         * Lists the schedules, those that came with the device among them; see {@link Rules#schedules}.
         *
         * @return the schedules in the device's order
         */
        public CompletableFuture<List<ScheduledEvent>> schedules() {
            return io.session().invoker().start(RuleOperations.schedules(io, Optional.empty()), options);
        }

        /**
         * Lists the schedules of one type; see {@link Rules#schedules}.
         *
         * @param type intervals or pulses
         * @return the schedules in the device's order
         */
        public CompletableFuture<List<ScheduledEvent>> schedules(ScheduleType type) {
            return io.session().invoker().start(RuleOperations.schedules(io, Optional.of(type)), options);
        }

        /**
         * Adds a rule, with its action if that is new; see {@link Rules#add}.
         *
         * @param rule made with {@link ActionRule#named}
         * @return the ids of the rule and of its action; keep them to remove both
         */
        public CompletableFuture<AddedRule> add(NewRule rule) {
            return io.session().invoker().start(RuleOperations.add(io, rule, doorsAllowed), options);
        }

        /**
         * Removes a rule and leaves its action; see {@link Rules#remove}.
         *
         * @param rule the rule
         * @return completes when the device has removed it
         */
        public CompletableFuture<Void> remove(RuleId rule) {
            return io.session().invoker().start(RuleOperations.remove(io, rule), options);
        }

        /**
         * Removes a rule, then its action, unless another rule uses that; see {@link Rules#removeWithAction}.
         *
         * @param rule the rule
         * @return completes when the device has removed both
         */
        public CompletableFuture<Void> removeWithAction(RuleId rule) {
            return io.session().invoker().start(RuleOperations.removeWithAction(io, rule), options);
        }

        /**
         * Puts a rule in another's place; see {@link Rules#replace}.
         *
         * @param old the rule to go
         * @param rule the rule to come
         * @param order which is first
         * @return the ids of the new rule
         */
        public CompletableFuture<AddedRule> replace(RuleId old, NewRule rule, ReplaceOrder order) {
            return io.session().invoker().start(RuleOperations.replace(io, old, rule, order, doorsAllowed), options);
        }

        /**
         * Stores an action for rules to use; see {@link Rules#addAction}.
         *
         * @param action the action
         * @return the id the device gave it
         */
        public CompletableFuture<ConfigurationId> addAction(Action action) {
            return io.session().invoker().start(RuleOperations.addAction(io, action, doorsAllowed), options);
        }

        /**
         * Removes a stored action; see {@link Rules#removeAction}.
         *
         * @param action the action
         * @return completes when the device has removed it
         */
        public CompletableFuture<Void> removeAction(ConfigurationId action) {
            return io.session().invoker().start(RuleOperations.removeAction(io, action), options);
        }

        /**
         * Stores a recipient for the device's web page to offer; see {@link Rules#addRecipient}.
         *
         * @param name for people
         * @param recipient where to
         * @return the id the device gave it
         */
        public CompletableFuture<RecipientId> addRecipient(String name, Recipient recipient) {
            return io.session().invoker().start(RuleOperations.addRecipient(io, name, recipient), options);
        }

        /**
         * Removes a stored recipient; see {@link Rules#removeRecipient}.
         *
         * @param recipient the recipient
         * @return completes when the device has removed it
         */
        public CompletableFuture<Void> removeRecipient(RecipientId recipient) {
            return io.session().invoker().start(RuleOperations.removeRecipient(io, recipient), options);
        }

        /**
         * Adds a schedule under an id of the device's choice; see {@link Rules#addSchedule}.
         *
         * @param name for people
         * @param schedule when
         * @return its id, for conditions and start events
         */
        public CompletableFuture<ScheduleId> addSchedule(String name, Schedule schedule) {
            return io.session()
                    .invoker()
                    .start(RuleOperations.addSchedule(io, Optional.empty(), name, schedule), options);
        }

        /**
         * Adds a schedule under an id of the caller's choice; see {@link Rules#addSchedule}.
         *
         * @param id an id that the device does not have yet
         * @param name for people
         * @param schedule when
         * @return its id as the device tells it
         */
        public CompletableFuture<ScheduleId> addSchedule(ScheduleId id, String name, Schedule schedule) {
            return io.session()
                    .invoker()
                    .start(RuleOperations.addSchedule(io, Optional.of(id), name, schedule), options);
        }

        /**
         * Removes a schedule; see {@link Rules#removeSchedule}.
         *
         * @param schedule the schedule
         * @return completes when the device has removed it
         */
        public CompletableFuture<Void> removeSchedule(ScheduleId schedule) {
            return io.session().invoker().start(RuleOperations.removeSchedule(io, schedule), options);
        }
    }
}
