package dev.openaxis.vapix.events;

import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.vapix.internal.events.RecordedItem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a subscription tells to a file, one item a line (JSON Lines), gaps included; {@link RecordedEvents} plays it.
 *
 * <pre>{@code
 * try (EventRecorder recorder = EventRecorder.to(Path.of("events.jsonl"));
 *     Subscription subscription = device.events().subscribe(recorder)) {
 *   ...
 * }
 * }</pre>
 *
 * <p>Events can hold what is nobody's business, card numbers and PINs of intercoms among it, and are written as they are.
 */
public final class EventRecorder implements LiveListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    private final Path file;
    private final BufferedWriter writer;
    private boolean closed;
    private @Nullable IOException failure;

    private EventRecorder(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /**
     * Begins a recording, or goes on with one.
     *
     * @param file written to its end; made if it is not there
     * @return a listener to subscribe; one recorder may be subscribed to several devices
     * @throws IOException if the file cannot be opened
     */
    public static EventRecorder to(Path file) throws IOException {
        boolean cutOff = endsWithinALine(file);
        BufferedWriter writer = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (cutOff) {
            // A recording that ended in a crash: what comes now must not become a part of its last line.
            writer.write('\n');
        }
        return new EventRecorder(file, writer);
    }

    private static boolean endsWithinALine(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return false;
        }
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return bytes.position(bytes.size() - 1).read(last) == 1 && last.get(0) != '\n';
        }
    }

    @Override
    public synchronized void onItem(LiveItem item) {
        if (closed || failure != null) {
            return;
        }
        try {
            writer.write(RecordedItem.line(item));
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            failure = e;
            LOG.warn("the recording of events to {} ends: {}", file, e.toString());
        }
    }

    /**
     * Why the recording ended before it was closed, for example because the disk is full. It is logged once.
     *
     * @return empty if everything was written
     */
    public synchronized Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Ends the recording; what is told afterwards is not written.
     *
     * @throws IOException if the file cannot be closed
     */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        writer.close();
    }
}
