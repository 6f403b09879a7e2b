package dev.openaxis.vapix.parameters;

import java.util.Locale;

/**
 * What a parameter's definition marks it with. The names are those on the wire; their meaning is not documented beyond the
 * word (inference).
 */
public enum ParameterFlag {
    /** {@code readonly}. */
    READONLY,
    /** {@code const}. */
    CONST,
    /** {@code hidden}: seen on parameters that pages for users leave out, such as the brand. */
    HIDDEN,
    /** {@code internal}. */
    INTERNAL,
    /** {@code writeonly}: seen on passwords. */
    WRITEONLY,
    /** {@code nosync}. */
    NOSYNC,
    /** {@code dynamic}. */
    DYNAMIC;

    /**
     * The attribute that carries it.
     *
     * @return its name on the wire
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
