package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import java.util.stream.Collectors;

/** {@code pwdgrp.cgi?action=get}, reference 01 section 10.1 (recorded form of new firmware, CR LF). */
final class AccountListCgi implements Endpoint {
    static final String PATH = "/axis-cgi/pwdgrp.cgi";

    private final DeviceConfig config;

    AccountListCgi(DeviceConfig config) {
        this.config = config;
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.ADMIN;
    }

    @Override
    public void handle(Exchange exchange) {
        if (!"get".equals(exchange.request().argument("action"))) {
            exchange.answer(Answer.page(501, ""));
            return;
        }
        exchange.answer(Answer.text(line("admin", SimulatedRole.ADMIN)
                + line("operator", SimulatedRole.OPERATOR)
                + line("viewer", SimulatedRole.VIEWER)
                + line("ptz", SimulatedRole.OPERATOR)
                + line("digusers", SimulatedRole.VIEWER)));
    }

    private String line(String group, SimulatedRole atLeast) {
        return group + "=\""
                + config.accounts().stream()
                        .filter(account -> account.role().includes(atLeast))
                        .map(Account::name)
                        .collect(Collectors.joining(","))
                + "\"\r\n";
    }
}
