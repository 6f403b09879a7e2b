package dev.openaxis.vapix.rules;

import java.util.List;

/**
 * A kind of recipient that the product has.
 *
 * @param token for example {@code com.axis.recipient.ftp}
 * @param parameters its parameters in the device's order
 */
public record RecipientTemplate(String token, List<TemplateParameter> parameters) {

    /** Makes the list immutable. */
    public RecipientTemplate {
        parameters = List.copyOf(parameters);
    }
}
