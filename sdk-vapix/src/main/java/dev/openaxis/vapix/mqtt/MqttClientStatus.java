package dev.openaxis.vapix.mqtt;

/**
 * What a device's MQTT client does at the moment (VAPIX mqtt-client-api, getClientStatus). Why it is not connected no device
 * tells.
 *
 * @param active whether it is to be connected; it stays so over restarts
 * @param connected whether it is; anything but the word {@code connected} counts as not
 * @param rawState the device's own word for the first, possibly empty
 * @param rawConnection the device's own word for the second, {@code not connected} for example
 */
public record MqttClientStatus(boolean active, boolean connected, String rawState, String rawConnection) {

    /**
     * Reads the device's words, whose case varies.
     *
     * @param state {@code active} or {@code inactive}
     * @param connection {@code connected} or anything else
     * @return the status
     */
    public static MqttClientStatus of(String state, String connection) {
        return new MqttClientStatus(
                state.trim().equalsIgnoreCase("active"),
                connection.trim().equalsIgnoreCase("connected"),
                state,
                connection);
    }
}
