package dev.openaxis.testkit.internal;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Levels and types of parameters: those recorded on a P5512 (5.51.7) where it has the parameter, otherwise composed from
 * the group, as reference 01 section 9 describes it.
 */
final class ParameterDefinitions {
    private static final Pattern INDEX = Pattern.compile("^(StreamProfile\\.S|IOPort\\.I)([0-9]+)\\.");
    private static final List<String> FIXED = List.of("Brand.", "Properties.", "Input.", "Output.");

    private static final Map<String, String[]> RECORDED = Recorded.text("definitions-5.51.7.txt")
            .lines()
            .map(line -> line.split("\t", -1))
            .collect(Collectors.toUnmodifiableMap(columns -> columns[0], columns -> columns));

    private ParameterDefinitions() {}

    static Parameter define(String name, String value) {
        String[] columns = RECORDED.get(INDEX.matcher(name).replaceFirst("$1#."));
        if (columns == null) {
            boolean fixed = FIXED.stream().anyMatch(name::startsWith);
            return new Parameter(
                    name,
                    value,
                    fixed ? "7707" : "7766",
                    name.substring(name.lastIndexOf('.') + 1),
                    fixed ? "readonly=\"true\"" : "",
                    ParameterType.like(value));
        }
        Matcher index = INDEX.matcher(name);
        String nice = index.find()
                ? columns[2].replace("${number}", Integer.toString(Integer.parseInt(index.group(2)) + 1))
                : columns[2];
        return new Parameter(name, value, columns[1], nice, columns[3], new ParameterType(columns[4]));
    }
}
