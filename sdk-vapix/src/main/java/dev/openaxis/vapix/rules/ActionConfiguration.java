package dev.openaxis.vapix.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An action as a device has it stored, ready for rules to start it.
 *
 * @param id how rules name it
 * @param name possibly none; not unique
 * @param template token of its template
 * @param parameters values by name, those of its recipient among them. As the device stores them: paths are percent-encoded.
 *     Whether passwords are told here is not known, so treat all of it as a secret
 */
public record ActionConfiguration(
        ConfigurationId id, Optional<String> name, String template, Map<String, String> parameters) {

    /** Makes the map immutable. */
    public ActionConfiguration {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * The same action, to be added once more. What the device did not tell, a password perhaps, is missing in it.
     *
     * @return the action
     */
    public Action action() {
        Action copy = Action.of(template, parameters);
        return name.filter(text -> !text.isBlank()).map(copy::named).orElse(copy);
    }

    /** Without values, among which there may be passwords. */
    @Override
    public String toString() {
        return "action configuration " + id
                + name.map(text -> " \"" + text + "\"").orElse("") + " " + template + parameters.keySet();
    }
}
