package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.Variant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Device Configuration APIs of a device: the recorded lists of a P8815-2 (11.11.192) and a D4200-VE (12.9.57), served
 * whole. No list of an A9210 is public.
 */
final class ConfigApis {
    /** By the version of the recorded device; the same for every simulated one. */
    private static final Map<String, List<ConfigApi>> RECORDED =
            Map.of("11.11.192", recorded("11.11.192"), "12.9.57", recorded("12.9.57"));

    private final List<ConfigApi> apis;
    private final boolean strict;

    ConfigApis(DeviceConfig config) {
        String recording = config.apiList().startsWith("11.") ? "11.11.192" : "12.9.57";
        this.apis = Objects.requireNonNull(RECORDED.get(recording)).stream()
                .filter(api -> !config.isWithout(api.name()))
                .toList();
        this.strict = config.is(Variant.CONFIG_BASE_STRICT);
    }

    private static List<ConfigApi> recorded(String version) {
        return Recorded.text("config-apis-" + version + ".txt")
                .lines()
                .map(line -> line.split("\t", -1))
                .map(columns -> new ConfigApi(columns[0], columns[1], columns[2], columns[3]))
                .toList();
    }

    /** Tells whether a recorded device has an API of this name, for example {@code ssh.v2}. */
    static boolean knows(String name) {
        return RECORDED.values().stream()
                .flatMap(List::stream)
                .anyMatch(api -> api.name().equals(name));
    }

    List<ConfigApi> all() {
        return apis;
    }

    /** The API that answers under a version segment, or null if there is none. */
    @Nullable
    ConfigApi find(String id, String segment) {
        return apis.stream()
                .filter(api -> api.id().equals(id) && api.answersAt(segment, strict))
                .findFirst()
                .orElse(null);
    }

    /** Version objects by id and key. */
    ObjectNode describe() {
        ObjectNode described = JsonText.MAPPER.createObjectNode();
        apis.forEach(api -> described.withObject("/" + api.id()).set(api.key(), api.describe()));
        return described;
    }
}
