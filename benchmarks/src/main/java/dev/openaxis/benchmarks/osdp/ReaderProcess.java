package dev.openaxis.benchmarks.osdp;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.Scbk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readers on a simulated line behind a TCP port, as a converter has it: started with the rate and the number of readers, it says its
 * port and serves one connection until its standard input ends. The line keeps the time of the wall clock, without ever sleeping, so that
 * readers answer 3 ms after a command and no byte is a timer's lateness late.
 */
final class ReaderProcess {
    private static final int BUFFER = 4096;

    private ReaderProcess() {}

    /** The key of a reader. */
    static Scbk key(int address) {
        return Scbk.of(("reader " + address + " of this run ...")
                .substring(0, Scbk.SIZE)
                .getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The program.
     *
     * @param arguments bits per second, number of readers, ms to an answer
     * @throws IOException if the port cannot be opened
     */
    public static void main(String[] arguments) throws IOException {
        endWithInput();
        VirtualLoop loop = new VirtualLoop();
        MemoryBus bus = new MemoryBus(loop, LineModel.perfect(Integer.parseInt(arguments[0])));
        List<PeripheralDevice> readers = new ArrayList<>();
        for (int address = 1; address <= Integer.parseInt(arguments[1]); address++) {
            readers.add(PeripheralDevice.builder(bus.attach("reader " + address))
                    .address(address)
                    .key(key(address))
                    .replyDelay(Duration.ofMillis(Integer.parseInt(arguments[2])))
                    .start());
        }
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            System.out.println(server.socket().getLocalPort());
            SocketChannel panel = server.accept();
            panel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
            serve(panel, bus.attach("converter"), loop);
        } finally {
            readers.forEach(PeripheralDevice::close);
        }
    }

    private static void endWithInput() {
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
