package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as docs/reference/trace-format.md describes them, written by hand, asked by a foreign client. */
class TraceDeviceTest {
    private static final String READ = line(1, "READ", "GET", "/axis-cgi/io/port.cgi?check=1", "", "port1=0");

    @TempDir
    Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static String line(int exchange, String effect, String method, String target, String body, String answer) {
        return "{\"v\":1,\"kind\":\"exchange\",\"time\":\"2026-01-01T00:00:00Z\",\"device\":\"https://10.0.0.7\","
                + "\"exchange\":" + exchange + ",\"operation\":\"o\",\"effect\":\"" + effect
                + "\",\"attempt\":1,\"part\":\"request\",\"connection\":1,\"timing\":{},\"request\":{\"method\":\""
                + method + "\",\"target\":\"" + target + "\",\"headers\":[]"
                + (body.isEmpty() ? "" : ",\"body\":" + body) + "}"
                + (answer.startsWith(",")
                        ? answer
                        : ",\"response\":{\"status\":200,\"headers\":[[\"Content-Type\",\"text/plain\"],"
                                + "[\"Transfer-Encoding\",\"chunked\"],[\"X-Own\",\"yes\"]],\"body\":{\"length\":7,\"text\":\""
                                + answer + "\"}}")
                + "}";
    }

    private static String body(String text) {
        return "{\"length\":1,\"text\":\"" + text.replace("\"", "\\\"") + "\"}";
    }

    private TraceDevice playing(String... lines) throws IOException {
        Path file = folder.resolve("trace.jsonl");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return TraceDevice.replaying(file);
    }

    private HttpResponse<String> send(TraceDevice device, String method, String target, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(device.uri() + target))
                        .timeout(Duration.ofSeconds(10))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String get(TraceDevice device, String target) throws IOException, InterruptedException {
        return send(device, "GET", target, "").body();
    }

    @Test
    void aRecordedRequest_getsItsRecordedAnswer() throws Exception {
        try (TraceDevice device = playing(READ)) {
            assertThat(device.notAsked()).containsExactly("GET /axis-cgi/io/port.cgi?check=1");
            HttpResponse<String> answer = send(device, "GET", "/axis-cgi/io/port.cgi?check=1", "");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("port1=0");
            assertThat(answer.headers().firstValue("X-Own")).hasValue("yes");
            assertThat(answer.headers().firstValue("Transfer-Encoding")).isEmpty();
            assertThat(device.notAsked()).isEmpty();
            assertThat(device.notInTrace()).isEmpty();
        }
    }

    @Test
    void equalReads_areAnsweredInOrderAndThenWithTheLastAnswer() throws Exception {
        try (TraceDevice device = playing(
                line(1, "READ", "GET", "/a", "", "one"),
                line(2, "READ", "GET", "/b", "", "other"),
                line(3, "READ", "GET", "/a", "", "two"))) {
            assertThat(get(device, "/a")).isEqualTo("one");
            assertThat(get(device, "/a")).isEqualTo("two");
            assertThat(get(device, "/a")).isEqualTo("two");
            assertThat(device.notAsked()).containsExactly("GET /b");
        }
    }

    @Test
    void anAction_isAnsweredAsOftenAsItWasDone() throws Exception {
        try (TraceDevice device = playing(line(1, "ACTUATE", "GET", "/act", "", "done"))) {
            assertThat(get(device, "/act")).isEqualTo("done");
            assertThat(send(device, "GET", "/act", "").statusCode()).isEqualTo(501);
            assertThat(device.notInTrace())
                    .containsExactly("GET /act: the trace has no further answer to this request, and only a read is"
                            + " answered again");
        }
    }

    @Test
    void whatIsNotInTheTrace_isSaidClearly() throws Exception {
        try (TraceDevice device = playing(READ)) {
            HttpResponse<String> answer = send(device, "POST", "/axis-cgi/io/port.cgi?check=1", "x");
            assertThat(answer.statusCode()).isEqualTo(501);
            assertThat(answer.body()).isEqualTo("POST /axis-cgi/io/port.cgi?check=1: it is not in the trace");
            assertThat(device.notInTrace()).containsExactly(answer.body());
        }
    }

    @Test
    void bodies_areComparedAsDocumentsAndWhatIsHiddenIsAnything() throws Exception {
        try (TraceDevice device = playing(
                line(1, "CONFIGURE", "POST", "/j", body("{\"a\":1,\"pwd\":\"(hidden)\",\"l\":[true]}"), "json"),
                line(2, "CONFIGURE", "POST", "/f?x=(hidden)&y=1", body("user=joe&pwd=(hidden)&grp=users"), "form"),
                line(3, "CONFIGURE", "POST", "/u", "{\"length\":9,\"omitted\":\"streamed\"}", "upload"))) {
            assertThat(send(device, "POST", "/j", "{\"l\": [true], \"a\": 1}").statusCode())
                    .isEqualTo(501);
            assertThat(send(device, "POST", "/j", "{\"l\": [true], \"a\": 2, \"pwd\": \"x\"}")
                            .statusCode())
                    .isEqualTo(501);
            assertThat(send(device, "POST", "/j", "{\"l\": [true], \"a\": 1, \"pwd\": \"x\"}")
                            .body())
                    .isEqualTo("json");
            assertThat(send(device, "POST", "/f?x=7&y=2", "user=joe&pwd=s&grp=users")
                            .statusCode())
                    .isEqualTo(501);
            assertThat(send(device, "POST", "/f?x=7&y=1", "user=joe&pwd=s&grp=admin")
                            .statusCode())
                    .isEqualTo(501);
            assertThat(send(device, "POST", "/f?x=7&y=1", "user=joe&pwd=s&grp=users")
                            .body())
                    .isEqualTo("form");
            assertThat(send(device, "POST", "/u", "anything").body()).isEqualTo("upload");
        }
    }

