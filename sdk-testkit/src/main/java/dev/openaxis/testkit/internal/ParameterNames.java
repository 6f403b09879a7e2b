package dev.openaxis.testkit.internal;

/** Names as they are asked for, reference 01 sections 8.1 and 8.2. */
final class ParameterNames {
    private static final String ROOT = "root.";

    private ParameterNames() {}

    /** {@code root.} is optional in requests. */
    static String withoutRoot(String asked) {
        return asked.startsWith(ROOT) ? asked.substring(ROOT.length()) : asked;
    }

    /** True if the parameter has this name or is in a group of this name; {@code *} stands for one segment. */
    static boolean isWithin(String parameter, String asked) {
        if (asked.equals("root")) {
            return true;
        }
        String[] name = parameter.split("\\.");
        String[] pattern = withoutRoot(asked).split("\\.");
        if (pattern.length > name.length || pattern.length == 0) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(name[i])) {
                return false;
            }
        }
        return true;
    }
}
