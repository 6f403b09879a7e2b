package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.http.PartListener;
import dev.openaxis.core.http.ResponsePart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** The same bytes are the same parts however they come, and no bytes are more than the bounds allow. */
class PartsParserProperties {
    private static final int MAX = 300;

    /** What came of some bytes: the parts, and whether and why they were refused. */
    private record Outcome(List<String> parts, String refusal) {}

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Outcome parse(byte[] bytes, long seed) {
        Random random = new Random(seed);
        List<String> parts = new ArrayList<>();
        PartsParser parser = new PartsParser("b", MAX, part -> parts.add(part.headers() + "|" + latin(part.body())));
        try {
            for (int at = 0; at < bytes.length; ) {
                int some = seed == 0 ? bytes.length : Math.min(1 + random.nextInt(9), bytes.length - at);
                ByteBuffer piece = ByteBuffer.wrap(bytes, at, some);
                parser.feed(piece);
                assertThat(piece.hasRemaining()).isFalse();
                at += some;
            }
            parser.end();
            return new Outcome(parts, "");
        } catch (IOException e) {
            return new Outcome(parts, String.valueOf(e.getMessage()));
        }
    }

    @Property(tries = 500)
    void partsWithAndWithoutLength_areFoundHoweverTheyAreCut(
            @ForAll("contents") List<byte[]> contents, @ForAll long seed) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            byte[] content = contents.get(i);
            String length = i % 2 == 0 ? "Content-Length: " + content.length + "\r\n" : "";
            whole.write(("--b\r\nX: " + i + "\r\n" + length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            whole.write(content);
            whole.write('\r');
            whole.write('\n');
            List<Map.Entry<String, String>> headers = new ArrayList<>(List.of(Map.entry("X", "" + i)));
            if (i % 2 == 0) {
                headers.add(Map.entry("Content-Length", "" + content.length));
            }
            expected.add(headers + "|" + latin(content));
        }
        whole.writeBytes("--b--".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(parse(whole.toByteArray(), seed)).isEqualTo(new Outcome(expected, ""));
        assertThat(parse(whole.toByteArray(), 0)).isEqualTo(new Outcome(expected, ""));
    }

    /** Contents that may have dashes and line ends, but not the boundary on a line of its own. */
    @Provide
    Arbitrary<List<byte[]>> contents() {
        Arbitrary<String> words =
                Arbitraries.of("\r\n", "\n", "\r", "--", "-", "--c", "x--b", "a", "\u0000\u00ff", " ");
        return words.list()
                .ofMaxSize(20)
                .map(list -> String.join("", list))
                .filter(text -> !("\n" + text).contains("\n--b"))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property(tries = 1000)
    void anyBytes_areTheSamePartsOrRefusedHoweverTheyAreCut(@ForAll("almostParts") String text, @ForAll long seed) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);

        Outcome atOnce = parse(bytes, 0);

        assertThat(parse(bytes, seed | 1)).isEqualTo(atOnce);
        assertThat(atOnce.parts())
                .allMatch(part -> part.substring(part.indexOf("]|") + 2).length() <= MAX);
    }

    @Provide
    Arbitrary<String> almostParts() {
        return Arbitraries.of(
                        "--b\r\n",
                        "--b\n",
                        "--b  \r\n",
                        "--b--\r\n",
                        "--b",
                        "--bb\r\n",
                        "\r\n",
                        "\n",
                        "Content-Type: text/plain\r\n",
                        "Content-Length: 3\r\n",
                        "Content-Length: 0\r\n",
                        "Content-Length: -1\r\n",
                        "Content-Length: 999\r\n",
                        "no colon\r\n",
                        "abc",
                        "\u00ff\u0000",
                        "y".repeat(400))
                .list()
                .ofMaxSize(25)
                .map(list -> String.join("", list));
    }

    @Property(tries = 300)
    void garbage_endsInTime(@ForAll @Size(max = 2000) byte[] bytes) {
        assertThat(parse(bytes, 1)).isEqualTo(parse(bytes, 0));
    }

    @Example
    void endlessGarbage_isRefusedInEveryState() {
        for (String begin : List.of("", "--b\r\n", "--b\r\n\r\n", "--b\r\nContent-Length: 1\r\n\r\nx")) {
            for (String garbage : List.of("x", "\n", "x\n", ":\n", "a: b\r\n")) {
                if (begin.endsWith("x") && garbage.equals("\n")) {
                    // Empty lines between parts are let through, and nothing is kept of them.
                    continue;
                }
                byte[] bytes = (begin + garbage.repeat(100_000)).getBytes(StandardCharsets.ISO_8859_1);
                assertThat(parse(bytes, 0).refusal()).as(begin + garbage).isNotEmpty();
            }
        }
    }

