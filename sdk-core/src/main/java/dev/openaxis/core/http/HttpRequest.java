package dev.openaxis.core.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.MalformedResponseException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request to a device. Immutable. The effect, not the method, decides what may be repeated.
 */
public final class HttpRequest {
    private final String operation;
    private final String method;
    private final String target;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;
    private final @Nullable Body content;
    private final boolean expectContinue;
    private final @Nullable ProgressListener progress;
    private final Duration stallTimeout;
    private final Effect effect;
    private final boolean anonymous;
    private final boolean held;
    private final int maxResponseBytes;
    private final @Nullable HttpRequest proof;
    private final @Nullable Consumer<HttpResponse> proofCheck;
    private final long lookedAt;

    private HttpRequest(Builder builder) {
        this.operation = builder.operation.isEmpty() ? "http " + builder.method : builder.operation;
        this.method = builder.method;
        this.target = builder.target;
        this.headers = List.copyOf(builder.headers);
        this.content = builder.streamed();
        this.body = content == null ? builder.wholeBody() : new byte[0];
        this.expectContinue = content != null && !Boolean.FALSE.equals(builder.expectContinue);
        this.progress = builder.progress;
        this.stallTimeout = builder.stallTimeout;
        this.effect = builder.effect;
        this.anonymous = builder.anonymous;
        this.held = builder.held;
        this.maxResponseBytes = builder.maxResponseBytes;
        this.proof = builder.proof;
        this.proofCheck = builder.proofCheck;
        this.lookedAt = builder.lookedAt;
    }

    /**
     * A request that only reads. Some GETs do not: {@code port.cgi?action=} switches an output and would be repeated as a
     * read; give such a request its effect with {@link #method}.
     *
     * @param target path and query, already percent-encoded, starting with a slash
     * @return a builder with {@link Effect#READ}
     */
    public static Builder get(String target) {
        return new Builder("GET", target).effect(Effect.READ);
    }

    /**
     * A POST. Its effect must be given: many VAPIX reads are POSTs.
     *
     * @param target path and query, already percent-encoded, starting with a slash
     * @param effect what it may do
     * @return a builder
     */
    public static Builder post(String target, Effect effect) {
        return new Builder("POST", target).effect(effect);
    }

    /**
     * A request with another method.
     *
     * @param method HTTP method, upper case
     * @param target path and query, already percent-encoded, starting with a slash
     * @param effect what it may do
     * @return a builder
     */
    public static Builder method(String method, String target, Effect effect) {
        return new Builder(method, target).effect(effect);
    }

    /**
     * Name for messages.
     *
     * @return the operation's name
     */
    public String operation() {
        return operation;
    }

    /**
     * HTTP method.
     *
     * @return the method, upper case
     */
    public String method() {
        return method;
    }

    /**
     * Request target exactly as sent.
     *
     * @return path and query
     */
    public String target() {
        return target;
    }

    /**
     * The path of the target, without the query (which may hold secrets).
     *
     * @return the path
     */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /**
     * Headers beside the ones the transport sets itself ({@code Host}, {@code Content-Length}, {@code Authorization}).
     *
     * @return name and value pairs in order
     */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /**
     * Body as sent, if it is sent in one go.
     *
     * @return a copy of the bytes; empty if there is no body or it is streamed
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Body that is read while it is sent: one with a file, a long one, or one whose progress is listened to.
     *
     * @return the body, or {@code null} if there is none or it is sent in one go
     */
    public @Nullable Body content() {
        return content;
    }

    /**
     * Whether the device is asked before a streamed body is sent.
     *
     * @return whether {@code Expect: 100-continue} is sent
     */
    public boolean expectsContinue() {
        return expectContinue;
    }

    /**
     * Who hears how far a streamed body is.
     *
     * @return the listener, or {@code null}
     */
    public @Nullable ProgressListener progress() {
        return progress;
    }

    /**
     * The longest time without a byte of a streamed body.
     *
     * @return the time
     */
    public Duration stallTimeout() {
        return stallTimeout;
    }

    /**
     * What the request may do.
     *
     * @return the effect
     */
    public Effect effect() {
        return effect;
    }

    /**
     * Whether it is sent without any log-in.
     *
     * @return {@code true} for anonymous requests
     */
    public boolean anonymous() {
        return anonymous;
    }

    /**
     * Whether the device may hold the answer back for long (a pulse, a monitor, a pull). Counts against the device's
     * connection limit, not against the pool.
     *
     * @return {@code true} for held requests
     */
    public boolean held() {
        return held;
    }

