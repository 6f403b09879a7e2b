package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.PassphrasePolicy;
import dev.openaxis.testkit.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is fixed when a device is started; the public builder explains the components.
 *
 * @param serial 12 upper-case hex digits
 * @param axisOs version the device reports
 * @param apiList firmware whose recorded API list is served
 * @param model what the product is
 * @param product product number, which a test may change
 * @param accounts user accounts, unless factory-defaulted
 * @param factoryDefaulted true if it starts with the accounts it left the factory with
 * @param passphrasePolicy what is asked of new passwords
 * @param variants chosen readings
 * @param without API ids that are not on this device
 * @param ports port list
 * @param clock wall clock of the device
 * @param timing durations
 * @param limits bounds
 * @param throttle brute-force protection
 * @param keys where the HTTPS key pair comes from
 * @param io what its I/O has beside the ports
 * @param rtsp its RTSP port, or null if it has none
 * @param mqttReconnectDelay how long its MQTT client waits before it connects again
 */
public record DeviceConfig(
        String serial,
        String axisOs,
        String apiList,
        Product model,
        String product,
        List<Account> accounts,
        boolean factoryDefaulted,
        PassphrasePolicy passphrasePolicy,
        Set<Reading> variants,
        Set<String> without,
        List<PortSpec> ports,
        Clock clock,
        Timing timing,
        Limits limits,
        Throttle throttle,
        KeySource keys,
        Io io,
        @Nullable Rtsp rtsp,
        Duration mqttReconnectDelay) {

    /**
     * What the I/O of a device has beside the ports.
     *
     * @param modules number of A9910 on its bus when it starts
     * @param supervisedVersion highest version of supervised I/O, or null for the one of the AXIS OS version
     * @param shockDetection true if it has a shock sensor
     * @param monitorKeepAlive how often {@code port.cgi?monitor} tells that nothing has changed
     * @param serial its serial ports
     */
    public record Io(
            int modules,
            @Nullable String supervisedVersion,
            boolean shockDetection,
            Duration monitorKeepAlive,
            Serial serial) {}

    /**
     * The serial ports of a device.
     *
     * @param count how many
     * @param missing parameters they do not have, named within {@code Serial.Ser#} or {@code PortManager.P#}
     */
    public record Serial(int count, Set<String> missing) {}

    /**
     * The RTSP port of a device.
     *
     * @param sessionTimeout sessions end after this time without a request for them
     * @param packetBytes largest RTP packet, header included
     */
    public record Rtsp(Duration sessionTimeout, int packetBytes) {
        /** As recorded: {@code timeout=60}, and a document that was cut after a packet of 1400 bytes. */
        public static final Rtsp RECORDED = new Rtsp(Duration.ofSeconds(60), 1400);

        /**
         * Other bounds than the recorded ones.
         *
         * @param sessionTimeout whole seconds: the answers tell it in seconds
         * @param packetBytes at least one byte more than a header
         * @return the same, checked
         */
        public static Rtsp of(Duration sessionTimeout, int packetBytes) {
            if (sessionTimeout.toSeconds() < 1 || sessionTimeout.toNanosPart() != 0) {
                throw new IllegalArgumentException("A session time-out is whole seconds, not " + sessionTimeout);
            }
            if (packetBytes <= RtpStream.HEADER || packetBytes > 0xFFFF) {
                throw new IllegalArgumentException(
                        "An RTP packet has " + (RtpStream.HEADER + 1) + " to 65535 bytes, not " + packetBytes);
            }
            return new Rtsp(sessionTimeout, packetBytes);
        }
    }

    /** The first AXIS OS version with an API, where the references name one (01 sections 5 to 7 and 11, 03 section 0, 04 section
     * 5.1). */
    private static final Map<String, List<Integer>> SINCE = Map.of(
            "systemready", List.of(9, 50),
            "api-discovery", List.of(8, 50),
            "basic-device-info", List.of(8, 40),
            "fwmgr", List.of(7, 40),
            "mqtt-client", List.of(9, 80),
            "event-mqtt-bridge", List.of(9, 80),
            "device-config", List.of(11, 8));

    /** Products below this number their software themselves (A9188: 1.84.1), which tells nothing about APIs. */
    private static final int FIRST_AXIS_OS = 5;

    /**
     * Durations of a device.
     *
     * @param nonceLife how long a digest nonce is fresh
     * @param readyAfterRestart how long {@code systemready} says no after a restart
     * @param keepAlive idle connections are closed after this time
     * @param eventDelay how late every notification is sent
     * @param restartDelay how long the device works on after it has accepted a restart
     * @param restartDowntime how long connections are refused then
     */
    public record Timing(
            Duration nonceLife,
            Duration readyAfterRestart,
            Duration keepAlive,
            Duration eventDelay,
            Duration restartDelay,
            Duration restartDowntime) {}

    /**
     * Bounds of a device.
     *
     * @param connections connections above this number are closed at once
     * @param requestLog how many requests are remembered
     * @param bodyBytes request bodies above this size get 413
     */
    public record Limits(int connections, int requestLog, int bodyBytes) {}

    /**
     * Tells whether a reading was chosen.
     *
     * @param variant the reading
     * @return true if chosen
     */
    public boolean is(Reading variant) {
        return variants.contains(variant);
    }

    /**
     * The product's name, type and full name in the pattern of recorded devices. No recording of an A9210 exists:
     * composed (reference 01 section 15).
     *
     * @return the product type
     */
    public String productType() {
        if (product.equals(model.number())) {
            return model.description().type();
        }
        if (product.startsWith("A9")) {
            return "Network I/O Relay Module";
        }
        return product.startsWith("A1") ? "Network Door Controller" : "Network Camera";
    }

    /**
     * The first number of the AXIS OS version.
     *
     * @return for example 12
     */
    public int majorVersion() {
        return Integer.parseInt(axisOs.split("\\.")[0]);
    }

    /** Tells whether the device lacks an API: left out by the test, or too old for it. */
    boolean isWithout(String apiId) {
        List<Integer> first = numbersItself() ? null : SINCE.get(apiId);
        return without.contains(apiId) || (first != null && isOlderThan(first.get(0), first.get(1)));
    }

    /** Tells whether the device has an API that its list names. */
    boolean serves(String apiId) {
        return model.serves(Set.of(apiId)) && Recorded.lists(apiList, apiId) && !isWithout(apiId);
    }

    /** Tells whether the version tells nothing about what AXIS OS has: products of the A9188's age number themselves. */
    boolean numbersItself() {
        return majorVersion() < FIRST_AXIS_OS;
    }

    /** Tells whether the Device Configuration framework is there; the API list of other products tells by itself. */
    boolean hasDeviceConfiguration() {
        boolean expected = !numbersItself() || Recorded.lists(apiList, "device-config");
        return expected && !isWithout("device-config");
    }

    /** Up to AXIS OS 11.10 the framework sets with PUT, reference 01 section 11.2 (documented). */
    boolean configuresWithPut() {
        return !numbersItself() && isOlderThan(11, 11);
    }

    /** Supervised I/O 2.0 was published in 2022 and is listed from 10.12 on, reference 02 section 4. */
    String supervisedVersion() {
        String chosen = io.supervisedVersion();
        return chosen == null ? (isOlderThan(10, 12) ? "1.0" : "2.0") : chosen;
    }

    boolean isOlderThan(int major, int minor) {
        int own = majorVersion();
        return own < major || (own == major && Integer.parseInt(axisOs.split("\\.")[1]) < minor);
    }
}
