package dev.openaxis.modbus.sensor;

/** A template says something that is no sensor. */
public final class TemplateException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * Says what is wrong.
     *
     * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole
     * @param what what is wrong there
     */
    public TemplateException(String pointer, String what) {
        super((pointer.isEmpty() ? "the template" : pointer) + ": " + what);
        this.pointer = pointer;
    }

    /**
     * Where it is wrong.
     *
     * @return a JSON pointer (RFC 6901), for example {@code /channels/0/address}; empty for the whole
     */
    public String pointer() {
        return pointer;
    }
}
