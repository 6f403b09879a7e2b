package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import org.jspecify.annotations.Nullable;

/**
 * {@code restart.cgi}, {@code factorydefault.cgi} (the soft one) and {@code hardfactorydefault.cgi}, reference 03 section
 * 1.11 (documented): GET, an administrator, 200 {@code text/html}. The page itself is not found: empty. That other
 * methods are refused is inference.
 */
final class RestartCgi implements Endpoint {
    static final String RESTART = "/axis-cgi/restart.cgi";
    static final String SOFT = "/axis-cgi/factorydefault.cgi";
    static final String HARD = "/axis-cgi/hardfactorydefault.cgi";

    private final DeviceCore device;
    private final @Nullable FactoryDefaultMode mode;

    RestartCgi(DeviceCore device, @Nullable FactoryDefaultMode mode) {
        this.device = device;
        this.mode = mode;
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.ADMIN;
    }

    @Override
    public void handle(Exchange exchange) {
        if (exchange.request().method().equals("GET")) {
            device.restarts().accept(exchange, Answer.of(200, "text/html", ""), mode);
        } else {
            exchange.answer(Answer.page(405, ""));
        }
    }
}
