package dev.openaxis.core.internal.trace;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.BearerToken;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.PasswordCredentials;
import dev.openaxis.core.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one device's transport tells the flight recorder. It knows the credentials, as the transport does, and gives the
 * recorder nothing but finished lines without them. Confined to the device's event loop.
 */
public final class DeviceTrace {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceTrace.class);
    /** Version of the format; docs/reference/trace-format.md. */
    private static final int VERSION = 1;
    /** Requests with credentials of before may still be under way. */
    private static final int CREDENTIALS_KEPT = 4;

    private final Recorder recorder;
    private final DeviceAddress device;
    private final Supplier<@Nullable Credentials> present;
    private final Optional<PasswordCredentials> proxy;
    private final Deque<Credentials> seen = new ArrayDeque<>();

    /**
     * For one transport.
     *
     * @param present what it logs in with at the moment
     * @param proxy what the proxy on the way is shown
     */
    public DeviceTrace(
            Recorder recorder,
            DeviceAddress device,
            Supplier<@Nullable Credentials> present,
            Optional<PasswordCredentials> proxy) {
        this.recorder = recorder;
        this.device = device;
        this.present = present;
        this.proxy = proxy;
    }

    /** A request was handed in. */
    public ExchangeTrace exchange(String operation, Effect effect) {
        return new ExchangeTrace(this, recorder.exchange(), operation, effect);
    }

    /**
     * A connection was made.
     *
     * @param remote where it really goes
     * @param certificate what the device presented, in DER; {@code null} without TLS
     * @return its number
     */
    public long opened(String remote, byte @Nullable [] certificate) {
        long number = recorder.connection();
        add(() -> {
            Map<String, Object> line = line("opened", recorder.now());
            line.put("connection", number);
            line.put("remote", remote);
            if (certificate != null) {
                line.put("certificateSha256", sha256(certificate));
            }
            return line;
        });
        return number;
    }

    /** A connection ended. */
    public void closed(long number) {
        add(() -> {
            Map<String, Object> line = line("closed", recorder.now());
            line.put("connection", number);
            return line;
        });
    }

    /** A WebSocket message went over a connection. */
    public void message(long number, boolean sent, String text) {
        add(() -> {
            Redaction redaction = redaction();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Map<String, Object> line = line("message", recorder.now());
            line.put("connection", number);
            line.put("direction", sent ? "sent" : "received");
            line.put("body", redaction.body("", bytes).shown(redaction, bodyBytes()));
            return line;
        });
    }

    // ---- for exchanges ----

    Instant now() {
        return recorder.now();
    }

    int bodyBytes() {
        return recorder.limits().bodyBytes();
    }

    /** One that knows the device's secrets. */
    Redaction redaction() {
        Credentials now = present.get();
        if (now != null && !seen.contains(now)) {
            seen.addLast(now);
            if (seen.size() > CREDENTIALS_KEPT) {
                seen.removeFirst();
            }
        }
        return new Redaction(Stream.concat(seen.stream(), proxy.stream())
                .map(DeviceTrace::secret)
                .toList());
    }

    private static String secret(Credentials credentials) {
        if (credentials instanceof PasswordCredentials account) {
            return account.password();
        }
        return credentials instanceof BearerToken bearer ? bearer.token() : "";
    }

    /** The beginning of a line. */
    Map<String, Object> line(String kind, Instant at) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("v", VERSION);
        line.put("kind", kind);
        line.put("time", at.truncatedTo(ChronoUnit.MICROS).toString());
        line.put("device", device.toString());
        return line;
    }

    /** How something failed, in words without secrets. */
    static Map<String, Object> failure(Throwable failure, Redaction redaction) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("type", failure.getClass().getSimpleName());
        if (failure instanceof AxisException known) {
            shown.put("what", redaction.hide(known.what()));
            shown.put("effect", known.effect().name());
        }
        return shown;
    }

    /** Keeps an entry. */
    void add(Supplier<Map<String, Object>> line) {
        made(() -> {
            byte[] json = Json.write(line.get()).getBytes(StandardCharsets.UTF_8);
            recorder.add(device, json);
            return json;
        });
    }

    /** Nothing that goes wrong while a part of an entry is made may end an exchange; it is counted, and the entry is not there. */
    <T> @Nullable T made(Supplier<T> part) {
        try {
            return part.get();
        } catch (RuntimeException | StackOverflowError e) {
            recorder.lost();
            // Its message may hold what was to be hidden.
            LOG.debug(
                    "an entry of the flight recorder was lost: {}", e.getClass().getName());
            return null;
        }
    }

    private static String sha256(byte[] certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Pairs as they are written. */
    static List<List<String>> pairs(List<Map.Entry<String, String>> headers, Redaction redaction) {
        return headers.stream()
                .map(header -> List.of(redaction.hide(header.getKey()), redaction.hide(header.getValue())))
                .toList();
    }
}
