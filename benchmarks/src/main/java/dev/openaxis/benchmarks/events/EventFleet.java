package dev.openaxis.benchmarks.events;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Thousands of devices at one port, told apart by their loopback addresses: just enough of one to be connected and listened to,
 * without log-in, so that what it costs is sending. It counts what it sends. Commands come in lines: {@code begin N} tells events at N
 * per second in all, {@code end} stops and answers how many were sent, {@code streams} answers how many are open.
 */
final class EventFleet {
    private static final long TICK_MILLIS = 5;
    private static final String OK = "{\"apiVersion\":\"1.0\",\"method\":\"events:configure\",\"data\":{}}";
    private static final Map<String, String> ANSWERS = Map.of(
            "/axis-cgi/systemready.cgi",
            "{\"apiVersion\":\"1.2\",\"method\":\"systemready\",\"data\":{\"systemready\":\"yes\",\"needsetup\":\"no\",\"uptime\":\"100\",\"bootid\":\"a\"}}",
            "/axis-cgi/apidiscovery.cgi",
            "{\"method\":\"getApiList\",\"apiVersion\":\"1.0\",\"data\":{\"apiList\":["
                    + "{\"id\":\"event-streaming-over-websocket\",\"version\":\"1.0\",\"name\":\"Event streaming\"},"
                    + "{\"id\":\"io-port-management\",\"version\":\"1.1\",\"name\":\"IO Port Management\"},"
                    + "{\"id\":\"basic-device-info\",\"version\":\"1.3\",\"name\":\"Basic Device Information\"}]}}",
            "/axis-cgi/usergroup.cgi",
            "root\nadmin operator viewer ptz\n",
            "/axis-cgi/io/portmanagement.cgi",
            "{\"apiVersion\":\"1.0\",\"method\":\"getPorts\",\"data\":{\"numberOfPorts\":1,\"items\":[{\"port\":\"0\",\"configurable\":false,"
                    + "\"usage\":\"\",\"name\":\"Port 1\",\"direction\":\"input\",\"state\":\"open\",\"normalState\":\"open\"}]}}");

    private final EventLoopGroup group = loops();
    private final List<Load> loads = new ArrayList<>();
    private final LongAdder sent = new LongAdder();

    @SuppressWarnings("deprecation") // its successor is missing in Netty 4.1, like in the SDK
    private static EventLoopGroup loops() {
        return new NioEventLoopGroup(2);
    }

    /** The streams of one loop, which are told events in turn. Used on that loop. */
    private final class Load {
        private final EventLoop loop;
        private final List<Channel> streams = new ArrayList<>();
        private int next;
        private long begun;
        private long told;
        private double perSecond;

        Load(EventLoop loop) {
            this.loop = loop;
        }

        void begin(double rate) {
            perSecond = rate;
            begun = System.nanoTime();
            told = 0;
            tick();
        }

        private void tick() {
            if (perSecond <= 0) {
                return;
            }
            long due = (long) ((System.nanoTime() - begun) / 1e9 * perSecond);
            while (told < due && !streams.isEmpty()) {
                next = next + 1 < streams.size() ? next + 1 : 0;
                streams.get(next).writeAndFlush(frame(streams.get(next), told));
                told++;
                sent.increment();
            }
            loop.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }

        private TextWebSocketFrame frame(Channel channel, long number) {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            String text =
                    "{\"apiVersion\":\"1.0\",\"method\":\"events:notify\",\"params\":{\"notification\":{\"topic\":"
                            + "\"tnsaxis:Load/Pulse\",\"timestamp\":" + micros / 1000
                            + ",\"message\":{\"source\":{},\"key\":{},\"data\":{\"number\":\"" + number
                            + "\",\"micros\":\"" + micros
                            + "\"}}}}}";
            return new TextWebSocketFrame(ByteBufUtil.writeUtf8(channel.alloc(), text));
        }
    }

