package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A runtime, and the other end as plain sockets. */
abstract class TcpTestBase {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final InetAddress HERE = InetAddress.getLoopbackAddress();

    final AxisRuntime runtime = AxisRuntime.create();

    @AfterEach
    void closeRuntime() {
        runtime.close();
    }

    static ServerSocket converter() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, HERE);
        server.setSoTimeout((int) PATIENCE.toMillis());
        return server;
    }

    static Socket accept(ServerSocket server) throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    static Socket dial(InetSocketAddress address, String from) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort(), InetAddress.getByName(from), 0);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    static void write(Socket socket, String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex));
    }

    static String read(Socket socket, int bytes) throws IOException {
        return HexFormat.of().formatHex(socket.getInputStream().readNBytes(bytes));
    }

    static void send(ByteLine line, String hex) throws Exception {
        onLoop(line, () -> line.send(ByteBuffer.wrap(HexFormat.of().parseHex(hex))));
    }

    static void onLoop(ByteLine line, Runnable task) throws Exception {
        CompletableFuture.runAsync(task, line.loop()).get(20, TimeUnit.SECONDS);
    }

    static void awaitTold(Ear ear, String... told) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(ear.told()).containsExactly(told));
    }
}
