package dev.openaxis.core;

/** What a failed operation may have changed in the world. Every {@link AxisException} says it. */
public enum AppliedEffect {
    /** Nothing was changed: the request was not sent, the device declined it, or it only reads. */
    NONE,
    /** The device says that it applied a part, for example some properties of a port but not all. */
    PARTIAL,
    /** It may have happened or not; look before acting again. */
    POSSIBLE
}
