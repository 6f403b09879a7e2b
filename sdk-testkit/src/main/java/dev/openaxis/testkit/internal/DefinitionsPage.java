package dev.openaxis.testkit.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The answer to {@code param.cgi?action=listdefinitions&listformat=xmlschema}, form as recorded on 5.51.7 and 9.80. */
final class DefinitionsPage {
    private final StringBuilder text = new StringBuilder();
    private final List<String> open = new ArrayList<>();

    private DefinitionsPage() {}

    static Answer of(DeviceConfig config, String host, List<Parameter> parameters) {
        DefinitionsPage page = new DefinitionsPage();
        page.text
                .append("<?xml version=\"1.0\" encoding=\"iso-8859-1\" ?>\n<parameterDefinitions\n")
                .append("xmlns=\"http://www.axis.com/ParameterDefinitionsSchema\"\n")
                .append("xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n")
                .append("xsi:schemaLocation=\"http://www.axis.com/ParameterDefinitionsSchema http://")
                .append(escaped(host))
                .append("/pub/parameterdefinitions.xsd\"\nversion=\"1.0\">\n  <model>AXIS ")
                .append(escaped(config.product()))
                .append("</model>\n  <firmwareVersion>")
                .append(config.axisOs())
                .append("</firmwareVersion>\n");
        page.enter(List.of("root"));
        parameters.forEach(page::add);
        page.enter(List.of());
        page.text.append("</parameterDefinitions>\n");
        return Answer.xml(page.text.toString());
    }

    private void add(Parameter parameter) {
        List<String> path = new ArrayList<>(List.of("root"));
        path.addAll(Arrays.asList(parameter.name().split("\\.")));
        String name = path.remove(path.size() - 1);
        enter(path);
        String flags = parameter.flags().isEmpty() ? "" : " " + parameter.flags();
        line("<parameter name=\"" + escaped(name) + "\" value=\"" + escaped(parameter.value()) + "\" securityLevel=\""
                + parameter.level() + "\" niceName=\"" + escaped(parameter.niceName()) + "\">");
        line("  <type" + flags + ">");
        line("    " + parameter.type().xml());
        line("  </type>");
        line("</parameter>");
    }

    /** Closes and opens groups until these are the open ones. */
    private void enter(List<String> path) {
        while (open.size() > path.size() || !open.equals(path.subList(0, open.size()))) {
            open.remove(open.size() - 1);
            line("</group>");
        }
        for (String group : path.subList(open.size(), path.size())) {
            line("<group name=\"" + escaped(group) + "\">");
            open.add(group);
        }
    }

    private void line(String content) {
        text.append("  ".repeat(open.size() + 1)).append(content).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;")
                .replaceAll("\\p{Cntrl}", "?");
    }
}
