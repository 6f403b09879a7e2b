package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.Mode;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * The upper limit: a codec and a handler per device on as many loops as the SDK uses, the next request written from the
 * read. No deadlines, no pool, no log-in, no futures. Over TLS with a bound for handshakes, as all at once are slower.
 */
final class BareNettyClient implements LoadClient {
    private static final long HANDSHAKE_SECONDS = 60;

    private final Fleet fleet;
    private final Mode mode;
    private final SslContext[] tls;
    private final BareNettyConnection[] connections;
    private final Admission admission;
    private final EventLoopGroup group;

    BareNettyClient(Fleet fleet, Mode mode) {
        this(fleet, mode, Integer.MAX_VALUE);
    }

    @SuppressWarnings("deprecation") // its successor does not exist in Netty 4.1
    BareNettyClient(Fleet fleet, Mode mode, int handshakesAtOnce) {
        this.fleet = fleet;
        this.mode = mode;
        this.tls = mode == Mode.TLS ? PinnedTls.contexts(fleet) : new SslContext[0];
        this.connections = new BareNettyConnection[fleet.devices()];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new BareNettyConnection(i, fleet.authority(i, mode));
        }
        admission = new Admission(handshakesAtOnce);
        group = new NioEventLoopGroup(Math.min(Runtime.getRuntime().availableProcessors(), 4));
    }

    @Override
    public void send(int device, Answers answers) {
        BareNettyConnection connection = connections[device];
        connection.next(answers);
        if (connection.open()) {
            connection.write();
        } else {
            admission.enter(() -> connect(device, connection, answers));
        }
    }

    private void connect(int device, BareNettyConnection connection, Answers answers) {
        new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel, device, connection);
                    }
                })
                .connect(fleet.host(device), fleet.port(mode))
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        answers.failed(device, connected.cause());
                    }
                });
    }

    private void initialize(Channel channel, int device, BareNettyConnection connection) {
        if (mode == Mode.TLS) {
            SslHandler handler = tls[device].newHandler(channel.alloc(), fleet.host(device), fleet.port(mode));
            handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
            handler.handshakeFuture().addListener(made -> admission.leave());
            channel.pipeline().addLast(handler);
        }
        channel.pipeline().addLast(new HttpClientCodec(), connection);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
