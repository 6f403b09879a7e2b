package dev.openaxis.vapix;

import dev.openaxis.core.AxisOsVersion;
import java.util.Map;
import java.util.Optional;

/**
 * Who a device is. Every field may be missing on some product; what is there is in {@link #properties()} as the device
 * spells it (VAPIX basic-device-information, or parameters {@code Brand} and {@code Properties} on older devices).
 *
 * @param properties names such as {@code ProdNbr} and {@code SerialNumber} with their values
 */
public record DeviceInfo(Map<String, String> properties) {

    /** Makes the map immutable. */
    public DeviceInfo {
        properties = Map.copyOf(properties);
    }

    private String property(String name) {
        return properties.getOrDefault(name, "");
    }

    /**
     * Serial number.
     *
     * @return 12 upper-case hex digits, the MAC address without separators; empty if the device did not say
     */
    public String serial() {
        return property("SerialNumber");
    }

    /**
     * Product number.
     *
     * @return for example {@code A9210}; may carry a suffix such as {@code -VE}; empty if the device did not say
     */
    public String model() {
        return property("ProdNbr");
    }

    /**
     * Full product name.
     *
     * @return for example {@code AXIS D4200-VE Network Strobe Speaker}; empty if the device did not say
     */
    public String fullName() {
        return property("ProdFullName");
    }

    /**
     * Kind of product in the maker's words.
     *
     * @return for example {@code Network Camera}; free text; empty if the device did not say
     */
    public String productType() {
        return property("ProdType");
    }

    /**
     * Device software version. Some products number it differently (an A9188 says 1.84.1): decide by capabilities.
     *
     * @return the version, if there is one
     */
    public Optional<AxisOsVersion> version() {
        return AxisOsVersion.parse(property("Version"));
    }

    @Override
    public String toString() {
        return (fullName().isEmpty() ? model() : fullName()) + " " + serial() + ", "
                + version().map(v -> "AXIS OS " + v).orElse("unknown version");
    }
}