    @Test
    void anAnsweredChallenge_isNotPlayedAndARefusedLogInIs() throws Exception {
        String challenge =
                ",\"response\":{\"status\":401,\"headers\":[[\"WWW-Authenticate\",\"Digest realm=\\\"r\\\"\"]]}";
        try (TraceDevice device = playing(
                line(1, "READ", "GET", "/a", "", challenge),
                line(1, "READ", "GET", "/a", "", "in"),
                line(2, "READ", "GET", "/b", "", challenge),
                line(2, "READ", "GET", "/b", "", challenge))) {
            assertThat(get(device, "/a")).isEqualTo("in");
            HttpResponse<String> refused = send(device, "GET", "/b", "");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        }
    }

    @Test
    void aRequestWithoutAnAnswer_endsAsItDid() throws Exception {
        try (TraceDevice device = playing(
                line(1, "READ", "POST", "/broke", "", ",\"failure\":{\"type\":\"ConnectionException\"}"),
                line(2, "READ", "POST", "/silent", "", ",\"failure\":{\"type\":\"DeadlineExceededException\"}"))) {
            assertThatThrownBy(() -> send(device, "POST", "/broke", "")).isInstanceOf(IOException.class);
            HttpRequest silent = HttpRequest.newBuilder(URI.create(device.uri() + "/silent"))
                    .timeout(Duration.ofMillis(300))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThatThrownBy(() -> http.send(silent, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(HttpTimeoutException.class);
            assertThat(device.notInTrace()).isEmpty();
        }
    }

    @Test
    void anAnswerThatWasLeftOutOrCut_isSaidClearly() throws Exception {
        String left = ",\"response\":{\"status\":200,\"headers\":[],\"body\":{\"length\":5,\"omitted\":\"binary\"}}";
        String cut =
                ",\"response\":{\"status\":200,\"headers\":[],\"body\":{\"length\":5,\"text\":\"a\",\"cut\":true}}";
        try (TraceDevice device =
                playing(line(1, "READ", "GET", "/a", "", left), line(2, "READ", "GET", "/b", "", cut))) {
            assertThat(get(device, "/a")).isEqualTo("GET /a: the recorder left its answer out (binary)");
            assertThat(get(device, "/b")).isEqualTo("GET /b: the recorder cut its answer");
            assertThat(device.notInTrace()).hasSize(2);
        }
    }

    @Test
    void aLatin1Answer_isSentAsItsBytes() throws Exception {
        String latin = ",\"response\":{\"status\":200,\"headers\":[],\"body\":"
                + "{\"length\":3,\"text\":\"T\\u00fcr\",\"charset\":\"ISO-8859-1\"}}";
        try (TraceDevice device = playing(line(1, "READ", "GET", "/a", "", latin))) {
            byte[] answer = http.send(
                            HttpRequest.newBuilder(URI.create(device.uri() + "/a"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            assertThat(answer).isEqualTo("T\u00fcr".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void aWebSocket_sendsWhatWasReceivedAndWaitsForWhatWasSent() throws Exception {
        String upgrade =
                line(1, "READ", "GET", "/ws?wssession=(hidden)", "", ",\"response\":{\"status\":101,\"headers\":[]}");
        try (TraceDevice device = playing(
                upgrade,
                message("received", "hello"),
                message("sent", "configure"),
                message("received", "one"),
                message("received", "two"))) {
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            WebSocket socket = http.newWebSocketBuilder()
                    .buildAsync(
                            URI.create(device.uri().toString().replace("http", "ws") + "/ws?wssession=99"),
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                                    heard.add(text.toString());
                                    from.request(1);
                                    return null;
                                }
                            })
                    .get(20, TimeUnit.SECONDS);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
            assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
            socket.sendText("configure", true).get(20, TimeUnit.SECONDS);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("two");
            socket.abort();
        }
    }

    private static String message(String direction, String text) {
        return "{\"v\":1,\"kind\":\"message\",\"device\":\"https://10.0.0.7\",\"connection\":1,\"direction\":\""
                + direction + "\",\"body\":" + body(text) + "}";
    }

    @Test
    void whatIsNoTrace_isRefusedWithItsLine() {
        assertThatThrownBy(() -> playing(READ, "{\"v\":1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2 is not JSON");
        assertThatThrownBy(() -> playing(READ.replace("\"v\":1", "\"v\":2")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1 is no line of a trace of version 1");
        assertThatThrownBy(() -> playing(READ, READ.replace("10.0.0.7", "10.0.0.8")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2 devices");
        assertThatThrownBy(() -> TraceDevice.replaying(folder.resolve("none"))).isInstanceOf(IOException.class);
    }
}
