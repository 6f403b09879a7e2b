package dev.openaxis.vapix.internal.mqtt;

import dev.openaxis.vapix.internal.DeviceWords;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that say nothing: logged once per kind, of which there are as many as this side can tell apart, and counted. */
public final class OddPayloads {
    private static final Logger LOG = LoggerFactory.getLogger(OddPayloads.class);

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** Counts one. */
    public void report(String topic, String what) {
        counts.computeIfAbsent(what, kind -> {
                    LOG.warn(
                            "MQTT topic {}: {}; further ones are counted only",
                            DeviceWords.bounded(DeviceWords.oneLine(topic)),
                            kind);
                    return new LongAdder();
                })
                .increment();
    }

    /** How many there were of each kind. */
    public Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}
