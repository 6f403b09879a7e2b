package dev.openaxis.core.internal.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.auth.Authenticator;
import dev.openaxis.core.internal.rtsp.MetadataListener;
import dev.openaxis.core.internal.rtsp.MetadataStream;
import dev.openaxis.core.internal.rtsp.RtpDocuments;
import dev.openaxis.core.internal.rtsp.RtspMessage;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One RTSP session of the metadata stream, over one TCP connection (VAPIX event-data-streaming; RFC 2326 with interleaved packets).
 * Clear text: only digests are answered, and only of the realm the device has over HTTP. Used on the device's event loop, but for
 * what {@link MetadataStream} offers.
 */
final class RtspClient implements MetadataStream {
    private static final String OPERATION = RtspSessions.OPERATION;
    /** What RFC 2326 section 12.37 says where a server does not. */
    private static final Duration DEFAULT_LIFE = Duration.ofSeconds(60);

    private static final int MOST_CHALLENGES = 2;
    private static final Pattern CONTROL = Pattern.compile("^a=control:(\\S+)", Pattern.MULTILINE);
    private static final Pattern CHANNELS = Pattern.compile("interleaved=(\\d{1,3})-");
    private static final Pattern TIMEOUT = Pattern.compile("timeout=(\\d{1,5})");

    private enum Step {
        CONNECTING,
        DESCRIBE,
        SETUP,
        PLAY,
        OPEN,
        OVER
    }

    private final DeviceTransport transport;
    private final Connector connector;
    private final Login login;
    private final String base;
    private final MetadataListener listener;
    private final long deadline;
    private final CompletableFuture<MetadataStream> opened;
    private final RtpDocuments documents = new RtpDocuments();
    private Step step = Step.CONNECTING;
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> timer;
    private String target;
    private String session = "";
    private Duration sessionLife = DEFAULT_LIFE;
    private int sequence;
    private int challenges;
    private int rtpChannel;
    private Authenticator.@Nullable Session used;
    private long lastHeard;
    private volatile Instant lastProof = Instant.EPOCH;

