package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.TlsTrustException;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.tls.CertificateStore;
import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines through TLS to servers of the Java runtime, and to some that are none. */
class TcpTlsTest extends TcpTestBase {
    private static final String HOST = "127.0.0.1";

    private static Certificates authority;
    private static Certificates other;
    private static Certificates server;
    private static Certificates client;
    private static Leaks leaks;

    @BeforeAll
    static void begin() throws Exception {
        leaks = Leaks.watch();
        authority = Certificates.authority("plant");
        other = Certificates.authority("elsewhere");
        server = authority.signs("meter", HOST);
        client = authority.signs("operator");
    }

    @AfterAll
    static void noLeaks() {
        leaks.close();
    }

    private static SSLServerSocket listening(SSLContext context, String... protocols) throws IOException {
        SSLServerSocket socket =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, HERE);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    private static TrustPolicy byAuthority() {
        return TrustPolicy.authorities(authority.certificate());
    }

    private ByteLine to(ServerSocket socket, TrustPolicy trust) {
        return TcpLine.to(runtime, HOST, socket.getLocalPort(), TcpOptions.defaults(), trust);
    }

    private ByteLine to(ServerSocket socket, TrustPolicy trust, OwnCertificate presented) {
        return TcpLine.to(runtime, HOST, socket.getLocalPort(), TcpOptions.defaults(), trust, presented);
    }

    private static <X extends AxisException> X cause(Ear ear, Class<X> type) {
        assertThat(ear.cause()).isInstanceOf(type);
        return type.cast(Objects.requireNonNull(ear.cause()));
    }

