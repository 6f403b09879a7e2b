package dev.openaxis.vapix.internal;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.vapix.parameters.ParameterList;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * What a refused change of several things did, judged by what the device lists before and after it: whether the rest is
 * applied is not documented. A part is told only if it is seen, and nothing only if all of it is seen.
 */
final class ReadBack {
    private ReadBack() {}

    /** Judges an update by the parameters' values. */
    static AppliedEffect ofUpdate(Collection<String> names, ParameterList before, ParameterList after) {
        boolean unseen = false;
        for (String name : names) {
            Optional<String> old = visible(before, name);
            Optional<String> now = visible(after, name);
            if (old.isEmpty() || now.isEmpty()) {
                unseen = true;
            } else if (!old.equals(now)) {
                return AppliedEffect.PARTIAL;
            }
        }
        return unseen ? AppliedEffect.POSSIBLE : AppliedEffect.NONE;
    }

    private static Optional<String> visible(ParameterList list, String name) {
        return list.get(name).filter(value -> !ParameterNames.masked(value));
    }

    /** Judges a removal by what is left of the groups. */
    static AppliedEffect ofRemoval(Collection<String> groups, ParameterList before, ParameterList after) {
        boolean unseen = false;
        for (String group : groups) {
            if (!lists(before, group)) {
                unseen = true;
            } else if (!lists(after, group)) {
                return AppliedEffect.PARTIAL;
            }
        }
        return unseen ? AppliedEffect.POSSIBLE : AppliedEffect.NONE;
    }

    private static boolean lists(ParameterList list, String group) {
        String plain = ParameterNames.withoutRoot(group).toLowerCase(Locale.ROOT);
        return list.asMap().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals(plain) || name.startsWith(plain + "."));
    }
}
