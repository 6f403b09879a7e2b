package dev.openaxis.testkit.internal;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection that are not sent, or not acknowledged yet. MQTT 3.1.1 sets no limit to the latter, but brokers
 * do: mosquitto drops messages of QoS 2 beyond 20 (its default) without a word. How many a device allows is not found.
 */
final class MqttWindow {
    private static final int MOST_OPEN = 10;

    private final Set<Integer> open = new HashSet<>();
    private final Queue<MqttMessageOut> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int packetId;

    void add(MqttMessageOut message) {
        waiting.add(message);
        waitingBytes += message.payload().length;
    }

    /** The message that may be sent now, in the order they were added; null if there is none. */
    @Nullable
    MqttMessageOut next() {
        MqttMessageOut first = waiting.peek();
        if (first == null || (first.qos() > 0 && open.size() >= MOST_OPEN)) {
            return null;
        }
        waitingBytes -= first.payload().length;
        return waiting.poll();
    }

    /** A packet identifier that is not in use. */
    int freeId() {
        do {
            packetId = packetId % 0xFFFF + 1;
        } while (open.contains(packetId));
        return packetId;
    }

    /** The identifier of a message that is sent and will be acknowledged. */
    int open() {
        int id = freeId();
        open.add(id);
        return id;
    }

    void acknowledged(int id) {
        open.remove(id);
    }

    boolean isEmpty() {
        return open.isEmpty() && waiting.isEmpty();
    }

    long waitingBytes() {
        return waitingBytes;
    }
}