    /**
     * Largest answer body accepted.
     *
     * @return bytes
     */
    public int maxResponseBytes() {
        return maxResponseBytes;
    }

    /**
     * The read that proves a connection before this action is sent on it.
     *
     * @return the read, or {@code null} for requests that need none
     */
    public @Nullable HttpRequest proof() {
        return proof;
    }

    /**
     * Whether the proof's answer is looked at. If so, the proof is also sent when the caller's own look is older than a
     * second by the time the action's turn comes.
     *
     * @return {@code true} if {@link Builder#provenBy(HttpRequest, long, Consumer)} named a check
     */
    public boolean checksProof() {
        return proofCheck != null;
    }

    /**
     * When the caller looked before deciding to act, by {@link System#nanoTime}.
     *
     * @return the time given with {@link Builder#provenBy(HttpRequest, long, Consumer)}
     */
    public long lookedAt() {
        return lookedAt;
    }

    /**
     * What the proof's answer says against sending this action.
     *
     * @param proofAnswer the answer
     * @return the error the action ends with, unsent, or {@code null}
     */
    public @Nullable AxisException vetoedBy(HttpResponse proofAnswer) {
        Consumer<HttpResponse> check = proofCheck;
        if (check != null) {
            try {
                check.accept(proofAnswer);
            } catch (AxisException e) {
                return e;
            } catch (RuntimeException | LinkageError | AssertionError e) {
                return new MalformedResponseException(
                        Failure.of("the device", operation, "the answer of the proof could not be checked")
                                .cause(e),
                        "");
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return method + " " + path() + " (" + operation + ", " + effect + ")";
    }

    /** Collects a request. */
    public static final class Builder {
        private static final Set<String> OWN_HEADERS = Set.of(
                "host", "content-length", "transfer-encoding", "connection", "authorization", "expect", "upgrade");

        private static final int STREAMED_FROM = 64 * 1024;

        private final String method;
        private final String target;
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private String operation = "";
        private byte[] body = new byte[0];
        private @Nullable Body content;
        private @Nullable Boolean expectContinue;
        private @Nullable ProgressListener progress;
        private Duration stallTimeout = Duration.ofSeconds(30);
        private Effect effect = Effect.CONFIGURE;
        private boolean anonymous;
        private boolean held;
        private int maxResponseBytes = 1 << 20;
        private @Nullable HttpRequest proof;
        private @Nullable Consumer<HttpResponse> proofCheck;
        private long lookedAt;

        private Builder(String method, String target) {
            if (method.isEmpty() || method.chars().anyMatch(c -> c < 'A' || c > 'Z')) {
                throw new IllegalArgumentException("not an HTTP method: " + method);
            }
            // The codec does not check the request line, so nobody else would.
            if (!target.startsWith("/") || target.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f)) {
                throw new IllegalArgumentException("a target starts with a slash and is percent-encoded ASCII");
            }
            this.method = method;
            this.target = target;
        }

        private Builder effect(Effect value) {
            this.effect = value;
            return this;
        }

        /**
         * Names the operation in messages.
         *
         * @param name for example {@code io.activate}
         * @return this
         */
        public Builder operation(String name) {
            this.operation = name;
            return this;
        }

        /**
         * Adds a header.
         *
         * @param name header name
         * @param value header value, without line ends
         * @return this
         * @throws IllegalArgumentException if name or value cannot be sent, or the transport sets this header itself
         */
        public Builder header(String name, String value) {
            requireHeader(name, value);
            if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the transport sets " + name + " itself");
            }
            headers.add(Map.entry(name, value));
            return this;
        }

        /** Returns the value of a header that can be sent. */
        static String requireHeader(String name, String value) {
            boolean token = !name.isEmpty() && name.chars().allMatch(Builder::isTokenCharacter);
            boolean text = value.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c != 0x7f && c <= 0xff));
            if (!token || !text) {
                throw new IllegalArgumentException(
                        "this cannot be sent as a header: '" + (token ? name : "name") + "'");
            }
            return value;
        }

        private static boolean isTokenCharacter(int c) {
            return c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }

        /**
         * Sets the body.
         *
         * @param contentType value of {@code Content-Type}
         * @param bytes the body
         * @return this
         */
        public Builder body(String contentType, byte[] bytes) {
            this.body = bytes.clone();
            this.content = null;
            return header("Content-Type", contentType);
        }

        /**
         * Sets a body that may be long. One with a file, or longer than 64 KiB, is streamed: the log-in is settled before it
         * goes out, its bytes are sent once or never, and an answer that comes before its end stops it and closes the
         * connection. A streamed body is never sent a second time, whatever the effect of the request.
         *
         * @param whole the body
         * @return this
         */
        public Builder body(Body whole) {
            this.content = whole;
            this.body = new byte[0];
            return header("Content-Type", whole.contentType());
        }

        /**
         * Whether the device is asked with {@code Expect: 100-continue} (RFC 9110 section 10.1.1) before a streamed body is
         * sent. It has a second to answer; a device that says nothing, or 417, gets the body without.
         *
         * @param ask default: yes, if the body is streamed; {@code true} has a short body streamed, too
         * @return this
         */
        public Builder expectContinue(boolean ask) {
            this.expectContinue = ask;
            return this;
        }

        /**
         * Listens to how far the body is; a short one is then streamed, too.
         *
         * @param listener told on the callback executor
         * @return this
         */
        public Builder progress(ProgressListener listener) {
            this.progress = listener;
            return this;
        }

        /**
         * Sets the longest time in which the device may take no byte of a streamed body, and sends none of an answer that is
         * streamed, before the request fails as if its deadline had passed. What comes between the body and the answer does
         * not count: a device may write its flash for minutes.
         *
         * @param longest more than zero, at most an hour; default 30 s
         * @return this
         */
        public Builder stallTimeout(Duration longest) {
            if (longest.isNegative() || longest.isZero() || longest.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "stall time-out must be more than zero and at most one hour: " + longest);
            }
            this.stallTimeout = longest;
            return this;
        }

        private @Nullable Body streamed() {
            Body whole = content;
            boolean asked = Boolean.TRUE.equals(expectContinue) || progress != null;
            return whole != null && (asked || !whole.inMemory() || whole.length() > STREAMED_FROM) ? whole : null;
        }

        private byte[] wholeBody() {
            return content == null ? body : content.inOneGo();
        }

        /**
         * Sets a JSON body.
         *
         * @param json the document
         * @return this
         */
        public Builder json(String json) {
            return body("application/json", json.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * Sends the request without any log-in. Anonymous APIs can fail when wrong credentials are sent to them.
         *
         * @return this
         */
        public Builder anonymous() {
            this.anonymous = true;
            return this;
        }

        /**
         * Says that the device may hold the answer back.
         *
         * @return this
         */
        public Builder held() {
            this.held = true;
            return this;
        }

        /**
         * Limits the answer's body.
         *
         * @param bytes 1 to 1 GiB; default 1 MiB
         * @return this
         */
        public Builder maxResponseBytes(int bytes) {
            if (bytes < 1 || bytes > 1 << 30) {
                throw new IllegalArgumentException("limit out of range: " + bytes);
            }
            this.maxResponseBytes = bytes;
            return this;
        }

        /**
         * Names the read that is sent first on a connection that has not completed an exchange within the last 5 s. An
         * {@link Effect#ACTUATE} needs one: it is never sent twice, so nothing may be learnt by sending it.
         *
         * @param read a request with {@link Effect#READ}
         * @return this
         */
        public Builder provenBy(HttpRequest read) {
            if (read.effect() != Effect.READ) {
                throw new IllegalArgumentException("only a read proves a connection");
            }
            this.proof = read;
            return this;
        }

        /**
         * The same with a look at the read's answer: what was true when the action was asked for may not be true any more
         * when its turn comes.
         *
         * @param read a request with {@link Effect#READ}
         * @param lastLook when the caller looked before deciding to act, by {@link System#nanoTime}; a look older than a
         *     second is made again with the proof
         * @param check throws an {@link AxisException} if the action must not be sent; must not block
         * @return this
         */
        public Builder provenBy(HttpRequest read, long lastLook, Consumer<HttpResponse> check) {
            this.lookedAt = lastLook;
            this.proofCheck = check;
            return provenBy(read);
        }

        /**
         * Finishes the request.
         *
         * @return the request
         * @throws IllegalStateException if it actuates and has no {@link #provenBy}
         */
        public HttpRequest build() {
            if (effect == Effect.ACTUATE && proof == null) {
                throw new IllegalStateException(
                        "an ACTUATE request names the read that proves its connection: provenBy");
            }
            return new HttpRequest(this);
        }
    }
}
