package dev.openaxis.testkit.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element of a request. Children are looked up by local name: a schema of these services never has two of one name
 * in different namespaces.
 *
 * @param namespace its namespace, empty for none
 * @param name its local name
 * @param children child elements
 * @param text its own text, trimmed
 */
record SoapElement(String namespace, String name, List<SoapElement> children, String text) {
    @Nullable
    SoapElement child(String localName) {
        return children.stream()
                .filter(child -> child.name().equals(localName))
                .findFirst()
                .orElse(null);
    }

    /** The text of a child that must be there. */
    String required(String localName) {
        SoapElement child = child(localName);
        if (child == null) {
            throw ServiceFault.invalidArgs(
                    "Validation constraint violation: occurrence violation in element " + localName);
        }
        return child.text();
    }
}
