package dev.openaxis.osdp.panel;

import dev.openaxis.osdp.internal.frame.Layout;
import java.time.Duration;
import java.util.Objects;

/**
 * How a panel treats one peripheral device. Immutable.
 *
 * <p>A device is spoken to over a secure channel with its own key, or not at all, unless {@link #allowingClear()} was said and
 * the key store has no key for it.
 */
public final class PeripheralSettings {
    private static final Duration POLL_PERIOD = Duration.ofMillis(50);

    private final String name;
    private final int address;
    private final Duration pollPeriod;
    private final boolean clearAllowed;
    private final boolean crc;
    private final boolean prefixCounted;

    private PeripheralSettings(
            String name, int address, Duration pollPeriod, boolean clearAllowed, boolean crc, boolean prefixCounted) {
        this.name = name;
        this.address = address;
        this.pollPeriod = pollPeriod;
        this.clearAllowed = clearAllowed;
        this.crc = crc;
        this.prefixCounted = prefixCounted;
    }

    /**
     * A device.
     *
     * @param name the host's own name for this place, under which its key is kept; stays the same when address or
     *     device change. Not blank
     * @param address on the bus, 0 to 126
     * @return settings with a poll every 50 ms, security required, CRC-16
     */
    public static PeripheralSettings of(String name, int address) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a device has a name");
        }
        if (address < 0 || address > Layout.LAST_ADDRESS) {
            throw new IllegalArgumentException("addresses are 0 to 126, not " + address);
        }
        return new PeripheralSettings(name, address, POLL_PERIOD, false, true, false);
    }

    /**
     * With another poll period.
     *
     * @param period between two polls; zero polls whenever the bus is free
     * @return a copy
     */
    public PeripheralSettings pollEvery(Duration period) {
        if (period.isNegative()) {
            throw new IllegalArgumentException("a period is not negative");
        }
        return new PeripheralSettings(name, address, period, clearAllowed, crc, prefixCounted);
    }

    /**
     * The device may be used in clear as long as it has no key. Whoever has the line in his hands reads cards and PINs and
     * makes them up.
     *
     * @return a copy
     */
    public PeripheralSettings allowingClear() {
        return new PeripheralSettings(name, address, pollPeriod, true, crc, prefixCounted);
    }

    /**
     * For a device that knows only the checksum of old versions, not CRC-16.
     *
     * @return a copy
     */
    public PeripheralSettings withChecksum() {
        return new PeripheralSettings(name, address, pollPeriod, clearAllowed, false, prefixCounted);
    }

    /**
     * For a device that counts algorithm and key of GENAUTH and CRAUTH as a part of the message, as OSDP.Net does; sources do
     * not agree.
     *
     * @return a copy
     */
    public PeripheralSettings countingAuthenticationPrefix() {
        return new PeripheralSettings(name, address, pollPeriod, clearAllowed, crc, true);
    }

    /**
     * At another address.
     *
     * @param other 0 to 126
     * @return a copy
     */
    public PeripheralSettings at(int other) {
        return new PeripheralSettings(name, of(name, other).address, pollPeriod, clearAllowed, crc, prefixCounted);
    }

    /**
     * The host's name for it.
     *
     * @return not blank
     */
    public String name() {
        return name;
    }

    /**
     * Its address on the bus.
     *
     * @return 0 to 126
     */
    public int address() {
        return address;
    }

    /**
     * The time between two polls.
     *
     * @return zero or more
     */
    public Duration pollPeriod() {
        return pollPeriod;
    }

    /**
     * Whether it may be used in clear while it has no key.
     *
     * @return {@code false} unless asked for
     */
    public boolean clearAllowed() {
        return clearAllowed;
    }

    /**
     * Which check characters are sent.
     *
     * @return {@code true} for CRC-16
     */
    public boolean crc() {
        return crc;
    }

    /**
     * Whether algorithm and key are counted in GENAUTH and CRAUTH.
     *
     * @return {@code false} unless asked for
     */
    public boolean prefixCounted() {
        return prefixCounted;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeripheralSettings that
                && name.equals(that.name)
                && address == that.address
                && pollPeriod.equals(that.pollPeriod)
                && clearAllowed == that.clearAllowed
                && crc == that.crc
                && prefixCounted == that.prefixCounted;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, address);
    }

    @Override
    public String toString() {
        return name + " (address " + address + ")";
    }
}
