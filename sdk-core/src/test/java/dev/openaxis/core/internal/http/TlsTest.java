package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.TlsTrustException;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.CertificateStore;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificates are trusted, and what is said about the others. */
class TlsTest extends TransportTestBase {
    private static Certificates device;
    private static Certificates other;

    @BeforeAll
    static void makeCertificates() throws Exception {
        device = Certificates.selfSigned("axis-00408c000001");
        other = Certificates.selfSigned("another");
    }

    private ScriptedServer tls(Certificates certificate) throws Exception {
        return closing(ScriptedServer.startTls(certificate.server(), ScriptedServer.always("ok")));
    }

    private DeviceTransport trusting(ScriptedServer server, TrustPolicy trust) {
        return trusting(server.address(), trust);
    }

    private DeviceTransport trusting(DeviceAddress address, TrustPolicy trust) {
        return transport(address, ACCOUNT, trust, TransportOptions.defaults());
    }

    private TlsTrustException distrust(ScriptedServer server, TrustPolicy trust) throws Exception {
        AxisException failure = failure(trusting(server, trust).send(request(Effect.ACTUATE, "/act"), LONG));
        assertThat(failure).isInstanceOf(TlsTrustException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(server.requests()).isEmpty();
        return (TlsTrustException) failure;
    }

    @Test
    void pinnedCertificate_isTrustedWhateverNameItHas() throws Exception {
        ScriptedServer server = tls(device);

        assertThat(get(trusting(server, TrustPolicy.pinned(device.sha256())), "/a")
                        .text())
                .isEqualTo("ok");
    }

    @Test
    void pinnedCertificate_isTrustedAlthoughItHasExpired() throws Exception {
        Certificates old = Certificates.expired("old");

        assertThat(get(trusting(tls(old), TrustPolicy.pinned(old.sha256())), "/a")
                        .text())
                .isEqualTo("ok");
    }

    @Test
    void pin_isTakenInEveryUsualSpelling() throws Exception {
        ScriptedServer server = tls(device);
        String plain = device.sha256();
        String colons = plain.toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");

        for (String pin : new String[] {plain, colons, "SHA256:" + plain, " sha256:" + colons + " "}) {
            assertThat(get(trusting(server, TrustPolicy.pinned(pin)), "/a").text())
                    .isEqualTo("ok");
        }
    }

    @Test
    void otherCertificateThanThePinned_isRefusedAndItsFingerprintTold() throws Exception {
        TlsTrustException failure = distrust(tls(device), TrustPolicy.pinned(other.sha256()));

        assertThat(failure.presentedSha256()).contains(device.sha256());
        assertThat(failure).hasMessageContaining(device.sha256());
    }

    @Test
    void severalPins_areTrustedEach() throws Exception {
        TrustPolicy both = TrustPolicy.pinned(device.sha256(), other.sha256());

        assertThat(get(trusting(tls(device), both), "/a").text()).isEqualTo("ok");
        assertThat(get(trusting(tls(other), both), "/a").text()).isEqualTo("ok");
        assertThat(distrust(tls(Certificates.selfSigned("third")), both).presentedSha256())
                .isPresent();
    }

    @Test
    void pinOfTheIssuer_isNoPinOfTheDevice() throws Exception {
        Certificates authority = Certificates.authority("authority");
        Certificates leaf = authority.signs("leaf", "127.0.0.1");

        assertThat(distrust(tls(leaf), TrustPolicy.pinned(authority.sha256())).presentedSha256())
                .contains(leaf.sha256());
    }

    @Test
    void certificateOfAnAuthority_isTrustedForTheAddressItNames() throws Exception {
        Certificates authority = Certificates.authority("authority");
        TrustPolicy trust = TrustPolicy.authorities(authority.certificate());

        assertThat(get(trusting(tls(authority.signs("device", "127.0.0.1")), trust), "/a")
                        .text())
                .isEqualTo("ok");
        assertThat(distrust(tls(authority.signs("device", "127.0.0.2")), trust).presentedSha256())
                .isPresent();
        distrust(tls(authority.signs("127.0.0.1")), trust);
        distrust(tls(authority.signs("device", "device.example")), trust);
    }

    @Test
    void certificateOfAnotherAuthority_isRefused() throws Exception {
        Certificates stranger = Certificates.authority("authority");
        TrustPolicy trust =
                TrustPolicy.authorities(Certificates.authority("authority").certificate());
        Certificates leaf = stranger.signs("device", "127.0.0.1");

        assertThat(distrust(tls(leaf), trust).presentedSha256()).contains(leaf.sha256());
    }

    @Test
    void selfSignedCertificate_isRefusedByThePublicAuthorities() throws Exception {
        Certificates named = Certificates.selfSigned("device", "127.0.0.1");

        assertThat(distrust(tls(named), TrustPolicy.publicAuthorities()).presentedSha256())
                .contains(named.sha256());
    }

    @Test
    void fingerprint_isTheOneOfThisAttempt() throws Exception {
        // Two addresses behind one transport cannot be had; one device that changes its certificate can.
        Certificates[] presented = {device, other};
        for (Certificates certificate : presented) {
            assertThat(distrust(tls(certificate), TrustPolicy.pinned("0".repeat(64)))
                            .presentedSha256())
                    .contains(certificate.sha256());
        }
    }

    @Test
    void serverWithTls12Only_isSpokenTo() throws Exception {
        ScriptedServer server =
                closing(ScriptedServer.startTls(device.server(), ScriptedServer.always("ok"), "TLSv1.2"));

        assertThat(get(trusting(server, TrustPolicy.pinned(device.sha256())), "/a")
                        .text())
                .isEqualTo("ok");
    }

    @Test
    void serverWithTls13Only_isSpokenTo() throws Exception {
        ScriptedServer server =
                closing(ScriptedServer.startTls(device.server(), ScriptedServer.always("ok"), "TLSv1.3"));

        assertThat(get(trusting(server, TrustPolicy.pinned(device.sha256())), "/a")
                        .text())
                .isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
                "<html>You're speaking plain HTTP to an SSL-enabled server port</html>"
            })
    void clearTextPortReachedWithHttps_isAConnectionErrorWithAdvice(String answer) throws Exception {
        ScriptedServer server = server(peer -> {
            peer.bytes(5);
            peer.write(answer);
            peer.untilClosed();
        });
        DeviceAddress address = new DeviceAddress(true, "127.0.0.1", server.port());

        AxisException failure =
                failure(trusting(address, TrustPolicy.pinned(device.sha256())).send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class).hasMessageContaining("http://");
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
    }

