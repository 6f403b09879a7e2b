package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.CredentialsProvider;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Request;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Credentials that somebody has to be asked for, and that change. */
class CredentialsProviderTest extends TransportTestBase {
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile String password = PASSWORD;

    /** A vault that writes down how it was asked. */
    private final class Vault implements CredentialsProvider {
        final List<Boolean> asked = new CopyOnWriteArrayList<>();
        volatile String holds = PASSWORD;

        @Override
        public Credentials credentials(DeviceAddress address, boolean refused) {
            asked.add(refused);
            return Credentials.of("root", holds);
        }
    }

    private final Vault vault = new Vault();

    private ScriptedServer digestServer() throws IOException {
        return server(peer -> {
            while (true) {
                Request request = peer.read();
                if (request.header("Authorization").isEmpty()) {
                    peer.answer(401, "", Digest.challenge("n"));
                } else if (Digest.valid(request, "n", password)) {
                    peer.answer(200, "ok");
                } else {
                    refusals.incrementAndGet();
                    peer.answer(401, "", Digest.challenge("n"));
                }
            }
        });
    }

    private DeviceTransport transport(ScriptedServer server, CredentialsProvider provider) {
        return transport(server.address(), provider, TrustPolicy.publicAuthorities(), TransportOptions.defaults());
    }

    /** A vault that answers when somebody opens it. */
    private static CredentialsProvider sealedUntil(CountDownLatch open) {
        return (address, refused) -> {
            try {
                assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ACCOUNT;
        };
    }

    /** How the opening of a WebSocket fails. */
    private static Throwable endOfOpening(DeviceTransport transport) {
        WebSocketListener nobody = new WebSocketListener() {
            @Override
            public void onText(String text) {}

            @Override
            public void onClosed(AxisException cause) {}
        };
        return catchThrowable(() -> transport.openWebSocket("/ws", LONG, nobody).get(20, TimeUnit.SECONDS));
    }

    private static HttpRequest anonymous() {
        return HttpRequest.get("/anonymous")
                .operation("test.anonymous")
                .anonymous()
                .build();
    }

    @Test
    void isAskedOnceAndOnlyWhenALogInIsPossible() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceTransport transport = transport(server, vault);

        answer(transport.send(anonymous(), LONG));
        assertThat(vault.asked).isEmpty();
        get(transport, "/one");
        get(transport, "/two");

        assertThat(vault.asked).containsExactly(false);
    }

    @Test
    void rotatedPassword_costsOneFailedLogIn() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transport(server, vault);
        get(transport, "/before");

        password = "rotated";
        vault.holds = "rotated";