    /**
     * A session that is not begun.
     *
     * @param connector connects to the RTSP port
     * @param login of its own, because it answers in clear text
     * @param base what the stream is called, from {@code rtsp://} on
     */
    RtspClient(
            DeviceTransport transport,
            Connector connector,
            Login login,
            String base,
            Duration timeout,
            MetadataListener listener,
            CompletableFuture<MetadataStream> opened) {
        this.opened = opened;
        this.transport = transport;
        this.connector = connector;
        this.login = login;
        this.base = base;
        this.target = base;
        this.listener = listener;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    void connect() {
        timer = transport.loop().schedule(this::openingTookTooLong, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        connector.connectWebSocket(OPERATION, deadline).whenComplete((connected, error) -> {
            if (error != null) {
                end((AxisException) error);
            } else if (step == Step.OVER) {
                connected.close();
            } else {
                connected.pipeline().remove(AnswerDecoder.class);
                connected.pipeline().remove(HttpRequestEncoder.class);
                connected.pipeline().addLast(new RtspFramer(), new Incoming());
                channel = connected;
                step = Step.DESCRIBE;
                ask();
            }
        });
    }

    // ---- asking ----

    /** Sends the request of the present step. */
    private void ask() {
        switch (step) {
            case DESCRIBE -> send("DESCRIBE", base, "Accept: application/sdp\r\n");
            case SETUP -> send("SETUP", target, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
            case PLAY -> send("PLAY", base, "Range: npt=now-\r\n");
            case OPEN -> send("OPTIONS", base, "");
            default -> {
                // nothing is asked
            }
        }
    }

    private void send(String method, String uri, String headers) {
        Channel current = channel;
        if (current == null) {
            return;
        }
        Authenticator authenticator = login.authenticator();
        used = authenticator.session();
        String authorization = authenticator.authorization(method, uri);
        String request = method + " " + uri + " RTSP/1.0\r\nCSeq: " + sequence++ + "\r\nUser-Agent: axis-device-sdk\r\n"
                + (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
                + (session.isEmpty() ? "" : "Session: " + session + "\r\n")
                + headers + "\r\n";
        current.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.UTF_8));
    }

    // ---- hearing ----

    private final class Incoming extends SimpleChannelInboundHandler<Object> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Object message) {
            if (step == Step.OVER) {
                return;
            }
            lastHeard = System.nanoTime();
            lastProof = Instant.now();
            if (message instanceof RtspFramer.Packet packet) {
                packet(packet);
            } else if (message instanceof RtspMessage answer && answer.status() > 0) {
                answered(answer);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            broken("the device closed the RTSP connection");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            broken("the RTSP connection failed: " + Failures.describe(cause));
        }
    }

    private void packet(RtspFramer.Packet packet) {
        if (packet.channel() != rtpChannel) {
            // Reports about the sending (RTCP).
            return;
        }
        try {
            Optional<String> document = documents.take(packet.bytes());
            document.ifPresent(listener::onDocument);
        } catch (RtpDocuments.BrokenException e) {
            broken("the metadata stream has " + e.getMessage());
        }
    }

    private void answered(RtspMessage answer) {
        int status = answer.status();
        if (status == 401) {
            challenged(answer);
            return;
        }
        login.authenticator().accepted(used, status < 300, null);
        challenges = 0;
        if (status >= 300 || status < 200) {
            refused(status);
            return;
        }
        switch (step) {
            case DESCRIBE -> described(answer);
            case SETUP -> setUp(answer);
            case PLAY -> playing();
            default -> {
                // an answer that only shows that the device is there
            }
        }
    }

    private void challenged(RtspMessage answer) {
        HttpResponse form = new HttpResponse(401, answer.headers(), new byte[0]);
        Authenticator.Verdict verdict = login.verdictOn(form, used);
        if (verdict.answerable() && challenges++ < MOST_CHALLENGES) {
            ask();
        } else {
            end(login.error(OPERATION, false, form, verdict));
        }
    }

    private void refused(int status) {
        Failure failure = Failure.of(
                transport.address(), OPERATION, "the device refused the metadata stream with RTSP status " + status);
        end(
                status == 404
                        ? new UnsupportedCapabilityException(failure, "RTSP metadata")
                        : new RefusedException(failure, "/axis-media/media.amp", status, "", Map.of()));
    }

    private void described(RtspMessage answer) {
        String media = answer.body();
        int application = media.indexOf("m=application");
        if (application < 0) {
            end(new UnsupportedCapabilityException(
                    Failure.of(transport.address(), OPERATION, "the device offers no metadata over RTSP"),
                    "RTSP metadata"));
            return;
        }
        Matcher control = CONTROL.matcher(media.substring(application));
        target = control.find() ? absolute(control.group(1)) : base;
        step = Step.SETUP;
        ask();
    }

    /** The device's own name for itself may not be reachable, so only what comes after it is taken. */
    private String absolute(String control) {
        String authority = base.substring(0, base.indexOf('/', "rtsp://".length()));
        if (control.startsWith("rtsp://")) {
            int path = control.indexOf('/', "rtsp://".length());
            return path < 0 ? base : authority + control.substring(path);
        }
        return control.equals("*") ? base : base + "/" + control;
    }

    private void setUp(RtspMessage answer) {
        String told = answer.header("Session").orElse("");
        int semicolon = told.indexOf(';');
        session = (semicolon < 0 ? told : told.substring(0, semicolon)).trim();
        Matcher channels = CHANNELS.matcher(answer.header("Transport").orElse(""));
        if (session.isEmpty() || !channels.find()) {
            broken("the device did not set up an RTSP session over TCP");
            return;
        }
        rtpChannel = Integer.parseInt(channels.group(1));
        sessionLife = life(told);
        step = Step.PLAY;
        ask();
    }

    /** How long the server keeps a session without a request; a time in which nobody can ask is taken for none. */
    static Duration life(String session) {
        Matcher timeout = TIMEOUT.matcher(session);
        int seconds = timeout.find() ? Integer.parseInt(timeout.group(1)) : 0;
        return seconds == 0 ? DEFAULT_LIFE : Duration.ofSeconds(seconds);
    }

    private void playing() {
        step = Step.OPEN;
        stopTimer();
        long third = Math.max(1, sessionLife.toNanos() / 3);
        long ping = Math.min(third, transport.options().webSocketPing().toNanos());
        timer = transport.loop().scheduleAtFixedRate(() -> watch(ping), ping, ping, TimeUnit.NANOSECONDS);
        if (!opened.complete(this)) {
            end(null);
        }
    }

    /** Keeps the session alive, and finds a device that is silent. */
    private void watch(long ping) {
        long left = transport.options().webSocketSilence().toNanos() - (System.nanoTime() - lastHeard);
        if (left < ping) {
            // Looking again after one more interval would be past the limit.
            transport.loop().schedule(this::giveUpIfSilent, Math.max(0, left), TimeUnit.NANOSECONDS);
        }
        ask();
    }

    private void giveUpIfSilent() {
        long silence = transport.options().webSocketSilence().toNanos();
        if (step == Step.OPEN && System.nanoTime() - lastHeard >= silence) {
            broken("nothing came over RTSP for " + silence / 1_000_000 + " ms, not even an answer");
        }
    }

    // ---- ending ----

    private void openingTookTooLong() {
        end(new DeadlineExceededException(
                Failure.of(transport.address(), OPERATION, "the deadline passed before the metadata stream was open")));
    }

    private void broken(String what) {
        end(new ConnectionException(Failure.of(transport.address(), OPERATION, what)));
    }

    private void end(@Nullable AxisException cause) {
        if (step == Step.OVER) {
            return;
        }
        boolean wasOpen = step == Step.OPEN;
        if (cause == null && !session.isEmpty()) {
            send("TEARDOWN", base, "");
        }
        step = Step.OVER;
        stopTimer();
        transport.rtsp().ended(this);
        Channel current = channel;
        if (current != null) {
            current.close();
        }
        AxisException reason = cause != null
                ? cause
                : new ClosedException(Failure.of(transport.address(), OPERATION, "the device object was closed"));
        if (!opened.completeExceptionally(reason) && wasOpen && cause != null) {
            listener.onLost(reason);
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public Instant lastProof() {
        return lastProof;
    }

    @Override
    public void close() {
        if (!transport.loop().isShuttingDown()) {
            transport.loop().execute(() -> end(null));
        }
    }

    void closeNow() {
        end(null);
    }
}
