package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.internal.line.SerialDriver.OpenPort;
import dev.openaxis.core.internal.operation.SdkThread;
import dev.openaxis.core.line.LineListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One opening of a serial port. Its thread opens, reads and closes; all else happens on the loop. */
final class SerialOpening extends Opening {
    /** What drivers hold; a protocol that waits for answers never has more than a frame of 1,440 bytes under way. */
    private static final int MOST_UNSENT = 4_096;

    private static final int PIECE = 4_096;
    /** Pieces that were read and not heard: a listener that is slow makes the system's buffer full, and not the heap. */
    private static final int MOST_UNHEARD = 16;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    /** What is to be done at the port, in order. */
    private sealed interface Step {}

    private static final class Write implements Step {
        private final byte[] bytes;

        private Write(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private record Rate(int bitsPerSecond) implements Step {}

    private final SerialByteLine line;
    private final Semaphore unheard = new Semaphore(MOST_UNHEARD);
    private final CountDownLatch released = new CountDownLatch(1);
    private @Nullable OpenPort port;
    private int portRate;
    /** When all that was written has left, if the port sends without pauses. */
    private long sentUntil;

    private final Deque<Step> steps = new ArrayDeque<>();
    /** Bytes among the steps. */
    private int held;
    /** Whether the next step waits until what was written has left. */
    private boolean waiting;

    SerialOpening(SerialByteLine line, LineListener listener) {
        super(line, listener);
        this.line = line;
    }

    void start() {
        int rate = line.baudRate();
        portRate = rate;
        SdkThread.of("axis-sdk-line " + line.name() + " reader", () -> use(rate))
                .start();
    }

    /** On the thread of this opening. */
    private void use(int baudRate) {
        line.port.lock();
        try {
            if (!isOver()) {
                OpenPort opened = line.driver.get().open(line.name(), line.options, baudRate);
                try {
                    line.loop().execute(() -> opened(opened));
                    read(opened);
                } finally {
                    // Not while the loop may be writing to it.
                    awaitRelease();
                    opened.close();
                }
            }
        } catch (IOException e) {
            end(failure("line.open", e));
        } catch (AxisException e) {
            end(e);
        } catch (RuntimeException e) {
            end(failure("line.open", new IOException(e.toString(), e)));
        } finally {
            line.port.unlock();
        }
    }

    private void read(OpenPort from) {
        byte[] buffer = new byte[PIECE];
        try {
            while (!isOver()) {
                long begun = System.nanoTime();
                int count = from.read(buffer);
                if (count > 0) {
                    hand(Arrays.copyOf(buffer, count));
                } else if (System.nanoTime() - begun < PAUSE) {
                    // Nothing, and at once: whatever the port means by that, asking without a pause would only heat the
                    // processor.
                    LockSupport.parkNanos(this, PAUSE);
                }
            }
        } catch (IOException e) {
            end(failure("line.carry", e));
        } catch (RuntimeException e) {
            end(failure("line.carry", new IOException(e.toString(), e)));
        }
    }

    private void hand(byte[] bytes) {
        unheard.acquireUninterruptibly();
        line.loop().execute(() -> {
            try {
                received(ByteBuffer.wrap(bytes));
            } finally {
                unheard.release();
            }
        });
    }

    private void awaitRelease() {
        boolean interrupted = false;
        while (true) {
            try {
                released.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void opened(OpenPort opened) {
        if (!isOver()) {
            port = opened;
            sentUntil = line.loop().nanoTime();
            changeBaudRate(line.baudRate());
            opened();
        }
    }

    void send(byte[] bytes) {
        if (!isOpen()) {
            return;
        }
        long unsent = Math.max(0, sentUntil - line.loop().nanoTime()) / nanosPerCharacter() + held;
        if (unsent + bytes.length > MOST_UNSENT) {
            end(failure("line.carry", new IOException(unsent + " bytes have not left yet, and more were sent")));
            return;
        }
        steps.add(new Write(bytes));
        held += bytes.length;
        proceed();
    }

    /** The rate of what is sent from now on. */
    void changeBaudRate(int bitsPerSecond) {
        steps.add(new Rate(bitsPerSecond));
        proceed();
    }

    private void proceed() {
        try {
            while (!waiting && !steps.isEmpty()) {
                OpenPort at = port;
                if (at == null || isOver()) {
                    return;
                }
                take(at, steps.element());
            }
        } catch (IOException e) {
            end(failure("line.carry", e));
        }
    }

    private void take(OpenPort at, Step step) throws IOException {
        long left = sentUntil - line.loop().nanoTime();
        if (step instanceof Rate rate && rate.bitsPerSecond() != portRate) {
            if (left > 0) {
                waiting = true;
                // One character more: how long the first one waited is not known.
                line.loop().schedule(Duration.ofNanos(left + nanosPerCharacter()), this::proceedAfterWaiting);
                return;
            }
            at.baudRate(rate.bitsPerSecond());
            portRate = rate.bitsPerSecond();
        } else if (step instanceof Write write) {
            int length = write.bytes.length;
            held -= length;
            sentUntil += Math.max(0, -left) + length * nanosPerCharacter();
            at.write(write.bytes);
        }
        steps.remove();
    }

    private void proceedAfterWaiting() {
        waiting = false;
        proceed();
    }

    private long nanosPerCharacter() {
        return line.bitsPerCharacter() * 1_000_000_000L / portRate;
    }

    private AxisException failure(String operation, IOException cause) {
        return new ConnectionException(Failure.of(line.name(), operation, "the port: " + cause.getMessage())
                .cause(cause)
                .advice("Check that the port is there and nobody else has it, and that this user may use it (on Linux"
                        + " members of the group dialout may)"));
    }

    /** The thread sees that it is over within a tenth of a second, and closes the port. */
    @Override
    protected void release() {
        port = null;
        steps.clear();
        released.countDown();
    }
}