    @Test
    void tlsPortReachedWithHttp_isATypedErrorAndNoPasswordIsSent() throws Exception {
        ScriptedServer server = tls(device);
        DeviceAddress address = new DeviceAddress(false, "127.0.0.1", server.port());

        AxisException failure =
                failure(transport(address, TransportOptions.defaults()).send(read("/a"), LONG));

        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void connectionClosedInTheHandshake_isAConnectionError() throws Exception {
        for (ScriptedServer.Script script : new ScriptedServer.Script[] {Peer::close, Peer::reset}) {
            ScriptedServer server = server(script);
            DeviceAddress address = new DeviceAddress(true, "127.0.0.1", server.port());

            AxisException failure = failure(
                    trusting(address, TrustPolicy.pinned(device.sha256())).send(read("/a"), LONG));

            assertThat(failure).isInstanceOf(ConnectionException.class);
            assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        }
    }

    @Test
    void nobodyListening_isAConnectionErrorWithAdvice() throws Exception {
        DeviceAddress nobody;
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            nobody = new DeviceAddress(true, "127.0.0.1", socket.getLocalPort());
        }
        AxisException failure =
                failure(trusting(nobody, TrustPolicy.pinned(device.sha256())).send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class).hasMessageContaining("127.0.0.1");
    }

