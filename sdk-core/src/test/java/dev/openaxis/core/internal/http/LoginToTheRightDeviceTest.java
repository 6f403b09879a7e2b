package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.NotAnAxisDeviceException;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.internal.auth.Authenticator;
import dev.openaxis.core.internal.auth.Authenticator.Verdict;
import dev.openaxis.core.testing.ScriptedServer;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who is logged in to, and what an action's proof has to say. */
class LoginToTheRightDeviceTest extends TransportTestBase {

    private static Authenticator overTls() {
        Authenticator authenticator = new Authenticator(true, false, new SecureRandom());
        authenticator.use(Credentials.of("root", PASSWORD));
        return authenticator;
    }

    private static void loggedIn(Authenticator authenticator, String challenge) {
        assertThat(authenticator.challenged(List.of(challenge), null)).isEqualTo(Verdict.ANSWER);
        authenticator.accepted(authenticator.session(), true, null);
    }

    @Test
    void anotherRealm_getsNoAnswer() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        ScriptedServer server = server(peer -> {
            String realm = connections.getAndIncrement() == 0 ? "AXIS_00408C000001" : "AXIS_00408C000002";
            peer.read();
            peer.answer(
                    401, "", "WWW-Authenticate: Digest realm=\"" + realm + "\", nonce=\"" + realm + "\", qop=\"auth\"");
            peer.read();
            peer.answer(200, "ok", "Connection: close");
        });
        DeviceTransport transport = transport(server);
        assertThat(get(transport, "/one").status()).isEqualTo(200);

        assertThat(failure(transport.send(read("/two"), LONG)))
                .isInstanceOf(NotAnAxisDeviceException.class)
                .hasMessageContaining("AXIS_00408C000002");

        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(2).header("Authorization").orElse("")).doesNotContain("AXIS_00408C000002");
    }

    @Test
    void basic_isShownAgainOnlyToTheSameCertificate() {
        Authenticator authenticator = overTls();
        Login secure = new Login(DeviceAddress.parse("https://127.0.0.1"), null, authenticator, null, Runnable::run);
        secure.connected(new byte[] {1});
        loggedIn(authenticator, "Basic realm=\"AXIS_00408C000001\"");

        secure.connected(new byte[] {1});
        assertThat(authenticator.authorization("GET", "/")).startsWith("Basic ");
        secure.connected(new byte[] {2});
        assertThat(authenticator.authorization("GET", "/")).isNull();
        assertThat(authenticator.settled()).isFalse();

        assertThat(authenticator.challenged(List.of("Basic realm=\"AXIS_00408C000002\""), null))
                .isEqualTo(Verdict.ANOTHER_DEVICE);
        assertThat(authenticator.authorization("GET", "/")).isNull();
    }

    @Test
    void challengeWithoutARealm_isNotTheDevicesEither() {
        Authenticator authenticator = overTls();
        loggedIn(authenticator, "Basic realm=\"AXIS_00408C000001\"");

        assertThat(authenticator.challenged(List.of("Basic"), null)).isEqualTo(Verdict.ANOTHER_DEVICE);
    }

    @Test
    void errorPage_saysNothingAboutTheDevicesRealm() {
        Authenticator authenticator = overTls();
        authenticator.challenged(List.of("Basic realm=\"a gateway\""), null);
        authenticator.accepted(authenticator.session(), false, null);

        assertThat(authenticator.challenged(List.of("Basic realm=\"AXIS_00408C000001\""), null))
                .isEqualTo(Verdict.ANSWER);
    }

    // ---- the proof's answer ----

    private static HttpRequest actionThatNeeds(String word) {
        return HttpRequest.post("/act", Effect.ACTUATE)
                .operation("test.act")
                .provenBy(read("/proof"), System.nanoTime(), answer -> {
                    if (!answer.text().contains(word)) {
                        throw new MalformedResponseException(Failure.of("device", "test.act", "not " + word), "");
                    }
                })
                .build();
    }

    @Test
    void proofThatSaysNo_stopsTheAction() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);

        HttpExchange vetoed = transport.send(actionThatNeeds("fine"), LONG);

        assertThat(failure(vetoed)).isInstanceOf(MalformedResponseException.class);
        assertThat(vetoed.sent()).isFalse();
        assertThat(vetoed.sentAt()).isEmpty();
        assertThat(server.count("/act")).isZero();
        assertThat(answer(transport.send(actionThatNeeds("ok"), LONG)).status()).isEqualTo(200);
        assertThat(server.count("/act")).isEqualTo(1);
    }

    @Test
    void checkThatFailsInAnyOtherWay_stopsTheActionToo() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);
        HttpRequest action = HttpRequest.post("/act", Effect.ACTUATE)
                .provenBy(read("/proof"), System.nanoTime() - TimeUnit.SECONDS.toNanos(2), answer -> {
                    throw new IllegalStateException("a bug of the caller's");
                })
                .build();

        for (int i = 0; i < 6; i++) {
            assertThat(failure(transport.send(action, LONG))).hasRootCauseMessage("a bug of the caller's");
        }
        assertThat(server.count("/act")).isZero();
        assertThat(get(transport, "/after").status()).isEqualTo(200);
    }

    @Test
    void lookThatIsOld_isMadeAgain() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server);
        get(transport, "/just-now");
        long ago = System.nanoTime() - TimeUnit.SECONDS.toNanos(2);
        HttpRequest action = HttpRequest.post("/act", Effect.ACTUATE)
                .provenBy(read("/proof"), ago, answer -> {})
                .build();

        answer(transport.send(action, LONG));

        assertThat(server.targets()).endsWith("/proof", "/act");
    }

    @Test
    void actionThatMayNotWait_isNotSentLater() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            while (true) {
                if (peer.read().target().equals("/slow")) {
                    assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                }
                peer.answer(200, "ok");
            }
        });
        DeviceTransport transport =
                transport(server, TransportOptions.defaults().withConnections(1, 2));
        get(transport, "/first");
        HttpExchange slow = transport.send(read("/slow"), LONG);
        HttpExchange action = transport.send(actionThatNeeds("ok"), LONG, Duration.ofMillis(200));

        assertThat(failure(action)).hasMessageContaining("not sent");
        goOn.countDown();
        answer(slow);
        get(transport, "/after");

        assertThat(server.count("/act")).isZero();
    }

    // ---- what is left after closing ----

    @Test
    void closedTransport_isNotKeptByATimer() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        WeakReference<DeviceTransport> closed = closedTransport(server);

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return closed.get() == null;
        });
    }

    private WeakReference<DeviceTransport> closedTransport(ScriptedServer server) throws Exception {
        DeviceTransport transport = unclosed(server);
        transport.send(read("/x"), Duration.ofHours(20)).abort();
        get(transport, "/y");
        transport.closeCompletely().get(20, TimeUnit.SECONDS);
        return new WeakReference<>(transport);
    }
}
