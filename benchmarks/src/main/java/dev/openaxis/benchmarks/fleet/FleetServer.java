package dev.openaxis.benchmarks.fleet;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The process with the devices. Says on standard output which certificates and ports it has, answers {@code counts} on
 * standard input, and ends when standard input does.
 */
public final class FleetServer {
    private static final int BACKLOG = 4096;
    private static final long HANDSHAKE_SECONDS = 60;

    private final SimulatedDevice[] devices;
    private final DeviceCertificates certificates;
    private final Map<Mode, LongAdder> served = new EnumMap<>(Mode.class);
    private final LongAdder challenged = new LongAdder();

    private FleetServer(int count) throws GeneralSecurityException, IOException {
        devices = new SimulatedDevice[count];
        for (int i = 0; i < count; i++) {
            devices[i] = new SimulatedDevice(i);
        }
        certificates = new DeviceCertificates();
        for (Mode mode : Mode.values()) {
            served.put(mode, new LongAdder());
        }
    }

    /**
     * The program.
     *
     * @param arguments number of devices
     * @throws GeneralSecurityException if certificates cannot be made
     * @throws IOException if standard input breaks
     */
    public static void main(String[] arguments) throws GeneralSecurityException, IOException {
        new FleetServer(Integer.parseInt(arguments[0])).run();
        System.exit(0);
    }

    @SuppressWarnings("deprecation") // its successor does not exist in Netty 4.1
    private void run() throws IOException {
        EventLoopGroup group = new NioEventLoopGroup(Runtime.getRuntime().availableProcessors());
        Map<Mode, Integer> ports = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            ports.put(mode, listen(group, mode));
        }
        new Fleet(devices.length, ports, certificates.fingerprints()).lines().forEach(System.out::println);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println(counts().line());
        }
    }

    private int listen(EventLoopGroup group, Mode mode) {
        Channel channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        initialize(accepted, mode);
                    }
                })
                .bind(0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private void initialize(Channel channel, Mode mode) {
        int number = Fleet.device(((InetSocketAddress) channel.localAddress()).getAddress());
        if (number < 0 || number >= devices.length) {
            channel.close();
            return;
        }
        if (mode == Mode.TLS) {
            SslHandler handler = certificates.of(number).newHandler(channel.alloc());
            handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
            channel.pipeline().addLast(handler);
        }
        LongAdder counter = served.getOrDefault(mode, challenged);
        channel.pipeline().addLast(new DeviceConnection(devices[number], mode, counter, challenged));
    }

    private ServedCounts counts() {
        Map<Mode, Long> sums = new EnumMap<>(Mode.class);
        served.forEach((mode, counter) -> sums.put(mode, counter.sum()));
        return new ServedCounts(sums, challenged.sum());
    }
}
