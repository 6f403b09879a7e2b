package dev.openaxis.vapix.recordings;

import dev.openaxis.core.Credentials;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.vapix.AxisDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** The recordings of this module's test resources. */
public final class Recorded {
    private Recorded() {}

    public static String text(String name) {
        try (InputStream file = Recorded.class.getResourceAsStream("/recordings/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no recording " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A recorded answer with its status and headers. */
    public static MockResponse answer(String name) {
        String text = text(name).replace("\r\n", "\n");
        int end = text.indexOf("\n\n");
        List<String> head = text.substring(0, end).lines().toList();
        MockResponse.Builder response =
                new MockResponse.Builder().code(Integer.parseInt(head.get(0).substring(0, 3)));
        head.stream().skip(1).forEach(response::addHeader);
        return response.body(text.substring(end + 2)).build();
    }

    /** Names of the recordings in a folder. */
    public static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(
                Path.of(Recorded.class.getResource("/recordings/" + folder).toURI()))) {
            return files.map(file -> folder + "/" + file.getFileName()).sorted().toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a device says of a CGI it does not have. */
    static MockResponse notFound() {
        return new MockResponse.Builder()
                .code(404)
                .body("<html>404 Not Found</html>")
                .build();
    }

    /** A client of that server, which has asked nothing yet. */
    static AxisDevice client(MockWebServer server) {
        return AxisDevice.builder("http://127.0.0.1:" + server.getPort())
                .credentials(Credentials.of("root", "invented"))
                .trust(TrustPolicy.publicAuthorities())
                .build();
    }
}
