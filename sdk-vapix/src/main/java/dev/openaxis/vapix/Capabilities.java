package dev.openaxis.vapix;

import java.util.List;
import java.util.Optional;

/**
 * What a device can do, as it says itself (VAPIX api-discovery-service).
 *
 * @param apis the listed APIs; empty if the device has no API discovery
 * @param listed whether the device has API discovery at all
 */
public record Capabilities(List<Api> apis, boolean listed) {

    /** Makes the list immutable. */
    public Capabilities {
        apis = List.copyOf(apis);
    }

    /**
     * One API of a device.
     *
     * @param id for example {@code io-port-management}; several majors have an entry each
     * @param version {@code major.minor}; minors can have two digits
     * @param name display name
     * @param status {@code official}, {@code released}, {@code beta}, {@code deprecated}; empty if the device does not say
     */
    public record Api(String id, String version, String name, String status) {}

    /**
     * Whether an API is listed.
     *
     * @param id id in API discovery
     * @return {@code true} if at least one version is
     */
    public boolean has(String id) {
        return api(id).isPresent();
    }

    /**
     * An API by id.
     *
     * @param id id in API discovery
     * @return its first entry
     */
    public Optional<Api> api(String id) {
        return apis.stream().filter(api -> api.id().equals(id)).findFirst();
    }
}
