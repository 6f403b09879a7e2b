package dev.openaxis.modbus.register;

/**
 * In which order the bytes of a value come that takes more than one register. The protocol leaves it open. The letters are those of a
 * 32-bit value whose highest byte is A; longer values follow the same rule.
 */
public enum WordOrder {
    /** High register first, high byte first: what most call big-endian. */
    ABCD(false, false),
    /** Low register first, each with its high byte first: word swap. */
    CDAB(true, false),
    /** High register first, each with its low byte first: byte swap. */
    BADC(false, true),
    /** Low register first, each with its low byte first: little-endian. */
    DCBA(true, true);

    private final boolean lowRegisterFirst;
    private final boolean lowByteFirst;

    WordOrder(boolean lowRegisterFirst, boolean lowByteFirst) {
        this.lowRegisterFirst = lowRegisterFirst;
        this.lowByteFirst = lowByteFirst;
    }

    /** The register that holds a word, the highest word being 0. */
    int register(int word, int words) {
        return lowRegisterFirst ? words - 1 - word : word;
    }

    /** A word of a register's contents, or the other way. */
    int word(int register) {
        return lowByteFirst ? Short.toUnsignedInt(Short.reverseBytes((short) register)) : register;
    }
}
