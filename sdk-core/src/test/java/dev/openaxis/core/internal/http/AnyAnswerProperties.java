package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any bytes as an answer: an answer or a typed error, in time, and the next request works. */
class AnyAnswerProperties {
    private static EventLoopGroup group;
    private static ScriptedServer server;
    private static volatile byte[] bytes = new byte[0];

    @BeforeContainer
    static void start() throws IOException {
        group = EventLoops.create(1, task -> TransportTestBase.daemon(task, "any-answer"));
        server = ScriptedServer.start(peer -> {
            while (true) {
                if (peer.read().target().equals("/any")) {
                    peer.write(bytes);
                    return;
                }
                peer.answer(200, "fine");
            }
        });
    }

    @AfterContainer
    static void stop() throws IOException {
        server.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static void judge(byte[] answer) throws Exception {
        bytes = answer;
        for (Effect effect : new Effect[] {Effect.READ, Effect.CONFIGURE}) {
            DeviceTransport transport = new DeviceTransport(
                    server.address(),
                    Credentials.of("root", "pass"),
                    TrustPolicy.publicAuthorities(),
                    null,
                    TransportOptions.defaults(),
                    group.next(),
                    new Workers(Runnable::run, Runnable::run, Runnable::run, Runnable::run),
                    new SecureRandom(),
                    new ConnectLimits());
            HttpExchange exchange =
                    transport.send(HttpRequest.method("GET", "/any", effect).build(), Duration.ofSeconds(3));
            Throwable end = TransportTestBase.end(exchange);
            if (end != null) {
                assertThat(end).isInstanceOf(AxisException.class);
                AppliedEffect applied = ((AxisException) end).effect();
                assertThat(effect == Effect.READ ? applied == AppliedEffect.NONE : applied != AppliedEffect.PARTIAL)
                        .isTrue();
            }
            assertThat(TransportTestBase.answer(
                                    transport.send(HttpRequest.get("/next").build(), Duration.ofSeconds(3)))
                            .text())
                    .isEqualTo("fine");
            transport.closeCompletely().get(20, TimeUnit.SECONDS);
        }
    }

    @Property(tries = 100)
    void anyBytes_areAnAnswerOrATypedErrorAndTheNextRequestWorks(@ForAll byte[] answer) throws Exception {
        judge(answer);
    }

    @Property(tries = 300)
    void almostHttp_isAnAnswerOrATypedErrorAndTheNextRequestWorks(@ForAll("almostHttp") String answer)
            throws Exception {
        judge(answer.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<String> almostHttp() {
        return Arbitraries.of(
                        "HTTP/1.1 200 OK\r\n",
                        "HTTP/1.1 100 Continue\r\n\r\n",
                        "HTTP/1.1 401 No\r\n",
                        "HTTP/1.1 204 Nothing\r\n",
                        "HTTP/1.1 101 Switch\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
                        "HTTP/1.0 200\r\n",
                        "HTTP/2.0 200 OK\r\n",
                        "Content-Length: 5\r\n",
                        "Content-Length: 0\r\n",
                        "Content-Length: -1\r\n",
                        "Transfer-Encoding: chunked\r\n",
                        "Transfer-Encoding: gzip\r\n",
                        "Content-Encoding: gzip\r\n",
                        "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n",
                        "WWW-Authenticate: \r\n",
                        "Axis-Setup: vapix\r\n",
                        "Connection: close\r\n",
                        "Connection: keep-alive\r\n",
                        " folded\r\n",
                        ": no name\r\n",
                        "\r\n",
                        "\r\n",
                        "\n",
                        "hello",
                        "5\r\nhello\r\n",
                        "0\r\n\r\n",
                        "ffffffff\r\n",
                        "\u0000\u00ff")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts ->
                        "HTTP/1.1 200 OK\r\n".substring(0, parts.size() % 3 == 0 ? 0 : 17) + String.join("", parts));
    }
}
