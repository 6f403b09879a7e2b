package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.TracePlayer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Plays a trace that the SDK's flight recorder has written as JSON Lines: listens like a device, over clear text on a free
 * port of the loopback address, and answers every request with what the recorded device answered to the same one. A support
 * case becomes a test.
 *
 * <pre>{@code
 * try (TraceDevice device = TraceDevice.replaying(Path.of("door.jsonl"))) {
 *     // point the client at device.uri(), any account, and do what was done then
 *     assertThat(device.notInTrace()).isEmpty();
 * }
 * }</pre>
 *
 * <ul>
 *   <li>The same request is one with the same method, target and body; JSON bodies are compared as documents. What the recorder
 *       hid may be anything, and a body it left out, too.
 *   <li>Equal requests get their answers in the recorded order. When there are no more, a read gets the last answer again; what
 *       may change or move something is not in the trace any more.
 *   <li>A request that is not in the trace is answered 501 with a text that says so, and told by {@link #notInTrace}. So is one
 *       whose recorded answer was left out or cut.
 *   <li>Log-in is not played: challenges that were answered are left out, and whatever the client sends is accepted.
 *   <li>A recorded request without an answer ends as it did: the connection is closed, or nothing is answered when time ran out.
 *   <li>A WebSocket sends the recorded messages, and waits where the client sent one for the next of the client's.
 * </ul>
 */
public final class TraceDevice implements AutoCloseable {
    private final TracePlayer player;

    private TraceDevice(TracePlayer player) {
        this.player = player;
    }

    /**
     * Starts a device that plays a trace of one device.
     *
     * @param trace JSON Lines of version 1 (docs/reference/trace-format.md)
     * @return a running device, to be closed by the caller
     * @throws IOException if the file cannot be read or is no such trace; the message names the line
     */
    public static TraceDevice replaying(Path trace) throws IOException {
        return new TraceDevice(TracePlayer.start(trace));
    }

    /**
     * Where it listens.
     *
     * @return for example {@code http://127.0.0.1:40123}
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + player.port());
    }

    /**
     * What was asked and could not be answered from the trace.
     *
     * @return method, target and why, in the order of arrival; at most the first 1,000
     */
    public List<String> notInTrace() {
        return player.notInTrace();
    }

    /**
     * What is in the trace and was not asked yet.
     *
     * @return method and target in the recorded order
     */
    public List<String> notAsked() {
        return player.notAsked();
    }

    /** Stops listening, closes every connection and ends the device's thread. */
    @Override
    public void close() {
        player.close();
    }

    @Override
    public String toString() {
        return "TraceDevice at " + uri();
    }
}
