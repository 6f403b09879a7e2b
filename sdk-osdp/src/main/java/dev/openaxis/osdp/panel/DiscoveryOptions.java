package dev.openaxis.osdp.panel;

import dev.openaxis.osdp.internal.frame.Layout;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where to look for devices.
 *
 * @param baudRates rates to try, in this order, each once; empty for the present one. 9600, 19200, 38400, 57600, 115200, 230400, or
 *     460800, which some manufacturers have. Others than the present one only on a panel without devices, which would be lost; a line
 *     without a rate of its own is searched at the one it has
 * @param firstAddress 0 to 126
 * @param lastAddress 0 to 126
 * @param checksum ask with the checksum of old devices, too, where nobody answers CRC-16; takes twice as long
 * @param tryDefaultKey find out whether they take the default key, which everybody knows; ends a session they may have with
 *     another panel
 * @param alone there is a single device on the line: it is asked at the configuration address (7F) first, which every device answers,
 *     at whatever address it is, and the search ends when it is found
 * @param within the whole search ends after this time, more than zero and at most one day
 */
public record DiscoveryOptions(
        List<Integer> baudRates,
        int firstAddress,
        int lastAddress,
        boolean checksum,
        boolean tryDefaultKey,
        boolean alone,
        Duration within) {
    private static final Set<Integer> RATES = Set.of(9_600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Every address at the present rate, within 10 min; takes half a minute, and longer beside devices that are polled. */
    public static final DiscoveryOptions EVERY_ADDRESS =
            new DiscoveryOptions(List.of(), 0, Layout.LAST_ADDRESS, false, false, false, LONG_ENOUGH);

    /** Every address at every rate of the standard, the likely ones first, within 10 min; takes up to three minutes. */
    public static final DiscoveryOptions EVERYTHING = new DiscoveryOptions(
            List.of(9600, 115_200, 19_200, 38_400, 57_600, 230_400),
            0,
            Layout.LAST_ADDRESS,
            false,
            false,
            false,
            LONG_ENOUGH);

    /** Refuses what is no address, no rate and no time. */
    public DiscoveryOptions {
        baudRates = List.copyOf(baudRates);
        if (firstAddress < 0 || lastAddress > Layout.LAST_ADDRESS || firstAddress > lastAddress) {
            throw new IllegalArgumentException("addresses are 0 to 126, not " + firstAddress + " to " + lastAddress);
        }
        if (!RATES.containsAll(baudRates) || new HashSet<>(baudRates).size() < baudRates.size()) {
            throw new IllegalArgumentException(
                    "rates are " + RATES.stream().sorted().toList() + ", each at most once, not " + baudRates);
        }
        if (within.isNegative() || within.isZero() || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a search takes up to a day, not " + within);
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
        return new DiscoveryOptions(baudRates, first, last, checksum, tryDefaultKey, alone, within);
    }

    /**
     * Trying the default key, too.
     *
     * @return a copy
     */
    public DiscoveryOptions tryingDefaultKey() {
        return new DiscoveryOptions(baudRates, firstAddress, lastAddress, checksum, true, alone, within);
    }

    /**
     * Asking with the checksum, too.
     *
     * @return a copy
     */
    public DiscoveryOptions withChecksum() {
        return new DiscoveryOptions(baudRates, firstAddress, lastAddress, true, tryDefaultKey, alone, within);
    }

    /**
     * For a line with a single device, which the panel does not have yet: asks at the configuration address (7F), too. Several devices
     * would all answer there at once, and be found one by one as if this had not been said.
     *
     * @return a copy
     */
    public DiscoveryOptions forSingleDevice() {
        return new DiscoveryOptions(baudRates, firstAddress, lastAddress, checksum, tryDefaultKey, true, within);
    }

    /**
     * With another time for the whole search.
     *
     * @param time more than zero, at most one day
     * @return a copy
     */
    public DiscoveryOptions within(Duration time) {
        return new DiscoveryOptions(baudRates, firstAddress, lastAddress, checksum, tryDefaultKey, alone, time);
    }
}
