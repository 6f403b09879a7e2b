package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dynamic groups {@code StreamProfile.S<n>}, reference 01 sections 8.1, 8.5 and 8.6; members as recorded on 5.51.7. */
final class StreamProfiles {
    static final String GROUP = "StreamProfile";
    static final String TEMPLATE = "streamprofile";

    private static final Pattern ENTRY = Pattern.compile("StreamProfile\\.S(0|[1-9][0-9]{0,8})");
    private static final List<String> MEMBERS = List.of("Name", "Description", "Parameters");

    private final DeviceConfig config;
    private final TreeMap<Integer, Map<String, String>> profiles = new TreeMap<>();

    StreamProfiles(DeviceConfig config) {
        this.config = config;
    }

    void clear() {
        profiles.clear();
    }

    int size() {
        return profiles.size();
    }

    /** Makes an entry with empty values. Which index a new one gets is inference. */
    int create() {
        int index = 0;
        if (config.is(Variant.NEW_GROUP_AFTER_HIGHEST)) {
            index = profiles.isEmpty() ? 0 : profiles.lastKey() + 1;
        }
        while (profiles.containsKey(index)) {
            index++;
        }
        create(index);
        return index;
    }

    private void create(int index) {
        Map<String, String> members = new LinkedHashMap<>();
        MEMBERS.forEach(member -> members.put(member, ""));
        profiles.put(index, members);
    }

    /** Makes an entry of this very name unless it is there, is none of these groups or there are too many. */
    void createIfMissing(String entry, int limit) {
        int index = indexOf(entry);
        if (index >= 0 && !profiles.containsKey(index) && size() < limit) {
            create(index);
        }
    }

    /** True if the entry is there. */
    boolean has(String entry) {
        return profiles.containsKey(indexOf(entry));
    }

    void remove(String entry) {
        profiles.remove(indexOf(entry));
    }

    void write(String name, String value) {
        int dot = name.lastIndexOf('.');
        Map<String, String> members = profiles.get(indexOf(name.substring(0, dot)));
        if (members != null) {
            members.replace(name.substring(dot + 1), value);
        }
    }

    void list(BiConsumer<String, String> into) {
        profiles.forEach((index, members) ->
                members.forEach((member, value) -> into.accept(GROUP + ".S" + index + "." + member, value)));
    }

    private static int indexOf(String entry) {
        Matcher matcher = ENTRY.matcher(entry);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }
}
