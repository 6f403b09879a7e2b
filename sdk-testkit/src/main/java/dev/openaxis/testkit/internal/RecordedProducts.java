package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.RecordedDevice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The products of which recordings exist, reference 01 sections 5 to 9 and 02 sections 2 and 3. */
public final class RecordedProducts {
    /** JSON APIs that all of their API lists name and that are built. */
    private static final Set<String> LISTED = Set.of(
            "api-discovery",
            "basic-device-info",
            "systemready",
            "io-port-management",
            "user-management",
            "fwmgr",
            "mqtt-client",
            // Not on 9.80, see the router.
            "event-mqtt-bridge");

    /** Usual number of the manual trigger; recorded on 12.9 and 9.80. */
    private static final int MANUAL_TRIGGER = 6;

    private RecordedProducts() {}

    /**
     * A product.
     *
     * @param device which one
     * @return its description
     */
    public static Product of(RecordedDevice device) {
        return switch (device) {
            case D4200_VE_12_9 ->
                new Product(
                        "D4200-VE",
                        "12.9.57",
                        served("port.cgi", "soap", "device-config", "event-streaming-over-websocket", "supervised-io"),
                        List.of(configurable(0), configurable(1)),
                        new Product.Terminals(List.of(), List.of(0, 1), List.of()),
                        0,
                        MANUAL_TRIGGER,
                        told("Network Strobe Speaker", "D4200-VE-12.9.57", "D4200-VE-12.9.57"));
            case P8815_2_11_11 ->
                portless(
                        "P8815-2",
                        "11.11.192",
                        served("soap", "device-config", "event-streaming-over-websocket", "supervised-io"),
                        told("3D People Counter", "P8815-2-11.11.192", "P8815-2"));
            case P8815_2_10_12 ->
                portless(
                        "P8815-2",
                        "10.12.323",
                        served("soap", "event-streaming-over-websocket", "supervised-io"),
                        told("3D People Counter", "P8815-2-10.12.323", "P8815-2"));
            case COMPANION_BULLET_LE_9_80 ->
                portless(
                        "Companion Bullet LE",
                        "9.80.2.2",
                        served(),
                        told("Network Camera", null, "CompanionBulletLE-9.80.2.2"));
            case P5512_5_51 ->
                new Product(
                        "P5512",
                        "5.51.7",
                        served5(),
                        List.of(older(0), older(1), older(2), older(3)),
                        new Product.Terminals(List.of(), List.of(0, 1, 2, 3), List.of()),
                        0,
                        MANUAL_TRIGGER,
                        new Product.Description(
                                "PTZ Dome Network Camera", null, lines("parameters-P5512-5.51.7.txt"), PortKeys.OF_5));
            case PIR_CAMERA_9_80 ->
                new Product(
                        "M1065-LW",
                        "9.80",
                        served("port.cgi", "soap"),
                        List.of(contact(0, Direction.INPUT, false, "PIR sensor")),
                        new Product.Terminals(List.of(0), List.of(), List.of()),
                        0,
                        MANUAL_TRIGGER,
                        new Product.Description(
                                "Network Camera", null, lines("parameters-pir-camera.txt"), PortKeys.OF_9));
        };
    }

    /** Without connectors there is no port.cgi (observed). */
    private static Product portless(
            String number, String axisOs, Set<String> endpoints, Product.Description description) {
        return new Product(
                number,
                axisOs,
                endpoints,
                List.of(),
                new Product.Terminals(List.of(), List.of(), List.of()),
                0,
                MANUAL_TRIGGER,
                description);
    }

    /** Before AXIS OS 7.40 there is no JSON API. */
    private static Set<String> served5() {
        Set<String> endpoints = new HashSet<>(Product.CLASSIC);
        endpoints.remove("fwmgr");
        endpoints.add("soap");
        return Set.copyOf(endpoints);
    }

    private static Set<String> served(String... more) {
        Set<String> endpoints = new HashSet<>(Product.CLASSIC);
        endpoints.remove("port.cgi");
        endpoints.addAll(LISTED);
        endpoints.addAll(Set.of(more));
        return Set.copyOf(endpoints);
    }

    private static Product.Description told(String type, @Nullable String information, String parameters) {
        return new Product.Description(
                type,
                information == null ? null : "basic-device-info-" + information + ".json",
                lines("parameters-" + parameters + ".txt"),
                PortKeys.OF_12);
    }

    private static Function<DeviceConfig, List<String>> lines(String file) {
        List<String> lines = Recorded.lines(file);
        return config -> lines;
    }

    private static PortSpec configurable(int index) {
        return contact(index, Direction.INPUT, true, PortSpec.defaultName(index));
    }

    private static PortSpec older(int index) {
        String number = Integer.toString(index + 1);
        return new PortSpec(
                index,
                "port " + number,
                Direction.INPUT,
                true,
                "Input " + number,
                "Output " + number,
                false,
                Sensing.CONTACT,
                null);
    }

    private static PortSpec contact(int index, Direction direction, boolean configurable, String name) {
        return new PortSpec(index, "port " + (index + 1), direction, configurable, name, false, Sensing.CONTACT);
    }
}
