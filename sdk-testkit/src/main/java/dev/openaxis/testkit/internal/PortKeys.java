package dev.openaxis.testkit.internal;

import java.util.List;

/**
 * Which parameters the group of a port has, by generation (recorded).
 *
 * @param delayTime value of {@code Output.DelayTime} from the factory
 * @param listed their names in the order of a listing
 */
record PortKeys(String delayTime, List<String> listed) {
    /** D4200-VE, 12.9.57. */
    static final PortKeys OF_12 = new PortKeys(
            "1",
            List.of(
                    "Configurable",
                    "Direction",
                    "Usage",
                    "Input.Name",
                    "Input.Trig",
                    "Output.Active",
                    "Output.Button",
                    "Output.DelayTime",
                    "Output.Mode",
                    "Output.Name",
                    "Output.PulseTime"));

    /** PIR camera of 9.80, which has an input only. */
    static final PortKeys OF_9 = new PortKeys("0", List.of("Configurable", "Direction", "Input.Name", "Input.Trig"));

    /** P5512, 5.51.7. */
    static final PortKeys OF_5 = new PortKeys(
            "0",
            List.of(
                    "Configurable",
                    "Direction",
                    "Input.Name",
                    "Input.Trig",
                    "Output.Name",
                    "Output.Active",
                    "Output.Button",
                    "Output.PulseTime",
                    "Output.Mode",
                    "Output.DelayTime"));

    /** The value from the factory of a parameter that is only remembered. */
    String factoryValue(String key) {
        return switch (key) {
            case PortParameters.DELAY -> delayTime;
            case PortParameters.MODE -> "bistable";
            case "Output.Button" -> "none";
            default -> "0";
        };
    }
}
