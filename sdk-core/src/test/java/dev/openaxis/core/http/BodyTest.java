package dev.openaxis.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Effect;
import dev.openaxis.core.LocalFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body is on the wire: lengths, boundaries, names. */
class BodyTest {
    @TempDir
    Path directory;

    /** Reads it with a small buffer, so that pieces are crossed in every way. */
    static byte[] bytes(Body body) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ReadableByteChannel channel = body.open()) {
            ByteBuffer buffer = ByteBuffer.allocate(7);
            while (channel.read(buffer) >= 0) {
                all.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
        return all.toByteArray();
    }

    static String boundary(Body body) {
        String type = body.contentType();
        assertThat(type).startsWith("multipart/form-data; boundary=");
        return type.substring("multipart/form-data; boundary=".length());
    }

    private Path image(String text) throws IOException {
        return Files.writeString(directory.resolve("image.bin"), text);
    }

    @Test
    void upgrade_isTheMultipartOfTheFirmwareReference() throws Exception {
        String json = "{\"apiVersion\":\"1.0\",\"method\":\"upgrade\"}";
        Body body = Body.multipart(
                Body.Part.of("json", Body.json(json)),
                Body.Part.file("file", "image.bin", Body.file("application/octet-stream", image("<image bytes>"))));
        String b = boundary(body);

        assertThat(new String(bytes(body), StandardCharsets.UTF_8))
                .isEqualTo("--" + b + "\r\n"
                        + "Content-Disposition: form-data; name=\"json\"\r\n"
                        + "Content-Type: application/json\r\n"
                        + "\r\n"
                        + json + "\r\n"
                        + "--" + b + "\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"image.bin\"\r\n"
                        + "Content-Type: application/octet-stream\r\n"
                        + "\r\n"
                        + "<image bytes>\r\n"
                        + "--" + b + "--\r\n");
        assertThat(body.length()).isEqualTo(bytes(body).length);
        assertThat(b).matches("[0-9a-f]{32}");
    }

    @Test
    void boundary_isAnotherOneEachTime() {
        Body.Part part = Body.Part.of("a", Body.json("{}"));
        assertThat(boundary(Body.multipart(part))).isNotEqualTo(boundary(Body.multipart(part)));
    }

    @Test
    void openingTwice_readsTheSameBytes() throws Exception {
        Body body = Body.file("text/plain", image("twice"));
        assertThat(bytes(body)).isEqualTo(bytes(body)).isEqualTo("twice".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\r\nX: y", "a\nb", "a\u0000b", "a\u0085b", "a\u007fb"})
    void nameThatCouldBecomeAHeader_isRefused(String name) {
        Body content = Body.json("{}");
        assertThatThrownBy(() -> Body.Part.of(name, content)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Body.Part.file("file", name, content)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain\r\nX: y", "a\nb", "a\u0000b", "a\u0100b"})
    void contentTypeThatCouldBecomeAHeader_isRefused(String type) throws Exception {
        Path file = image("x");
        assertThatThrownBy(() -> Body.bytes(type, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Body.file(type, file)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quotesInNames_areEncodedAndOtherTextIsUtf8() throws Exception {
        Body body = Body.multipart(Body.Part.file("a\"b", "Bild \\ \u00fc.png", Body.json("{}")));

        assertThat(new String(bytes(body), StandardCharsets.UTF_8))
                .contains("form-data; name=\"a%22b\"; filename=\"Bild %5C \u00fc.png\"\r\n");
    }

    @Test
    void missingFileAndDirectory_areTypedErrors() {
        for (Path path : new Path[] {directory.resolve("none"), directory}) {
            assertThatThrownBy(() -> Body.file("a/b", path))
                    .isInstanceOf(LocalFileException.class)
                    .hasMessageContaining(path.toString());
        }
    }

    @Test
    void noParts_isRefused() {
        assertThatThrownBy(Body::multipart).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyShortBodiesInMemory_goOutInOneGo() throws Exception {
        Body small = Body.multipart(Body.Part.of("a", Body.json("{}")));
        assertThat(post(small).build().content()).isNull();
        assertThat(post(small).build().body()).isEqualTo(bytes(small));
        assertThat(post(small).build().expectsContinue()).isFalse();
        assertThat(post(small).expectContinue(true).build().expectsContinue()).isTrue();
        assertThat(post(small).progress((bytes, total) -> {}).build().content()).isSameAs(small);

        Body large = Body.bytes("a/b", new byte[64 * 1024 + 1]);
        assertThat(post(large).build().content()).isSameAs(large);
        assertThat(post(large).build().body()).isEmpty();
        assertThat(post(large).expectContinue(false).build().expectsContinue()).isFalse();

        Body file = Body.file("a/b", image("tiny"));
        assertThat(post(file).build().content()).isSameAs(file);
        assertThat(post(file).build().expectsContinue()).isTrue();
    }

    @Test
    void stallTimeout_hasBounds() {
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofHours(2)}) {
            assertThatThrownBy(() -> post(Body.json("{}")).stallTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void texts_tellNeitherContentNorNames() throws Exception {
        Body body = Body.multipart(Body.Part.of("secret-name", Body.json("{\"pwd\":\"S3cret\"}")));
        String texts = body + " " + post(body).build() + " " + Body.Part.of("secret-name", Body.json("S3cret"));
        assertThat(texts).doesNotContain("S3cret").doesNotContain("secret-name").contains("multipart/form-data");
    }

    private static HttpRequest.Builder post(Body body) {
        return HttpRequest.post("/a", Effect.CONFIGURE).body(body);
    }
}
