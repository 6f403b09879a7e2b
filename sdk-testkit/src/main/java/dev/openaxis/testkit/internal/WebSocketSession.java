package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code wssession.cgi}, reference 04 section 1.2: one decimal integer as text, larger than 2^53, valid for 15 seconds
 * (documented). Content type and single use are not found; single use is the default.
 */
final class WebSocketSession implements Endpoint {
    static final String PATH = "/axis-cgi/wssession.cgi";

    private static final Duration LIFE = Duration.ofSeconds(15);
    private static final int MAX_TOKENS = 1000;

    private final DeviceConfig config;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new HashMap<>();

    /**
     * An issued token's owner and end.
     *
     * @param account owner
     * @param expires not valid from then on
     */
    private record Session(Account account, Instant expires) {}

    WebSocketSession(DeviceConfig config) {
        this.config = config;
    }

    @Override
    public SimulatedRole roleFor(Incoming request) {
        return SimulatedRole.VIEWER;
    }

    @Override
    public void handle(Exchange exchange) {
        Instant now = config.clock().instant();
        sessions.values().removeIf(session -> !now.isBefore(session.expires()));
        if (sessions.size() > MAX_TOKENS) {
            sessions.clear();
        }
        String token = new BigInteger(60, random).setBit(60).toString();
        sessions.put(token, new Session(Objects.requireNonNull(exchange.user()), now.plus(LIFE)));
        exchange.answer(Answer.text(token));
    }

    @Nullable
    Account use(String token) {
        Session session = sessions.get(token);
        if (session == null) {
            return null;
        }
        if (!config.is(Variant.WS_TOKEN_REUSABLE)) {
            sessions.remove(token);
        }
        return config.clock().instant().isBefore(session.expires()) ? session.account() : null;
    }

    void reboot() {
        sessions.clear();
    }
}
