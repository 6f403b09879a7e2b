package dev.openaxis.vapix.rules;

import java.util.Map;

/** A recipient by its template and its values, as they are. */
public final class OtherRecipient extends Recipient {

    OtherRecipient(String template, Map<String, String> parameters) {
        super(template, parameters);
    }
}
