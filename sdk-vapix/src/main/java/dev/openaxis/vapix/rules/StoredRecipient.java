package dev.openaxis.vapix.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A recipient as a device has it stored. Actions do not refer to it: the device's web page, and {@link #recipient} here, copy
 * its values into an action.
 *
 * @param id how it is removed
 * @param name not unique, possibly empty
 * @param template token of its template
 * @param parameters values by name. Whether passwords are told here is not known, so treat all of it as a secret
 */
public record StoredRecipient(RecipientId id, String name, String template, Map<String, String> parameters) {

    /** Makes the map immutable. */
    public StoredRecipient {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Its values, for an action. What the device did not tell, a password perhaps, is missing in them.
     *
     * @return a copy
     */
    public Recipient recipient() {
        return Recipient.of(template, parameters);
    }

    /** Without values, among which there may be passwords. */
    @Override
    public String toString() {
        return "recipient " + id + " \"" + name + "\" " + template + parameters.keySet();
    }
}
