package dev.openaxis.osdp.internal.frame;

/**
 * Whose frames are looked at. Others are skipped by their length, their check characters unseen: a broken frame for
 * somebody else is nobody's business.
 *
 * @param mask bits of the address byte that count
 * @param first what they are
 * @param second what they may be as well
 */
public record AddressFilter(int mask, int first, int second) {
    /** Everybody's, for who only listens. */
    public static final AddressFilter EVERYTHING = new AddressFilter(0, 0, 0);

    /**
     * Commands for a device: with its address or the configuration address.
     *
     * @param address of the device, 0 to 126
     * @return the filter
     */
    public static AddressFilter commandsTo(int address) {
        return new AddressFilter(0xFF, address, Layout.CONFIGURATION_ADDRESS);
    }

    /**
     * Replies of a device. A panel's own commands, which some adapters send back, are none.
     *
     * @param address the command went to, 0 to 127
     * @return the filter
     */
    public static AddressFilter repliesFrom(int address) {
        return new AddressFilter(0xFF, address | Layout.REPLY, address | Layout.REPLY);
    }

    boolean takes(int addressByte) {
        int counted = addressByte & mask;
        return counted == first || counted == second;
    }
}
