package dev.openaxis.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads test recordings; their README gives origin and licence. */
final class Recordings {
    private Recordings() {}

    static String text(String name) {
        try (InputStream in = Recordings.class.getResourceAsStream("/recordings/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String name) {
        return Recordings.class.getResource("/recordings/" + name) != null;
    }

    /** What follows the empty line of an exchange file. */
    static String body(String name) {
        String text = text(name);
        return text.substring(text.indexOf("\n\n") + 2);
    }

    /** The status in the first line of a response file. */
    static int status(String name) {
        return Integer.parseInt(text(name).split(" ", 2)[0]);
    }

    /** The method in the first line of a request file. */
    static String method(String name) {
        return text(name).split(" ", 2)[0];
    }

    /** The request target in the first line of an exchange file. */
    static String target(String name) {
        return "/" + text(name).split("\n", 2)[0].split(" ", 2)[1];
    }
}
