package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import java.util.List;
import java.util.Objects;

/** {@code usergroup.cgi}, reference 01 section 10.4 (observed): line 1 the user name, line 2 the groups. */
final class UserGroupCgi implements Endpoint {
    static final String PATH = "/axis-cgi/usergroup.cgi";

    private final DeviceConfig config;

    UserGroupCgi(DeviceConfig config) {
        this.config = config;
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.VIEWER;
    }

    @Override
    public void handle(Exchange exchange) {
        Account user = Objects.requireNonNull(exchange.user());
        String groups = String.join(" ", new AccessGroups(user.role(), user.ptz()).names());
        exchange.answer(TextLines.of(config, List.of(user.name(), groups)));
    }
}
