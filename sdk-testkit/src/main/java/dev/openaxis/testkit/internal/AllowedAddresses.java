package dev.openaxis.testkit.internal;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code AllowedIPAddresses}, reference 02 section 11: {@code 1.2.3.4, 2.3.4.5-9, 3.4.5.*}, empty for all (documented). That a
 * range or a star stands in the last place only is inference; whatever is written otherwise admits nobody.
 */
record AllowedAddresses(String text) {
    private static final Pattern ENTRY =
            Pattern.compile("([0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3})\\.(?:(\\*)|([0-9]{1,3})(?:-([0-9]{1,3}))?)");

    boolean admit(InetAddress who) {
        if (text.isBlank()) {
            return true;
        }
        for (String entry : text.split(",", -1)) {
            if (matches(entry.trim(), who.getHostAddress())) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String entry, String who) {
        Matcher wanted = ENTRY.matcher(entry);
        Matcher found = ENTRY.matcher(who);
        if (!wanted.matches() || !found.matches() || !wanted.group(1).equals(found.group(1))) {
            return false;
        }
        if (wanted.group(2) != null) {
            return true;
        }
        int last = Integer.parseInt(found.group(3));
        int from = Integer.parseInt(wanted.group(3));
        int to = wanted.group(4) == null ? from : Integer.parseInt(wanted.group(4));
        return last >= from && last <= to;
    }
}
