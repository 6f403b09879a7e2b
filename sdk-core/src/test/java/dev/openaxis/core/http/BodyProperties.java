package dev.openaxis.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** A reader that knows only RFC 7578 and RFC 2046 finds every part as it was given. */
class BodyProperties {
    private record Found(String headers, String content) {}

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Splits at the delimiter of RFC 2046 section 5.1.1: line end, two dashes, boundary. */
    private static List<Found> split(String text, String boundary) {
        String delimiter = "\r\n--" + boundary;
        String rest = "\r\n" + text;
        assertThat(rest).startsWith(delimiter);
        rest = rest.substring(delimiter.length());
        List<Found> parts = new ArrayList<>();
        while (!rest.equals("--\r\n")) {
            assertThat(rest).startsWith("\r\n");
            int end = rest.indexOf(delimiter);
            String part = rest.substring(2, end);
            int blank = part.indexOf("\r\n\r\n");
            parts.add(new Found(part.substring(0, blank), part.substring(blank + 4)));
            rest = rest.substring(end + delimiter.length());
        }
        return parts;
    }

    @Property(tries = 300)
    void everyPart_isFoundAgain(
            @ForAll @Size(min = 1, max = 6) List<byte[]> contents,
            @ForAll @StringLength(min = 1, max = 20) @CharRange(from = ' ', to = '~') String name)
            throws Exception {
        Body body = Body.multipart(contents.stream()
                .map(content -> Body.Part.file(name, name, Body.bytes("application/octet-stream", content)))
                .toArray(Body.Part[]::new));
        byte[] whole = BodyTest.bytes(body);

        List<Found> found = split(latin(whole), BodyTest.boundary(body));

        assertThat(body.length()).isEqualTo(whole.length);
        assertThat(found)
                .extracting(Found::content)
                .containsExactlyElementsOf(
                        contents.stream().map(BodyProperties::latin).toList());
        String quoted = name.replace("\"", "%22").replace("\\", "%5C");
        assertThat(found)
                .extracting(Found::headers)
                .containsOnly("Content-Disposition: form-data; name=\"" + quoted + "\"; filename=\"" + quoted
                        + "\"\r\nContent-Type: application/octet-stream");
    }
}
