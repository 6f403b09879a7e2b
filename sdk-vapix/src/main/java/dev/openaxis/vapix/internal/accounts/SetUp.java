package dev.openaxis.vapix.internal.accounts;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.Effect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.DeviceWords;
import dev.openaxis.vapix.internal.Form;
import dev.openaxis.vapix.system.PassphrasePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The first administrator of a device, by the algorithm that fits every generation (spec: systemready-api,
 * system-settings; the order observed): the name that is wanted, and where the device takes nobody but {@code root} as the
 * first one, {@code root} and then the other.
 */
public final class SetUp {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String ROOT = "root";
    /** What devices before AXIS OS 9.40.1 and its older side tracks leave the factory with (spec: Knowledge base). */
    private static final Credentials LEGACY = Credentials.of(ROOT, "pass");

    private static final Duration PAUSE = Duration.ofMillis(500);
    /** How often a log-in with an account just made is tried: whether it works at once is not documented. */
    private static final int LOG_INS = 6;

    private final DeviceSession session;
    private final CallContext context;
    private final NewAccount account;
    private final Function<Credentials, DeviceSession> others;

    private SetUp(
            DeviceSession session,
            CallContext context,
            NewAccount account,
            Function<Credentials, DeviceSession> others) {
        this.session = session;
        this.context = context;
        this.account = account;
        this.others = others;
    }

    /**
     * Sets the device up, if nobody has, and logs in.
     *
     * @param session logs in with the account
     * @param account an administrator
     * @param others makes sessions on the same device with other credentials, closed by whoever asked for them
     */
    public static Operation<DeviceSession.Identity> operation(
            DeviceSession session, NewAccount account, Function<Credentials, DeviceSession> others) {
        return Operation.named("setUp", "pwdgrp.cgi", Effect.CONFIGURE)
                .role(Role.ANONYMOUS, "VAPIX system-settings")
                .within(DEADLINE)
                .steps(context -> new SetUp(session, context, account, others).run());
    }

    private CompletableFuture<DeviceSession.Identity> run() {
        return session.claim(context).thenCompose(claim -> {
            boolean certain = claim.administrator().isPresent();
            if (certain && !claim.administrator().get()) {
                claim.policy().ifPresent(this::requireAccepted);
                return claimAs(account.name());
            }
            CompletableFuture<DeviceSession.Identity> known = session.identity(context);
            return certain ? known : orFromFactoryPassword(known);
        });
    }

    private void requireAccepted(PassphrasePolicy policy) {
        if (!policy.accepts(account.password())) {
            throw new RefusedException(
                    context.failure("the device demands of passwords " + policy.rule())
                            .advice("Choose another password; nothing was sent"),
                    AccountOperations.PATH,
                    0,
                    "",
                    Map.of("reason", "password"));
        }
    }

    // ---- no administrator yet ----

    private CompletableFuture<DeviceSession.Identity> claimAs(String name) {
        Form form = Form.action("add")
                .field("user", name)
                .field("pwd", account.password())
                .field("grp", ROOT)
                .field("sgrp", AccountRules.groups(AccountRole.ADMIN, true));
        HttpRequest request = form.post(AccountOperations.PATH, Effect.CONFIGURE)
                .operation(context.operation().name())
                .anonymous()
                .build();
        return context.send(request)
                .handle((answer, failure) ->
                        answer != null ? answered(name, answer) : unanswered(name, DeviceSession.thrown(failure)))
                .thenCompose(result -> result);
    }

    private CompletableFuture<DeviceSession.Identity> answered(String name, HttpResponse response) {
        AccountAnswer answer = AccountAnswer.parse(response.text());
        boolean otherName = response.status() == 401
                && answer.refusal()
                        .filter(AccountAnswer.Refusal.NOT_ROOT::equals)
                        .isPresent();
        if (otherName && !name.equals(ROOT)) {
            return claimAs(ROOT);
        }
        DeviceWords words = DeviceWords.hiding(List.of(account.password()), List.of(name));
        if (response.status() != 401) {
            DeviceSession.text(
                    context, response, AccountOperations.PATH, AccountOperations.API, AccountOperations.SINCE);
        }
        AccountOperations.requireDone(context, "Created", name, words, answer);
        return claimed(name);
    }

    /** The answer is lost. If there is an administrator now, it is ours, or the log-in fails. */
    private CompletableFuture<DeviceSession.Identity> unanswered(String name, RuntimeException lost) {
        if (!(lost instanceof AxisException known) || known.effect() == AppliedEffect.NONE) {
            return CompletableFuture.failedFuture(lost);
        }
        return session.claim(context)
                .thenCompose(claim ->
                        claim.administrator().orElse(false) ? claimed(name) : CompletableFuture.failedFuture(lost));
    }

    private CompletableFuture<DeviceSession.Identity> claimed(String name) {
        CompletableFuture<?> ours = name.equals(account.name())
                ? CompletableFuture.completedFuture(null)
                : as(Credentials.of(ROOT, account.password()), this::addAccount);
        return ours.thenCompose(done -> patiently(() -> session.identity(context), 1));
    }

    /** Something that needs an account just made. */
    private <T> CompletableFuture<T> patiently(Supplier<CompletableFuture<T>> step, int attempt) {
        CompletableFuture<T> tried = step.get();
        return tried.handle((result, failure) ->
                        DeviceSession.cause(failure) instanceof AuthenticationException && attempt < LOG_INS
                                ? context.pause(PAUSE).thenCompose(over -> patiently(step, attempt + 1))
                                : tried)
                .thenCompose(result -> result);
    }

    // ---- others' accounts ----

    private CompletableFuture<DeviceSession.Identity> orFromFactoryPassword(
            CompletableFuture<DeviceSession.Identity> known) {
        return known.handle((identity, failure) -> DeviceSession.cause(failure) instanceof AuthenticationException
                        ? fromFactoryPassword(known)
                        : known)
                .thenCompose(result -> result);
    }

    private CompletableFuture<DeviceSession.Identity> fromFactoryPassword(
            CompletableFuture<DeviceSession.Identity> refused) {
        CompletableFuture<Void> changed =
                as(LEGACY, root -> start(root, AccountOperations.setPassword(root, ROOT, account.password())));
        return changed.handle((done, failure) -> {
                    if (failure == null) {
                        return claimed(ROOT);
                    }
                    // If root has another password, too, somebody has set the device up, and ours is the wrong account.
                    return DeviceSession.cause(failure) instanceof AuthenticationException
                            ? refused
                            : CompletableFuture.<DeviceSession.Identity>failedFuture(DeviceSession.thrown(failure));
                })
                .thenCompose(result -> result);
    }

    private CompletableFuture<Void> addAccount(DeviceSession root) {
        return patiently(() -> start(root, AccountOperations.add(root, account)), 1);
    }

    private static <T> CompletableFuture<T> start(DeviceSession who, Operation<T> operation) {
        return who.invoker().startInternally(operation);
    }

    private <T> CompletableFuture<T> as(Credentials who, Function<DeviceSession, CompletableFuture<T>> steps) {
        DeviceSession other = others.apply(who);
        return steps.apply(other)
                .whenComplete((done, failure) -> other.invoker().closeAsync());
    }
}
