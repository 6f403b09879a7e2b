package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.RuleVariant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored action or recipient, reference 04 section 4.1.
 *
 * @param name its name, or null if it was given none
 * @param template token of the template it was made from
 * @param parameters values as they were given: percent-encoded ones stay so (recorded)
 */
record ActionConfiguration(@Nullable String name, String template, Map<String, String> parameters) {
    /** Reads a new one; what is missing is told. */
    static ActionConfiguration read(SoapElement request) {
        SoapElement name = request.child("Name");
        String template = request.required("TemplateToken");
        Map<String, String> parameters = new LinkedHashMap<>();
        for (SoapElement parameter : request.needed("Parameters").all("Parameter")) {
            String key = parameter.attributes().get("Name");
            String value = parameter.attributes().get("Value");
            if (key == null || value == null) {
                throw ServiceFault.invalidArgs(
                        "Validation constraint violation: missing attribute in element Parameter");
            }
            parameters.put(key, value);
        }
        return new ActionConfiguration(name == null ? null : name.text(), template, parameters);
    }

    String parameter(String key) {
        return parameters.getOrDefault(key, "");
    }

    /** The order of parameters differs from that of the request, value before name (recorded). */
    String written(String element, String id, DeviceConfig config) {
        StringBuilder list = new StringBuilder();
        for (String key : ListOrder.of(parameters.keySet())) {
            boolean hidden = key.contains("password") && config.is(RuleVariant.PASSWORDS_NOT_RETURNED);
            list.append("<aa:Parameter Value=\"")
                    .append(hidden ? "" : SoapEnvelope.quoted(parameter(key)))
                    .append("\" Name=\"")
                    .append(SoapEnvelope.quoted(key))
                    .append("\"></aa:Parameter>");
        }
        return SoapEnvelope.element(
                element,
                SoapEnvelope.element("aa:ConfigurationID", id)
                        + (name == null ? "" : SoapEnvelope.element("aa:Name", SoapEnvelope.escaped(name)))
                        + SoapEnvelope.element("aa:TemplateToken", SoapEnvelope.escaped(template))
                        + SoapEnvelope.element("aa:Parameters", list.toString()));
    }
}
