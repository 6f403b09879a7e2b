package dev.openaxis.testkit.internal;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a product is, apart from what a test chooses. Every product has a class of its own that tells where it is known
 * from.
 *
 * @param number product number
 * @param axisOs the version it is known with
 * @param endpoints what it serves, by the names a device can be built without
 * @param ports its own ports
 * @param terminals how its terminals are counted
 * @param maxModules how many A9910 it takes
 * @param manualTrigger {@code Properties.IO.ManualTriggerNbr}
 * @param description what it tells about itself
 */
public record Product(
        String number,
        String axisOs,
        Set<String> endpoints,
        List<PortSpec> ports,
        Terminals terminals,
        int maxModules,
        int manualTrigger,
        Description description) {

    /**
     * What a product tells about itself.
     *
     * @param type kind of product in words
     * @param information recorded answer of {@code getAllProperties}, or null if there is none
     * @param parameters the parameter tree of a device, in the form of a listing
     * @param portKeys the parameters of a port
     */
    public record Description(
            String type,
            @Nullable String information,
            Function<DeviceConfig, List<String>> parameters,
            PortKeys portKeys) {}

    /**
     * Port numbers of the terminals as they are printed on the casing, counted from 1 (relays from 0).
     *
     * @param inputs terminals that are inputs only
     * @param auxiliaries configurable terminals
     * @param relays relays
     */
    public record Terminals(List<Integer> inputs, List<Integer> auxiliaries, List<Integer> relays) {}

    /** The endpoints that every product of this testkit has served so far, by the names of {@link Router}. */
    static final Set<String> CLASSIC = Set.of(
            "param-cgi",
            "port.cgi",
            "usergroup.cgi",
            "user-management",
            "restart.cgi",
            "factorydefault.cgi",
            "hardfactorydefault.cgi",
            "fwmgr",
            "virtualinput",
            "io/virtualinput.cgi",
            "shockdetection");

    /**
     * Tells whether the product serves an endpoint.
     *
     * @param names the names of the endpoint
     * @return true if one of them is the product's
     */
    boolean serves(Set<String> names) {
        return names.stream().anyMatch(endpoints::contains);
    }
}
