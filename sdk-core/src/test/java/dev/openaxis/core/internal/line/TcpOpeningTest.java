package dev.openaxis.core.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.TcpOptions;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often bytes go to the system, which costs more than the bytes. */
class TcpOpeningTest {
    private final AxisRuntime runtime = AxisRuntime.create();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<@Nullable AxisException> closed = new CompletableFuture<>();
    private final AtomicInteger flushes = new AtomicInteger();
    private TcpClientLine line;
    private ServerSocket server;
    private Socket peer;

    @BeforeEach
    void connect() throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        line = new TcpClientLine(runtime, "127.0.0.1", server.getLocalPort(), TcpOptions.defaults(), null);
        line.open(new LineListener() {
            @Override
            public void opened() {
                opened.complete(null);
            }

            @Override
            public void received(ByteBuffer bytes) {}

            @Override
            public void closed(@Nullable AxisException cause) {
                closed.complete(cause);
            }
        });
        peer = server.accept();
        peer.setSoTimeout(20_000);
        opened.get(20, TimeUnit.SECONDS);
        onLoop(() -> Objects.requireNonNull(
                        Objects.requireNonNull(line.current()).channel())
                .pipeline()
                .addFirst(new ChannelOutboundHandlerAdapter() {
                    @Override
                    public void flush(ChannelHandlerContext context) {
                        flushes.incrementAndGet();
                        context.flush();
                    }
                }));
    }

    @AfterEach
    void close() throws Exception {
        runtime.close();
        peer.close();
        server.close();
    }

    private void onLoop(Runnable task) throws Exception {
        CompletableFuture.runAsync(task, line.loop()).get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatIsSentInOneTurn_leavesAtOnce() throws Exception {
        byte[] frames = new byte[200 * 12];
        new Random(3).nextBytes(frames);
        onLoop(() -> {
            for (int at = 0; at < frames.length; at += 12) {
                line.send(ByteBuffer.wrap(frames, at, 12));
            }
        });

        assertThat(peer.getInputStream().readNBytes(frames.length)).isEqualTo(frames);
        assertThat(flushes).hasValue(1);

        onLoop(() -> line.send(ByteBuffer.wrap(frames, 0, 12)));
        assertThat(peer.getInputStream().readNBytes(12)).startsWith(frames[0]);
        assertThat(flushes).hasValue(2);
    }

    @Test
    void whatIsSentBeforeTheLineIsClosed_leaves() throws Exception {
        onLoop(() -> {
            line.send(ByteBuffer.wrap(new byte[] {1, 2}));
            line.close();
        });

        assertThat(peer.getInputStream().readAllBytes()).containsExactly(1, 2);
        assertThat(closed.get(20, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void moreInOneTurnThanMayWait_leavesInTime_ifTheOtherEndReads() throws Exception {
        int most = TcpOptions.defaults().unsentBytes();
        byte[] frame = new byte[1_024];
        // Twice what may wait, and less than the system takes of a peer that reads.
        onLoop(() -> {
            for (int sent = 0; sent < 2 * most; sent += frame.length) {
                line.send(ByteBuffer.wrap(frame));
            }
        });

        assertThat(peer.getInputStream().readNBytes(2 * most)).hasSize(2 * most);
        assertThat(closed).isNotDone();
    }
}
