package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads the recordings that ship with the testkit; their README gives origin and licence. */
public final class Recorded {
    private static final List<String> API_LISTS = List.of("12.9.57", "11.11.192", "10.12.323", "9.80.2.2");

    /** All recordings together are a few hundred kilobytes. */
    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    /** The versions by id of each list, parsed once and not for each of thousands of devices. */
    private static final Map<String, Map<String, String>> VERSIONS =
            API_LISTS.stream().collect(Collectors.toUnmodifiableMap(list -> list, Recorded::versions));

    private Recorded() {}

    /**
     * The recorded API list that fits an AXIS OS version best: the one of the same major version.
     *
     * @param axisOs a version
     * @return the version of a recorded list
     */
    public static String apiListFor(String axisOs) {
        String major = axisOs.split("\\.")[0] + ".";
        return API_LISTS.stream()
                .filter(version -> version.startsWith(major))
                .findFirst()
                .orElse(major.length() > 2 ? API_LISTS.get(0) : API_LISTS.get(API_LISTS.size() - 1));
    }

    /**
     * Tells whether a list of that version was recorded.
     *
     * @param version a version
     * @return true if it ships with the testkit
     */
    public static boolean hasApiList(String version) {
        return API_LISTS.contains(version);
    }

    /**
     * Tells whether leaving something out would change a device.
     *
     * @param apiList version of a recorded list
     * @param id an API id or file name
     * @return true if it is listed or has an endpoint
     */
    public static boolean canBeWithout(String apiList, String id) {
        return Router.knows(id) || lists(apiList, id) || ConfigApis.knows(id);
    }

    /** The version of an API that the device's list names. */
    static String version(DeviceConfig config, String id) {
        String version = VERSIONS.getOrDefault(config.apiList(), Map.of()).get(id);
        if (version == null) {
            throw new IllegalArgumentException("The API list of " + config.apiList() + " does not name " + id);
        }
        return version;
    }

    static boolean lists(String apiList, String id) {
        return VERSIONS.getOrDefault(apiList, Map.of()).containsKey(id);
    }

    private static Map<String, String> versions(String list) {
        return StreamSupport.stream(recorded(list).spliterator(), false)
                .collect(Collectors.toUnmodifiableMap(
                        api -> api.path("id").asText(),
                        api -> api.path("version").asText(),
                        (first, again) -> first));
    }

    private static ArrayNode recorded(String version) {
        return (ArrayNode) read("api-list-" + version + ".json").path("data").path("apiList");
    }

    static ArrayNode apiList(DeviceConfig config) {
        ArrayNode recorded = recorded(config.apiList());
        ArrayNode present = JsonText.MAPPER.createArrayNode();
        for (JsonNode api : recorded) {
            String id = api.path("id").asText();
            // The framework is older than its first observed listing, reference 01 sections 5.3 and 11.
            boolean unlisted = id.equals("device-config")
                    && config.configuresWithPut()
                    && !config.is(Variant.DEVICE_CONFIG_LISTED_FROM_11_8);
            if (!config.isWithout(id) && !unlisted) {
                present.add(api);
            }
            if (id.equals("supervised-io")) {
                ((ObjectNode) api).put("version", config.supervisedVersion());
            }
        }
        return present;
    }

    static JsonNode read(String name) {
        return Objects.requireNonNull(JsonText.object(text(name).getBytes(StandardCharsets.UTF_8)), name);
    }

    /** The lines of a file, without their ends. */
    static List<String> lines(String name) {
        return List.of(text(name).split("\n"));
    }

    /** Read once: thousands of devices share it. */
    static String text(String name) {
        return TEXTS.computeIfAbsent(name, Recorded::load);
    }

    private static String load(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream("/dev/openaxis/testkit/recorded/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the recording " + name, e);
        }
    }
}
