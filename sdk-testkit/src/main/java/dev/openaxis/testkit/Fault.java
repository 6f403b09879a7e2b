package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.FaultSpec;
import dev.openaxis.testkit.internal.FaultSpec.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One way in which a request goes wrong. Immutable.
 *
 * <p>A fault hits a request that would be carried out, that is after log-in and role were checked, so that a first
 * unauthenticated attempt does not use it up; {@link #beforeAuthentication()} changes that. By default it happens once
 * and to any path.
 */
public final class Fault {
    private final FaultSpec spec;

    private Fault(FaultSpec spec) {
        this.spec = spec;
    }

    private static Fault of(Kind kind) {
        return new Fault(FaultSpec.of(kind));
    }

    FaultSpec spec() {
        return spec;
    }

    /**
     * The request is read, carried out after a time, then answered normally.
     *
     * @param time how long
     * @return a fault
     */
    public static Fault latency(Duration time) {
        return new Fault(FaultSpec.of(Kind.LATENCY).delayed(time));
    }

    /**
     * The request is carried out at once, its answer comes after a time.
     *
     * @param time how long
     * @return a fault
     */
    public static Fault lateAnswer(Duration time) {
        return new Fault(FaultSpec.of(Kind.LATE_ANSWER).delayed(time));
    }

    /**
     * The request is read, never carried out and never answered.
     *
     * @return a fault
     */
    public static Fault stall() {
        return of(Kind.STALL);
    }

    /**
     * The request is carried out and never answered.
     *
     * @return a fault
     */
    public static Fault stallAfterExecuting() {
        return of(Kind.STALL_AFTER);
    }

    /**
     * The connection is reset, nothing is carried out.
     *
     * @return a fault
     */
    public static Fault resetBeforeExecuting() {
        return of(Kind.RESET_BEFORE);
    }

    /**
     * The request is carried out (a relay moves), then the connection is reset without an answer.
     *
     * @return a fault
     */
    public static Fault resetAfterExecuting() {
        return of(Kind.RESET_AFTER);
    }

    /**
     * The request is carried out, the connection is reset after half of the answer's body.
     *
     * @return a fault
     */
    public static Fault resetMidBody() {
        return of(Kind.RESET_MID_BODY);
    }

    /**
     * The request is carried out; the answer's {@code Content-Length} is larger than what is sent before the connection
     * is closed in order.
     *
     * @return a fault
     */
    public static Fault truncate() {
        return of(Kind.TRUNCATE);
    }

    /**
     * A status with the web server's own page; nothing is carried out.
     *
     * @param status HTTP status
     * @return a fault
     */
    public static Fault status(int status) {
        return new Fault(FaultSpec.of(Kind.STATUS).valued(status, null, ""));
    }

    /**
     * A status with one more header; nothing is carried out.
     *
     * @param status HTTP status
     * @param header header name
     * @param value header value
     * @return a fault
     */
    public static Fault status(int status, String header, String value) {
        return new Fault(FaultSpec.of(Kind.STATUS).valued(status, header, value));
    }

    /**
     * A JSON error with HTTP 200, as JSON APIs report errors; nothing is carried out.
     *
     * @param code error code
     * @param message error message
     * @return a fault
     */
    public static Fault errorInsideOk(int code, String message) {
        return new Fault(FaultSpec.of(Kind.ERROR_INSIDE_OK).valued(code, null, message));
    }

    /**
     * Raw bytes instead of an HTTP answer, then the connection is closed; nothing is carried out.
     *
     * @param bytes what to send
     * @return a fault
     */
    public static Fault garbage(byte[] bytes) {
        return new Fault(FaultSpec.of(Kind.GARBAGE).valued(0, null, new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    /**
     * JSON that begins well and never becomes complete; after that many bytes the connection is closed. Nothing is
     * carried out.
     *
     * @param bytes size
     * @return a fault
     */
    public static Fault hugeBody(long bytes) {
        return new Fault(FaultSpec.of(Kind.HUGE_BODY).valued(bytes, null, ""));
    }

    /**
     * Another body with HTTP 200; nothing is carried out.
     *
     * @param contentType content type
     * @param text the body, sent as UTF-8
     * @return a fault
     */
    public static Fault body(String contentType, String text) {
        return new Fault(FaultSpec.of(Kind.BODY).valued(0, contentType, text));
    }

    /**
     * The request is carried out, its answer's body arrives byte by byte.
     *
     * @param perByte time between two bytes
     * @return a fault
     */
    public static Fault slowBody(Duration perByte) {
        return new Fault(FaultSpec.of(Kind.SLOW_BODY).delayed(perByte));
    }

    /**
     * 401 with {@code stale=true} although the nonce is fresh; nothing is carried out. Hits requests with right Digest
     * credentials only.
     *
     * @return a fault
     */
    public static Fault staleNonce() {
        return of(Kind.STALE_NONCE);
    }

    /**
     * The same fault for some requests only.
     *
     * @param pathPrefix beginning of path and query as sent, for example {@code /axis-cgi/io/port.cgi?action}
     * @return a copy
     */
    public Fault on(String pathPrefix) {
        return new Fault(spec.hitting(pathPrefix, spec.times(), spec.beforeAuthentication()));
    }

    /**
     * The same fault for some requests only.
     *
     * @param words what the body contains, a JSON method's name for example
     * @return a copy
     */
    public Fault saying(String words) {
        return new Fault(spec.saying(words));
    }

    /**
     * The same fault, happening more than once.
     *
     * @param times how often, at least 1
     * @return a copy
     */
    public Fault times(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("A fault happens at least once, not " + times + " times");
        }
        return new Fault(spec.hitting(spec.pathPrefix(), times, spec.beforeAuthentication()));
    }

    /**
     * The same fault, happening until it is cleared.
     *
     * @return a copy
     */
    public Fault always() {
        return new Fault(spec.hitting(spec.pathPrefix(), Long.MAX_VALUE, spec.beforeAuthentication()));
    }

    /**
     * The same fault, hitting also requests that would be challenged or refused.
     *
     * @return a copy
     */
    public Fault beforeAuthentication() {
        return new Fault(spec.hitting(spec.pathPrefix(), spec.times(), true));
    }

    @Override
    public String toString() {
        return spec.kind() + " on '" + spec.pathPrefix() + "'";
    }
}
