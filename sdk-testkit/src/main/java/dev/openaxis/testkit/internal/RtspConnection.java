package dev.openaxis.testkit.internal;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One RTSP connection: answers requests, and carries the packets of the sessions set up on it. */
final class RtspConnection extends SimpleChannelInboundHandler<RtspRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(RtspConnection.class);
    private static final int MAX_SESSIONS = 16;

    /** Recorded; those besides are not built. */
    private static final String METHODS =
            "OPTIONS, DESCRIBE, ANNOUNCE, GET_PARAMETER, PAUSE, PLAY, RECORD, SETUP, SET_PARAMETER, TEARDOWN";

    private static final Pattern INTERLEAVED =
            Pattern.compile("RTP/AVP/TCP(?:;[^,;]*)*?;interleaved=([0-9]{1,3})-([0-9]{1,3})(?:;[^,]*)?");
    private static final Pattern TCP = Pattern.compile("RTP/AVP/TCP(?:;[^,]*)?");

    private final DeviceCore device;
    private final RtspServer server;
    private final SocketChannel channel;
    private final Map<String, RtspSession> sessions = new LinkedHashMap<>();
    private boolean frozen;

    RtspConnection(DeviceCore device, RtspServer server, SocketChannel channel) {
        this.device = device;
        this.server = server;
        this.channel = channel;
    }

    RtspServer server() {
        return server;
    }

    Channel channel() {
        return channel;
    }

    boolean isFrozen() {
        return frozen;
    }

    /** Neither reads nor writes from now on; TCP stays up. */
    void freeze() {
        frozen = true;
        channel.config().setAutoRead(false);
    }

    /** Closes in order, after everything written was sent. */
    void finish() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes with a TCP reset, nothing pending is sent. */
    void reset() {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.unsafe().close(channel.voidPromise());
        closed();
    }

    void left(RtspSession session) {
        if (sessions.remove(session.id()) != null) {
            server.ended();
        }
    }

    private void closed() {
        List.copyOf(sessions.values()).forEach(RtspSession::end);
        server.left(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, RtspRequest request) {
        if (frozen) {
            return;
        }
        server.heard();
        RtspAnswer answer = request.isMalformed() ? RtspAnswer.of(400) : answer(request);
        RtspSession session = request.session() == null ? null : sessions.get(request.session());
        String done = answer.status() == 200 ? request.method() : "";
        if (session != null && !done.isEmpty()) {
            session.heard();
        }
        if (session != null && done.equals("TEARDOWN")) {
            session.end();
        }
        channel.writeAndFlush(
                Unpooled.wrappedBuffer(answer.bytes(
                        request.header("cseq"), device.config().clock().instant())),
                channel.voidPromise());
        if (request.isMalformed()) {
            finish();
        } else if (session != null && done.equals("PLAY")) {
            // The packets follow the answer that announces them.
            session.play();
        }
    }

    private RtspAnswer answer(RtspRequest request) {
        if (request.header("cseq") == null) {
            return RtspAnswer.of(400);
        }
        if (request.method().equals("OPTIONS")) {
            // Answered before any log-in (recorded).
            return inSession(request, RtspAnswer.of(200).with("Public", METHODS), false);
        }
        RtspAnswer refusal = server.access().refusal(request, peer());
        if (refusal != null) {
            return refusal;
        }
        try {
            return switch (request.method()) {
                case "DESCRIBE" -> describe(request);
                case "SETUP" -> setup(request);
                case "PLAY" -> play(request);
                case "GET_PARAMETER" -> inSession(request, RtspAnswer.of(200), false);
                case "TEARDOWN" -> inSession(request, RtspAnswer.of(200), true);
                default -> RtspAnswer.of(501);
            };
        } catch (IllegalArgumentException malformedFilterOrEscape) {
            return RtspAnswer.of(400);
        }
    }

    private String peer() {
        return channel.remoteAddress() == null
                ? ""
                : channel.remoteAddress().getAddress().getHostAddress();
    }

    private RtspAnswer inSession(RtspRequest request, RtspAnswer answer, boolean needed) {
        String named = request.session();
        if (named == null) {
            return needed ? RtspAnswer.of(454) : answer;
        }
        RtspSession session = sessions.get(named);
        return session == null ? RtspAnswer.of(454) : answer.in(session);
    }

    /** What a URI asks for, or null if it is nothing this device streams. */
    private static @Nullable EventSelection selection(@Nullable RtspTarget target) {
        return target != null && target.isMedia() ? EventSelection.of(target) : null;
    }

    /** What is answered to a URI without {@code event=on} is not found: 404, as to unknown paths. */
    private RtspAnswer describe(RtspRequest request) {
        RtspTarget target = RtspTarget.parse(request.uri());
        if (target == null || selection(target) == null) {
            return RtspAnswer.of(404);
        }
        return RtspAnswer.of(200)
                .with("Content-Type", "application/sdp")
                .with("Content-Base", target.origin() + RtspTarget.MEDIA + "/")
                .saying(sdp(target));
    }

    /** As recorded; a device without video has no other stream. */
    private String sdp(RtspTarget target) {
        return "v=0\r\no=- " + server.description() + " 1 IN IP4 "
                + server.address().getHostAddress()
                + "\r\ns=Session streamed with GStreamer\r\ni=rtsp-server\r\nt=0 0\r\na=tool:GStreamer\r\n"
                + "a=type:broadcast\r\na=range:npt=now-\r\na=control:" + target.control(false)
                + "\r\nm=application 0 RTP/AVP 98\r\nc=IN IP4 0.0.0.0\r\na=rtpmap:98 vnd.onvif.metadata/90000\r\n"
                + "a=ts-refclk:local\r\na=mediaclk:sender\r\na=control:" + target.control(true) + "\r\n";
    }

    private RtspAnswer setup(RtspRequest request) {
        EventSelection selection = selection(RtspTarget.parse(request.uri()));
        if (selection == null) {
            return RtspAnswer.of(404);
        }
        String transport = request.headers().getOrDefault("transport", "");
        Matcher interleaved = INTERLEAVED.matcher(transport);
        boolean numbered = interleaved.find();
        if (!numbered && !TCP.matcher(transport).find()) {
            // UDP was recorded; it is not built.
            return RtspAnswer.of(461);
        }
        int channelNumber = numbered ? Integer.parseInt(interleaved.group(1)) : 2 * sessions.size();
        int reports = numbered ? Integer.parseInt(interleaved.group(2)) : channelNumber + 1;
        if (channelNumber > 255 || reports > 255 || sessions.size() >= MAX_SESSIONS) {
            return RtspAnswer.of(461);
        }
        RtspSession session = new RtspSession(device, this, selection, channelNumber, reports);
        sessions.put(session.id(), session);
        server.began();
        return RtspAnswer.of(200).with("Transport", session.transport()).in(session);
    }

    private RtspAnswer play(RtspRequest request) {
        RtspSession session = request.session() == null ? null : sessions.get(request.session());
        RtspTarget target = RtspTarget.parse(request.uri());
        if (session == null || target == null) {
            return RtspAnswer.of(454);
        }
        return RtspAnswer.of(200)
                .with("RTP-Info", session.position(target.control(true)))
                .with("Range", "npt=now-")
                .in(session);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("An RTSP connection failed", cause);
        context.close();
    }
}
