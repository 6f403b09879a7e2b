package dev.openaxis.vapix.mqtt;

/**
 * How a device connects to its broker (VAPIX mqtt-client-api). An open set: a device may tell another word.
 *
 * @param word the device's word for it
 */
public record MqttProtocol(String word) {
    /** MQTT over TCP, in clear text; port 1883 unless another is named. */
    public static final MqttProtocol TCP = new MqttProtocol("tcp");
    /** MQTT over TLS; port 8883 unless another is named. */
    public static final MqttProtocol SSL = new MqttProtocol("ssl");
    /** MQTT over WebSocket, in clear text; port 80 unless another is named. */
    public static final MqttProtocol WS = new MqttProtocol("ws");
    /** MQTT over WebSocket and TLS; port 443 unless another is named. */
    public static final MqttProtocol WSS = new MqttProtocol("wss");

    /** Checks that it is a word. */
    public MqttProtocol {
        if (!word.matches("[A-Za-z0-9+.-]{1,20}")) {
            throw new IllegalArgumentException("no protocol: \"" + word + "\"");
        }
    }

    /**
     * Whether the connection is encrypted.
     *
     * @return {@code true} for {@link #SSL} and {@link #WSS}
     */
    public boolean encrypted() {
        return equals(SSL) || equals(WSS);
    }

    /**
     * Whether it runs inside a WebSocket.
     *
     * @return {@code true} for {@link #WS} and {@link #WSS}
     */
    public boolean webSocket() {
        return equals(WS) || equals(WSS);
    }

    @Override
    public String toString() {
        return word;
    }
}
