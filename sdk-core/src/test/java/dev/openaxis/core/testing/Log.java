package dev.openaxis.core.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Everything that is written to the standard outputs, logs included, while it is open. */
public final class Log implements AutoCloseable {
    private final PrintStream err = System.err;
    private final PrintStream out = System.out;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private Log() {
        PrintStream both = new PrintStream(written, true, StandardCharsets.UTF_8);
        System.setErr(both);
        System.setOut(both);
    }

    /** Begins to listen. */
    public static Log capture() {
        return new Log();
    }

    /** What was written so far. */
    public String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setErr(err);
        System.setOut(out);
    }
}
