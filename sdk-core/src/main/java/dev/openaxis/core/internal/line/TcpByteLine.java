package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.internal.operation.Engine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.TcpOptions;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** A line that is one TCP connection at a time, whoever makes it. */
abstract class TcpByteLine extends OpenableLine<TcpOpening> {
    static final String OPEN = "line.open";
    static final String CARRY = "line.carry";

    final Engine engine;
    final EventLoop loop;
    final TcpOptions options;
    private final String name;
    private final LineLoop lineLoop;

    TcpByteLine(AxisRuntime runtime, String name, TcpOptions options) {
        this((Engine) runtime, name, options, ((Engine) runtime).nextLoop(name));
    }

    TcpByteLine(Engine engine, String name, TcpOptions options, EventLoop loop) {
        this.engine = engine;
        this.name = name;
        this.options = options;
        this.loop = loop;
        this.lineLoop = new EventLineLoop(loop, engine.exactTimers());
    }

    /** Connects, or waits for a connection. On the loop. */
    abstract void connect(TcpOpening opening);

    @Override
    protected final TcpOpening opening(LineListener listener) {
        return new TcpOpening(this, listener);
    }

    @Override
    protected final void begin(TcpOpening opening) {
        if (engine.keep(opening)) {
            connect(opening);
        } else {
            opening.end(runtimeClosed());
        }
    }

    final ClosedException runtimeClosed() {
        return new ClosedException(Failure.of(name, OPEN, "the runtime is closed"));
    }

    final AxisException failure(String operation, String what, @Nullable Throwable cause) {
        String why = cause == null ? "" : ": " + describe(cause);
        return new ConnectionException(Failure.of(name, operation, what + why)
                .cause(cause)
                .advice(isOfTls(cause) ? "Check which certificates both sides present and trust" : advice()));
    }

    /** What to try when the connection cannot be made, or broke. */
    String advice() {
        return "Check address and port, and whether the converter or reader is up";
    }

    private static boolean isOfTls(@Nullable Throwable cause) {
        return cause instanceof SSLHandshakeException
                || (cause != null && cause.getCause() instanceof SSLHandshakeException);
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public final void send(ByteBuffer bytes) {
        requireLoop("sending");
        TcpOpening opening = current();
        if (opening != null) {
            opening.send(bytes);
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final LineLoop loop() {
        return lineLoop;
    }

    @Override
    public final int baudRate() {
        return options.baudRate();
    }

    @Override
    public final int bitsPerCharacter() {
        return options.bitsPerCharacter();
    }

    @Override
    public final boolean changeBaudRate(int bitsPerSecond) {
        requireLoop("changing the rate");
        requireRate(bitsPerSecond);
        return false;
    }

    @Override
    public final Duration tolerance() {
        return options.tolerance();
    }
}
