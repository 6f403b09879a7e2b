package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.netty.NettyRuntime;
import dev.openaxis.core.testing.Log;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpLineTest extends TcpTestBase {
    private ByteLine to(ServerSocket converter) {
        return TcpLine.to(runtime, converter.getInetAddress().getHostAddress(), converter.getLocalPort());
    }

    @Test
    void bytesGoBothWays_asTheyAre() throws Exception {
        try (ServerSocket converter = converter()) {
            ByteLine line = to(converter);
            Ear ear = Ear.on(line);
            Socket peer = accept(converter);
            awaitTold(ear, "opened");

            write(peer, "ff530008");
            awaitTold(ear, "opened", "ff530008");
            send(line, "ff53800800");
            send(line, "");
            send(line, "40");
            assertThat(read(peer, 6)).isEqualTo("ff5380080040");

            line.close();
            awaitTold(ear, "opened", "ff530008", "closed");
            assertThat(read(peer, 1)).isEmpty();
            peer.close();
        }
    }

    @Test
    void itSaysWhatItIs() throws Exception {
        TcpOptions options = TcpOptions.defaults().withBaudRate(19_200).withTolerance(Duration.ofMillis(40));
        ByteLine line = TcpLine.to(runtime, "10.0.0.7", 4001, options);

        assertThat(line.name()).isEqualTo("tcp 10.0.0.7:4001");
        assertThat(TcpLine.to(runtime, "fd00::7", 4001)).hasToString("tcp [fd00::7]:4001");
        assertThat(line.baudRate()).isEqualTo(19_200);
        assertThat(line.bitsPerCharacter()).isEqualTo(10);
        assertThat(line.tolerance()).isEqualTo(Duration.ofMillis(40));
        assertThat(TcpLine.to(runtime, "10.0.0.7", 4001).tolerance()).isEqualTo(Duration.ofMillis(150));
        onLoop(line, () -> {
            assertThat(line.changeBaudRate(9_600)).isFalse();
            assertThat(line.baudRate()).isEqualTo(19_200);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "localhost"})
    void itConnectsByNamesAndBySixes(String host) throws Exception {
        InetAddress address = InetAddress.getByName(host);
        try (ServerSocket converter = bound(address)) {
            Ear ear = Ear.on(TcpLine.to(runtime, host, converter.getLocalPort()));
            Socket peer = accept(converter);
            write(peer, "53");
            awaitTold(ear, "opened", "53");
            peer.close();
        }
    }

    private static ServerSocket bound(InetAddress address) throws IOException {
        try {
            ServerSocket server = new ServerSocket(0, 50, address);
            server.setSoTimeout((int) PATIENCE.toMillis());
            return server;
        } catch (SocketException e) {
            return Assumptions.abort("skipped: this machine has no " + address);
        }
    }

    @Test
    void nobodyThere_theListenerHearsWhy() throws Exception {
        int port;
        try (ServerSocket converter = converter()) {
            port = converter.getLocalPort();
        }
        Ear ear = Ear.on(TcpLine.to(runtime, "127.0.0.1", port));
        awaitTold(ear, "lost");

        assertThat(ear.cause())
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith("tcp 127.0.0.1:" + port + ": line.open: cannot connect: ");
    }

    @Test
    void aHostThatDoesNotAnswer_isGivenUpInTime() throws Exception {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, HERE)) {
            while (fits(full, filling)) {
                assertThat(filling).hasSizeLessThan(50);
            }
            ByteLine line = TcpLine.to(
                    runtime,
                    "127.0.0.1",
                    full.getLocalPort(),
                    TcpOptions.defaults().withConnectTimeout(Duration.ofMillis(300)));
            Ear ear = Ear.on(line);
            awaitTold(ear, "lost");

            assertThat(ear.cause()).hasMessageContaining("timed out");
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    /** Whether the port still takes connections, which nobody accepts. */
    private static boolean fits(ServerSocket full, List<Socket> filling) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(full.getLocalSocketAddress(), 300);
            filling.add(socket);
            return true;
        } catch (SocketTimeoutException e) {
            socket.close();
            return false;
        }
    }

    @Test
    void aPeerThatCloses_andOneThatBreaksOff_endTheLine_whichCanBeOpenedAgain() throws Exception {
        try (ServerSocket converter = converter()) {
            ByteLine line = to(converter);
            Ear first = Ear.on(line);
            Socket closing = accept(converter);
            awaitTold(first, "opened");
            closing.close();
            awaitTold(first, "opened", "lost");
            assertThat(first.cause())
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("line.carry: the other end closed the connection");

            Ear second = Ear.on(line);
            Socket breaking = accept(converter);
            awaitTold(second, "opened");
            breaking.setSoLinger(true, 0);
            breaking.close();
            awaitTold(second, "opened", "lost");
            assertThat(second.cause()).hasMessageContaining("line.carry: the connection broke");

            Ear third = Ear.on(line);
            Socket last = accept(converter);
            write(last, "53");
            awaitTold(third, "opened", "53");
            assertThat(first.told()).hasSize(2);
            last.close();
        }
    }

    @Test
    void aPeerThatDoesNotRead_endsTheLine_beforeMuchWaitsForIt() throws Exception {
        try (ServerSocket converter = converter()) {
            ByteLine line = to(converter);
            Ear ear = Ear.on(line);
            Socket peer = accept(converter);
            awaitTold(ear, "opened");

            int most = 200_000;
            byte[] frame = new byte[1_440];
            for (int i = 0; i < most && ear.cause() == null; i++) {
                onLoop(line, () -> line.send(ByteBuffer.wrap(frame)));
            }
            awaitTold(ear, "opened", "lost");
            assertThat(ear.cause())
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("does not read: 65536 bytes wait for it");
            peer.close();
        }
    }

    @Test
    void manyBytesArriveInOrder() throws Exception {
        byte[] many = new byte[1 << 20];
        new Random(1).nextBytes(many);
        try (ServerSocket converter = converter()) {
            Ear ear = Ear.on(to(converter));
            Socket peer = accept(converter);
            peer.getOutputStream().write(many);
            await().atMost(PATIENCE).until(() -> ear.bytes().length == many.length);

            assertThat(ear.bytes()).isEqualTo(many);
            peer.close();
        }
    }

    @Test
    void aListenerThatFails_isLogged_andEndsNothing() throws Exception {
        try (Log log = Log.capture();
                ServerSocket converter = converter()) {
            ByteLine line = to(converter);
            Ear ear = new Ear(line.loop()) {
                @Override
                public void received(ByteBuffer received) {
                    super.received(received);
                    throw new IllegalStateException("a fault of the host's");
                }
            };
            line.open(ear);
            Socket peer = accept(converter);
            write(peer, "01");
            awaitTold(ear, "opened", "01");
            write(peer, "02");
            awaitTold(ear, "opened", "01", "02");
            line.close();
            awaitTold(ear, "opened", "01", "02", "closed");

            assertThat(log.text()).contains("a fault of the host's");
            peer.close();
        }
    }

    @Test
    void onlyItsLoopSends_andItIsOpenedOnce() throws Exception {
        try (ServerSocket converter = converter()) {
            ByteLine line = to(converter);
            Ear ear = Ear.on(line);

            assertThatThrownBy(() -> line.open(ear)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> line.send(ByteBuffer.allocate(1))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> line.changeBaudRate(9_600)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> TcpLine.to(runtime, "a", 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sendingOnALineThatIsNotOpen_doesNothing() throws Exception {
        try (ServerSocket converter = converter()) {
            ByteLine line = to(converter);
            send(line, "01");
            Ear ear = Ear.on(line);
            Socket peer = accept(converter);
            awaitTold(ear, "opened");
            line.close();
            send(line, "02");

            assertThat(read(peer, 1)).isEmpty();
            peer.close();
        }
    }

    @Test
    void closedAtAnyMoment_itIsToldOnce_andLeavesNoConnection() throws Exception {
        Random random = new Random(7);
        try (ServerSocket converter = converter()) {
            ByteLine line = to(converter);
            AtomicBoolean over = new AtomicBoolean();
            List<Socket> peers = new ArrayList<>();
            Thread accepting = new Thread(() -> {
                try {
                    while (!over.get()) {
                        Socket peer = converter.accept();
                        synchronized (peers) {
                            peers.add(peer);
                        }
                        write(peer, "0102");
                    }
                } catch (IOException e) {
                    // The test is over, or the line was closed in time.
                    over.get();
                }
            });
            accepting.start();
            List<Ear> ears = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Ear ear = Ear.on(line);
                ears.add(ear);
                long end = System.nanoTime() + random.nextInt(1_000_000);
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                line.close();
            }
            for (Ear ear : ears) {
                await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .until(() -> ear.told().contains("closed") || ear.told().contains("lost"));
                assertThat(ear.told()).doesNotHaveDuplicates();
                assertThat(ear.told().get(ear.told().size() - 1)).isIn("closed", "lost");
                assertThat(ear.told().toString()).doesNotContain("off the loop");
            }
            over.set(true);
            converter.close();
            accepting.join(PATIENCE.toMillis());
            for (Socket peer : peers) {
                peer.setSoTimeout((int) PATIENCE.toMillis());
                assertThat(endOf(peer)).isTrue();
                peer.close();
            }
        }
    }

    private static boolean endOf(Socket peer) throws IOException {
        try {
            return peer.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void aClosedRuntime_hasClosedItsLines_andOpensNoMore() throws Exception {
        try (ServerSocket converter = converter()) {
            ByteLine line = to(converter);
            ByteLine opening = TcpLine.to(runtime, "127.0.0.1", converter.getLocalPort());
            Ear ear = Ear.on(line);
            Socket peer = accept(converter);
            awaitTold(ear, "opened");
            runtime.close();

            assertThat(ear.told()).containsExactly("opened", "lost");
            assertThat(ear.cause()).isInstanceOf(ClosedException.class);
            assertThat(read(peer, 1)).isEmpty();
            assertThatThrownBy(() -> opening.open(ear)).isInstanceOf(ClosedException.class);
            assertThatThrownBy(() -> opening.open(ear)).isInstanceOf(ClosedException.class);
            assertThatThrownBy(() -> to(converter)).isInstanceOf(ClosedException.class);
            peer.close();
        }
    }

    @Test
    void onTheHostsEventLoops_closingTheRuntimeClosesTheLineOnly() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ServerSocket converter = converter()) {
            AxisRuntime shared = NettyRuntime.on(group).build();
            ByteLine line = TcpLine.to(shared, "127.0.0.1", converter.getLocalPort());
            Ear ear = Ear.on(line);
            Socket peer = accept(converter);
            awaitTold(ear, "opened");
            shared.close();

            assertThat(ear.told()).containsExactly("opened", "lost");
            Ear late = Ear.on(line);
            awaitTold(late, "lost");
            assertThat(late.cause()).isInstanceOf(ClosedException.class);
            assertThat(group.isShuttingDown()).isFalse();
            peer.close();
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(20_000);
        }
    }

    @Test
    void aLineThatIsClosed_isForgottenByItsRuntime() throws Exception {
        try (ServerSocket converter = converter()) {
            WeakReference<Ear> forgotten = new WeakReference<>(usedAndClosed(converter));

            await().atMost(PATIENCE).until(() -> {
                System.gc();
                return forgotten.get() == null;
            });
        }
    }

    private Ear usedAndClosed(ServerSocket converter) throws Exception {
        ByteLine line = to(converter);
        Ear ear = Ear.on(line);
        Socket peer = accept(converter);
        awaitTold(ear, "opened");
        line.close();
        awaitTold(ear, "opened", "closed");
        peer.close();
        return ear;
    }

    @Test
    void optionsOutOfRange_areRefused() {
        TcpOptions options = TcpOptions.defaults();
        assertThatThrownBy(() -> options.withBaudRate(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withTolerance(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withConnectTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withUnsentBytes(1_440)).isInstanceOf(IllegalArgumentException.class);
    }
}
