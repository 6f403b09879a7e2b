package dev.openaxis.vapix.parameters;

/**
 * Who may create, delete, read and write a parameter.
 *
 * @param digits {@code securityLevel} as the device sends it, four digits in this order, for example {@code 7716}: a viewer
 *     reads, an administrator writes; empty if the device does not say
 */
public record AccessLevels(String digits) {

    /**
     * Who may add the group the parameter is in.
     *
     * @return the first digit
     */
    public AccessLevel create() {
        return at(0);
    }

    /**
     * Who may remove the group the parameter is in.
     *
     * @return the second digit
     */
    public AccessLevel delete() {
        return at(1);
    }

    /**
     * Who may read the value.
     *
     * @return the third digit
     */
    public AccessLevel read() {
        return at(2);
    }

    /**
     * Who may set the value.
     *
     * @return the fourth digit
     */
    public AccessLevel write() {
        return at(3);
    }

    private AccessLevel at(int place) {
        return place < digits.length() ? AccessLevel.of(digits.charAt(place)) : AccessLevel.UNKNOWN;
    }
}
