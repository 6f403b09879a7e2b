package dev.openaxis.testkit.internal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template of actions or recipients: what a configuration made from it must contain. Reference 04 section 4.1.
 *
 * @param token its name
 * @param recipient name of the template of the recipient it needs, or null
 * @param parameters names of its parameters, all of them text
 */
record ActionTemplate(String token, @Nullable String recipient, List<String> parameters) {
    /** Reads a line {@code token recipient parameter,parameter}; {@code -} stands for nothing. */
    static ActionTemplate read(String line) {
        String[] parts = line.split(" ");
        return new ActionTemplate(
                parts[0],
                parts[1].equals("-") ? null : parts[1],
                parts[2].equals("-") ? List.of() : Arrays.asList(parts[2].split(",")));
    }

    String written(String element) {
        StringBuilder list = new StringBuilder();
        parameters.forEach(name -> list.append("<aa:Parameter Type=\"string\" Name=\"")
                .append(name)
                .append("\"></aa:Parameter>"));
        return SoapEnvelope.element(
                element,
                SoapEnvelope.element("aa:TemplateToken", token)
                        + (recipient == null ? "" : SoapEnvelope.element("aa:RecipientTemplate", recipient))
                        + SoapEnvelope.element("aa:Parameters", list.toString()));
    }
}