    @Example
    void monitor_ofTheReference() throws IOException {
        List<ResponsePart> parts = new ArrayList<>();
        PartsParser parser = new PartsParser("ioboundary", 1024, parts::add);
        String port = "--ioboundary\r\nContent-Type: text/plain\r\n\r\n4I:/\r\n";
        String empty = "--ioboundary\r\nContent-Type: text/plain\r\n\r\n\r\n";

        parser.feed(ByteBuffer.wrap((port + empty + port).getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(parts).extracting(ResponsePart::text).containsExactly("4I:/", "");
        assertThat(parts.get(0).header("content-type")).contains("text/plain");
    }

    /** What comes without its length is told as it comes, although only the next boundary ends it. */
    @Property(tries = 200)
    void whatHasComeOfAPart_isTold(@ForAll @AlphaChars @StringLength(min = 1, max = 60) String text, @ForAll long seed)
            throws IOException {
        List<String> told = new ArrayList<>();
        PartsParser parser = new PartsParser("ioboundary", 1024, new PartListener() {
            @Override
            public void onPart(ResponsePart part) {
                told.add("whole " + part.text());
            }

            @Override
            public void onContent(ResponsePart soFar) {
                assertThat(soFar.header("Content-Type")).contains("text/plain");
                told.add(soFar.text());
            }
        });
        parser.feed(latin("--ioboundary\r\nContent-Type: text/plain\r\n\r\n"));
        assertThat(told).isEmpty();
        Random random = new Random(seed);
        for (int at = 0; at < text.length(); ) {
            int some = Math.min(1 + random.nextInt(9), text.length() - at);
            parser.feed(latin(text.substring(at, at + some)));
            at += some;
            assertThat(told.get(told.size() - 1)).isEqualTo(text.substring(0, at));
        }

        parser.feed(latin("\r\n--ioboundary\r\n"));

        assertThat(told).last().isEqualTo("whole " + text);
        assertThat(told).filteredOn(line -> line.startsWith("whole")).hasSize(1);
    }

    @Example
    void whatIsNoContentYet_andWhatToldItsLength_isNotToldBefore() throws IOException {
        List<String> told = new ArrayList<>();
        PartsParser parser = new PartsParser("b", 1024, new PartListener() {
            @Override
            public void onPart(ResponsePart part) {
                told.add("whole " + part.text());
            }

            @Override
            public void onContent(ResponsePart soFar) {
                told.add(soFar.text());
            }
        });
        for (String some :
                List.of("before\r\n--", "b\r\nContent-Le", "ngth: 4\r\n\r\n2I", ":", "/", "\r\n--b", "--\r\n")) {
            parser.feed(latin(some));
        }

        assertThat(told).containsExactly("whole 2I:/");
    }

    @Example
    void aLongPart_isToldWhenItIsWhole() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        PartsParser parser = new PartsParser("b", 1 << 16, new PartListener() {
            @Override
            public void onPart(ResponsePart part) {
                sizes.add(part.body().length);
            }

            @Override
            public void onContent(ResponsePart soFar) {
                sizes.add(-soFar.body().length);
            }
        });
        parser.feed(latin("--b\r\n\r\n" + "x".repeat(1000)));
        parser.feed(latin("x".repeat(1000)));
        parser.feed(latin("\r\n--b\r\n"));

        assertThat(sizes).containsExactly(-1000, 2000);
    }

    private static ByteBuffer latin(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Example
    void boundary_isReadFromTheContentType() {
        assertThat(PartsParser.boundaryOf("multipart/x-mixed-replace; boundary=ioboundary"))
                .isEqualTo("ioboundary");
        assertThat(PartsParser.boundaryOf("Multipart/X-Mixed-Replace;charset=x; Boundary=\"a b\""))
                .isEqualTo("a b");
        for (String none : List.of(
                "",
                "text/plain; boundary=a",
                "multipart/mixed",
                "multipart/mixed; boundary=",
                "multipart/mixed; boundary=" + "b".repeat(71))) {
            assertThat(PartsParser.boundaryOf(none)).as(none).isNull();
        }
    }

    @Example
    void longestPart_isAcceptedAndOneByteMoreIsNot() throws IOException {
        for (boolean counted : new boolean[] {true, false}) {
            for (int size : new int[] {MAX, MAX + 1}) {
                byte[] bytes = ("--b\r\n" + (counted ? "Content-Length: " + size + "\r\n" : "") + "\r\n"
                                + "x".repeat(size) + "\r\n--b--\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
                Outcome outcome = parse(bytes, 1);
                assertThat(outcome.parts()).hasSize(size > MAX ? 0 : 1);
                assertThat(outcome.refusal()).isEqualTo(size > MAX ? "a part is longer than 300 bytes" : "");
            }
        }
    }

    @Example
    void listenersException_comesThrough() {
        PartsParser parser = new PartsParser("b", MAX, part -> {
            throw new IllegalStateException("listener");
        });
        assertThatThrownBy(() -> parser.feed(ByteBuffer.wrap("--b\n\nx\n--b\n".getBytes(StandardCharsets.US_ASCII))))
                .hasMessage("listener");
    }
}
