package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.Body;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.trace.Forms;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Log;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.core.trace.FlightRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A secret at every place where VAPIX carries one is in nothing that leaves the recorder. */
class RecordedSecretsProperties {
    private static ScriptedServer server;
    private static AxisRuntime runtime;
    private static FlightRecorder recorder;
    private static volatile byte[] answer = new byte[0];
    private static volatile String type = "";

    @BeforeContainer
    static void start() throws IOException {
        recorder = FlightRecorder.create();
        runtime = AxisRuntime.builder().eventLoops(1).recorder(recorder).build();
        server = ScriptedServer.start(peer -> {
            while (true) {
                if (peer.read().header("Authorization").isEmpty()) {
                    peer.answer(401, "", Digest.challenge("n", "opaque=\"o\""));
                } else {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nSet-Cookie: sid=" + type.length()
                            + "\r\nContent-Length: " + answer.length + "\r\n\r\n");
                    peer.write(answer);
                }
            }
        });
    }

    @AfterContainer
    static void stop() throws IOException {
        runtime.close();
        server.close();
    }

    @Property(tries = 25)
    void thePasswordOfTheAccount_isNowhere(@ForAll("secrets") String secret) {
        for (String form : Forms.of(secret).values()) {
            answerWith("text/plain", "the device says " + form + " again");
            judge(
                    secret,
                    secret,
                    HttpRequest.get(
                            "/axis-cgi/param.cgi?action=list&x=" + Forms.percent(secret, StandardCharsets.UTF_8)));
        }
    }

    @Property(tries = 25)
    void aSecretOfTheRequest_isNowhereAlsoNotInTheAnswer(
            @ForAll("secrets") String secret, @ForAll("others") String account) {
        String form = Forms.of(secret).get("form");
        String json = Forms.json(secret);
        String xml = Forms.xml(secret);
        answerWith("text/html", "<html><body>Error: " + xml + " is not allowed.</body></html>");
        judge(
                secret,
                account,
                post("application/x-www-form-urlencoded", "action=add&user=joe&pwd=" + form + "&grp=users"));
        judge(secret, account, HttpRequest.get("/axis-cgi/pwdgrp.cgi?action=update&user=joe&pwd=" + form));
        judge(secret, account, HttpRequest.get("/vapix/ws-data-stream?wssession=" + form + "&sources=events"));
        answerWith(
                "application/json",
                "{\"error\":{\"message\":\"trying to set with invalid data: " + json + " is short\"}}");
        judge(
                secret,
                account,
                post("application/json", "{\"data\":{\"username\":\"svc1\",\"password\":\"" + json + "\"}}"));
        judge(
                secret,
                account,
                post(
                        "application/json",
                        "{\"params\":{\"http\":[{\"proxy_password\":\"" + Forms.unicode(secret) + "\"}]}}"));
        judge(
                secret,
                account,
                post(
                        "application/json",
                        "{\"pacsaxis:SetCredential\":{\"Credential\":[{\"IdData\":[{\"Name\":\"PIN\",\"Value\":\""
                                + json + "\"}]}]}}"));
        judge(
                secret,
                account,
                post(
                        "application/json",
                        "{\"axkey:SetEncryptionKey\":{\"EncryptionKey\":[{\"Name\":\"n\",\"Key\":\"" + json
                                + "\"}]}}"));
        judge(secret, account, post("application/json", "{\"a\":\"{\\\"pwd\\\":\\\"" + Forms.json(json) + "\\\"}\"}"));
        judge(
                secret,
                account,
                post(
                        "application/soap+xml",
                        "<s:E xmlns:s=\"u\"><s:B><acert:Password>" + xml + "</acert:Password></s:B></s:E>"));
        judge(secret, account, post("text/xml", "<E><IdData Name=\"PIN\" Value=\"" + xml + "\"/></E>"));
        judge(
                secret,
                account,
                post(
                        "multipart/form-data; boundary=b",
                        "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n" + secret + "\r\n--b--\r\n"));
        judge(
                secret,
                account,
                HttpRequest.post("/axis-cgi/any.cgi", Effect.CONFIGURE)
                        .body(Body.multipart(Body.Part.file(
                                "f",
                                "k.pem",
                                Body.bytes("application/x-pkcs12", secret.getBytes(StandardCharsets.UTF_8))))));
        judge(
                secret,
                account,
                HttpRequest.get("/a").header("X-Api-Key", secret).header("Cookie", "a=b; session=" + secret));
        judge(secret, account, post("text/plain", "root.Network.Wireless.WPA_PASSPHRASE=" + secret + "\nroot.A.B=c"));
    }

    @Property(tries = 25)
    void aSecretOfTheAnswer_isNowhere(@ForAll("secrets") String secret, @ForAll("others") String account) {
        String json = Forms.json(secret);
        List<String[]> answers = List.of(
                new String[] {"text/plain", "root.SNMP.V1ReadCommunity=" + secret + "\r\nroot.Brand.Brand=AXIS\r\n"},
                new String[] {"application/json", "{\"data\":[{\"privateKey\":\"" + json + "\"}]}"},
                new String[] {
                    "application/json",
                    "{\"data\":{\"pem\":\"-----BEGIN PRIVATE KEY-----\\n" + json + "\\n-----END PRIVATE KEY-----\"}}"
                },
                new String[] {
                    "text/plain", "-----BEGIN EC PRIVATE KEY-----\n" + secret + "\n-----END EC PRIVATE KEY-----\n"
                },
                new String[] {
                    "application/json",
                    "{\"stream\":\"rtsp://root:" + Forms.percent(secret, StandardCharsets.UTF_8) + "@10.0.0.7/a\"}"
                },
                new String[] {"text/xml", "<a><Credential password='" + Forms.xml(secret) + "'/></a>"},
                new String[] {"text/html", "<p>your password <b>" + Forms.xml(secret) + "</b><br>"},
                new String[] {"application/json", "{\"password\": \"" + json + "\""},
                new String[] {"application/octet-stream", "\u0001" + secret});
        for (String[] one : answers) {
            answerWith(one[0], one[1]);
            judge(secret, account, HttpRequest.get("/axis-cgi/any.cgi"));
        }
        answerWith("text/plain", secret);
        judge(secret, account, HttpRequest.get("/axis-cgi/wssession.cgi"));
    }

    private static HttpRequest.Builder post(String contentType, String body) {
        return HttpRequest.post("/axis-cgi/pwdgrp.cgi", Effect.CONFIGURE)
                .body(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answerWith(String contentType, String body) {
        type = contentType;
        answer = body.getBytes(StandardCharsets.UTF_8);
    }

    private static void judge(String secret, String password, HttpRequest.Builder request) {
        recorder.clear();
        StringBuilder told = new StringBuilder();
        try (Log log = Log.capture()) {
            try (DeviceHttp http =
                    runtime.http(server.address(), Credentials.of("root", password), TrustPolicy.publicAuthorities())) {
                HttpResponse response = http.send(request.operation("test.send").build());
                assertThat(response.status()).isEqualTo(200);
            } catch (RuntimeException e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                told.append(trace);
            }
            told.append(log.text());
        }
        assertThat(recorder.entries()).isGreaterThanOrEqualTo(2);
        told.append(recorder).append(recorder.recording());
        List<String> exports = new ArrayList<>(List.of(told.toString(), exported(true), exported(false)));
        assertThat(exports.get(2)).contains("\"method\":");
        exports.forEach(export -> Forms.absent(secret, export));
    }

    private static String exported(boolean har) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (har) {
                recorder.recording().writeHar(out);
            } else {
                recorder.recording().writeJsonLines(out);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** With digits in them, so that no word of the recording is one by chance. */
    @Provide
    Arbitrary<String> secrets() {
        Arbitrary<String> ends =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(3).ofMaxLength(20);
        return Combinators.combine(ends, Arbitraries.integers().between(1000, 9999), ends)
                .as((first, number, last) -> first + number + "Zq" + last);
    }

    @Provide
    Arbitrary<String> others() {
        return Arbitraries.strings().withCharRange('a', 'z').ofLength(12).map(text -> "other-" + text);
    }
}
