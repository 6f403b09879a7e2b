package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.Body;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Log;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No fault brings a secret into a message, a stack trace or the log; and what is no fault of the host is not logged. */
class SecretsAndLogsTest extends TransportTestBase {
    private static final String SECRET = "S3cr3tPassw0rd";
    private static final String TOKEN = "T0k3nInQuery";
    private static final Credentials SECRETIVE = Credentials.of("root", SECRET);

    /** Everything a host might log of a failure. */
    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void hasNoSecret(String text) {
        String basic = Base64.getEncoder().encodeToString(("root:" + SECRET).getBytes());
        assertThat(text)
                .doesNotContain(SECRET)
                .doesNotContain(TOKEN)
                .doesNotContain(basic)
                .doesNotContain(Digest.hash("MD5", "root:AXIS_00408C000001:" + SECRET));
    }

    private static HttpRequest.Builder secretive(Effect effect) {
        HttpRequest.Builder builder = HttpRequest.method(
                        "POST", "/axis-cgi/pwdgrp.cgi?action=add&user=a&pwd=" + TOKEN, effect)
                .header("X-Api-Key", TOKEN)
                .body("text/plain", ("pwd=" + TOKEN).getBytes());
        return effect == Effect.ACTUATE ? builder.provenBy(read("/proof?pwd=" + TOKEN)) : builder;
    }

    private static HttpRequest streamed(Effect effect) {
        Body secret = Body.bytes("text/plain; x=" + TOKEN, (SECRET + TOKEN).getBytes());
        return secretive(effect)
                .body(Body.multipart(Body.Part.file(SECRET, TOKEN, secret)))
                .expectContinue(effect == Effect.DISRUPT)
                .progress((bytes, total) -> {})
                .build();
    }

    @Test
    void faultsOfEveryKind_keepTheSecrets() throws Exception {
        List<ScriptedServer.Script> faults = List.of(
                Peer::close,
                Peer::read,
                peer -> {
                    peer.read();
                    peer.write("this is no HTTP\r\n\r\n");
                },
                peer -> {
                    peer.read();
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
                },
                peer -> {
                    peer.read();
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf");
                },
                Peer::untilClosed,
                peer -> {
                    while (true) {
                        peer.read();
                        peer.answer(401, "", Digest.challenge("n"));
                    }
                },
                peer -> {
                    while (true) {
                        peer.read();
                        peer.answer(401, "", "WWW-Authenticate: Basic realm=\"x\"");
                    }
                },
                peer -> {
                    while (true) {
                        peer.read();
                        peer.answer(403, "");
                    }
                });
        StringBuilder failures = new StringBuilder();
        String logged;
        try (Log log = Log.capture()) {
            for (ScriptedServer.Script fault : faults) {
                ScriptedServer server = server(fault);
                DeviceTransport transport = transport(
                        server.address(),
                        SECRETIVE,
                        TrustPolicy.publicAuthorities(),
                        TransportOptions.defaults().allowingBasicOverClearText());
                for (Effect effect : Effect.values()) {
                    HttpRequest request = secretive(effect).build();
                    Throwable end = end(transport.send(request, Duration.ofMillis(200)));
                    failures.append(request).append(end == null ? "" : everything(end));
                    HttpRequest streamed = streamed(effect);
                    Throwable uploadEnd = end(transport.send(streamed, Duration.ofMillis(200)));
                    failures.append(streamed).append(uploadEnd == null ? "" : everything(uploadEnd));
                }
                CompletableFuture<?> socket = transport.openWebSocket(
                        "/ws?wssession=" + TOKEN, Duration.ofMillis(200), new WebSocketListener() {
                            @Override
                            public void onText(String text) {}

                            @Override
                            public void onClosed(dev.openaxis.core.AxisException cause) {}
                        });
                Throwable refused =
                        org.assertj.core.api.Assertions.catchThrowable(() -> socket.get(20, TimeUnit.SECONDS));
                failures.append(everything(refused));
                transport.close();
            }
            logged = log.text();
        }
        hasNoSecret(failures.toString());
        hasNoSecret(logged);
        assertThat(failures).contains("/axis-cgi/pwdgrp.cgi");
    }

    @Test
    void lostFailure_isLoggedWithoutSecrets() throws Exception {
        ScriptedServer server = server(Peer::read);
        String logged;
        try (Log log = Log.capture();
                AxisRuntime runtime = AxisRuntime.builder().eventLoops(1).build()) {
            DeviceHttp http = runtime.http(server.address(), SECRETIVE, TrustPolicy.publicAuthorities())
                    .with(CallOptions.deadline(Duration.ofSeconds(2)));
            http.async().send(secretive(Effect.CONFIGURE).build());
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        System.gc();
                        return log.text().contains("WARN");
                    });
            logged = log.text();
        }
        hasNoSecret(logged);
    }

    @Test
    void failedHandshakes_areNotLoggedBesideTheException() throws Exception {
        Certificates certificate = Certificates.selfSigned("device");
        ScriptedServer secure = closing(ScriptedServer.startTls(certificate.server(), ScriptedServer.always("ok")));
        ScriptedServer clear = server(peer -> {
            peer.bytes(5);
            peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            peer.untilClosed();
        });
        List<Throwable> ends = new ArrayList<>();
        String logged;
        try (Log log = Log.capture()) {
            for (DeviceAddress address :
                    List.of(secure.address(), new DeviceAddress(true, "127.0.0.1", clear.port()))) {
                DeviceTransport transport =
                        transport(address, SECRETIVE, TrustPolicy.pinned("0".repeat(64)), TransportOptions.defaults());
                ends.add(end(transport.send(read("/a"), LONG)));
                transport.closeCompletely().get(20, TimeUnit.SECONDS);
            }
            logged = log.text();
        }
        assertThat(ends).doesNotContainNull();
        assertThat(logged).doesNotContain("exceptionCaught").doesNotContain("WARN");
    }

    @Test
    void success_isNotLogged() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        String logged;
        try (Log log = Log.capture()) {
            DeviceTransport transport = transport(server);
            for (Effect effect : Effect.values()) {
                answer(transport.send(request(effect, "/a"), LONG));
            }
            transport.closeCompletely().get(20, TimeUnit.SECONDS);
            logged = log.text();
        }
        assertThat(logged).isEmpty();
    }
}
