package dev.openaxis.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A small foreign client: JDK HTTP, Digest after RFC 7616 written for this test, Basic. */
final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedDevice device;
    private final HttpClient http;
    private final String user;
    private final String password;
    private final boolean tls;
    private String nonce = "";
    private int count;

    Client(SimulatedDevice device) {
        this(device, SimulatedDevice.DEFAULT_USER, SimulatedDevice.DEFAULT_PASSWORD, false);
    }

    Client(SimulatedDevice device, String user, String password, boolean tls) {
        this.device = device;
        this.user = user;
        this.password = password;
        this.tls = tls;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        this.http = tls ? builder.sslContext(trusting(device)).build() : builder.build();
    }

    static SSLContext trusting(SimulatedDevice device) {
        try {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            anchors.setCertificateEntry("device", device.certificate());
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpClient http() {
        return http;
    }

    URI uri(String target) {
        return URI.create((tls ? device.httpsUri() : device.httpUri()) + target);
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(uri(target)).timeout(Duration.ofSeconds(20));
    }

    /** Sends without credentials. */
    HttpResponse<String> anonymous(HttpRequest.Builder request) {
        return send(request.build());
    }

    HttpResponse<String> get(String target) {
        return authorized("GET", target, null, null);
    }

    HttpResponse<String> form(String target, String body) {
        return authorized("POST", target, "application/x-www-form-urlencoded", body);
    }

    HttpResponse<String> post(String target, String json) {
        return authorized("POST", target, "application/json", json);
    }

    JsonNode json(String target, String body) {
        HttpResponse<String> answer = post(target, body);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return parse(answer.body());
    }

    JsonNode anonymousJson(String target, String body) {
        return parse(anonymous(request(target).POST(HttpRequest.BodyPublishers.ofString(body)))
                .body());
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    HttpResponse<String> authorized(String method, String target, String type, String body) {
        HttpResponse<String> first = send(build(method, target, type, body));
        Optional<String> challenge = first.headers().firstValue("WWW-Authenticate");
        if (first.statusCode() != 401 || challenge.isEmpty()) {
            return first;
        }
        takeNonce(challenge.get());
        return send(build(method, target, type, body));
    }

    CompletableFuture<HttpResponse<String>> getAsync(String target) {
        if (nonce.isEmpty() && !tls) {
            takeNonce(send(build("GET", "/axis-cgi/usergroup.cgi", null, null))
                    .headers()
                    .firstValue("WWW-Authenticate")
                    .orElseThrow());
        }
        return http.sendAsync(build("GET", target, null, null), HttpResponse.BodyHandlers.ofString());
    }

    void takeNonce(String challenge) {
        Matcher matcher = Pattern.compile("nonce=\"([^\"]+)\"").matcher(challenge);
        nonce = matcher.find() ? matcher.group(1) : "";
        count = 0;
    }

    private HttpRequest build(String method, String target, String type, String body) {
        HttpRequest.Builder request = request(target)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (type != null) {
            request.header("Content-Type", type);
        }
        String credentials = credentials(method, target);
        if (credentials != null) {
            request.header("Authorization", credentials);
        }
        return request.build();
    }

    String credentials(String method, String target) {
        if (tls) {
            return "Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        }
        return nonce.isEmpty() ? null : digest(method, target, nonce, ++count);
    }

    String digest(String method, String target, String forNonce, int nonceCount) {
        String realm = "AXIS_" + device.serial();
        String nc = String.format("%08x", nonceCount);
        String response = md5(md5(user + ":" + realm + ":" + password) + ":" + forNonce + ":" + nc + ":c0ffee:auth:"
                + md5(method + ":" + target));
        return "Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\"" + forNonce + "\", uri=\"" + target
                + "\", algorithm=MD5, response=\"" + response + "\", qop=auth, nc=" + nc + ", cnonce=\"c0ffee\"";
    }

    String nonce() {
        return nonce;
    }

    static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
