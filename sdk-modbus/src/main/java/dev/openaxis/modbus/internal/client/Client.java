package dev.openaxis.modbus.internal.client;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.internal.operation.LocalCalls;
import dev.openaxis.core.internal.operation.LocalCalls.Task;
import dev.openaxis.core.internal.operation.SdkThread;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.modbus.LineHealth;
import dev.openaxis.modbus.UnitHealth;
import dev.openaxis.modbus.UnitOptions;
import dev.openaxis.modbus.internal.pdu.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A client of one line, between the public API and the line's loop. */
public final class Client {
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(10);
    private static final Duration LONGEST_ASKING = Duration.ofSeconds(10);
    private static final int LAST_UNIT = 247;
    private static final int DEVICE_ITSELF = 255;

    private final Master master;
    private final LocalCalls calls;
    private final boolean serial;

    private Client(Master master, AxisRuntime runtime, boolean serial) {
        this.master = master;
        this.calls = LocalCalls.of(runtime);
        this.serial = serial;
    }

    /** A client of a serial bus. */
    public static Client rtu(ByteLine line, AxisRuntime runtime, Duration reopen, Duration broadcastPause) {
        return new Client(new RtuMaster(line, reopen, broadcastPause), runtime, true);
    }

    /** A client of a connection. */
    public static Client tcp(ByteLine line, AxisRuntime runtime, Duration reopen, int inFlight) {
        return new Client(new TcpMaster(line, reopen, inFlight), runtime, false);
    }

    /** Opens the line. */
    public void start() {
        master.start();
    }

    /** Closes it, and waits for that except on a thread that would do it. */
    public void close() {
        CompletableFuture<Void> gone = master.close();
        if (!master.loop.inLoop() && !SdkThread.isCurrent()) {
            gone.completeOnTimeout(null, LONGEST_CLOSING.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
    }

    /** Refuses addresses that no unit has. */
    public int requireUnit(int unit) {
        boolean device = !serial && (unit == 0 || unit == DEVICE_ITSELF);
        if (!device && (unit < 1 || unit > LAST_UNIT)) {
            throw new IllegalArgumentException(
                    "unit out of range 1 to 247" + (serial ? "" : ", or 0 or 255 for the device itself") + ": " + unit);
        }
        return unit;
    }

    /** The address of all units. */
    public int broadcastUnit() {
        if (!serial) {
            throw new IllegalStateException("broadcasts are for serial buses; over TCP unit 0 is the device itself");
        }
        return RtuMaster.BROADCAST;
    }

    /** Refuses to wait where nobody could end that. */
    void requireOutsideLoop(String name) {
        if (master.loop.inLoop()) {
            throw new IllegalStateException(
                    name + " was called blocking on the loop of its line, which it would stall; use async() there");
        }
    }

    LocalCalls calls() {
        return calls;
    }

    <R> Task<R> ask(int unit, Request<R> request, UnitOptions options, Duration within) {
        return new Transaction<>(
                (serial && unit == RtuMaster.BROADCAST ? "all units" : "unit " + unit) + " on " + master.line.name(),
                unit,
                request,
                options,
                within,
                master::submit);
    }

    UnitHealth health(int unit) {
        return ask(() -> master.health(unit));
    }

    /** How the line does. */
    public LineHealth health() {
        return ask(master::health);
    }

    /** What is known, taken on the loop and waited for. */
    private <T> T ask(Supplier<T> question) {
        LineLoop loop = master.loop;
        if (loop.inLoop()) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> answer.complete(question.get()));
        } catch (RejectedExecutionException e) {
            throw new ClosedException(Failure.of(master.line.name(), "modbus.health", "the runtime is closed"));
        }
        // Two loops that ask each other would wait for ever.
        return answer.orTimeout(LONGEST_ASKING.toSeconds(), TimeUnit.SECONDS).join();
    }
}
