package dev.openaxis.vapix.internal.accounts;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.accounts.Account;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.DeviceWords;
import dev.openaxis.vapix.internal.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operations on accounts over {@code pwdgrp.cgi} (VAPIX system-settings, AXIS OS 5.00 and later) and
 * {@code usergroup.cgi} (observed).
 */
public final class AccountOperations {
    static final String PATH = "/axis-cgi/pwdgrp.cgi";
    static final String API = "user-management";
    private static final String USERGROUP = "usergroup.cgi";
    private static final String USERGROUP_SINCE = "an unknown AXIS OS version";
    static final String SINCE = "AXIS OS 5.00";
    private static final String SOURCE = "VAPIX system-settings";

    private AccountOperations() {}

    /** Lists the accounts. */
    public static Operation<List<Account>> list(DeviceSession session) {
        return Operation.named("accounts.list", API, Effect.READ)
                .role(Role.ADMIN, SOURCE)
                .steps(context -> session.text(context, HttpRequest.get(PATH + "?action=get"), API, SINCE)
                        .thenApply(text ->
                                AccountGroups.parse(text).accounts().orElseThrow(() -> unlisted(context, text))));
    }

    private static AxisException unlisted(CallContext context, String text) {
        AccountAnswer answer = AccountAnswer.parse(text);
        DeviceWords words = DeviceWords.hiding(List.of(), List.of());
        return answer.refusal()
                .map(refusal -> refused(context, refusal, answer, words, AppliedEffect.NONE, Map.of()))
                .orElseGet(() -> new MalformedResponseException(
                        context.failure(PATH + " answered no list of accounts"), words.fit(text)));
    }

    /** Creates an account. */
    public static Operation<Void> add(DeviceSession session, NewAccount account) {
        // Before autumn 2019 devices wanted a comment, if only an empty one.
        Form form = Form.action("add")
                .field("user", account.name())
                .field("pwd", account.password())
                .field("grp", "users")
                .field("sgrp", AccountRules.groups(account.role(), account.ptz()))
                .field("comment", account.comment());
        return change(session, "add", "Created", form, account.name(), Set.of(account.password()));
    }

    /** Gives an account another password. */
    public static Operation<Void> setPassword(DeviceSession session, String name, String password) {
        Form form = Form.action("update")
                .field("user", AccountRules.name(name))
                .field("pwd", AccountRules.password(password));
        return change(session, "setPassword", "Modified", form, name, Set.of(password));
    }

    /** Gives an account another role. */
    public static Operation<Void> setRole(DeviceSession session, String name, AccountRole role, boolean ptz) {
        Form form = Form.action("update")
                .field("user", AccountRules.name(name))
                .field("sgrp", AccountRules.groups(role, ptz));
        return change(session, "setRole", "Modified", form, name, Set.of());
    }

    /** Removes an account. */
    public static Operation<Void> remove(DeviceSession session, String name) {
        Form form = Form.action("remove").field("user", AccountRules.name(name));
        return change(session, "remove", "Removed", form, name, Set.of());
    }

    /** The account in use. */
    public static Operation<Account> whoAmI(DeviceSession session) {
        return Operation.named("accounts.whoAmI", USERGROUP, Effect.READ)
                .role(Role.VIEWER, "observed; no documentation")
                .steps(context -> session.text(context, DeviceSession.whoAmI(context), USERGROUP, USERGROUP_SINCE)
                        .thenApply(text -> caller(context, text)));
    }

    /** What the device says to the question who calls; raises what it says instead. */
    public static String whoAmI(CallContext context, HttpResponse response) {
        return DeviceSession.text(context, response, DeviceSession.WHO_AM_I, USERGROUP, USERGROUP_SINCE);
    }

    private static Account caller(CallContext context, String text) {
        return caller(text)
                .orElseThrow(() -> new MalformedResponseException(
                        context.failure(DeviceSession.WHO_AM_I
                                + " answered something that does not begin with an account name"),
                        text));
    }

    /**
     * Who called {@code usergroup.cgi}: the name is on the first line, the groups on the second, which can be missing
     * (observed). Empty if the answer is something else.
     */
    public static Optional<Account> caller(String text) {
        List<String> lines = text.lines().limit(2).map(String::trim).toList();
        String name = lines.isEmpty() ? "" : lines.get(0);
        if (!name.matches("[^\\s<>]+")) {
            return Optional.empty();
        }
        String groups = lines.size() > 1 ? lines.get(1).toLowerCase(Locale.ROOT) : "";
        return Optional.of(AccountGroups.account(name, List.of(groups.split("\\s+"))));
    }

    // ---- changes ----

    private static Operation<Void> change(
            DeviceSession session, String name, String verb, Form form, String account, Set<String> secrets) {
        DeviceWords words = DeviceWords.hiding(secrets, List.of(account));
        return Operation.named("accounts." + name, API, Effect.CONFIGURE)
                .role(Role.ADMIN, SOURCE)
                .steps(context -> session.text(context, form.post(PATH, Effect.CONFIGURE), API, SINCE)
                        .thenAccept(text -> requireDone(context, verb, account, words, AccountAnswer.parse(text))));
    }

    static void requireDone(CallContext context, String verb, String account, DeviceWords words, AccountAnswer answer) {
        if (answer.says(verb)) {
            return;
        }
        throw answer.refusal()
                .map(refusal -> refused(context, refusal, answer, words, refusal.effect(), Map.of("account", account)))
                .orElseGet(() -> new MalformedResponseException(
                        context.failure(PATH + " answered neither that it did it nor an error")
                                .effect(AppliedEffect.POSSIBLE),
                        words.fit(answer.sentence())));
    }

    private static AxisException refused(
            CallContext context,
            AccountAnswer.Refusal refusal,
            AccountAnswer answer,
            DeviceWords words,
            AppliedEffect effect,
            Map<String, String> details) {
        if (refusal == AccountAnswer.Refusal.SETUP || refusal == AccountAnswer.Refusal.NOT_ROOT) {
            return new SetupNeededException(
                    context.failure("the device is factory-defaulted: it has no administrator yet")
                            .advice("Create the first account with AxisDevice.builder(...).setUp(...)"));
        }
        String said = refusal.text().isEmpty() ? words.fit(answer.sentence()) : refusal.text();
        Map<String, String> all = new HashMap<>(details);
        all.put("reason", refusal.reason());
        return new RefusedException(
                context.failure("the device answered \"" + said + "\"")
                        .effect(effect)
                        .advice(refusal.advice()),
                PATH,
                200,
                said,
                all);
    }
}
