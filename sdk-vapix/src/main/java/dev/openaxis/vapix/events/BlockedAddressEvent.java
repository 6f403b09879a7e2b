package dev.openaxis.vapix.events;

/**
 * The device blocks an address because of failed log-ins (topic {@code Device/Network/BlockedIP}, AXIS OS 11.11 and later).
 *
 * @param content what the device said
 * @param address whose attempts failed
 */
public record BlockedAddressEvent(EventContent content, String address) implements VapixEvent {

    @Override
    public boolean stateful() {
        return false;
    }

    @Override
    public String toString() {
        return serial() + " blocked " + address;
    }
}
