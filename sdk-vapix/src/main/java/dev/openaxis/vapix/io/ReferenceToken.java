package dev.openaxis.vapix.io;

/**
 * How ONVIF names a relay output or a digital input of a device. On Axis devices it is the port's number in every public
 * recording, which is nothing to rely on: tokens are read from the device, and one it does not list is refused.
 *
 * @param value the device's own text
 */
public record ReferenceToken(String value) {

    /** Checks that there is one. */
    public ReferenceToken {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a reference token is not empty");
        }
    }

    /**
     * A token.
     *
     * @param value the device's own text
     * @return the token
     */
    public static ReferenceToken of(String value) {
        return new ReferenceToken(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