    @Test
    void unknownHostName_isAConnectionError() throws Exception {
        DeviceAddress unknown = DeviceAddress.parse("https://no-such-host.invalid");

        AxisException failure =
                failure(trusting(unknown, TrustPolicy.pinned(device.sha256())).send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
    }

    @Test
    void hostName_isLookedUp() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));
        DeviceAddress named = new DeviceAddress(false, "localhost", server.port());

        assertThat(get(transport(named, TransportOptions.defaults()), "/a").text())
                .isEqualTo("ok");
        assertThat(server.requests().get(0).header("Host")).contains("localhost:" + server.port());
    }

    @Test
    void answerOverTls_mayBeLargeAndConnectionsAreKept() throws IOException, Exception {
        String large = "z".repeat(900_000);
        ScriptedServer server = closing(ScriptedServer.startTls(device.server(), ScriptedServer.always(large)));
        DeviceTransport transport = trusting(server, TrustPolicy.pinned(device.sha256()));

        assertThat(get(transport, "/a").body()).hasSize(900_000);
        assertThat(get(transport, "/b").body()).hasSize(900_000);
        assertThat(server.accepted()).isEqualTo(1);
        transport.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> server.open() == 0);
    }

    // ---- first use ----

    @Test
    void firstUse_remembersBeforeAnythingIsSentAndInsists(@TempDir Path directory) throws Exception {
        ScriptedServer server = tls(device);
        Path file = directory.resolve("certificates");
        String authority = server.address().authority();

        assertThat(get(trusting(server, TrustPolicy.firstUse(CertificateStore.file(file))), "/a")
                        .status())
                .isEqualTo(200);

        assertThat(CertificateStore.file(file).find(authority)).contains(device.sha256());
        assertThat(get(trusting(server, TrustPolicy.firstUse(CertificateStore.file(file))), "/b")
                        .status())
                .isEqualTo(200);
        assertThat(Files.readAllLines(file)).singleElement().asString().startsWith(authority + " SHA256:");
    }

    @Test
    void firstUse_refusesAnotherCertificateUntilItIsForgotten(@TempDir Path directory) throws Exception {
        ScriptedServer server = tls(device);
        CertificateStore store = CertificateStore.file(directory.resolve("certificates"));
        store.rememberFirst(server.address().authority(), other.sha256());

        AxisException failure =
                failure(trusting(server, TrustPolicy.firstUse(store)).send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(TlsTrustException.class);
        assertThat(((TlsTrustException) failure).presentedSha256()).contains(device.sha256());
        assertThat(server.requests()).isEmpty();
        store.forget(server.address().authority());
        assertThat(get(trusting(server, TrustPolicy.firstUse(store)), "/b").status())
                .isEqualTo(200);
    }

    @Test
    void deviceThatHangsUpWhileItIsRemembered_isToldAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        ScriptedServer server = closing(ScriptedServer.startTls(device.server(), peer -> {
            // The handshake needs somebody who reads.
            Thread reader = new Thread(() -> assertThatThrownBy(peer::read));
            reader.start();
            asked.await(10, TimeUnit.SECONDS);
            peer.reset();
            reader.join(5000);
            gone.countDown();
        }));
        CertificateStore slow = new CertificateStore() {
            @Override
            public Optional<String> find(String authority) {
                return Optional.empty();
            }

            @Override
            public String rememberFirst(String authority, String sha256) {
                asked.countDown();
                try {
                    gone.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return sha256;
            }

            @Override
            public void forget(String authority) {}
        };

        AxisException failure =
                failure(trusting(server, TrustPolicy.firstUse(slow)).send(read("/a"), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class);
    }

    @Test
    void storeThatFails_meansNothingIsSent() throws Exception {
        ScriptedServer server = tls(device);
        for (boolean whenFinding : new boolean[] {true, false}) {
            CertificateStore broken = new CertificateStore() {
                @Override
                public Optional<String> find(String authority) {
                    if (whenFinding) {
                        throw new IllegalStateException("the store is away");
                    }
                    return Optional.empty();
                }

                @Override
                public String rememberFirst(String authority, String sha256) {
                    throw new IllegalStateException("the store is full");
                }

                @Override
                public void forget(String authority) {}
            };

            AxisException failure =
                    failure(trusting(server, TrustPolicy.firstUse(broken)).send(read("/a"), LONG));

            assertThat(failure).isInstanceOfAny(TlsTrustException.class, ConnectionException.class);
            assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        }
        assertThat(server.requests()).isEmpty();
    }
}
