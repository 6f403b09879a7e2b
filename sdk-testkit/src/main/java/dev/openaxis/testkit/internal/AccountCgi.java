package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code pwdgrp.cgi}, reference 01 sections 3.3 and 10.1: page as recorded on 12.9.57, sentences recorded or documented.
 * Whether name, existence, password or groups are judged first is inference, and so is that the passphrase policy counts
 * for changed passwords too.
 */
final class AccountCgi implements Endpoint {
    static final String PATH = "/axis-cgi/pwdgrp.cgi";

    private static final String GENERIC = "Error: consult the system log file.";
    private static final String WRONG_NAME = "Error: account user name.";
    private static final String WRONG_PASSWORD = "Error: invalid password.";
    /** What a device says is not found; this sentence stands for the verdict and is sent under one variant only. */
    private static final String WEAK_PASSWORD = "Error: the password does not follow the passphrase policy.";

    /** How long a first password may be useless is not found either. */
    private static final Duration FIRST_LOGIN = Duration.ofMillis(300);

    private final DeviceCore device;
    private final DeviceConfig config;
    private final AccountStore store;
    private final AccountLists lists;

    AccountCgi(DeviceCore device) {
        this.device = device;
        this.config = device.config();
        this.store = device.accounts();
        this.lists = new AccountLists(config, store);
    }

    /** Anonymous while no administrator exists, reference 01 section 3.3. */
    @Override
    public @Nullable SimulatedRole roleFor(Incoming request) {
        return store.needSetup() ? null : SimulatedRole.ADMIN;
    }

    @Override
    public void handle(Exchange exchange) {
        Incoming request = exchange.request();
        String action = Objects.requireNonNullElse(request.argument("action"), "");
        if (store.needSetup()) {
            exchange.answer(setUp(request, action));
        } else if (action.equals("get")) {
            exchange.answer(lists.answer());
        } else {
            exchange.answer(answer(sentence(request, action)));
        }
    }

    private String sentence(Incoming request, String action) {
        String name = request.argument("user");
        return switch (action) {
            case "add" -> AccountRules.isName(name) ? add(request, Objects.requireNonNull(name)) : WRONG_NAME;
            case "update" -> AccountRules.isName(name) ? update(request, Objects.requireNonNull(name)) : WRONG_NAME;
            case "remove" -> AccountRules.isName(name) ? remove(Objects.requireNonNull(name)) : WRONG_NAME;
            default -> "Error: action operation type.";
        };
    }

    private String add(Incoming request, String name) {
        String password = request.argument("pwd");
        if (store.find(name) != null) {
            return "Error: this user name already exists, consult the system log file.";
        }
        if (password == null || isWrong(request, password)) {
            return WRONG_PASSWORD;
        }
        if (isWeak(password)) {
            return WEAK_PASSWORD;
        }
        AccessGroups groups = groups(request);
        String primary = request.argument("grp");
        boolean group = "users".equals(primary) || "root".equals(primary);
        if (!group || groups == null || store.all().size() >= AccountRules.MAX_ACCOUNTS) {
            return GENERIC;
        }
        store.add(new Account(name, password, groups.role(), groups.ptz()));
        return "Created account " + name + ".";
    }

    private String update(Incoming request, String name) {
        Account old = store.find(name);
        String password = request.argument("pwd");
        AccessGroups groups = groups(request);
        if (old == null) {
            return unrecorded(WRONG_NAME);
        }
        if (password != null && isWrong(request, password)) {
            return WRONG_PASSWORD;
        }
        if (password != null && isWeak(password)) {
            return WEAK_PASSWORD;
        }
        if (request.argument("sgrp") != null && groups == null) {
            return GENERIC;
        }
        Account changed = groups == null ? old : old.with(groups);
        if (changed.role() != SimulatedRole.ADMIN
                && old.role() == SimulatedRole.ADMIN
                && store.isLastAdministrator(old)) {
            return unrecorded("Error: malformed action operation, update.");
        }
        store.replace(old, password == null ? changed : changed.withPassword(password));
        if (password != null) {
            device.authenticator().passwordChanged();
        }
        return (config.is(Variant.MODIFIED_THE_ACCOUNT) ? "Modified the account " : "Modified account ") + name + ".";
    }

    private String remove(String name) {
        Account account = store.find(name);
        if (account == null) {
            return unrecorded(WRONG_NAME);
        }
        if (AccountRules.isUndeletable(config, account, store)) {
            return unrecorded("Error: malformed action operation, remove.");
        }
        store.remove(account);
        return "Removed account " + name + ".";
    }

    private Answer setUp(Incoming request, String action) {
        if (!action.equals("add")) {
            return device.authenticator().beforeSetup(request, "Error: initial admin user must be created first.");
        }
        String name = request.argument("user");
        boolean suitable = FactoryState.of(config).allowsFirst(name, request.argument("comment"))
                && AccountRules.isFirst(groups(request));
        if (!suitable) {
            return device.authenticator().beforeSetup(request, "Error: not a valid initial admin user.");
        }
        String sentence = add(request, Objects.requireNonNull(name));
        if (!store.needSetup() && config.is(Variant.FIRST_PASSWORD_WORKS_LATER)) {
            store.keepFromLogin(name, config.clock().instant().plus(FIRST_LOGIN));
        }
        return answer(sentence);
    }

    private boolean isWrong(Incoming request, String password) {
        return !AccountRules.isPassword(config, password, "1".equals(request.argument("strict_pwd")));
    }

    private boolean isWeak(String password) {
        return !config.is(Variant.PASSPHRASE_POLICY_NOT_ENFORCED)
                && !AccountRules.follows(device.settings().passphrasePolicy(), password);
    }

    private static @Nullable AccessGroups groups(Incoming request) {
        String list = request.argument("sgrp");
        return list == null ? null : AccessGroups.parse(list);
    }

    /** A refusal whose sentence no source names. */
    private String unrecorded(String sentence) {
        return config.is(Variant.ACCOUNT_ERRORS_GENERIC) ? GENERIC : sentence;
    }

    private Answer answer(String sentence) {
        return sentence.equals(WEAK_PASSWORD) ? weakPassword() : page(sentence);
    }

    private Answer weakPassword() {
        if (config.is(Variant.PASSPHRASE_VIOLATION_400)) {
            return Answer.page(400, "");
        }
        if (config.is(Variant.PASSPHRASE_VIOLATION_EXPLAINED)) {
            return page(WEAK_PASSWORD);
        }
        return page(config.is(Variant.PASSPHRASE_VIOLATION_GENERIC) ? GENERIC : WRONG_PASSWORD);
    }

    private static Answer page(String sentence) {
        return Answer.of(
                200,
                "text/html",
                "<html><head><title>User accounts</title></head><body bgcolor=#ffffff>" + sentence
                        + "\r\n</body>\r\n\r\n</html>\r\n");
    }
}
