package dev.openaxis.vapix.rules;

import java.util.List;
import java.util.Optional;

/**
 * An action that the product has. An action configuration of it gives every parameter, and those of its recipient template.
 *
 * @param token for example {@code com.axis.action.fixed.io.toggle}
 * @param recipientTemplate token of the recipient template whose parameters are needed too
 * @param parameters the action's own parameters in the device's order
 */
public record ActionTemplate(String token, Optional<String> recipientTemplate, List<TemplateParameter> parameters) {

    /** Makes the list immutable. */
    public ActionTemplate {
        parameters = List.copyOf(parameters);
    }

    /**
     * How long it goes on.
     *
     * @return what the token says
     */
    public ActionKind kind() {
        return ActionKind.of(token);
    }
}
