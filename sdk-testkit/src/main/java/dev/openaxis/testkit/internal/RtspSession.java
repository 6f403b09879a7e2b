package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.EventStreamCount;
import dev.openaxis.testkit.RtspVariant;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One metadata stream that a client has set up, reference 04 section 2.2; it lasts as long as somebody asks for it. */
final class RtspSession implements EventSink, CountedStream {
    private static final long MAX_BACKLOG = 8L * 1024 * 1024;
    private static final int ID_BYTES = 12;
    /** Neither RTP nor RTCP of any session that counts its channels from 0. */
    private static final int FOREIGN_CHANNEL = 200;

    private final DeviceCore device;
    private final RtspServer server;
    private final RtspConnection connection;
    private final EventSelection selection;
    private final MetadataDocument documents;
    private final RtpStream stream;
    private final Duration timeout;
    private final String id;
    private final String transport;
    private boolean playing;
    private boolean ended;
    private long heardFrom;
    private long sent;

    RtspSession(DeviceCore device, RtspConnection connection, EventSelection selection, int channel, int reports) {
        this.device = device;
        this.server = connection.server();
        this.connection = connection;
        this.selection = selection;
        this.documents = new MetadataDocument(device.config());
        this.stream = new RtpStream(channel, reports, server.settings().packetBytes());
        this.timeout = server.settings().sessionTimeout();
        byte[] random = new byte[ID_BYTES];
        new SecureRandom().nextBytes(random);
        this.id = Base64.getUrlEncoder().encodeToString(random);
        this.transport = "RTP/AVP/TCP;unicast;interleaved=" + channel + "-" + reports + ";ssrc=" + stream.sourceInHex()
                + ";mode=\"PLAY\"";
        heard();
        watch(timeout.toNanos());
    }

    String id() {
        return id;
    }

    long timeoutSeconds() {
        return timeout.toSeconds();
    }

    /** What was agreed on, in the form recorded for UDP. */
    String transport() {
        return transport;
    }

    /** Where in the stream it begins to play. */
    String position(String control) {
        return "url=" + control + ";seq=" + stream.sequence() + ";rtptime=" + stream.time();
    }

    /** A request for this session came: it lives on. */
    void heard() {
        heardFrom = System.nanoTime();
    }

    private void watch(long nanos) {
        device.schedule(nanos, () -> {
            long left = timeout.toNanos() - (System.nanoTime() - heardFrom);
            if (!ended && left > 0) {
                watch(left);
            } else if (!ended) {
                server.timedOut();
                end();
                if (!device.config().is(RtspVariant.TIMEOUT_LEAVES_CONNECTION_OPEN)) {
                    connection.finish();
                }
            }
        });
    }

    /** Sends the empty document, the present states and from now on what happens. */
    void play() {
        if (playing) {
            return;
        }
        playing = true;
        device.events().listen(this);
        if (device.config().is(RtspVariant.SENDER_REPORTS)) {
            report();
        }
        send(documents.empty());
        List<EventNotice> present = device.events().present().stream()
                .filter(notice -> selection.matches(notice.state()))
                .toList();
        if (device.config().is(RtspVariant.SEVERAL_EVENTS_IN_A_DOCUMENT) && !present.isEmpty()) {
            send(present);
        } else {
            present.forEach(notice -> send(List.of(notice)));
        }
    }

    private void report() {
        if (isWritable()) {
            write(stream.report(
                    connection.channel().alloc(), device.config().clock().instant()));
        }
        device.schedule(TimeUnit.SECONDS.toNanos(1), () -> {
            if (playing) {
                report();
            }
        });
    }

    void end() {
        ended = true;
        playing = false;
        device.events().leave(this);
        connection.left(this);
    }

    @Override
    public void told(EventNotice notice) {
        if (playing && selection.matches(notice.state())) {
            send(List.of(notice));
        }
    }

    @Override
    public EventStreamCount count() {
        return new EventStreamCount(EventStreamCount.Kind.RTSP, CountedStream.peer(connection.channel()), sent);
    }

    private void send(List<EventNotice> notices) {
        sent += notices.size();
        send(documents.of(notices));
    }

    private void send(byte[] document) {
        if (!isWritable()) {
            return;
        }
        Channel channel = connection.channel();
        if (device.config().is(RtspVariant.FRAMES_OF_OTHER_CHANNELS)) {
            write(RtpStream.foreign(channel.alloc(), FOREIGN_CHANNEL));
        }
        int before = stream.sequence();
        ByteBuf packets = stream.packets(channel.alloc(), document);
        // Counted before the client can know.
        server.sent((stream.sequence() - before) & 0xFFFF);
        write(packets);
    }

    private void write(ByteBuf bytes) {
        connection.channel().writeAndFlush(bytes, connection.channel().voidPromise());
    }

    /** A client that reads nothing is dropped before its backlog eats the memory. */
    private boolean isWritable() {
        if (connection.isFrozen() || !connection.channel().isActive()) {
            return false;
        }
        if (connection.channel().bytesBeforeWritable() > MAX_BACKLOG) {
            connection.reset();
            return false;
        }
        return true;
    }
}
