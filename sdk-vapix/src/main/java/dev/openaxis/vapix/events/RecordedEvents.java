package dev.openaxis.vapix.events;

import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.internal.events.EventPlayer;
import dev.openaxis.vapix.internal.events.RecordedItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Plays a recording of an {@link EventRecorder} to the same listeners that hear live events, with the same types, gaps and numbers.
 */
public final class RecordedEvents {
    private final Path file;
    private final double speed;

    private RecordedEvents(Path file, double speed) {
        this.file = file;
        this.speed = speed;
    }

    /**
     * A recording, played without pauses.
     *
     * @param file as an {@link EventRecorder} wrote it
     * @return the recording; the file is read when it is played
     */
    public static RecordedEvents of(Path file) {
        return new RecordedEvents(file, 0);
    }

    /**
     * The recording with the pauses between its items.
     *
     * @param factor 1 as it was, 2 twice as fast; more than 0
     * @return the same recording at that speed
     */
    public RecordedEvents atSpeed(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("a speed is more than 0: " + factor);
        }
        return new RecordedEvents(file, factor);
    }

    /**
     * The items one after the other, without pauses.
     *
     * @return to be closed, as it reads the file
     * @throws IOException if the file cannot be opened
     * @throws IllegalArgumentException thrown by the stream at a line that is no item, with its number
     * @throws UncheckedIOException thrown by the stream if the file cannot be read further
     */
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    public Stream<LiveItem> items() throws IOException {
        int[] number = new int[1];
        return Files.lines(file, StandardCharsets.UTF_8)
                .filter(line -> {
                    number[0]++;
                    return !line.isBlank();
                })
                .map(line -> {
                    try {
                        return RecordedItem.parse(line);
                    } catch (RecordedItem.NotAnItemException e) {
                        throw new IllegalArgumentException(
                                file + ", line " + number[0] + " is no recorded event: " + e.getMessage(), e);
                    }
                });
    }

    /**
     * Plays everything to a listener, on a thread of its own.
     *
     * @param listener called like one of live events
     * @return active until the end of the recording; close it to stop before
     * @throws IOException if the file cannot be opened
     */
    public Subscription subscribe(LiveListener listener) throws IOException {
        return subscribe(EventFilter.all(), listener);
    }

    /**
     * Plays what matches, and every gap, to a listener, on a thread of its own. The items keep the numbers they were recorded with.
     *
     * @param filter what to hear
     * @param listener called like one of live events; {@link LiveListener#onEnd} tells of a recording that cannot be read further
     * @return active until the end of the recording; close it to stop before
     * @throws IOException if the file cannot be opened
     */
    public Subscription subscribe(EventFilter filter, LiveListener listener) throws IOException {
        return EventPlayer.start(file.toString(), items(), filter, listener, speed);
    }
}
