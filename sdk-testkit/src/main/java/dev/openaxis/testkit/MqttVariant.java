package dev.openaxis.testkit;

/** What the references leave open about MQTT; one constant per plausible reading that is not the default. */
public enum MqttVariant implements Reading {
    /**
     * How is the connection told? {@code Connected} and {@code Disconnected}. The default is {@code connected} and
     * {@code disconnected}, as documented. Reference 04 §5.2, observed.
     */
    STATUS_CAPITALISED("MQTT_CONNECTION_STATUS", Mark.OBSERVED, "04 §5.2"),
    /** How is the connection told? {@code connected} and {@code not connected}. Reference 04 §5.2, observed. */
    STATUS_NOT_CONNECTED("MQTT_CONNECTION_STATUS", Mark.OBSERVED, "04 §5.2"),
    /**
     * What does {@code getClientStatus} tell of a client that was never configured? The documented defaults. By default an
     * empty {@code config}. Reference 04 §5.2, not found.
     */
    FACTORY_CONFIG_TELLS_DEFAULTS("MQTT_FACTORY_CONFIG", Mark.NOT_FOUND, "04 §5.2"),
    /**
     * Is {@code clientId} needed? Yes: error 2103. The default takes the serial number. Reference 04 §5.2, not found.
     */
    CLIENT_ID_REQUIRED("MQTT_CLIENT_ID", Mark.NOT_FOUND, "04 §5.2"),
    /** What is {@code cleanSession} if it is not given? False. The default is true. Reference 04 §5.2, not found. */
    SESSION_KEPT_BY_DEFAULT("MQTT_CLEAN_SESSION", Mark.NOT_FOUND, "04 §5.2"),
    /**
     * What is {@code activateOnReboot} of AXIS OS 9.80 if it is not given? True. The default is false. Reference 04 §5.2,
     * not found.
     */
    ACTIVE_AFTER_REBOOT_BY_DEFAULT("MQTT_ACTIVATE_ON_REBOOT", Mark.NOT_FOUND, "04 §5.2"),
    /**
     * Can a client be activated that was never configured? Yes, and it is never connected. The default is error 1100.
     * Reference 04 §5.2, not found.
     */
    ACTIVATION_WITHOUT_CONFIGURATION("MQTT_UNCONFIGURED", Mark.NOT_FOUND, "04 §5.2"),
    /**
     * What does {@code configureClient} do to an active client? It connects anew. By default the new settings wait for the
     * next activation or connection. Reference 04 §5.2, not found.
     */
    CONFIGURATION_RECONNECTS("MQTT_RECONFIGURATION", Mark.NOT_FOUND, "04 §5.2"),
    /**
     * What is answered to {@code retain} null in a publication filter? The CGI crashes: 500. The default is error 2104.
     * Reference 04 §5.3, observed.
     */
    NULL_RETAIN_CRASHES("MQTT_NULL_RETAIN", Mark.OBSERVED, "04 §5.3"),
    /**
     * Do successful answers of {@code event.cgi} name their {@code apiVersion}? Yes, as other APIs do and as AXIS OS 9.80
     * does. By default not, as recorded. Reference 04 §5.3, documented.
     */
    EVENT_ANSWERS_NAME_VERSION("MQTT_EVENT_ENVELOPE", Mark.DOCUMENTED, "04 §5.3"),
    /**
     * Has AXIS OS 9.80 {@code event.cgi}, although its API list does not name it? Yes. The default serves what is listed.
     * Reference 04 §5.1, inference.
     */
    EVENT_BRIDGE_UNLISTED("MQTT_EVENT_BRIDGE_9_80", Mark.INFERENCE, "04 §5.1"),
    /**
     * What does a topic with several source items look like? Each has its own {@code $source} level. By default one level
     * {@code $source} precedes all. Reference 04 §5.4, not found.
     */
    SOURCE_LEVEL_REPEATED("MQTT_SEVERAL_SOURCES", Mark.NOT_FOUND, "04 §5.4"),
    /**
     * In which order are the members of a payload? {@code timestamp} first, as AXIS OS 9.80 does. The default begins with
     * {@code topic}. Reference 04 §5.4, recorded.
     */
    TIMESTAMP_FIRST("MQTT_PAYLOAD_ORDER", Mark.RECORDED, "04 §5.4"),
    /**
     * Are the present states published when the client connects? Yes. By default only what happens from then on. Reference
     * 04 §5.4, not found.
     */
    INITIAL_STATES_PUBLISHED("MQTT_INITIAL_STATES", Mark.NOT_FOUND, "04 §5.4"),
    /**
     * Which event has a message that was subscribed as state? The stateless one. The default is a state of topic
     * {@code tnsaxis:MQTT/Message/Stateful}. Reference 04 §3.4, §5.5, not found.
     */
    STATE_MESSAGES_ARE_PULSES("MQTT_STATE_MESSAGE", Mark.NOT_FOUND, "04 §3.4, §5.5"),
    /**
     * Does {@code mqtt-topic} contain the device topic prefix of a filter that has it? Yes. By default not, and
     * {@code device-prefix} tells about it. Reference 04 §5.5, not found.
     */
    MESSAGE_TOPIC_WITH_PREFIX("MQTT_MESSAGE_TOPIC", Mark.NOT_FOUND, "04 §5.5");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    MqttVariant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }
}
