package dev.openaxis.testkit.internal;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a session that are not sent, or not acknowledged yet (MQTT 3.1.1 section 4.1). It has the length of one connection,
 * or of several if the session is kept. MQTT sets no limit to what is not acknowledged, but brokers do: mosquitto drops messages of
 * QoS 2 beyond 20 (its default) without a word. How many a device allows is not found.
 */
final class MqttWindow {
    private static final int MOST_OPEN = 10;

    /**
     * A message that was sent and is not acknowledged.
     *
     * @param id its packet identifier
     * @param message what was sent
     * @param received whether the broker has said that it has it, and only waits for its release (QoS 2)
     */
    record Open(int id, MqttMessageOut message, boolean received) {}

    /** In the order they were sent. */
    private final Map<Integer, Open> open = new LinkedHashMap<>();
    /** Messages of the broker with QoS 2 that it has not released. */
    private final Set<Integer> unreleased = new HashSet<>();

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

    /** What was not sent is not part of a session: devices are not known to keep it. */
    void forgetWaiting() {
        waiting.clear();
        waitingBytes = 0;
    }

    /** A packet identifier that is not in use. */
    int freeId() {
        do {
            packetId = packetId % 0xFFFF + 1;
        } while (open.containsKey(packetId));
        return packetId;
    }

    /** The identifier of a message that is sent and will be acknowledged. */
    int open(MqttMessageOut message) {
        int id = freeId();
        open.put(id, new Open(id, message, false));
        return id;
    }

    /** What has to be sent again on a new connection, in its order (section 4.4). */
    List<Open> unacknowledged() {
        return List.copyOf(open.values());
    }

    void received(int id) {
        open.computeIfPresent(id, (same, message) -> new Open(id, message.message(), true));
    }

    void acknowledged(int id) {
        open.remove(id);
    }

    /** A message of the broker with QoS 2 has come; {@code false} if it is one that came before. */
    boolean comes(int id) {
        return unreleased.add(id);
    }

    void released(int id) {
        unreleased.remove(id);
    }

    boolean isEmpty() {
        return open.isEmpty() && waiting.isEmpty();
    }

    long waitingBytes() {
        return waitingBytes;
    }
}
