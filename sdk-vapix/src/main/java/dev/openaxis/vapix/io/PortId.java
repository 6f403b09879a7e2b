package dev.openaxis.vapix.io;

/**
 * A port's number as the device counts: from 0. ({@code port.cgi} and the casing count from 1; the SDK converts.) The number
 * is not an identity: handles also carry the topology they were made for.
 *
 * @param index 0 to 255
 */
public record PortId(int index) implements Comparable<PortId> {

    /** Checks the range. */
    public PortId {
        if (index < 0 || index > 255) {
            throw new IllegalArgumentException("port index out of range 0 to 255: " + index);
        }
    }

    /**
     * A port.
     *
     * @param index 0 to 255
     * @return the id
     */
    public static PortId of(int index) {
        return new PortId(index);
    }

    /**
     * The number {@code port.cgi} uses.
     *
     * @return index plus one
     */
    public int portCgiNumber() {
        return index + 1;
    }

    @Override
    public int compareTo(PortId other) {
        return Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return "port " + index;
    }
}
