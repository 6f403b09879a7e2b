package dev.openaxis.core.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.Body;
import dev.openaxis.core.http.HttpProxy;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.http.WebSocket;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.trace.Recorder;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Frames;
import dev.openaxis.core.testing.Request;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.core.trace.FlightRecorder;
import dev.openaxis.core.trace.RecordingLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the transport tells the flight recorder. */
class RecordingTest extends TransportTestBase {
    private final FlightRecorder recorder = FlightRecorder.create();

    private DeviceTransport recorded(ScriptedServer server) {
        DeviceTransport transport = transport(server);
        transport.recordTo((Recorder) recorder);
        return transport;
    }

    private static List<Map<?, ?>> lines(FlightRecorder from) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        from.recording().writeJsonLines(out);
        List<Map<?, ?>> lines = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add((Map<?, ?>) Json.read(line));
        }
        return lines;
    }

    private List<Map<?, ?>> lines(String kind) throws Exception {
        return lines(recorder).stream()
                .filter(line -> kind.equals(line.get("kind")))
                .toList();
    }

    private static Object at(Map<?, ?> line, String path) {
        Object found = line;
        for (String name : path.split("/")) {
            found = found == null ? null : ((Map<?, ?>) found).get(name);
        }
        return found;
    }

    private static List<Object> all(List<Map<?, ?>> lines, String path) {
        List<Object> found = new ArrayList<>();
        lines.forEach(line -> found.add(at(line, path)));
        return found;
    }

    @Test
    void aChallengedRead_isTwoAttemptsOfOneExchange() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(401, "", Digest.challenge("n0nce"));
            peer.read();
            peer.answer(200, "{\"a\":1}", "Content-Type: application/json");
            peer.untilClosed();
        });
        get(recorded(server), "/axis-cgi/param.cgi?action=list");

        List<Map<?, ?>> exchanges = lines("exchange");
        assertThat(all(exchanges, "response/status")).containsExactly(401, 200);
        assertThat(all(exchanges, "attempt")).containsExactly(1, 2);
        assertThat(all(exchanges, "repeated")).containsExactly(null, "challenged");
        assertThat(all(exchanges, "exchange")).containsExactly(1, 1);
        assertThat(all(exchanges, "request/target")).containsOnly("/axis-cgi/param.cgi?action=list");
        Map<?, ?> last = exchanges.get(1);
        assertThat(last.get("v")).isEqualTo(1);
        assertThat(last.get("device")).isEqualTo(server.address().toString());
        assertThat(at(last, "operation")).isEqualTo("test.read");
        assertThat(at(last, "effect")).isEqualTo("READ");
        assertThat(at(last, "request/method")).isEqualTo("GET");
        assertThat((List<?>) at(last, "request/headers")).asString().contains("[authorization, Digest (hidden)]");
        assertThat(at(last, "response/body/text")).isEqualTo("{\"a\":1}");
        assertThat(((Map<?, ?>) at(last, "response/body")).get("length")).isEqualTo(7);
        assertThat(((Map<?, ?>) last.get("timing")).keySet().toString()).isEqualTo("[beforeMs, headMs, endMs]");
        assertThat(((Map<?, ?>) exchanges.get(0).get("timing")).containsKey("connectMs"))
                .isTrue();
        assertThat(lines(recorder).toString()).doesNotContain("n0nce").contains("AXIS_00408C000001");
    }

    @Test
    void anAction_isRecordedWithItsProof() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        answer(recorded(server).send(request(Effect.ACTUATE, "/act"), LONG));

        List<Map<?, ?>> exchanges = lines("exchange");
        assertThat(all(exchanges, "part")).containsExactly("proof", "request");
        assertThat(all(exchanges, "request/target")).containsExactly("/proof", "/act");
        assertThat(all(exchanges, "effect")).containsOnly("ACTUATE");
        assertThat(exchanges.get(1).containsKey("repeated")).isFalse();
    }

    @Test
    void aLostAnswer_saysWhatMayHaveHappened() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(200, "proof");
            peer.read();
        });
        failure(recorded(server).send(request(Effect.ACTUATE, "/act"), LONG));

        Map<?, ?> last = lines("exchange").get(1);
        assertThat(at(last, "failure/type")).isEqualTo("ConnectionException");
        assertThat(at(last, "failure/effect")).isEqualTo("POSSIBLE");
        assertThat(last.get("response")).isNull();
        await().until(() -> !lines("closed").isEmpty());
    }

    @Test
    void aConnectionThatWasGone_isToldBeforeTheOneThatWorked() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(200, "first");
            if (peer.number() == 1) {
                peer.read();
                peer.close();
            } else {
                peer.untilClosed();
            }
        });
        DeviceTransport transport = recorded(server);
        get(transport, "/one");
        get(transport, "/two");

        List<Map<?, ?>> exchanges = lines("exchange");
        assertThat(all(exchanges, "request/target")).containsExactly("/one", "/two", "/two");
        assertThat(all(exchanges, "repeated")).containsExactly(null, null, "connection lost");
        assertThat(at(exchanges.get(1), "failure/what")).isEqualTo("the kept connection was gone");
        assertThat(exchanges.get(2).get("connection"))
                .isNotEqualTo(exchanges.get(1).get("connection"));
    }

    @Test
    void whatWasNeverSent_isAFailureWithoutARequest() throws Exception {
        ScriptedServer server = server(peer -> {});
        server.close();
        AxisException end = failure(recorded(server).send(read("/a?pwd=x"), LONG));

        Map<?, ?> line = lines("failure").get(0);
        assertThat(at(line, "failure/what")).isEqualTo(end.what());
        assertThat(at(line, "failure/effect")).isEqualTo("NONE");
        assertThat(lines("exchange")).isEmpty();
    }

    @Test
    void aRefusedLogIn_isAFailureAfterTheAnswer() throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                peer.read();
                peer.answer(401, "", Digest.challenge("n"));
            }
        });
        failure(recorded(server).send(read("/a"), LONG));

        assertThat(all(lines("exchange"), "response/status")).containsExactly(401, 401);
        assertThat(at(lines("failure").get(0), "failure/type")).isEqualTo("AuthenticationException");
    }

    @Test
    void aTlsConnection_isToldWithItsCertificate() throws Exception {
        Certificates certificate = Certificates.selfSigned("device");
        byte[] der = certificate.certificate().getEncoded();
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        ScriptedServer server = closing(ScriptedServer.startTls(certificate.server(), ScriptedServer.always("ok")));
        DeviceTransport transport =
                transport(server.address(), ACCOUNT, TrustPolicy.pinned(sha256), TransportOptions.defaults());
        transport.recordTo((Recorder) recorder);
        get(transport, "/a");

        Map<?, ?> opened = lines("opened").get(0);
        assertThat(opened.get("certificateSha256")).isEqualTo(sha256);
        assertThat(opened.get("remote").toString()).contains(":" + server.port());
        assertThat(opened.get("connection")).isEqualTo(lines("exchange").get(0).get("connection"));
    }

    @Test
    void streamedBodies_areToldByTheirLengthOnly() throws Exception {
        ScriptedServer server = server(peer -> {
            // Whoever is slow is asked once more, on another connection.
            while (true) {
                Request head = peer.head();
                if (head.header("Expect").isPresent()) {
                    peer.write("HTTP/1.1 100 Continue\r\n\r\n");
                }
                peer.bytes(Integer.parseInt(head.header("Content-Length").orElseThrow()));
                peer.answer(200, "taken and answered");
            }
        });
        HttpRequest upload = HttpRequest.post("/upload", Effect.CONFIGURE)
                .body(Body.bytes("text/plain", "firm ware".repeat(20_000).getBytes(StandardCharsets.UTF_8)))
                .build();
        answer(recorded(server).send(upload, swallowing(), LONG, LONG));

        List<Map<?, ?>> exchanges = lines("exchange");
        Map<?, ?> line = exchanges.get(exchanges.size() - 1);
        assertThat(((Map<?, ?>) at(line, "request/body")).toString()).isEqualTo("{length=180000, omitted=streamed}");
        assertThat(((Map<?, ?>) at(line, "response/body")).toString()).isEqualTo("{length=18, omitted=streamed}");
        assertThat(lines(recorder).toString()).doesNotContain("firm").doesNotContain("taken");
    }

    private static AnswerConsumer swallowing() {
        return new AnswerConsumer() {
            @Override
            public boolean wants(dev.openaxis.core.http.HttpResponse head) {
                return true;
            }

            @Override
            public long maxBytes() {
                return 1000;
            }

            @Override
            public boolean answeredAtOnce() {
                return false;
            }

            @Override
            public Executor executor(Workers workers) {
                return workers.files();
            }

            @Override
            public void take(ByteBuffer[] pieces) {}

            @Override
            public void complete() {}

            @Override
            public void abandon() {}
        };
    }

    @Test
    void aQuestionNobodyAnswers_isToldBeforeTheNextOne() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.head();
            if (peer.number() == 1) {
                peer.untilClosed();
            }
            peer.answer(200, "question");
            peer.read();
            peer.answer(200, "ok");
            peer.untilClosed();
        });
        HttpRequest upload = HttpRequest.post("/upload", Effect.CONFIGURE)
                .body(Body.bytes("text/plain", "x".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .build();
        answer(recorded(server).send(upload, LONG));

        List<Map<?, ?>> exchanges = lines("exchange");
        assertThat(all(exchanges, "part")).containsExactly("request", "question", "request");
        assertThat(all(exchanges, "repeated")).containsExactly(null, "not answered", null);
    }

    @Test
    void aWebSocket_isItsUpgradeItsMessagesAndItsEnd() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(401, "", Digest.challenge("n"));
            if (peer.number() > 1) {
                return;
            }
            peer.untilClosed();
        });
        ScriptedServer working = server(peer -> {
            peer.write(Frames.upgrade(peer.read()));
            peer.write(Frames.text("{\"RelayToken\":\"3\",\"password\":\"never told\"}"));
            Frames.read(peer);
            peer.write(Frames.close(1001));
        });
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        WebSocketListener listener = new WebSocketListener() {
            @Override
            public void onText(String text) {
                heard.add(text);
            }

            @Override
            public void onClosed(AxisException cause) {
                heard.add("closed");
            }
        };
        WebSocket socket = recorded(working)
                .openWebSocket("/vapix/ws-data-stream?wssession=77001&sources=events", LONG, listener)
                .get(20, TimeUnit.SECONDS);
        await().until(() -> heard.size() == 1);
        socket.send("{\"method\":\"events:configure\"}");
        await().until(() -> heard.contains("closed"));
        ended(recorded(server).openWebSocket("/ws", LONG, listener));

        Map<?, ?> upgrade = lines("exchange").get(0);
        assertThat(at(upgrade, "response/status")).isEqualTo(101);
        assertThat(at(upgrade, "request/target")).isEqualTo("/vapix/ws-data-stream?wssession=(hidden)&sources=events");
        List<Map<?, ?>> messages = lines("message");
        assertThat(all(messages, "direction")).containsExactly("received", "sent");
        assertThat(all(messages, "connection")).containsOnly(upgrade.get("connection"));
        assertThat(all(messages, "body/text"))
                .containsExactly(
                        "{\"RelayToken\":\"3\",\"password\":\"(hidden)\"}", "{\"method\":\"events:configure\"}");
        assertThat(at(lines("failure").get(0), "failure/what").toString()).contains("1001");
        assertThat(lines("closed")).isNotEmpty();
        assertThat(all(lines("exchange"), "response/status")).contains(401);
    }

    private static void ended(java.util.concurrent.CompletableFuture<WebSocket> opening) {
        org.assertj.core.api.Assertions.catchThrowable(() -> opening.get(20, TimeUnit.SECONDS));
    }

    @Test
    void anArchive_hasWhatHar12Requires() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(200, "{\"a\":1}", "Content-Type: application/json", "Location: /x");
            peer.read();
        });
        DeviceTransport transport = recorded(server);
        get(transport, "/a?b=c&d");
        HttpRequest post =
                HttpRequest.post("/p", Effect.CONFIGURE).json("{\"q\":2}").build();
        failure(transport.send(post, LONG));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        recorder.recording().writeHar(out);
        Map<?, ?> har = (Map<?, ?>) Json.read(out.toString(StandardCharsets.UTF_8));
        assertThat(at(har, "log/version")).isEqualTo("1.2");
        assertThat(((Map<?, ?>) at(har, "log/creator")).keySet().toString()).contains("name", "version");
        List<?> entries = (List<?>) at(har, "log/entries");
        assertThat(entries).hasSize(2);
        for (Object one : entries) {
            Map<?, ?> each = (Map<?, ?>) one;
            has(each, "startedDateTime", "time", "request", "response", "cache", "timings");
            has(
                    (Map<?, ?>) each.get("request"),
                    "method",
                    "url",
                    "httpVersion",
                    "cookies",
                    "headers",
                    "queryString",
                    "headersSize",
                    "bodySize");
            has(
                    (Map<?, ?>) each.get("response"),
                    "status",
                    "statusText",
                    "httpVersion",
                    "cookies",
                    "headers",
                    "content",
                    "redirectURL",
                    "headersSize",
                    "bodySize");
            has((Map<?, ?>) at(each, "response/content"), "size", "mimeType");
            has((Map<?, ?>) each.get("timings"), "send", "wait", "receive");
            Map<?, ?> timings = (Map<?, ?>) each.get("timings");
            double sum = 0;
            for (Object part : timings.values()) {
                sum += Math.max(0, ((Number) part).doubleValue());
            }
            assertThat(((Number) each.get("time")).doubleValue())
                    .isCloseTo(sum, org.assertj.core.data.Offset.offset(0.01));
        }
        Map<?, ?> first = (Map<?, ?>) entries.get(0);
        assertThat(at(first, "request/url")).isEqualTo(server.address() + "/a?b=c&d");
        assertThat(at(first, "request/queryString").toString()).isEqualTo("[{name=b, value=c}, {name=d, value=}]");
        assertThat(at(first, "response/content/text")).isEqualTo("{\"a\":1}");
        Map<?, ?> second = (Map<?, ?>) entries.get(1);
        assertThat(at(second, "response/status")).isEqualTo(0);
        has((Map<?, ?>) at(second, "request/postData"), "mimeType", "text");
        assertThat(at(second, "comment").toString()).contains("CONFIGURE", "ConnectionException");
    }

    private static void has(Map<?, ?> object, String... names) {
        for (String name : names) {
            assertThat(object.containsKey(name)).as(name).isTrue();
            assertThat(object.get(name)).as(name).isNotNull();
        }
    }

    @Test
    void otherCredentials_areHiddenFromTheMomentTheyAreUsed() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(401, "", Digest.challenge("n"));
            peer.read();
            peer.answer(200, "you are open-sesame-77", "Content-Type: text/plain");
            peer.untilClosed();
        });
        DeviceTransport transport = transport(
                server.address(),
                (address, refused) -> Credentials.of("root", "open-sesame-77"),
                TrustPolicy.publicAuthorities(),
                TransportOptions.defaults());
        transport.recordTo((Recorder) recorder);
        get(transport, "/a");
        assertThat(at(lines("exchange").get(1), "response/body/text")).isEqualTo("you are (hidden)");
    }

    @Test
    void accountOfAProxy_isHiddenWhereverItComesBack() throws Exception {
        ScriptedServer proxy = server(peer -> {
            while (true) {
                peer.read();
                peer.answer(200, "your password is proxy-Secret-1, is it not?", "Content-Type: text/plain");
            }
        });
        DeviceTransport transport = transport(
                new DeviceAddress(false, "door-7.example", 80),
                TransportOptions.defaults()
                        .withProxy(HttpProxy.forwarding("127.0.0.1", proxy.port())
                                .withBasicCredentials(Credentials.of("user", "proxy-Secret-1"))));
        transport.recordTo((Recorder) recorder);
        get(transport, "/a");

        assertThat(lines("exchange")).hasSize(1);
        assertThat(lines(recorder).toString())
                .doesNotContain("proxy-Secret-1")
                .doesNotContain(Base64.getEncoder().encodeToString("user:proxy-Secret-1".getBytes(UTF_8)));
    }

    @Test
    void withoutARecorder_nothingIsMadeForAnExchange() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);
        Exchange exchange = (Exchange) transport.send(read("/a"), LONG);
        answer(exchange);
        assertThat(exchange.trace).isNull();
        assertThat(transport.trace()).isNull();

        transport.recordTo((Recorder) recorder);
        Exchange traced = (Exchange) transport.send(read("/a"), LONG);
        answer(traced);
        assertThat(traced.trace).isNotNull();
    }

    @Test
    void endlessTraffic_staysWithinTheLimits() throws Exception {
        RecordingLimits limits = new RecordingLimits(40, 20_000, 20_000, 500, Duration.ofHours(1));
        FlightRecorder small = FlightRecorder.limitedTo(limits);
        ScriptedServer server = server(ScriptedServer.always("x".repeat(3000)));
        DeviceTransport transport = transport(server);
        transport.recordTo((Recorder) small);
        for (int i = 0; i < 200; i++) {
            get(transport, "/read/" + i);
            assertThat(small.bytes()).isLessThanOrEqualTo(20_000);
        }
        List<Map<?, ?>> kept = lines(small);
        assertThat(kept).hasSizeBetween(5, 40);
        assertThat(at(kept.get(kept.size() - 1), "request/target")).isEqualTo("/read/199");
        assertThat(at(kept.get(0), "response/body/text").toString()).hasSize(500);
        assertThat(small.dropped()).isGreaterThan(150);
    }

    @Test
    void anEntryThatCannotBeMade_endsNoExchange() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);
        FlightRecorder failing = new Recorder(RecordingLimits.defaults(), new java.time.Clock() {
            private int asked;

            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public java.time.Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public java.time.Instant instant() {
                return ++asked > 2 ? java.time.Instant.MIN : java.time.Instant.EPOCH;
            }
        });
        transport.recordTo((Recorder) failing);
        assertThat(get(transport, "/a").text()).isEqualTo("ok");
        assertThat(get(transport, "/b").text()).isEqualTo("ok");
        assertThat(failing.dropped()).isPositive();
    }
}
