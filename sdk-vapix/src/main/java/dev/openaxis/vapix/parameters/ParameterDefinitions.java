package dev.openaxis.vapix.parameters;

import dev.openaxis.vapix.internal.DefinitionsXml;
import dev.openaxis.vapix.internal.ParameterNames;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a device says about its parameters. Names stand without {@code root.} and are found in any letter case. */
public final class ParameterDefinitions {
    private final String model;
    private final String firmwareVersion;
    private final Map<String, ParameterDefinition> byName;

    /**
     * Made by the parser.
     *
     * @param model name of the product; empty if the device does not say
     * @param firmwareVersion its version; empty if the device does not say
     * @param definitions the parameters
     */
    public ParameterDefinitions(String model, String firmwareVersion, Collection<ParameterDefinition> definitions) {
        this.model = model;
        this.firmwareVersion = firmwareVersion;
        Map<String, ParameterDefinition> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        definitions.forEach(definition -> map.put(definition.name(), definition));
        this.byName = Collections.unmodifiableMap(map);
    }

    /**
     * Reads the answer of {@code param.cgi?action=listdefinitions&listformat=xmlschema}. What one parameter lacks or has
     * in an unknown form is left out of it. Document types and entities are refused.
     *
     * @param xml the answer
     * @return the definitions
     * @throws IllegalArgumentException if the text is not such a document
     */
    public static ParameterDefinitions parse(String xml) {
        return DefinitionsXml.parse(xml);
    }

    /**
     * The product.
     *
     * @return for example {@code AXIS P5512}; empty if the device does not say
     */
    public String model() {
        return model;
    }

    /**
     * The version of AXIS OS, or of the product's own software.
     *
     * @return for example {@code 5.51.7}; empty if the device does not say
     */
    public String firmwareVersion() {
        return firmwareVersion;
    }

    /**
     * One parameter.
     *
     * @param name parameter name with or without {@code root.}, in any letter case
     * @return its definition
     */
    public Optional<ParameterDefinition> get(String name) {
        return Optional.ofNullable(byName.get(ParameterNames.withoutRoot(name)));
    }

    /**
     * All parameters.
     *
     * @return definitions by name, sorted
     */
    public Map<String, ParameterDefinition> asMap() {
        return byName;
    }

    @Override
    public String toString() {
        return "ParameterDefinitions[" + model + " " + firmwareVersion + ", " + byName.size() + " parameters]";
    }
}
