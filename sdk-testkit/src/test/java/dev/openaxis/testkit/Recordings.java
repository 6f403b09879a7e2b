package dev.openaxis.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads test recordings; their README gives origin and licence. */
final class Recordings {
    private Recordings() {}

    static String text(String name) {
        return resource("/recordings/" + name);
    }

    /** A recording of an event stream; they have a README of their own. */
    static String stream(String name) {
        return resource("/streams/" + name);
    }

    private static String resource(String name) {
        try (InputStream in = Recordings.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String name) {
        return Recordings.class.getResource("/recordings/" + name) != null;
    }

    /** Every recording by its path below the folder of recordings. */
    static List<String> files() {
        Path root = Path.of(URI.create(Objects.requireNonNull(Recordings.class.getResource("/recordings"))
                .toString()));
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folders of exchanges with one device. */
    static List<String> folders(String device) {
        return files().stream()
                .filter(file -> file.startsWith(device + "/"))
                .map(file -> file.substring(0, file.lastIndexOf('/')))
                .filter(folder -> !folder.equals(device))
                .distinct()
                .toList();
    }

    /** What follows the empty line of an exchange file. */
    static String body(String name) {
        String text = text(name);
        int empty = text.indexOf("\n\n");
        return empty < 0 ? "" : text.substring(empty + 2);
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
