package dev.openaxis.vapix.mqtt;

/** How surely a message is delivered (MQTT's quality of service). */
public enum MqttQos {
    /** 0: at most once; it can be lost. What devices do unless told otherwise. */
    AT_MOST_ONCE(0),
    /** 1: at least once; it can come twice. */
    AT_LEAST_ONCE(1),
    /** 2: exactly once. */
    EXACTLY_ONCE(2);

    private final int level;

    MqttQos(int level) {
        this.level = level;
    }

    /**
     * The number that stands for it.
     *
     * @return 0, 1 or 2
     */
    public int level() {
        return level;
    }
}
