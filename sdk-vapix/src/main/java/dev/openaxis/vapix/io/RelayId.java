package dev.openaxis.vapix.io;

/**
 * A port of which the caller says that it is a relay, by the port's number as the device counts: from 0. Driving it needs
 * proof that it is one: the device's own word where its API has one (A9161, A9188), the SDK's product table, or a
 * {@link PortMap} the host accepted.
 *
 * @param index 0 to 255
 */
public record RelayId(int index) {

    /** Checks the range. */
    public RelayId {
        if (index < 0 || index > 255) {
            throw new IllegalArgumentException("relay index out of range 0 to 255: " + index);
        }
    }

    /**
     * A relay.
     *
     * @param index 0 to 255, the number of its port
     * @return the id
     */
    public static RelayId of(int index) {
        return new RelayId(index);
    }

    /**
     * The relay's port.
     *
     * @return the port id
     */
    public PortId port() {
        return PortId.of(index);
    }

    @Override
    public String toString() {
        return "relay at port " + index;
    }
}
