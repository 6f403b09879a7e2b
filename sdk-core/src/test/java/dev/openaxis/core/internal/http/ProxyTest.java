package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.HttpProxy;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Frames;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.Request;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices behind a proxy (RFC 9110 §9.3.6, RFC 9112 §3.2.2). The scripted one speaks as the device behind it, too. */
class ProxyTest extends TransportTestBase {
    private static final String DEVICE = "door-7.example";
    private static final String SECRET = "proxy secret";

    private static String basic() {
        return "Basic " + Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static HttpProxy with(HttpProxy proxy) {
        return proxy.withBasicCredentials(Credentials.of("user", SECRET));
    }

    private static HttpProxy tunnelling(ScriptedServer proxy) {
        return HttpProxy.tunnelling("127.0.0.1", proxy.port());
    }

    private static HttpProxy forwarding(ScriptedServer proxy) {
        return HttpProxy.forwarding("127.0.0.1", proxy.port());
    }

    private DeviceTransport behind(HttpProxy proxy) {
        // A name that only the proxy knows.
        return transport(
                new DeviceAddress(false, DEVICE, 8080),
                TransportOptions.defaults().withProxy(proxy));
    }

    private static Request tunnel(Peer peer) throws IOException {
        Request connect = peer.read();
        peer.write("HTTP/1.1 200 Connection established\r\n\r\n");
        return connect;
    }

    // ---- tunnels ----

    @Test
    void tunnel_isAskedForOnce_andTheDeviceNeverSeesTheProxysAccount() throws Exception {
        ScriptedServer proxy = server(peer -> {
            tunnel(peer);
            while (true) {
                peer.read();
                peer.answer(200, "through");
            }
        });
        DeviceTransport transport = behind(with(tunnelling(proxy)));

        assertThat(get(transport, "/a").text()).isEqualTo("through");
        assertThat(get(transport, "/b").text()).isEqualTo("through");

        assertThat(proxy.requests()).extracting(Request::method).containsExactly("CONNECT", "GET", "GET");
        Request connect = proxy.requests().get(0);
        assertThat(connect.target()).isEqualTo(DEVICE + ":8080");
        assertThat(connect.all("Proxy-Authorization")).containsExactly(basic());
        assertThat(connect.all("Authorization")).isEmpty();
        Request inside = proxy.requests().get(1);
        assertThat(inside.target()).isEqualTo("/a");
        assertThat(inside.header("Host")).hasValue(DEVICE + ":8080");
        assertThat(inside.all("Proxy-Authorization")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void proxyThatWantsAnAccount_isToldApartFromTheDevice(boolean given) throws Exception {
        ScriptedServer proxy = server(peer -> {
            peer.read();
            peer.answer(407, "no", "Proxy-Authenticate: Basic realm=\"proxy\"");
            peer.untilClosed();
        });
        HttpProxy plain = tunnelling(proxy);

        AxisException failure = failure(behind(given ? with(plain) : plain).send(read("/a"), LONG));

        assertThat(failure)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("the proxy 127.0.0.1:" + proxy.port())
                .hasMessageContaining(given ? "declines the account" : "wants an account")
                .hasMessageNotContaining(SECRET);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 502, 503, 504})
    void proxyThatGivesNoTunnel_isAFailureOfTheConnection(int status) throws Exception {
        ScriptedServer proxy = server(peer -> {
            peer.read();
            peer.answer(status, "no");
            peer.untilClosed();
        });

        AxisException failure = failure(behind(with(tunnelling(proxy))).send(request(Effect.CONFIGURE, "/a"), LONG));

        assertThat(failure)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("gives no tunnel")
                .hasMessageContaining(Integer.toString(status))
                .hasMessageNotContaining(SECRET)
                .hasMessageNotContaining(basic().substring(6));
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(proxy.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", "garbage\r\n\r\n", "HTTP/1.1 99999 x\r\n\r\n"})
    void proxyThatSpeaksSomethingElse_isAFailureOfTheConnection(String answer) throws Exception {
        ScriptedServer proxy = server(peer -> {
            peer.read();
            peer.write(answer);
        });

        assertThat(failure(behind(tunnelling(proxy)).send(read("/a"), LONG)))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining(DEVICE);
    }

    @Test
    void proxyThatHangs_costsNoMoreThanTheDeadline() throws Exception {
        ScriptedServer proxy = server(Peer::untilClosed);

        assertThat(end(behind(tunnelling(proxy)).send(read("/a"), SHORT))).isInstanceOf(AxisException.class);
        org.awaitility.Awaitility.await().atMost(LONG).until(() -> proxy.open() == 0);
    }

    @Test
    void proxyThatIsNotThere_isNamed() throws Exception {
        ScriptedServer proxy = server(Peer::untilClosed);
        HttpProxy gone = tunnelling(proxy);
        proxy.close();

        assertThat(failure(behind(gone).send(read("/a"), LONG)))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("cannot connect to the proxy 127.0.0.1:");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void webSocket_alwaysGoesThroughATunnel(boolean forwards) throws Exception {
        ScriptedServer proxy = server(peer -> {
            tunnel(peer);
            peer.write(Frames.upgrade(peer.read()));
            peer.write(Frames.text("hello"));
            peer.untilClosed();
        });
        CompletableFuture<String> heard = new CompletableFuture<>();

        behind(forwards ? forwarding(proxy) : tunnelling(proxy))
                .openWebSocket("/vapix/ws-data-stream?sources=events", LONG, new WebSocketListener() {
                    @Override
                    public void onText(String text) {
                        heard.complete(text);
                    }

                    @Override
                    public void onClosed(AxisException cause) {}
                });

        assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(proxy.requests().get(0).method()).isEqualTo("CONNECT");
    }

    // ---- forwarding ----

    @Test
    void forwardedRequest_namesTheDeviceAndIsSignedForItsPath() throws Exception {
        ScriptedServer proxy = server(peer -> {
            while (true) {
                Request request = peer.read();
                if (request.header("Authorization").isEmpty()) {
                    peer.answer(401, "", "WWW-Authenticate: " + Digest.challenge("n1"));
                } else {
                    peer.answer(200, "forwarded");
                }
            }
        });
        DeviceTransport transport = behind(with(forwarding(proxy)));

        assertThat(get(transport, "/a?b=1").text()).isEqualTo("forwarded");

        Request request = proxy.requests().get(1);
        assertThat(request.target()).isEqualTo("http://" + DEVICE + ":8080/a?b=1");
        assertThat(request.header("Host")).hasValue(DEVICE + ":8080");
        assertThat(request.all("Proxy-Authorization")).containsExactly(basic());
        assertThat(Digest.parameters(request.header("Authorization").orElseThrow()))
                .containsEntry("uri", "/a?b=1");
    }

    /** RFC 9110 §9.2.2: a proxy may repeat whatever is idempotent by its method, and older devices trigger actions by PUT. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void forwardedAction_thatTheProxyMightRepeat_isNotSent(String method) throws Exception {
        ScriptedServer proxy = server(ScriptedServer.always("ok"));
        HttpRequest pulse = HttpRequest.method(method, "/axis-cgi/io/port.cgi?action=1%3A%2F", Effect.ACTUATE)
                .provenBy(read("/proof"))
                .build();

        AxisException failure = failure(behind(forwarding(proxy)).send(pulse, LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class).hasMessageContaining("might repeat");
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(proxy.accepted()).isZero();
    }

    @Test
    void forwardedAction_thatNobodyMayRepeat_isSent() throws Exception {
        ScriptedServer proxy = server(ScriptedServer.always("ok"));

        assertThat(answer(behind(forwarding(proxy)).send(request(Effect.ACTUATE, "/act"), LONG))
                        .text())
                .isEqualTo("ok");
        assertThat(proxy.targets()).endsWith("http://" + DEVICE + ":8080/act");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void answerOfTheProxyInsteadOfTheDevice_leavesTheOutcomeOpen(int status) throws Exception {
        ScriptedServer proxy = server(peer -> {
            while (true) {
                boolean proof = peer.read().target().endsWith("/proof");
                peer.answer(proof ? 200 : status, "");
            }
        });

        AxisException failure = failure(behind(forwarding(proxy)).send(request(Effect.ACTUATE, "/act"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class).hasMessageContaining("HTTP " + status);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.POSSIBLE);
        assertThat(proxy.count("http://" + DEVICE + ":8080/act")).isEqualTo(1);
    }

    @Test
    void forwardingProxyThatWantsAnAccount_isToldApartFromTheDevice() throws Exception {
        ScriptedServer proxy = server(peer -> {
            while (true) {
                peer.read();
                peer.answer(407, "no", "Proxy-Authenticate: Basic realm=\"proxy\"");
            }
        });

        AxisException failure = failure(behind(forwarding(proxy)).send(request(Effect.CONFIGURE, "/a"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class).hasMessageContaining("wants an account");
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
    }

    // ---- values ----

    @Test
    void proxy_hidesItsPasswordAndChecksItsAddress() {
        HttpProxy proxy = with(HttpProxy.tunnelling("fe80::1", 3128));

        assertThat(proxy).hasToString("proxy [fe80::1]:3128");
        assertThat(TransportOptions.defaults().withProxy(proxy).toString()).doesNotContain(SECRET);
        assertThat(proxy).isEqualTo(with(HttpProxy.tunnelling("fe80::1", 3128)));
        assertThat(proxy).isNotEqualTo(HttpProxy.tunnelling("fe80::1", 3128));
        assertThatThrownBy(() -> HttpProxy.tunnelling("http://proxy", 3128))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpProxy.forwarding("proxy", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tlsInsideTheTunnel_isCheckedAgainstTheDevice() throws Exception {
        ScriptedServer proxy = server(peer -> {
            tunnel(peer);
            peer.untilClosed();
        });
        DeviceTransport transport = transport(
                new DeviceAddress(true, DEVICE, 443),
                ACCOUNT,
                TrustPolicy.publicAuthorities(),
                TransportOptions.defaults().withProxy(forwarding(proxy)));

        assertThat(end(transport.send(read("/a"), SHORT))).isInstanceOf(AxisException.class);
        // What the tunnel carried was a TLS handshake, not a request.
        assertThat(proxy.requests()).extracting(Request::method).containsExactly("CONNECT");
        assertThat(proxy.targets()).containsExactly(DEVICE + ":443");
    }
}