    /** What a server makes of a client that breaks off. */
    private static void assertFails(SSLSocket peer) {
        assertThatThrownBy(() -> {
                    peer.startHandshake();
                    if (peer.getInputStream().read() < 0) {
                        throw new IOException("it closed");
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bytesGoBothWays(String protocol) throws Exception {
        try (SSLServerSocket socket = listening(server.server(), protocol)) {
            ByteLine line = to(socket, byAuthority());
            Ear ear = Ear.on(line);
            SSLSocket peer = (SSLSocket) accept(socket);
            write(peer, "0001");
            awaitTold(ear, "opened", "0001");
            assertThat(peer.getSession().getProtocol()).isEqualTo(protocol);

            send(line, "000200");
            assertThat(read(peer, 3)).isEqualTo("000200");
            line.close();
            awaitTold(ear, "opened", "0001", "closed");
            assertThat(read(peer, 1)).isEmpty();
            assertThat(line.name()).isEqualTo("tcp 127.0.0.1:" + socket.getLocalPort());
            peer.close();
        }
    }

    @Test
    void whatTheServerSaysWhileItsCertificateIsRemembered_isNotLost() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Store store = new Store() {
            @Override
            public String rememberFirst(String device, String sha256) {
                asked.countDown();
                await(answered);
                return super.rememberFirst(device, sha256);
            }
        };
        // With TLS 1.2 the server speaks last, so what it says first comes with the end of the handshake.
        try (SSLServerSocket socket = listening(server.server(), "TLSv1.2")) {
            Ear ear = Ear.on(to(socket, TrustPolicy.firstUse(store)));
            SSLSocket peer = (SSLSocket) accept(socket);
            write(peer, "0001");
            await(asked);
            write(peer, "02");
            peer.close();
            assertThat(ear.told()).isEmpty();
            answered.countDown();

            org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> ear.cause() != null);
            assertThat(ear.bytes()).containsExactly(0, 1, 2);
            assertThat(ear.told()).startsWith("opened").endsWith("lost");
            assertThat(store.known).isEqualTo(HOST + ":" + socket.getLocalPort() + " " + server.sha256());
        }
    }

    @Test
    void anotherCertificateThanTheFirst_isRefused() throws Exception {
        Store store = new Store();
        store.known = "0".repeat(64);
        try (SSLServerSocket socket = listening(server.server())) {
            Ear ear = Ear.on(to(socket, TrustPolicy.firstUse(store)));
            assertFails((SSLSocket) accept(socket));
            awaitTold(ear, "lost");
            assertThat(cause(ear, TlsTrustException.class).presentedSha256()).contains(server.sha256());
        }
    }

    @Test
    void aStoreThatHangs_isNotWaitedForLongerThanForAnythingElse() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Store store = new Store() {
            @Override
            public Optional<String> find(String device) {
                await(never);
                return super.find(device);
            }
        };
        try (SSLServerSocket socket = listening(server.server())) {
            TcpOptions options = TcpOptions.defaults().withConnectTimeout(Duration.ofMillis(300));
            Ear ear = Ear.on(TcpLine.to(runtime, HOST, socket.getLocalPort(), options, TrustPolicy.firstUse(store)));
            assertFails((SSLSocket) accept(socket));
            awaitTold(ear, "lost");
            assertThat(ear.cause()).hasMessageContaining("the TLS handshake was not done within PT0.3S");
        } finally {
            never.countDown();
        }
    }

    @Test
    void certificatesThatAreNotTrusted_areToldByTheirFingerprints() throws Exception {
        Certificates another = other.signs("meter", HOST);
        Certificates elsewhere = authority.signs("meter", "192.0.2.1");
        Certificates named = authority.signs("meter", "meter.example");
        Certificates expired = authority.signsExpired("meter", HOST);
        for (Certificates wrong : List.of(another, elsewhere, named, expired)) {
            distrusted(wrong, byAuthority());
        }
        distrusted(server, TrustPolicy.pinned(another.sha256()));
        distrusted(server, TrustPolicy.publicAuthorities());
        distrusted(server, TrustPolicy.axisDeviceId("00408C000001"));
    }

    private void distrusted(Certificates wrong, TrustPolicy trust) throws Exception {
        try (SSLServerSocket socket = listening(wrong.server())) {
            Ear ear = Ear.on(to(socket, trust));
            assertFails((SSLSocket) accept(socket));
            awaitTold(ear, "lost");
            TlsTrustException cause = cause(ear, TlsTrustException.class);
            assertThat(cause.presentedSha256()).contains(wrong.sha256());
            assertThat(cause).hasMessageStartingWith("tcp 127.0.0.1:" + socket.getLocalPort() + ": line.open: ");
        }
    }

    @Test
    void aPinnedCertificate_isTrustedWhateverItNames_andThoughItHasExpired() throws Exception {
        Certificates expired = other.signsExpired("meter", "192.0.2.1");
        try (SSLServerSocket socket = listening(expired.server())) {
            Ear ear = Ear.on(to(socket, TrustPolicy.pinned(expired.sha256())));
            SSLSocket peer = (SSLSocket) accept(socket);
            write(peer, "01");
            awaitTold(ear, "opened", "01");
            peer.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerThatAsksWhoDials_isShownTheCertificate(String protocol) throws Exception {
        try (SSLServerSocket socket = listening(server.trusting(authority), protocol)) {
            socket.setNeedClientAuth(true);
            Ear ear = Ear.on(to(socket, byAuthority(), client.own()));
            SSLSocket peer = (SSLSocket) accept(socket);
            write(peer, "01");
            awaitTold(ear, "opened", "01");
            SSLSession session = peer.getSession();
            assertThat(session.getPeerCertificates()[0]).isEqualTo(client.certificate());
            peer.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void withoutACertificate_suchAServerEndsTheLine(String protocol) throws Exception {
        try (SSLServerSocket socket = listening(server.trusting(authority), protocol)) {
            socket.setNeedClientAuth(true);
            for (ByteLine line : List.of(
                    to(socket, byAuthority()),
                    to(socket, byAuthority(), other.signs("guest").own()))) {
                Ear ear = Ear.on(line);
                assertFails((SSLSocket) accept(socket));
                // With TLS 1.3 the client is done before the server looks at its certificate.
                awaitTold(ear, protocol.equals("TLSv1.2") ? new String[] {"lost"} : new String[] {"opened", "lost"});
                assertThat(cause(ear, ConnectionException.class))
                        .hasMessageContaining("alert")
                        .hasMessageContaining("Check which certificates both sides present and trust");
            }
        }
    }

    @Test
    void aServerThatOnlyKnowsOlderVersions_isRefused() throws Exception {
        try (ServerSocket socket = converter()) {
            Ear ear = Ear.on(to(socket, byAuthority()));
            Socket peer = accept(socket);
            assertThat(read(peer, 3)).isEqualTo("160303");
            write(peer, Hello.ofOldServer());
            awaitTold(ear, "lost");
            assertThat(cause(ear, ConnectionException.class)).hasMessageContaining("the TLS handshake failed");
            assertThat(lastOf(peer)).matches(Hello.PROTOCOL_VERSION);
            peer.close();
        }
    }

    /** The last record of seven bytes before the peer closes. */
    private static String lastOf(Socket peer) throws IOException {
        byte[] all = peer.getInputStream().readAllBytes();
        return java.util.HexFormat.of().formatHex(all, all.length - 7, all.length);
    }

    @Test
    void aHandshakeThatNeverEnds_isGivenUpInTime() throws Exception {
        try (ServerSocket socket = converter()) {
            TcpOptions options = TcpOptions.defaults().withConnectTimeout(Duration.ofMillis(300));
            Ear ear = Ear.on(TcpLine.to(runtime, HOST, socket.getLocalPort(), options, byAuthority()));
            Socket peer = accept(socket);
            awaitTold(ear, "lost");
            assertThat(cause(ear, ConnectionException.class))
                    .hasMessageContaining("the TLS handshake was not done within PT0.3S");
            assertThat(peer.getInputStream().readAllBytes()).isNotEmpty();
            peer.close();
        }
    }

    @Test
    void aHandshakeThatIsCut_isToldAsSuch() throws Exception {
        try (ServerSocket socket = converter()) {
            Ear ear = Ear.on(to(socket, byAuthority()));
            Socket peer = accept(socket);
            assertThat(read(peer, 3)).isEqualTo("160303");
            write(peer, Hello.ofOldServer().substring(0, 20));
            peer.close();
            awaitTold(ear, "lost");
            assertThat(cause(ear, ConnectionException.class)).hasMessageContaining("the TLS handshake failed");
        }
    }

    @Test
    void aPortThatDoesNotSpeakTls_isToldAsSuch() throws Exception {
        try (ServerSocket socket = converter()) {
            Ear ear = Ear.on(to(socket, byAuthority()));
            Socket peer = accept(socket);
            write(peer, "00010000000601030000000a");
            awaitTold(ear, "lost");
            assertThat(cause(ear, ConnectionException.class)).hasMessageContaining("the port does not speak TLS");
            peer.close();
        }
    }

    @Test
    void closedDuringTheHandshake_itIsToldOnce_andLeavesNoConnection() throws Exception {
        try (ServerSocket socket = converter()) {
            ByteLine line = to(socket, byAuthority());
            Ear ear = Ear.on(line);
            Socket peer = accept(socket);
            assertThat(read(peer, 3)).isEqualTo("160303");
            line.close();
            awaitTold(ear, "closed");
            assertThat(peer.getInputStream().readAllBytes()).isNotEmpty();
            Ear again = Ear.on(line);
            Socket next = accept(socket);
            assertThat(read(next, 3)).isEqualTo("160303");
            next.close();
            awaitTold(again, "lost");
            awaitTold(ear, "closed");
            peer.close();
        }
    }

    @Test
    void aServerThatSaysItHasNoMoreToSay_endsTheLine() throws Exception {
        try (SSLServerSocket socket = listening(server.server(), "TLSv1.3")) {
            Ear ear = Ear.on(to(socket, byAuthority()));
            SSLSocket peer = (SSLSocket) accept(socket);
            write(peer, "01");
            peer.shutdownOutput();
            awaitTold(ear, "opened", "01", "lost");
            assertThat(ear.cause()).hasMessageContaining("line.carry: the other end closed the connection");
            assertThat(read(peer, 1)).isEmpty();
            peer.close();
        }
    }

    @Test
    void oneThatIsReset_endsTheLine() throws Exception {
        try (SSLServerSocket socket = listening(server.server())) {
            Ear ear = Ear.on(to(socket, byAuthority()));
            SSLSocket peer = (SSLSocket) accept(socket);
            write(peer, "01");
            awaitTold(ear, "opened", "01");
            peer.setSoLinger(true, 0);
            peer.close();
            awaitTold(ear, "opened", "01", "lost");
        }
    }

    @Test
    void aHostThatIsNone_isRefused() {
        assertThatThrownBy(() -> TcpLine.to(runtime, "a b", 802, TcpOptions.defaults(), byAuthority()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TcpLine.to(runtime, HOST, 0, TcpOptions.defaults(), byAuthority()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Remembers one device. */
    private static class Store implements CertificateStore {
        volatile String known = "";

        @Override
        public Optional<String> find(String device) {
            return Optional.of(known).filter(k -> !k.isEmpty()).map(k -> k.substring(k.indexOf(' ') + 1));
        }

        @Override
        public String rememberFirst(String device, String sha256) {
            known = device + " " + sha256;
            return sha256;
        }

        @Override
        public void forget(String device) {
            known = "";
        }
    }
}