    private final class Device extends SimpleChannelInboundHandler<Object> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Object message) {
            if (message instanceof FullHttpRequest request) {
                answer(context, request);
            } else if (message instanceof TextWebSocketFrame) {
                context.writeAndFlush(new TextWebSocketFrame(OK));
                Load load = loadOf(context.channel());
                if (!load.streams.contains(context.channel())) {
                    load.streams.add(context.channel());
                    context.channel().closeFuture().addListener(gone -> load.streams.remove(context.channel()));
                }
            } else if (message instanceof PingWebSocketFrame ping) {
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            } else if (message instanceof WebSocketFrame) {
                context.close();
            }
        }

        private void answer(ChannelHandlerContext context, FullHttpRequest request) {
            if (request.headers().contains("Upgrade")) {
                WebSocketServerHandshaker handshaker =
                        new WebSocketServerHandshakerFactory("ws://device/", null, false).newHandshaker(request);
                handshaker.handshake(context.channel(), request);
                return;
            }
            String path = request.uri().replaceFirst("\\?.*", "");
            String text = path.equals("/axis-cgi/basicdeviceinfo.cgi") ? info(context) : ANSWERS.get(path);
            ByteBuf body = ByteBufUtil.writeUtf8(context.alloc(), text == null ? "" : text);
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, text == null ? HttpResponseStatus.NOT_FOUND : HttpResponseStatus.OK, body);
            response.headers()
                    .set("Content-Length", body.readableBytes())
                    .set("Content-Type", path.endsWith("usergroup.cgi") ? "text/plain" : "application/json");
            context.writeAndFlush(response);
        }

        private String info(ChannelHandlerContext context) {
            byte[] address = ((InetSocketAddress) context.channel().localAddress())
                    .getAddress()
                    .getAddress();
            String serial = String.format(
                    Locale.ROOT, "B8A44F%02X%02X%02X", address[1] & 0xFF, address[2] & 0xFF, address[3] & 0xFF);
            return "{\"apiVersion\":\"1.3\",\"data\":{\"propertyList\":{\"Brand\":\"AXIS\",\"ProdNbr\":\"A9210\",\"ProdFullName\":"
                    + "\"AXIS A9210\",\"ProdType\":\"I/O Module\",\"SerialNumber\":\"" + serial
                    + "\",\"Version\":\"12.5.0\"}}}";
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private Load loadOf(Channel channel) {
        synchronized (loads) {
            for (Load load : loads) {
                if (load.loop == channel.eventLoop()) {
                    return load;
                }
            }
            Load load = new Load(channel.eventLoop());
            loads.add(load);
            return load;
        }
    }

    private List<Load> loads() {
        synchronized (loads) {
            return List.copyOf(loads);
        }
    }

    private long on(Load load, Callable<Long> task) throws Exception {
        return load.loop.submit(task).get(30, TimeUnit.SECONDS);
    }

    private long streams() throws Exception {
        long open = 0;
        for (Load load : loads()) {
            open += on(load, () -> (long) load.streams.size());
        }
        return open;
    }

    private void begin(int perSecond) throws Exception {
        long all = streams();
        for (Load load : loads()) {
            on(load, () -> {
                load.begin((double) perSecond * load.streams.size() / all);
                return 0L;
            });
        }
    }

    private long end() throws Exception {
        for (Load load : loads()) {
            on(load, () -> {
                load.perSecond = 0;
                return 0L;
            });
        }
        return sent.sumThenReset();
    }

    private int listen() throws InterruptedException {
        Channel listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.config().setTcpNoDelay(true);
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 16), new Device());
                    }
                })
                .bind("0.0.0.0", 0)
                .sync()
                .channel();
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /**
     * The devices' process.
     *
     * @param arguments none
     * @throws Exception if it cannot go on
     */
    public static void main(String[] arguments) throws Exception {
        EventFleet fleet = new EventFleet();
        PrintStream out = System.out;
        out.println(fleet.listen());
        out.flush();
        try (BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "streams" -> out.println(fleet.streams());
                    case "begin" -> {
                        fleet.begin(Integer.parseInt(words[1]));
                        out.println("begun");
                    }
                    case "end" -> out.println(fleet.end());
                    default -> throw new IOException("unknown command " + words[0]);
                }
                out.flush();
            }
        }
        System.exit(0);
    }
}
