package dev.openaxis.vapix.io;

/**
 * What a product's connectors carry and reach, for checks while planning (manual of the product; {@link Product#limits}). Nothing
 * of it is enforced: no device tells its load.
 *
 * @param modules most expansion modules
 * @param moduleIo most I/O on all modules together
 * @param moduleRelays most relays on all modules together
 * @param inputCableMetres longest cable to an input or output
 * @param busCableMetres longest RS485 cable, from the device to the last module
 * @param relayMilliamperes most current over a relay contact
 * @param relayVolts most voltage at a relay contact, DC
 * @param outputMilliamperes most current into an open-drain output with an external supply
 * @param outputVolts most voltage at an input or output, DC
 * @param ioSupplyMilliamperes what the 12 V pin of the I/O connector gives, all in all
 * @param busSupplyMilliamperes what the 12 V pin of the RS485 connector gives
 */
public record ProductLimits(
        int modules,
        int moduleIo,
        int moduleRelays,
        int inputCableMetres,
        int busCableMetres,
        int relayMilliamperes,
        int relayVolts,
        int outputMilliamperes,
        int outputVolts,
        int ioSupplyMilliamperes,
        int busSupplyMilliamperes) {

    /** What feeds the device. */
    public enum PowerSource {
        /** 12 V DC, 36 W at most. */
        DC,
        /** PoE, IEEE 802.3af/at Type 1 Class 3. */
        POE,
        /** PoE+, IEEE 802.3at Type 2 Class 4. */
        POE_PLUS
    }

    /** Voltage a relay gives out when its jumper is fitted. */
    public enum RelayVoltage {
        /** 12 V DC. */
        VOLTS_12,
        /** 24 V DC. */
        VOLTS_24
    }

    /**
     * What the device itself feeds into a load over its relay, with the jumper fitted.
     *
     * @param source what feeds the device
     * @param voltage what the jumper is set to
     * @return milliamperes
     */
    public int relaySupplyMilliamperes(PowerSource source, RelayVoltage voltage) {
        boolean low = voltage == RelayVoltage.VOLTS_12;
        return switch (source) {
            case DC -> low ? 2000 : 1000;
            case POE -> low ? 350 : 150;
            case POE_PLUS -> low ? 1100 : 500;
        };
    }
}
