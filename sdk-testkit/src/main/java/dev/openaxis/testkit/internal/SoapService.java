package dev.openaxis.testkit.internal;

import org.jspecify.annotations.Nullable;

/** A SOAP service: the operations of one namespace. */
interface SoapService {
    /** The prefix devices declare for the namespace. */
    String prefix();

    String namespace();

    /** The operation of this name, or null. */
    @Nullable
    SoapOperation operation(String name);

    /** True if ONVIF defines the service: other accounts may be needed for it. */
    default boolean isOnvif() {
        return false;
    }
}
