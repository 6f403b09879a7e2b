package dev.openaxis.vapix.internal.config;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which API is meant.
 *
 * @param id its id in discovery
 * @param major its major version; empty for the best there is
 */
public record ConfigApiId(String id, OptionalInt major) {

    /** The best version there is. */
    public static ConfigApiId best(String id) {
        return new ConfigApiId(id, OptionalInt.empty());
    }

    /** One major version. */
    public static ConfigApiId major(String id, int major) {
        if (major < 0) {
            throw new IllegalArgumentException("major versions count from 0: " + major);
        }
        return new ConfigApiId(id, OptionalInt.of(major));
    }

    /** What is at a path of it. */
    public ConfigResourceId resource(List<String> path) {
        return new ConfigResourceId(this, path);
    }

    @Override
    public String toString() {
        return id + (major.isPresent() ? " v" + major.getAsInt() : "");
    }
}
