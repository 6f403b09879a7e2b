package dev.openaxis.benchmarks;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.VirtualLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A simulated line behind a TCP port, as a serial-to-Ethernet converter has it. The line keeps the time of the wall clock, without ever
 * sleeping, so that no byte is a timer's lateness late.
 */
public final class SimulatedConverter {
    private static final int BUFFER = 4096;

    private SimulatedConverter() {}

    /** Says its port on standard output and serves one connection, until that or standard input ends. */
    public static void serve(ByteLine end, VirtualLoop loop) throws IOException {
        endWithInput();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            System.out.println(server.socket().getLocalPort());
            SocketChannel peer = server.accept();
            peer.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
            serve(peer, end, loop);
        }
    }

    /** Ends the process when whoever started it does. */
    public static void endWithInput() {
        Thread end = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is said here
                        }
                    } catch (IOException e) {
                        System.err.println("standard input failed: " + e);
                    }
                    System.exit(0);
                },
                "end");
        end.setDaemon(true);
        end.start();
    }

    private static void serve(SocketChannel panel, ByteLine end, VirtualLoop loop) throws IOException {
        end.open(new LineListener() {
            @Override
            public void opened() {}

            @Override
            public void received(ByteBuffer bytes) {
                try {
                    while (bytes.hasRemaining()) {
                        panel.write(bytes);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void closed(@Nullable AxisException cause) {}
        });
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        long last = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            loop.advance(Duration.ofNanos(now - last));
            last = now;
            bytes.clear();
            if (panel.read(bytes) < 0) {
                return;
            }
            if (bytes.position() > 0) {
                end.send(bytes.flip());
            }
            Thread.onSpinWait();
        }
    }
}
