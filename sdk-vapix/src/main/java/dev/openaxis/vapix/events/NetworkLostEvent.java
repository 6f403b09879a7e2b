package dev.openaxis.vapix.events;

/**
 * A network interface lost or regained its connection (topic {@code Device/Network/Lost}).
 *
 * @param content what the device said
 * @param networkInterface for example {@code eth0}; {@code Any} and {@code All} are what they say
 * @param lost whether it is lost
 */
public record NetworkLostEvent(EventContent content, String networkInterface, boolean lost) implements VapixEvent {

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public String toString() {
        return serial() + " network " + networkInterface + (lost ? " lost" : " regained");
    }
}
