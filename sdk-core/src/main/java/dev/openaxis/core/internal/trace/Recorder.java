package dev.openaxis.core.internal.trace;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.trace.FlightRecorder;
import dev.openaxis.core.trace.Recording;
import dev.openaxis.core.trace.RecordingLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps lines within the limits. Nothing but finished lines comes here, so nothing secret does. */
public final class Recorder implements FlightRecorder {
    /** The lines of one device, oldest first. */
    private static final class Shelf {
        final Deque<Line> lines = new ArrayDeque<>();
        long bytes;
    }

    private final RecordingLimits limits;
    private final Clock clock;
    private final AtomicLong exchanges = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final Object lock = new Object();
    /** All lines by number, oldest first; guarded by the lock, like everything below. */
    private final LinkedHashMap<Long, Line> all = new LinkedHashMap<>();

    private final Map<DeviceAddress, Shelf> shelves = new HashMap<>();
    private long bytes;
    private long numbers;
    private long dropped;

    /** A recorder by that clock. */
    public Recorder(RecordingLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    RecordingLimits limits() {
        return limits;
    }

    /** The number of the next exchange. */
    long exchange() {
        return exchanges.incrementAndGet();
    }

    /** The number of the next connection. */
    long connection() {
        return connections.incrementAndGet();
    }

    Instant now() {
        return clock.instant();
    }

    /** Keeps an entry, or counts that it is larger than everything that may be kept. */
    void add(DeviceAddress device, byte[] json) {
        synchronized (lock) {
            Line line = new Line(++numbers, device, clock.instant(), json);
            if (line.size() > limits.bytesPerDevice()) {
                dropped++;
                return;
            }
            Shelf shelf = shelves.computeIfAbsent(device, none -> new Shelf());
            shelf.lines.addLast(line);
            shelf.bytes += line.size();
            all.put(line.number(), line);
            bytes += line.size();
            while (shelf.lines.size() > limits.entriesPerDevice() || shelf.bytes > limits.bytesPerDevice()) {
                drop(shelf.lines.getFirst());
            }
            while (bytes > limits.bytesInAll()) {
                drop(oldest());
            }
            dropOld();
        }
    }

    /** Counts an entry that could not be made. */
    void lost() {
        synchronized (lock) {
            dropped++;
        }
    }

    private Line oldest() {
        return all.values().iterator().next();
    }

    /** A line is the first of its device whenever it goes: it is the oldest of all, or of this device. */
    private void drop(Line line) {
        Shelf shelf = shelves.get(line.device());
        if (shelf != null) {
            shelf.lines.removeFirst();
            shelf.bytes -= line.size();
            if (shelf.lines.isEmpty()) {
                shelves.remove(line.device());
            }
        }
        all.remove(line.number());
        bytes -= line.size();
        dropped++;
    }

    private void dropOld() {
        Instant earliest = clock.instant().minus(limits.age());
        for (Iterator<Line> each = all.values().iterator();
                each.hasNext();
                each = all.values().iterator()) {
            Line line = each.next();
            if (!line.at().isBefore(earliest)) {
                return;
            }
            drop(line);
        }
    }

    @Override
    public Recording recording() {
        synchronized (lock) {
            dropOld();
            return new Recording(List.copyOf(all.values()));
        }
    }

    @Override
    public int entries() {
        synchronized (lock) {
            return all.size();
        }
    }

    @Override
    public long bytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    @Override
    public long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    @Override
    public void clear() {
        synchronized (lock) {
            all.clear();
            shelves.clear();
            bytes = 0;
        }
    }

    @Override
    public String toString() {
        synchronized (lock) {
            return "FlightRecorder[" + all.size() + " entries, " + shelves.size() + " devices, " + bytes + " bytes, "
                    + dropped + " dropped]";
        }
    }
}
