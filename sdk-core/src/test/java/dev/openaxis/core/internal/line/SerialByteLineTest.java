package dev.openaxis.core.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.SerialOptions;
import dev.openaxis.core.line.SerialPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a line does with its port, whatever the port does: here one that follows a script. */
class SerialByteLineTest {
    /** What was done at the port, in order. */
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    private final BlockingQueue<byte[]> arriving = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private volatile @Nullable AxisException cause;
    private volatile String broken = "";
    private volatile int reads;
    private final CountDownLatch maySet = new CountDownLatch(1);
    private volatile boolean opensSlowly;

    private final class ScriptedDriver implements SerialDriver, SerialDriver.OpenPort {
        @Override
        public List<SerialPort> ports() {
            return List.of();
        }

        @Override
        public OpenPort open(String name, SerialOptions options, int baudRate) throws IOException {
            failIf("open");
            if (opensSlowly) {
                await(maySet);
            }
            done.add("open " + baudRate);
            return this;
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            reads++;
            failIf("read");
            try {
                byte[] bytes = arriving.poll(broken.equals("silence") ? 0 : 20, TimeUnit.MILLISECONDS);
                if (bytes == null) {
                    return 0;
                }
                System.arraycopy(bytes, 0, buffer, 0, bytes.length);
                return bytes.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            failIf("write");
            done.add("write " + bytes.length);
        }

        @Override
        public void baudRate(int bitsPerSecond) throws IOException {
            failIf("rate");
            done.add("rate " + bitsPerSecond);
        }

        @Override
        public void close() {
            done.add("close");
        }

        private void failIf(String what) throws IOException {
            if (broken.equals(what)) {
                throw new IOException(what + " fails");
            }
            if (broken.equals(what + " badly")) {
                throw new IllegalStateException(what + " fails badly");
            }
        }
    }

    private final SerialByteLine line =
            new SerialByteLine("scripted port", SerialOptions.defaults().withBaudRate(300), ScriptedDriver::new);

    private final LineListener listener = new LineListener() {
        @Override
        public void opened() {
            told.add("opened");
        }

        @Override
        public void received(ByteBuffer bytes) {
            told.add("received " + bytes.remaining());
        }

        @Override
        public void closed(@Nullable AxisException why) {
            cause = why;
            told.add(why == null ? "closed" : "lost");
        }
    };

    private void expect(BlockingQueue<String> queue, String... entries) throws InterruptedException {
        for (String entry : entries) {
            assertThat(queue.poll(20, TimeUnit.SECONDS)).isEqualTo(entry);
        }
    }

    private void onLoop(Runnable task) throws Exception {
        CompletableFuture.runAsync(task, line.loop()).get(20, TimeUnit.SECONDS);
    }

    private void open() throws Exception {
        line.open(listener);
        expect(told, "opened");
        expect(done, "open " + line.baudRate());
    }

    private void send(int length) {
        line.send(ByteBuffer.allocate(length));
    }

    @Test
    void closed_thePortIsGivenBack_andTheNextOpeningComesAfterThat() throws Exception {
        open();
        line.close();
        line.open(listener);
        expect(told, "closed", "opened");
        expect(done, "close", "open 300");
        line.close();
        expect(told, "closed");
        expect(done, "close");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPortThatBreaks_isNotClosedWhileTheLoopMayBeWritingToIt() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        open();
        line.loop().execute(() -> await(written));
        broken = "read";

        assertThat(done.poll(300, TimeUnit.MILLISECONDS)).isNull();
        written.countDown();
        expect(done, "close");
        expect(told, "lost");
    }

    @Test
    void aNewRate_isForWhatIsSentAfterwards_alsoAfterSilence() throws Exception {
        open();
        CountDownLatch silence = new CountDownLatch(1);
        line.loop().schedule(Duration.ofMillis(150), silence::countDown);
        await(silence);
        long begun = System.nanoTime();
        onLoop(() -> {
            send(3);
            line.changeBaudRate(9_600);
            send(5);
            line.changeBaudRate(19_200);
            send(7);
        });
        expect(done, "write 3", "rate 9600");
        // Three characters of ten bits, at 300 bits per second.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        expect(done, "write 5", "rate 19200", "write 7");
        line.close();
    }

