package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any file is a trace or a typed error. */
class TraceProperties {
    private static Path file;

    @BeforeContainer
    static void make() throws IOException {
        file = Files.createTempFile("trace", ".jsonl");
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.delete(file);
    }

    private static void judge(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Trace trace;
        try {
            trace = Trace.read(file);
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("NullPointer");
            return;
        }
        TracedExchange found = trace.next("GET", "/a", new byte[0]);
        if (found != null) {
            assertThat(found.method()).isEqualTo("GET");
            found.body();
            found.headers();
            found.missing();
            trace.messages(found);
        }
        trace.knows("POST", "/", "{}".getBytes(StandardCharsets.UTF_8));
        trace.notAsked();
    }

    @Property(tries = 200)
    void anyBytes(@ForAll byte[] bytes) throws IOException {
        judge(bytes);
    }

    @Property(tries = 500)
    void almostTraces(@ForAll("almost") String text) throws IOException {
        judge(text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> almost() {
        return Arbitraries.of(
                        "{\"v\":1,\"kind\":\"exchange\",",
                        "{\"v\":1,\"kind\":\"message\",",
                        "\"request\":{\"method\":\"GET\",\"target\":\"/a\"},",
                        "\"request\":{\"method\":\"POST\",\"target\":\"(hidden)\",\"body\":{\"text\":\"{(hidden)}\"}},",
                        "\"request\":[],",
                        "\"response\":{\"status\":101,\"headers\":[[1],{},\"x\"]},",
                        "\"response\":7,",
                        "\"failure\":null,",
                        "\"body\":{\"text\":[]},",
                        "\"connection\":\"x\",",
                        "\"exchange\":1e99,",
                        "\"device\":{}}",
                        "\n",
                        "null",
                        "[]",
                        "}")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
