package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bytes of an answer mean (RFC 9112), and what happens if they mean nothing. */
class FramingTest extends TransportTestBase {
    private static final Duration SECONDS = Duration.ofSeconds(20);

    /** Answers the first request with these bytes, whatever it is, and closes; later connections answer "later". */
    private ScriptedServer raw(String bytes) throws IOException {
        return server(peer -> {
            if (peer.number() == 1) {
                peer.read();
                peer.write(bytes);
            } else {
                ScriptedServer.always("later").run(peer);
            }
        });
    }

    /** Answers the first request of each connection with these bytes, then everything with "next". */
    private ScriptedServer open(String bytes) throws IOException {
        return server(peer -> {
            peer.read();
            peer.write(bytes);
            ScriptedServer.always("next").run(peer);
        });
    }

    @Test
    void chunkedAnswerWithExtensionsAndTrailers_isPutTogetherAndTheConnectionStays() throws Exception {
        ScriptedServer server = open("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: a\r\n\r\n");
        DeviceTransport transport = transport(server);

        assertThat(get(transport, "/a").text()).isEqualTo("hello world");
        assertThat(get(transport, "/b").text()).isEqualTo("next");
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void interimAnswers_areSkipped() throws Exception {
        ScriptedServer server = open("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                + Peer.complete(200, "final"));
        DeviceTransport transport = transport(server);

        HttpResponse response = get(transport, "/a");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("final");
        assertThat(response.header("Link")).isEmpty();
        assertThat(get(transport, "/b").text()).isEqualTo("next");
    }

    @Test
    void answerWithoutLength_endsWithTheConnection() throws Exception {
        ScriptedServer server = raw("HTTP/1.1 200 OK\r\n\r\nall of it");
        DeviceTransport transport = transport(server);

        assertThat(get(transport, "/a").text()).isEqualTo("all of it");
        assertThat(get(transport, "/b").text()).isEqualTo("later");
        assertThat(server.accepted()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
            })
    void connectionTheDeviceWillClose_isNotUsedAgain(String bytes) throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(bytes);
            peer.untilClosed();
        });
        DeviceTransport transport = transport(server);

        assertThat(get(transport, "/a").text()).isEqualTo("ok");
        assertThat(get(transport, "/b").text()).isEqualTo("ok");