    @Test
    void aRateThatWasChangedWhileItOpened_isTheRateOfThePort() throws Exception {
        onLoop(() -> {
            line.open(listener);
            line.changeBaudRate(600);
        });
        expect(told, "opened");
        expect(done, "open 600");
        line.close();
        expect(told, "closed");
        expect(done, "close");

        opensSlowly = true;
        line.open(listener);
        onLoop(() -> {});
        onLoop(() -> line.changeBaudRate(1_200));
        maySet.countDown();
        expect(told, "opened");
        expect(done, "open 600", "rate 1200");
        onLoop(() -> line.changeBaudRate(1_200));
        onLoop(() -> send(1));
        expect(done, "write 1");
        line.close();
    }

    @Test
    void moreThanThePortHolds_endsTheLine() throws Exception {
        open();
        onLoop(() -> {
            send(4_000);
            send(96);
        });
        expect(done, "write 4000", "write 96");
        onLoop(() -> send(10));
        expect(told, "lost");
        assertThat(cause)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("line.carry: the port: ")
                .hasMessageContaining("bytes have not left yet");
        expect(done, "close");
    }

    @Test
    void bytesThatWaitForARate_countAmongThose() throws Exception {
        open();
        onLoop(() -> {
            send(1);
            line.changeBaudRate(600);
            send(4_000);
            send(97);
        });
        expect(told, "lost");
        expect(done, "write 1", "close");
    }

    @Test
    void whateverFails_theListenerHearsOnce_andThePortIsGivenBack() throws Exception {
        for (String fault : List.of("read", "read badly")) {
            open();
            broken = fault;
            expect(told, "lost");
            expect(done, "close");
            assertThat(cause).isInstanceOf(ConnectionException.class).hasMessageContaining("line.carry");
            assertThat(cause).hasMessageContaining("read fails");
            broken = "";
        }
        for (String fault : List.of("write", "rate")) {
            open();
            broken = fault;
            onLoop(() -> {
                line.changeBaudRate(fault.equals("rate") ? 1_200 : 300);
                send(1);
                send(1);
            });
            expect(told, "lost");
            expect(done, "close");
            assertThat(cause).hasMessageContaining(fault + " fails");
            broken = "";
            onLoop(() -> line.changeBaudRate(300));
        }
        for (String fault : List.of("open", "open badly")) {
            broken = fault;
            line.open(listener);
            expect(told, "lost");
            assertThat(cause).hasMessageContaining("line.open").hasMessageContaining("open fails");
            broken = "";
        }
        assertThat(done).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aMissingLibrary_isToldToTheListener() throws Exception {
        SerialByteLine without = new SerialByteLine("port", SerialOptions.defaults(), () -> {
            throw new UnsupportedCapabilityException(Failure.of("port", "line.open", "missing"), "library");
        });
        without.open(listener);
        expect(told, "lost");
        assertThat(cause).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void aPortThatSaysNothingAtOnce_isNotAskedWithoutAPause() throws Exception {
        broken = "silence";
        open();
        int before = reads;
        onLoop(() -> {});
        CountDownLatch later = new CountDownLatch(1);
        line.loop().schedule(Duration.ofMillis(300), later::countDown);
        assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(reads - before).isLessThanOrEqualTo(40);
        line.close();
    }

    @Test
    void aListenerThatIsSlow_doesNotFillTheHeap() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        open();
        line.loop().execute(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < 100; i++) {
            arriving.add(new byte[10]);
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> arriving.size() < 85);
        Awaitility.await()
                .during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(20))
                .until(() -> arriving.size() >= 80);
        release.countDown();
        for (int i = 0; i < 100; i++) {
            expect(told, "received 10");
        }
        line.close();
    }
}