        assertThat(get(transport, "/after").status()).isEqualTo(200);
        assertThat(get(transport, "/later").status()).isEqualTo(200);
        assertThat(vault.asked).containsExactly(false, true);
        // The nonce that was good until now, and its one chance with a fresh challenge.
        assertThat(refusals).hasValue(2);
    }

    @Test
    void samePasswordAgain_endsTheAttempt() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transport(server, vault);
        password = "unknown to the vault";

        assertThat(failure(transport.send(read("/x"), LONG))).isInstanceOf(AuthenticationException.class);

        assertThat(vault.asked).containsExactly(false, true);
        assertThat(refusals).hasValue(1);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void passwordAfterPassword_isNotTriedWithoutEnd() throws Exception {
        ScriptedServer server = digestServer();
        AtomicInteger number = new AtomicInteger();
        DeviceTransport transport =
                transport(server, (address, refused) -> Credentials.of("root", "guess " + number.incrementAndGet()));

        assertThat(failure(transport.send(read("/x"), LONG))).isInstanceOf(AuthenticationException.class);

        assertThat(number).hasValue(2);
        assertThat(refusals).hasValue(2);
    }

    @Test
    void manyAtOnce_askTogether() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transport(server, vault);
        get(transport, "/before");
        password = "rotated";
        vault.holds = "rotated";

        List<HttpExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            exchanges.add(transport.send(read("/" + i), LONG));
        }
        for (HttpExchange exchange : exchanges) {
            assertThat(answer(exchange).status()).isEqualTo(200);
        }

        assertThat(vault.asked).containsExactly(false, true);
        // At most both connections learn it the hard way.
        assertThat(refusals.get()).isBetween(2, 4);
    }

    @Test
    void action_isProvenWithTheNewPasswordAndSentOnce() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transport(server, vault);
        get(transport, "/before");
        password = "rotated";
        vault.holds = "rotated";

        HttpExchange action = transport.send(request(Effect.ACTUATE, "/act"), LONG);

        // The connection was proven a moment ago, so the action itself finds out; it was declined and is not repeated.
        AxisException declined = failure(action);
        assertThat(declined).isInstanceOf(AuthenticationException.class);
        assertThat(server.count("/act")).isEqualTo(1);
        assertThat(answer(transport.send(request(Effect.ACTUATE, "/act2"), LONG))
                        .status())
                .isEqualTo(200);
        assertThat(server.count("/act2")).isEqualTo(1);
    }

    @Test
    void providerThatFails_isToldAndNothingIsSent() throws Exception {
        ScriptedServer server = digestServer();
        AtomicInteger calls = new AtomicInteger();
        DeviceTransport transport = transport(server, (address, refused) -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the vault is sealed");
            }
            return ACCOUNT;
        });

        AxisException failure = failure(transport.send(read("/x"), LONG));

        assertThat(failure).isInstanceOf(AuthenticationException.class).hasMessageContaining("provider");
        assertThat(failure.getCause()).hasMessage("the vault is sealed");
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(server.requests()).isEmpty();
        assertThat(get(transport, "/y").status()).isEqualTo(200);
    }

    @Test
    void slowProvider_costsNobodyMoreThanTheirDeadline() throws Exception {
        ScriptedServer server = digestServer();
        CountDownLatch open = new CountDownLatch(1);
        DeviceTransport transport = transport(server, sealedUntil(open));

        HttpExchange impatient = transport.send(read("/impatient"), SHORT);
        HttpExchange patient = transport.send(read("/patient"), LONG);
        assertThat(failure(impatient)).isInstanceOf(DeadlineExceededException.class);
        open.countDown();

        assertThat(answer(patient).status()).isEqualTo(200);
        assertThat(server.count("/impatient")).isZero();
    }

    @Test
    void closeWhileSomebodyIsAsked_endsTheRequests() throws Exception {
        ScriptedServer server = digestServer();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        DeviceTransport transport = transport(server, (address, refused) -> {
            asked.countDown();
            return sealedUntil(open).credentials(address, refused);
        });
        HttpExchange exchange = transport.send(read("/x"), LONG);
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();

        transport.close();

        assertThat(failure(exchange)).isInstanceOf(ClosedException.class);
        open.countDown();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void webSocket_getsItsChanceWithTheNewPassword() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.read();
                boolean valid = Digest.valid(request, "n", password);
                seen.add(valid ? "valid" : request.header("Authorization").isEmpty() ? "none" : "wrong");
                peer.answer(valid ? 404 : 401, "", Digest.challenge("n"));
            }
        });
        DeviceTransport transport =
                transport(server, (address, refused) -> Credentials.of("root", refused ? PASSWORD : "yesterday's"));

        Throwable end = endOfOpening(transport);

        assertThat(end).hasCauseInstanceOf(UnsupportedCapabilityException.class);
        assertThat(seen).containsExactly("none", "wrong", "none", "valid");
    }

    @Test
    void providerThatThrowsAnything_isToldAndAskedAgain() throws Exception {
        ScriptedServer server = digestServer();
        AtomicInteger calls = new AtomicInteger();
        DeviceTransport transport = transport(server, (address, refused) -> {
            if (calls.incrementAndGet() == 1) {
                sneak(new IOException("undeclared"));
            }
            return ACCOUNT;
        });

        assertThat(failure(transport.send(read("/x"), LONG))).hasRootCauseMessage("undeclared");
        assertThat(get(transport, "/y").status()).isEqualTo(200);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void whoNeedsNoCredentials_doesNotWaitForThem() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        CountDownLatch open = new CountDownLatch(1);
        DeviceTransport transport = transport(server, sealedUntil(open));
        HttpExchange waiting = transport.send(read("/waits"), LONG);

        assertThat(answer(transport.send(anonymous(), LONG)).status()).isEqualTo(200);
        open.countDown();
        assertThat(answer(waiting).status()).isEqualTo(200);
    }

    @Test
    void basicInTheClear_whereAllowed_worksForWebSocketsToo() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            while (true) {
                boolean valid = peer.read().header("Authorization").orElse("").startsWith("Basic ");
                seen.add(valid ? "basic" : "none");
                peer.answer(valid ? 404 : 401, "", "WWW-Authenticate: Basic realm=\"AXIS_00408C000001\"");
            }
        });
        DeviceTransport transport = transport(
                server.address(),
                ACCOUNT,
                TrustPolicy.publicAuthorities(),
                TransportOptions.defaults().allowingBasicOverClearText());

        Throwable end = endOfOpening(transport);

        assertThat(end).hasCauseInstanceOf(UnsupportedCapabilityException.class);
        assertThat(seen).containsExactly("none", "basic");
    }

    // ---- tokens ----

    private ScriptedServer tokenServer(Certificates certificates) throws Exception {
        return closing(ScriptedServer.startTls(certificates.server(), peer -> {
            while (true) {
                boolean valid = peer.read().header("Authorization").equals(java.util.Optional.of("Bearer " + password));
                peer.answer(valid ? 200 : 401, "", valid ? "X: y" : "WWW-Authenticate: Bearer realm=\"r\"");
            }
        }));
    }

    private DeviceTransport tokenTransport(
            ScriptedServer server, Certificates certificates, CredentialsProvider provider) throws Exception {
        return transport(
                server.address(), provider, TrustPolicy.pinned(certificates.sha256()), TransportOptions.defaults());
    }

    @Test
    void token_isSentAtOnceAndRenewedWhenItExpires() throws Exception {
        Certificates certificates = Certificates.selfSigned("device");
        password = "token-1";
        ScriptedServer server = tokenServer(certificates);
        List<Boolean> asked = new CopyOnWriteArrayList<>();
        DeviceTransport transport = tokenTransport(server, certificates, (address, refused) -> {
            asked.add(refused);
            return Credentials.bearer(password);
        });

        assertThat(get(transport, "/one").status()).isEqualTo(200);
        assertThat(server.requests()).hasSize(1);
        password = "token-2";
        assertThat(get(transport, "/two").status()).isEqualTo(200);

        assertThat(asked).containsExactly(false, true);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void tokenThatIsRefused_isToldWithoutBeingShown() throws Exception {
        Certificates certificates = Certificates.selfSigned("device");
        ScriptedServer server = tokenServer(certificates);
        DeviceTransport transport = tokenTransport(server, certificates, Credentials.bearer("planted-secret"));

        AxisException failure = failure(transport.send(read("/x"), LONG));

        assertThat(failure).isInstanceOf(AuthenticationException.class).hasMessageContaining("token");
        assertThat(failure.toString()).doesNotContain("planted");
        assertThat(failure(transport.send(read("/y"), LONG))).hasMessageContaining("does not accept the token");
    }

    @Test
    void token_isNeverSentInTheClear() throws Exception {
        ScriptedServer server = digestServer();
        DeviceTransport transport = transport(server, Credentials.bearer("planted-secret"));

        assertThat(failure(transport.send(read("/x"), LONG)))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("TLS only");

        assertThat(server.requests())
                .allSatisfy(
                        request -> assertThat(request.header("Authorization")).isEmpty());
    }
}
