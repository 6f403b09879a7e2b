package dev.openaxis.vapix.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code param.cgi} answers to a change (VAPIX parameter-management): {@code OK}, or {@code S8 OK} to an addition,
 * or lines that begin with {@code # Error} or {@code # Request failed}, possibly after other lines.
 *
 * @param done whether the answer is {@code OK} and nothing else
 * @param entry the group that was added, without its parent
 * @param problems the device's complaints without the leading {@code #}
 */
record ParamAnswer(boolean done, Optional<String> entry, List<String> problems) {
    private static final Pattern PROBLEM = Pattern.compile("#\\s*((?:Error|Request failed).*)");
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9_.-]+)\\s+OK");
    private static final String NOT_CREATED = "Request failed";

    /** Reads any text. */
    static ParamAnswer parse(String text) {
        List<String> problems = new ArrayList<>();
        Optional<String> entry = Optional.empty();
        for (String line : text.split("\r?\n|\r", -1)) {
            Matcher problem = PROBLEM.matcher(line.trim());
            Matcher added = ENTRY.matcher(line.trim());
            if (problem.matches()) {
                problems.add(problem.group(1).trim());
            } else if (added.matches()) {
                entry = Optional.of(added.group(1));
            }
        }
        return new ParamAnswer(text.trim().equals("OK"), entry, List.copyOf(problems));
    }

    /** Whether the device says that nothing was created. */
    boolean notCreated() {
        return entry.isEmpty() && problems.stream().anyMatch(problem -> problem.startsWith(NOT_CREATED));
    }
}
