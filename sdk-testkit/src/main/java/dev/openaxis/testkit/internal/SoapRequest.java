package dev.openaxis.testkit.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SOAP request.
 *
 * @param operation first element of its body
 * @param headers the header blocks
 * @param carrier the HTTP request it came with
 */
record SoapRequest(SoapElement operation, List<SoapElement> headers, Incoming carrier) {
    /** The text of a header block, or null if there is none of this name. */
    @Nullable
    String header(String namespace, String name) {
        return headers.stream()
                .filter(block ->
                        block.namespace().equals(namespace) && block.name().equals(name))
                .map(SoapElement::text)
                .findFirst()
                .orElse(null);
    }
}
