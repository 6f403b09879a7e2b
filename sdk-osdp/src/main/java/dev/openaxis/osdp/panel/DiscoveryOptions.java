package dev.openaxis.osdp.panel;

import dev.openaxis.osdp.internal.frame.Layout;
import java.util.List;

/**
 * Where to look for devices.
 *
 * @param baudRates rates to try, in this order; empty for the present one. Others only on a panel without devices, which would
 *     be lost
 * @param firstAddress 0 to 126
 * @param lastAddress 0 to 126
 * @param checksum ask with the checksum of old devices, too, where nobody answers CRC-16; takes twice as long
 * @param tryDefaultKey find out whether they take the default key, which everybody knows; ends a session they may have with
 *     another panel
 */
public record DiscoveryOptions(
        List<Integer> baudRates, int firstAddress, int lastAddress, boolean checksum, boolean tryDefaultKey) {
    /** Every address at the present rate; takes half a minute, and longer beside devices that are polled. */
    public static final DiscoveryOptions EVERY_ADDRESS =
            new DiscoveryOptions(List.of(), 0, Layout.LAST_ADDRESS, false, false);

    /** Every address at every rate of the standard, the likely ones first; takes up to three minutes. */
    public static final DiscoveryOptions EVERYTHING = new DiscoveryOptions(
            List.of(9600, 115_200, 19_200, 38_400, 57_600, 230_400), 0, Layout.LAST_ADDRESS, false, false);

    /** Refuses what is no address. */
    public DiscoveryOptions {
        baudRates = List.copyOf(baudRates);
        if (firstAddress < 0 || lastAddress > Layout.LAST_ADDRESS || firstAddress > lastAddress) {
            throw new IllegalArgumentException("addresses are 0 to 126, not " + firstAddress + " to " + lastAddress);
        }
    }

    /**
     * With another range of addresses.
     *
     * @param first 0 to 126
     * @param last 0 to 126
     * @return a copy
     */
    public DiscoveryOptions addresses(int first, int last) {
        return new DiscoveryOptions(baudRates, first, last, checksum, tryDefaultKey);
    }

    /**
     * Trying the default key, too.
     *
     * @return a copy
     */
    public DiscoveryOptions tryingDefaultKey() {
        return new DiscoveryOptions(baudRates, firstAddress, lastAddress, checksum, true);
    }

    /**
     * Asking with the checksum, too.
     *
     * @return a copy
     */
    public DiscoveryOptions withChecksum() {
        return new DiscoveryOptions(baudRates, firstAddress, lastAddress, true, tryDefaultKey);
    }
}
