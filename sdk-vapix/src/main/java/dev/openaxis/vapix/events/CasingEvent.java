package dev.openaxis.vapix.events;

/**
 * A casing was opened or closed (VAPIX open-casing-faulty-front-window, topic {@code Device/Casing/Open}).
 *
 * @param content what the device said
 * @param part which casing, for example {@code JunctionBox}; empty on products with one
 * @param open whether it is open
 */
public record CasingEvent(EventContent content, String part, boolean open) implements VapixEvent {

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public String toString() {
        return serial() + " casing" + (part.isEmpty() ? "" : " " + part) + (open ? " open" : " closed");
    }
}
