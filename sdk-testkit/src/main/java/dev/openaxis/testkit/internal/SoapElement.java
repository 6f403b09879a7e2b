package dev.openaxis.testkit.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element of a request. Children are looked up by local name: a schema of these services never has two of one name
 * in different namespaces.
 *
 * @param namespace its namespace, empty for none
 * @param name its local name
 * @param attributes by their local names
 * @param children child elements
 * @param text its own text, trimmed
 */
record SoapElement(
        String namespace, String name, Map<String, String> attributes, List<SoapElement> children, String text) {
    @Nullable
    SoapElement child(String localName) {
        return children.stream()
                .filter(child -> child.name().equals(localName))
                .findFirst()
                .orElse(null);
    }

    /** The children of this name. */
    List<SoapElement> all(String localName) {
        return children.stream().filter(child -> child.name().equals(localName)).toList();
    }

    /** A child that must be there. */
    SoapElement needed(String localName) {
        SoapElement child = child(localName);
        if (child == null) {
            throw missing(localName);
        }
        return child;
    }

    /** The text of a child that must be there. */
    String required(String localName) {
        return needed(localName).text();
    }

    /** Checks that there are no other children than these, each once at most and in this order. */
    void inOrder(String... names) {
        int next = 0;
        for (SoapElement child : children) {
            while (next < names.length && !names[next].equals(child.name)) {
                next++;
            }
            if (next == names.length) {
                throw ServiceFault.invalidArgs("Validation constraint violation: unexpected element " + child.name);
            }
            next++;
        }
    }

    /** What a missing element is answered; the words are recorded on 12.9 for an element without its content. */
    static ServiceFault missing(String localName) {
        return ServiceFault.invalidArgs(
                "Validation constraint violation: occurrence violation in element " + localName);
    }
}
