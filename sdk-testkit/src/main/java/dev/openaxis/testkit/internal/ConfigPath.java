package dev.openaxis.testkit.internal;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Paths of the Device Configuration framework: a key is one segment, in which {@code /} comes encoded (inference). */
final class ConfigPath {
    private ConfigPath() {}

    /** The decoded segments after a prefix; throws IllegalArgumentException for a malformed escape. */
    static List<String> below(String prefix, Incoming request) {
        String[] segments = request.target().split("[?#]", 2)[0].split("/", -1);
        int depth = prefix.split("/").length;
        return Arrays.stream(segments)
                .skip(depth)
                .map(segment -> new QueryStringDecoder(segment, StandardCharsets.UTF_8).path())
                .toList();
    }
}
