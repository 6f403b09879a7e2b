package dev.openaxis.vapix.io;

/**
 * An AXIS A9910 expansion module, by a number the host gives it: devices have no public API that names their modules. The
 * module's address switch suggests itself.
 *
 * @param number 0 to 15, as an A9210 has at most 16 modules (manual A9210)
 */
public record ModuleId(int number) implements Comparable<ModuleId> {
    private static final int MOST = 16;

    /** Checks the range. */
    public ModuleId {
        if (number < 0 || number >= MOST) {
            throw new IllegalArgumentException("module number out of range 0 to 15: " + number);
        }
    }

    /**
     * A module.
     *
     * @param number 0 to 15
     * @return the id
     */
    public static ModuleId of(int number) {
        return new ModuleId(number);
    }

    @Override
    public int compareTo(ModuleId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "module " + number;
    }
}
