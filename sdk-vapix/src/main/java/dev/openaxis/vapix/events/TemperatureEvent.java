package dev.openaxis.vapix.events;

/**
 * The temperature of the device entered or left a range (topics {@code Device/Status/Temperature/…}). The limits are those of the
 * product.
 *
 * @param content what the device said
 * @param range which range
 * @param within whether the temperature is there
 */
public record TemperatureEvent(EventContent content, Range range, boolean within) implements VapixEvent {

    /** A range of temperatures. */
    public enum Range {
        /** Above the highest one it is made for. */
        ABOVE,
        /** Below the lowest one it is made for. */
        BELOW,
        /** Where it is made for. */
        INSIDE,
        /** Above or below. */
        ABOVE_OR_BELOW
    }

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public String toString() {
        return serial() + " temperature " + range + (within ? "" : " left");
    }
}
