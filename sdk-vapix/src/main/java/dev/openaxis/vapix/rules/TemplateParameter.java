package dev.openaxis.vapix.rules;

/**
 * A parameter of a template.
 *
 * @param name as the device spells it
 * @param type the device's word; {@code string} in everything seen, possibly empty
 */
public record TemplateParameter(String name, String type) {}
