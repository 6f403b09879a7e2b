package dev.openaxis.vapix.events;

/**
 * All services of the device run, or not (topic {@code Device/Status/SystemReady}).
 *
 * @param content what the device said
 * @param ready whether start-up is complete
 */
public record SystemReadyEvent(EventContent content, boolean ready) implements VapixEvent {

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public String toString() {
        return serial() + (ready ? " ready" : " not ready");
    }
}
