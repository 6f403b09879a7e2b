package dev.openaxis.core.internal.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.PasswordCredentials;
import dev.openaxis.core.TlsTrustException;
import dev.openaxis.core.http.Body;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpProxy;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.ForeignServer;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.TrustPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Judged by servers that others wrote: Apache httpd (whose digest module devices use), lighttpd and OpenSSL. What happened
 * is read from their access logs.
 */
class ForeignServersTest {
    private static final String REALM = "AXIS_00408C000001";
    private static final String PASSWORD = "correct horse";
    private static final Credentials ACCOUNT = Credentials.of("root", PASSWORD);

    @TempDir
    Path directory;

    private AxisRuntime runtime;

    @BeforeEach
    void start() {
        runtime = AxisRuntime.create();
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private static String account(String hash) {
        return "root:" + REALM + ":" + Digest.hash(hash, "root:" + REALM + ":" + PASSWORD) + "\n";
    }

    private ForeignServer apache(int nonceSeconds) {
        return apache(
                account("MD5"),
                List.of("authz_user", "auth_digest", "dir"),
                "LogFormat \"%>s %k %r %{Authorization}i %I\" short",
                "DocumentRoot \"DIR/www\"",
                "KeepAlive On",
                "MaxKeepAliveRequests 0",
                "<Location \"/\">",
                "  AuthType Digest",
                "  AuthName \"" + REALM + "\"",
                "  AuthDigestProvider file",
                "  AuthDigestNonceLifetime " + nonceSeconds,
                "  AuthUserFile \"DIR/accounts\"",
                "  Require valid-user",
                "</Location>");
    }

    private ForeignServer apache(String accounts, List<String> modules, String... configuration) {
        List<String> lines = new ArrayList<>(List.of(
                "ServerRoot \"DIR\"",
                "ServerName localhost",
                "PidFile \"DIR/httpd.pid\"",
                "DefaultRuntimeDir \"DIR\"",
                "Mutex file:DIR",
                "Listen 127.0.0.1:PORT",
                "User www-data",
                "Group www-data",
                module("mpm_event"),
                module("authn_core"),
                module("authn_file"),
                module("authz_core"),
                "ErrorLog \"DIR/error.log\""));
        modules.forEach(name -> lines.add(module(name)));
        lines.addAll(List.of(configuration));
        lines.add("CustomLog \"DIR/access.log\" short");
        return ForeignServer.apache(directory, String.join("\n", lines) + "\n", "accounts", accounts);
    }

    private static String module(String name) {
        return "LoadModule " + name + "_module /usr/lib/apache2/modules/mod_" + name + ".so";
    }

    private ForeignServer lighttpd(String algorithm) {
        return ForeignServer.lighttpd(
                directory,
                String.join(
                        "\n",
                        "server.modules = (\"mod_auth\", \"mod_authn_file\", \"mod_accesslog\", \"mod_cgi\")",
                        "cgi.assign = (\".sh\" => \"/bin/sh\")",
                        "server.document-root = \"DIR/www\"",
                        "server.bind = \"127.0.0.1\"",
                        "server.port = PORT",
                        "server.errorlog = \"DIR/error.log\"",
                        "accesslog.filename = \"DIR/access.log\"",
                        "accesslog.format = \"%s %k %r %{Authorization}i %I\"",
                        "index-file.names = (\"index.html\")",
                        "auth.backend = \"htdigest\"",
                        "auth.backend.htdigest.userfile = \"DIR/accounts\"",
                        "auth.require = (\"\" => (\"method\" => \"digest\", \"realm\" => \"" + REALM
                                + "\", \"require\" => \"valid-user\", \"algorithm\" => \"" + algorithm + "\"))",
                        ""),
                "accounts",
                account("MD5") + account("SHA-256"),
                "www/count.sh",
                "printf 'Content-Type: text/plain\\r\\n\\r\\n'\nwc -c\n");
    }

    private static List<String> statuses(ForeignServer server, int atLeast) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.log("access.log")).hasSizeGreaterThanOrEqualTo(atLeast));
        return server.log("access.log").stream()
                .map(line -> line.substring(0, 3))
                .toList();
    }

    private DeviceHttp client(ForeignServer server, Credentials credentials) {
        return runtime.http(server.address("http"), credentials, TrustPolicy.publicAuthorities());
    }

    private static HttpResponse get(DeviceHttp client, String target) {
        return client.send(HttpRequest.get(target).build());
    }

    /** POSTs a file twice; the access log tells what came. Returns the second answer. */
    private String uploads(ForeignServer server, String target) throws Exception {
        Path image = Files.write(directory.resolve("image.bin"), new byte[3_000_000]);
        DeviceHttp client = client(server, ACCOUNT);
        HttpRequest request = HttpRequest.post(target, Effect.DISRUPT)
                .body(Body.multipart(Body.Part.file("file", "i", Body.file("application/octet-stream", image))))
                .build();

        client.send(request);
        String answer = client.send(request).text();

        // The challenge to the question, then each body once; on another connection after the challenge.
        List<String> statuses = statuses(server, 3);
        assertThat(statuses).hasSize(3).startsWith("401");
        assertThat(statuses.subList(1, 3)).doesNotContain("401");
        long received = server.log("access.log").stream()
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertThat(received).isBetween(2 * 3_000_000L, 2 * 3_000_000L + 10_000);
        return answer;
    }

    @Test
    void apache_getsEachUploadOnce() throws Exception {
        try (ForeignServer server = apache(300)) {
            assertThat(uploads(server, "/")).isEqualTo("served by somebody else\n");
        }
    }

    @Test
    void lighttpd_getsEachUploadOnce() throws Exception {
        try (ForeignServer server = lighttpd("SHA-256")) {
            // One that does not read the body would answer before it.
            assertThat(Integer.parseInt(uploads(server, "/count.sh").trim())).isBetween(3_000_000, 3_001_000);
        }
    }

    @Test
    void apache_isSpokenToInOneRoundTripOnceLoggedIn() {
        try (ForeignServer server = apache(300)) {
            DeviceHttp client = client(server, ACCOUNT);
            for (int i = 0; i < 50; i++) {
                assertThat(get(client, "/").text()).isEqualTo("served by somebody else\n");
            }
            // The challenge, its answer, and 49 requests that needed none; all on one connection.
            assertThat(statuses(server, 51)).hasSize(51).containsOnlyOnce("401").startsWith("401");
            assertThat(server.log("access.log").get(50)).startsWith("200 50 ");
        }
    }

    @Test
    void apache_agreesWithTheTargetsThatAreSigned() {
        try (ForeignServer server = apache(300)) {
            DeviceHttp client = client(server, ACCOUNT);
            // Apache answers 400 if the signed target is not the one of the request line.
            for (String target : List.of(
                    "/?action=list&group=root.Brand,root.IOPort",
                    "/index.html?a=%2F%22%5C&b=1:2;3",
                    "/%69ndex.html?x=(1)'*!~",
                    "/?")) {
                assertThat(get(client, target).status()).as(target).isEqualTo(200);
            }
        }
    }

    @Test
    void apache_takesBodiesAndOtherMethods() {
        try (ForeignServer server = apache(300)) {
            DeviceHttp client = client(server, ACCOUNT);
            HttpRequest post =
                    HttpRequest.post("/index.html", Effect.READ).json("{}").build();
            assertThat(client.send(post).status()).isIn(200, 405);
            assertThat(client.send(HttpRequest.method("HEAD", "/", Effect.READ).build())
                            .status())
                    .isEqualTo(200);
            assertThat(statuses(server, 3)).containsOnlyOnce("401");
        }
    }

    @Test
    void apache_namesTheNextNonce_itIsUsedWithoutAnotherChallenge() {
        // Apache does so when the present one has less than 30 s to live.
        try (ForeignServer server = apache(20)) {
            DeviceHttp client = client(server, ACCOUNT);
            for (int i = 0; i < 20; i++) {
                assertThat(get(client, "/").status()).isEqualTo(200);
            }
            assertThat(statuses(server, 21)).hasSize(21).containsOnlyOnce("401");
            assertThat(server.log("access.log").stream()
                            .map(line -> line.replaceFirst(".*nonce=\"([^\"]*)\".*", "$1"))
                            .distinct())
                    .hasSizeGreaterThan(15);
        }
    }

    @Test
    void apache_restartsAndForgetsItsNonces_oneMoreChallengeIsAnswered() {
        try (ForeignServer server = apache(300)) {
            DeviceHttp client = client(server, ACCOUNT);
            get(client, "/");
            server.restart();

            assertThat(get(client, "/").status()).isEqualTo(200);
            assertThat(get(client, "/").status()).isEqualTo(200);

            assertThat(statuses(server, 5)).containsExactly("401", "200", "401", "200", "200");
        }
    }

    @Test
    void apache_manyAtOnce_areLoggedInWithoutARefusalTooMuch() {
        try (ForeignServer server = apache(300)) {
            DeviceHttp client = client(server, ACCOUNT);
            get(client, "/");
            List<CompletableFuture<HttpResponse>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(client.async().send(HttpRequest.get("/?" + i).build()));
            }
            answers.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));
            assertThat(statuses(server, 202)).hasSize(202).containsOnlyOnce("401");
        }
    }

    @Test
    void apache_doesNotKnowThePassword_oneAttemptIsMade() {
        try (ForeignServer server = apache(300)) {
            DeviceHttp client = client(server, Credentials.of("root", "wrong"));

            assertThat(catchThrowable(() -> get(client, "/"))).isInstanceOf(AuthenticationException.class);

            assertThat(statuses(server, 2)).containsExactly("401", "401");
        }
    }

    @ParameterizedTest
    @CsvSource({"MD5,MD5", "SHA-256,SHA-256", "MD5|SHA-256,SHA-256", "SHA-256|MD5,SHA-256"})
    void lighttpd_isAnsweredWithTheStrongestItOffers(String offered, String answered) {
        try (ForeignServer server = lighttpd(offered)) {
            DeviceHttp client = client(server, ACCOUNT);
            for (int i = 0; i < 20; i++) {
                assertThat(get(client, "/?" + i).text()).isEqualTo("served by somebody else\n");
            }
            server.close();
            assertThat(statuses(server, 21)).hasSize(21).containsOnlyOnce("401").startsWith("401");
            assertThat(server.log("access.log").get(20)).contains("algorithm=" + answered + ",");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void openssl_isTrustedByItsPinOnly(String version) throws Exception {
        Certificates device = Certificates.selfSigned("axis-00408c000001");
        try (ForeignServer server = ForeignServer.openssl(
                directory,
                List.of(version, "-cert", "DIR/cert.pem", "-key", "DIR/key.pem"),
                "cert.pem",
                pem("CERTIFICATE", device.certificate().getEncoded()),
                "key.pem",
                pem("PRIVATE KEY", device.keys().getPrivate().getEncoded()))) {
            DeviceHttp right = runtime.http(server.address("https"), ACCOUNT, TrustPolicy.pinned(device.sha256()));
            DeviceHttp wrong = runtime.http(
                    server.address("https"),
                    ACCOUNT,
                    TrustPolicy.pinned(Certificates.selfSigned("x").sha256()));

            assertThat(get(right, "/").text()).contains(version.endsWith("2") ? "TLSv1.2" : "TLSv1.3");
            assertThat(catchThrowable(() -> get(wrong, "/"))).isInstanceOf(TlsTrustException.class);
        }
    }

    @Test
    void openssl_wantsACertificateOfThisSide() throws Exception {
        Certificates device = Certificates.selfSigned("axis-00408c000001");
        Certificates authority = Certificates.authority("our authority");
        Certificates client = authority.signs("vms");
        try (ForeignServer server = ForeignServer.openssl(
                directory,
                List.of(
                        "-Verify",
                        "1",
                        "-verify_return_error",
                        "-CAfile",
                        "DIR/ca.pem",
                        "-cert",
                        "DIR/cert.pem",
                        "-key",
                        "DIR/key.pem"),
                "ca.pem",
                pem("CERTIFICATE", authority.certificate().getEncoded()),
                "cert.pem",
                pem("CERTIFICATE", device.certificate().getEncoded()),
                "key.pem",
                pem("PRIVATE KEY", device.keys().getPrivate().getEncoded()))) {
            TrustPolicy trust = TrustPolicy.pinned(device.sha256());
            DeviceHttp known = runtime.http(
                    server.address("https"),
                    ACCOUNT,
                    trust,
                    OwnCertificate.of(client.keys().getPrivate(), client.certificate()));
            DeviceHttp stranger = runtime.http(server.address("https"), ACCOUNT, trust);

            assertThat(get(known, "/").text()).contains("Client certificate").containsPattern("CN ?= ?vms");
            assertThat(catchThrowable(() -> get(stranger, "/"))).isInstanceOf(ConnectionException.class);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                + "-----\n";
    }

    // ---- a proxy that others wrote ----

    private ForeignServer apacheProxy(int... tunnelsTo) {
        String password =
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Digest.hash("SHA-1", "proxy secret")));
        return apache(
                "user:{SHA}" + password + "\n",
                List.of("authz_user", "auth_basic", "proxy", "proxy_http", "proxy_connect"),
                "LogFormat \"%>s %m %U\" short",
                "ProxyRequests On",
                "AllowCONNECT "
                        + IntStream.of(tunnelsTo).mapToObj(Integer::toString).collect(joining(" ")),
                "<Proxy \"*\">",
                "  AuthType Basic",
                "  AuthName \"proxy\"",
                "  AuthUserFile \"DIR/accounts\"",
                "  Require valid-user",
                "</Proxy>");
    }

    private static HttpResponse through(HttpProxy proxy, DeviceAddress address, TrustPolicy trust) {
        try (AxisRuntime other = AxisRuntime.builder()
                        .transport(TransportOptions.defaults().withProxy(proxy))
                        .build();
                DeviceHttp client = other.http(address, ACCOUNT, trust)) {
            return get(client, "/a");
        }
    }

    @Test
    void apacheAsAProxy_givesTunnelsAndForwards() throws Exception {
        Certificates certificate = Certificates.selfSigned("device");
        try (ScriptedServer clear = ScriptedServer.start(ScriptedServer.always("clear"));
                ScriptedServer secure = ScriptedServer.startTls(certificate.server(), ScriptedServer.always("secure"));
                ForeignServer apache = apacheProxy(clear.port(), secure.port())) {
            PasswordCredentials account = Credentials.of("user", "proxy secret");
            HttpProxy tunnelling = HttpProxy.tunnelling(
                            "127.0.0.1", apache.address("http").port())
                    .withBasicCredentials(account);
            HttpProxy forwarding = HttpProxy.forwarding(
                            "127.0.0.1", apache.address("http").port())
                    .withBasicCredentials(account);
            TrustPolicy pinned = TrustPolicy.pinned(certificate.sha256());

            assertThat(through(tunnelling, clear.address(), pinned).text()).isEqualTo("clear");
            assertThat(through(tunnelling, secure.address(), pinned).text()).isEqualTo("secure");
            assertThat(through(forwarding, clear.address(), pinned).text()).isEqualTo("clear");
            assertThat(through(forwarding, secure.address(), pinned).text()).isEqualTo("secure");

            assertThat(clear.targets()).containsExactly("/a", "/a");
            assertThat(clear.requests())
                    .allMatch(request -> request.all("Proxy-Authorization").isEmpty());
        }
    }

    @Test
    void apacheAsAProxy_declinesWhatIsNotAllowed() throws Exception {
        try (ScriptedServer device = ScriptedServer.start(ScriptedServer.always("clear"));
                ForeignServer apache = apacheProxy(1)) {
            HttpProxy stranger =
                    HttpProxy.tunnelling("127.0.0.1", apache.address("http").port());
            HttpProxy known = stranger.withBasicCredentials(Credentials.of("user", "proxy secret"));
            HttpProxy wrong = HttpProxy.forwarding(
                            "127.0.0.1", apache.address("http").port())
                    .withBasicCredentials(Credentials.of("user", "wrong"));

            assertThat(catchThrowable(() -> through(stranger, device.address(), TrustPolicy.publicAuthorities())))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("wants an account");
            assertThat(catchThrowable(() -> through(wrong, device.address(), TrustPolicy.publicAuthorities())))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("declines the account");
            // Not a port it gives tunnels to.
            assertThat(catchThrowable(() -> through(known, device.address(), TrustPolicy.publicAuthorities())))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("gives no tunnel");
            assertThat(device.accepted()).isZero();
        }
    }
}
