package dev.openaxis.vapix.internal.config;

import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.config.ApiVersion;
import dev.openaxis.vapix.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code /config/discover} lists, and which of it is used. */
final class ConfigDiscovery {
    static final String PATH = "/config/discover";

    private static final int MOST_NAMED = 50;
    private static final Pattern MAJOR = Pattern.compile("v(\\d{1,4})");
    /** The suffix of the version changes with the state, so the base path is taken as it is told, but goes nowhere else. */
    private static final Pattern BASE = Pattern.compile("/config/rest(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    private static final Comparator<ApiVersion> BETTER =
            Comparator.comparingInt((ApiVersion api) -> maturity(api.state())).thenComparingInt(ApiVersion::major);

    private ConfigDiscovery() {}

    /**
     * Reads the list; an entry without a usable path is left out.
     *
     * @param forgiver told the name of every such entry
     * @return the versions; empty if this is no list
     */
    static Optional<List<ApiVersion>> read(ConfigValue document, Consumer<String> forgiver) {
        if (!document.at("apis").toJson().startsWith("{")) {
            return Optional.empty();
        }
        List<ApiVersion> found = new ArrayList<>();
        document.at("apis")
                .fields()
                .forEach((id, versions) -> versions.fields()
                        .forEach((key, entry) -> version(id, key, entry)
                                .ifPresentOrElse(found::add, () -> forgiver.accept(id + "." + key))));
        return Optional.of(List.copyOf(found));
    }

    private static Optional<ApiVersion> version(String id, String key, ConfigValue entry) {
        Matcher major = MAJOR.matcher(key);
        String path = entry.at("rest_api").text().orElse("");
        if (!major.matches() || !BASE.matcher(path).matches()) {
            return Optional.empty();
        }
        return Optional.of(new ApiVersion(
                id,
                Integer.parseInt(major.group(1)),
                entry.at("version").text().orElse(""),
                entry.at("state").text().orElse(""),
                path));
    }

    private static int maturity(String state) {
        return switch (state) {
            case "released" -> 3;
            case "beta" -> 2;
            case "alpha" -> 1;
            default -> 0;
        };
    }

    /** The version that is used; raises which ones there are if none suits. */
    static ApiVersion pick(CallContext context, List<ApiVersion> apis, ConfigApiId wanted, String on) {
        List<ApiVersion> versions =
                apis.stream().filter(api -> api.id().equals(wanted.id())).toList();
        return versions.stream()
                .filter(api -> wanted.major().isEmpty()
                        || api.major() == wanted.major().getAsInt())
                .max(BETTER)
                .orElseThrow(() -> new UnsupportedCapabilityException(
                        context.failure("the device has no Device Configuration API " + wanted + on)
                                .advice(versions.isEmpty() ? "It has " + ids(apis) : "It has " + versions(versions)),
                        wanted.toString()));
    }

    private static String versions(List<ApiVersion> versions) {
        return versions.stream().limit(MOST_NAMED).map(ApiVersion::toString).collect(Collectors.joining(", "));
    }

    private static String ids(List<ApiVersion> apis) {
        Map<String, Long> ids = apis.stream()
                .collect(Collectors.groupingBy(ApiVersion::id, java.util.TreeMap::new, Collectors.counting()));
        String named = ids.keySet().stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return ids.isEmpty() ? "none" : ids.size() > MOST_NAMED ? named + " and others" : named;
    }
}