        assertThat(server.accepted()).isEqualTo(2);
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void answerThatDripsByteByByte_isUnderstood() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            for (byte b : Peer.complete(200, "drop").getBytes()) {
                peer.write(new byte[] {b});
            }
            peer.untilClosed();
        });

        assertThat(get(transport(server), "/a").text()).isEqualTo("drop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 2"
            })
    void answerCutInTheMiddle_isAConnectionErrorAndNeverAShorterAnswer(String bytes) throws Exception {
        ScriptedServer server = raw(bytes);
        DeviceTransport transport = transport(server);

        AxisException failure = failure(transport.send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(get(transport, "/b").text()).isEqualTo("later");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2p1\r\n\r\n",
                "\u0015\u0003\u0001\u0000\u0002\u0002\u0046\r\n\r\n",
                "200 OK\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"
            })
    void answerThatIsNotHttp_isATypedErrorAtOnceAndTheConnectionIsNotUsedAgain(String bytes) throws Exception {
        ScriptedServer server = server(peer -> {
            if (peer.number() == 1) {
                peer.read();
                peer.write(bytes);
                peer.untilClosed();
            } else {
                ScriptedServer.always("later").run(peer);
            }
        });
        DeviceTransport transport = transport(server);
        long before = System.nanoTime();

        AxisException failure = failure(transport.send(read("/a?secret=1"), LONG));

        assertThat(failure).isInstanceOfAny(MalformedResponseException.class, ConnectionException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(failure.getMessage()).contains("test.read").doesNotContain("secret");
        assertThat(System.nanoTime() - before).isLessThan(SECONDS.toNanos());
        assertThat(get(transport, "/b").text()).isEqualTo("later");
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void answerThatIsNotHttp_leavesItOpenWhetherAnActionHappened(Effect effect) throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                if (peer.read().target().equals("/proof")) {
                    peer.answer(200, "proven");
                } else {
                    peer.write("this is not HTTP\r\n\r\n");
                }
            }
        });

        AxisException failure = failure(transport(server).send(request(effect, "/act"), LONG));

        assertThat(failure.effect()).isEqualTo(effect == Effect.READ ? AppliedEffect.NONE : AppliedEffect.POSSIBLE);
        assertThat(server.count("/act")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n"
            })
    void answerOfTenMegabytesWhereOneIsTheLimit_isRefusedWithoutReadingIt(String head) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            peer.read();
            try {
                peer.write(head);
                for (int i = 0; i < 160; i++) {
                    peer.write("x".repeat(65536));
                }
                peer.untilClosed();
            } finally {
                ended.countDown();
            }
        });

        AxisException failure = failure(transport(server).send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(MalformedResponseException.class);
        assertThat(((MalformedResponseException) failure).excerpt()).hasSizeLessThan(300);
        assertThat(failure.getMessage()).contains("1048576");
        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void chunkedAnswerBeyondTheLimit_isRefused() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 100; i++) {
                peer.write("4000\r\n" + "x".repeat(0x4000) + "\r\n");
            }
            peer.untilClosed();
        });

        assertThat(failure(transport(server).send(read("/a"), LONG))).isInstanceOf(MalformedResponseException.class);
    }

    @Test
    void answerOfExactlyTheLimit_isTaken() throws Exception {
        ScriptedServer server = open(Peer.complete(200, "y".repeat(1000)));
        HttpRequest request = HttpRequest.get("/a").maxResponseBytes(1000).build();

        assertThat(answer(transport(server).send(request, LONG)).body()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2000})
    void headersWithoutEnd_areRefused(int lines) throws Exception {
        String value = "v".repeat(200_000 / lines);
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < lines; i++) {
                peer.write("X-" + i + ": " + value + "\r\n");
            }
            peer.untilClosed();
        });

        assertThat(failure(transport(server).send(read("/a"), LONG))).isInstanceOf(MalformedResponseException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n"})
    void answerThatNeverHasABody_isCompleteWithItsHead(String head) throws Exception {
        ScriptedServer server = open(head);
        DeviceTransport transport = transport(server);

        assertThat(get(transport, "/a").body()).isEmpty();
        assertThat(get(transport, "/b").text()).isEqualTo("next");
        assertThat(server.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 10_485_760})
    void answerToHead_hasNoBodyWhateverLengthItNames(long length) throws Exception {
        ScriptedServer server = open("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
        DeviceTransport transport = transport(server);

        HttpResponse response = answer(
                transport.send(HttpRequest.method("HEAD", "/a", Effect.READ).build(), LONG));

        assertThat(response.body()).isEmpty();
        assertThat(response.header("content-length")).contains(Long.toString(length));
        assertThat(get(transport, "/b").text()).isEqualTo("next");
        assertThat(server.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_isAnAnswerAndIsNotFollowed(int status) throws Exception {
        ScriptedServer elsewhere = server(ScriptedServer.always("stolen"));
        String location = elsewhere.address() + "/a";
        ScriptedServer server = open(Peer.complete(status, "", "Location: " + location));

        HttpResponse response = get(transport(server), "/a");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("LOCATION")).contains(location);
        assertThat(elsewhere.accepted()).isZero();
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 500, 503})
    void errorStatus_isAnAnswer(int status) throws Exception {
        assertThat(get(transport(open(Peer.complete(status, "why"))), "/a").status())
                .isEqualTo(status);
    }

    // ---- bytes nobody asked for ----

    @Test
    void answerNobodyAskedFor_isNotGivenToTheNextRequest() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            if (peer.number() == 1) {
                peer.read();
                peer.answer(200, "first");
                go.await();
                peer.answer(200, "stray");
                peer.untilClosed();
            } else {
                ScriptedServer.always("own").run(peer);
            }
        });
        DeviceTransport transport = transport(server);

        assertThat(get(transport, "/a").text()).isEqualTo("first");
        go.countDown();
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(get(transport, "/b").text()).isEqualTo("own");
    }

    @Test
    void headOfAnAnswerNobodyAskedFor_endsTheConnection() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            if (peer.number() == 1) {
                peer.read();
                peer.answer(200, "first");
                go.await();
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                peer.read();
                peer.write("stray");
                peer.untilClosed();
            } else {
                ScriptedServer.always("own").run(peer);
            }
        });
        DeviceTransport transport = transport(server);

        assertThat(get(transport, "/a").text()).isEqualTo("first");
        go.countDown();
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(get(transport, "/b").text()).isEqualTo("own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Le", "hello"})
    void beginningOfAnAnswerBehindAnother_isNotTakenForTheNextOne(String beginning) throws Exception {
        ScriptedServer server = server(peer -> {
            if (peer.number() == 1) {
                peer.read();
                peer.write(Peer.complete(200, "first") + beginning);
                peer.untilClosed();
            } else {
                ScriptedServer.always("own").run(peer);
            }
        });
        DeviceTransport transport = transport(server);

        assertThat(get(transport, "/a").text()).isEqualTo("first");
        assertThat(get(transport, "/b").text()).isEqualTo("own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Le", "hello"})
    void beginningOfAnAnswerNobodyAskedFor_endsTheConnection(String beginning) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            if (peer.number() == 1) {
                peer.read();
                peer.answer(200, "first");
                go.await();
                peer.write(beginning);
                peer.untilClosed();
            } else {
                ScriptedServer.always("own").run(peer);
            }
        });
        DeviceTransport transport = transport(server);

        assertThat(get(transport, "/a").text()).isEqualTo("first");
        go.countDown();
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(get(transport, "/b").text()).isEqualTo("own");
    }

    @Test
    void secondAnswerInTheSamePacket_isNotGivenToAWaitingRequest() throws Exception {
        CountDownLatch queued = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            if (peer.number() == 1) {
                peer.read();
                queued.await();
                peer.write(Peer.complete(200, "first") + Peer.complete(200, "stray"));
                peer.untilClosed();
            } else {
                ScriptedServer.always("own").run(peer);
            }
        });
        DeviceTransport transport =
                transport(server, TransportOptions.defaults().withConnections(1, 2));

        HttpExchange first = transport.send(read("/a"), LONG);
        HttpExchange second = transport.send(read("/b"), LONG);
        await().atMost(SECONDS).until(() -> server.requests().size() == 1);
        queued.countDown();

        assertThat(answer(first).text()).isEqualTo("first");
        Throwable end = end(second);
        if (end == null) {
            assertThat(answer(second).text()).isEqualTo("own");
        } else {
            assertThat(end).isInstanceOf(AxisException.class);
        }
    }

    @Test
    void secondAnswerBehindAProof_doesNotConfirmTheAction() throws Exception {
        ScriptedServer server = server(peer -> {
            if (peer.number() == 1) {
                peer.read();
                peer.write(Peer.complete(200, "proof") + Peer.complete(200, "stray"));
                peer.read();
                peer.answer(500, "no");
                peer.untilClosed();
            } else {
                while (true) {
                    peer.answer(200, peer.read().target().equals("/proof") ? "proof" : "acted");
                }
            }
        });

        HttpExchange exchange = transport(server).send(request(Effect.ACTUATE, "/act"), LONG);

        Throwable end = end(exchange);
        if (end == null) {
            assertThat(answer(exchange).text()).isEqualTo("acted");
        } else {
            assertThat(end).isInstanceOf(AxisException.class);
        }
        assertThat(server.count("/act")).isLessThanOrEqualTo(1);
    }

    @Test
    void hugeAnswerNobodyAskedFor_costsNoMemoryAndTheNextRequestWorks() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            if (peer.number() == 1) {
                peer.read();
                peer.answer(200, "first");
                go.await();
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\nx");
                peer.untilClosed();
            } else {
                ScriptedServer.always("own").run(peer);
            }
        });
        DeviceTransport transport = transport(server);
        assertThat(get(transport, "/a").text()).isEqualTo("first");
        go.countDown();
        await().atMost(SECONDS).until(() -> server.open() == 0);

        assertThat(get(transport, "/b").text()).isEqualTo("own");
    }

    // ---- what goes out ----

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: 1", "a\nX-Injected: 1", "a\rX-Injected: 1", "a\u0000b"})
    void headerValueWithALineEnd_isRefusedAtOnceAndNothingIsSent(String value) throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);

        assertThatThrownBy(() -> HttpRequest.get("/a").header("X-Mine", value).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(get(transport, "/b").text()).isEqualTo("ok");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Y", "X:Y", "X\r\nY", "X\u00fc"})
    void headerNameThatIsNoToken_isRefused(String name) {
        assertThatThrownBy(() -> HttpRequest.get("/a").header(name, "v").build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "Authorization", "Connection"})
    void headerTheTransportSetsItself_cannotBeSetByTheCaller(String name) {
        assertThatThrownBy(() -> HttpRequest.post("/a", Effect.CONFIGURE)
                        .header(name, "1")
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void request_goesOutWithHostLengthAndBodyAndItsTargetByteForByte() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        String target = "/axis-cgi/io/port.cgi?action=1%3A%2F300%5C&x=%2f'\"<>|";

        answer(transport(server)
                .send(
                        HttpRequest.post(target, Effect.CONFIGURE)
                                .header("X-Mine", "v")
                                .json("{\"a\":\"ü\"}")
                                .build(),
                        LONG));

        var request = server.requests().get(0);
        assertThat(request.target()).isEqualTo(target);
        assertThat(request.all("Host")).containsExactly("127.0.0.1:" + server.port());
        assertThat(request.all("Content-Length")).containsExactly("10");
        assertThat(request.all("Content-Type")).containsExactly("application/json");
        assertThat(request.all("X-Mine")).containsExactly("v");
        assertThat(request.text()).isEqualTo("{\"a\":\"ü\"}");
        assertThat(request.all("Authorization")).isEmpty();
        assertThat(request.all("Accept-Encoding")).isEmpty();
        assertThat(request.all("Cookie")).isEmpty();
    }

    @Test
    void cookie_isNotKept() throws Exception {
        ScriptedServer server = open(Peer.complete(200, "ok", "Set-Cookie: a=b"));
        DeviceTransport transport = transport(server);

        get(transport, "/a");
        get(transport, "/b");

        assertThat(server.requests())
                .hasSize(2)
                .allMatch(r -> r.header("Cookie").isEmpty());
    }
}
