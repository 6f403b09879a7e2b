package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Any bytes in: an HTTP answer or a close, never a hang, and the device lives on. */
class AnyBytesProperties {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("root:pass-of-tests".getBytes(StandardCharsets.UTF_8));

    private SimulatedDevice device;
    private Client client;

    @BeforeProperty
    void start() {
        device = SimulatedDevice.a9210()
                .variant(Variant.BASIC_EVERYWHERE, Variant.PULSE_ANSWERED_AT_ONCE, Variant.CONFIG_EXPORT_ENABLED)
                .requestLog(10)
                .start();
        client = new Client(device);
    }

    @AfterProperty
    void stop() {
        device.close();
    }

    private void lives() {
        assertThat(client.anonymousJson(
                                "/axis-cgi/systemready.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"systemready\"}")
                        .at("/data/systemready")
                        .asText())
                .isEqualTo("yes");
    }

    @Property(tries = 150)
    void rawBytesAreAnsweredOrClosed(@ForAll @Size(max = 400) byte[] bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", device.httpUri().getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            // Ends: a timeout here would be a hang.
            socket.getInputStream().readAllBytes();
        } catch (java.net.SocketException closedAtOnce) {
            assertThat(closedAtOnce).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
        lives();
    }

    @Provide
    Arbitrary<String> jsonish() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"apiVersion\"",
                        "\"1.0\"",
                        "\"method\"",
                        "\"setPorts\"",
                        "\"getPorts\"",
                        "\"setStateSequence\"",
                        "\"params\"",
                        "\"ports\"",
                        "\"port\"",
                        "\"0\"",
                        "\"state\"",
                        "\"closed\"",
                        "\"sequence\"",
                        "\"time\"",
                        "null",
                        "true",
                        "-1",
                        "1e400",
                        "\"\\u0000\"")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> envelopes() {
        Arbitrary<String> value = Arbitraries.of(
                "null",
                "true",
                "1",
                "1.5",
                "\"\"",
                "\"0\"",
                "\"1.0\"",
                "\"getPorts\"",
                "[]",
                "{}",
                "[null]",
                "[{\"port\":null}]",
                "[{\"port\":\"0\",\"state\":7,\"name\":[],\"usage\":{},\"direction\":1,\"normalState\":null}]",
                "{\"ports\":[1,\"x\",null]}",
                "{\"ports\":[{\"port\":\"0\",\"state\":\"closed\"}]}",
                "{\"port\":\"0\",\"sequence\":[null,1,{\"state\":\"open\"}]}",
                "{\"propertyList\":[null,1]}",
                "[{\"port\":1,\"supervised\":true,\"ranges\":[{\"state\":null,\"lowerlimit\":1,\"upperlimit\":1}]}]",
                "[{\"port\":1e3,\"supervised\":true},7]",
                "[{\"supervised\":true,\"ranges\":[[],null]}]",
                "[{\"port\":99999999999999999999,\"supervised\":false}]",
                "{\"timeout\":\"x\"}");
        Arbitrary<String> method = Arbitraries.of(
                "\"setPorts\"",
                "\"getPorts\"",
                "\"setStateSequence\"",
                "\"getProperties\"",
                "\"getApiList\"",
                "\"systemready\"",
                "\"setSupervised\"",
                "\"getSupervised\"",
                "7");
        return net.jqwik.api.Combinators.combine(value, value, method, value)
                .as((version, context, name, params) -> "{\"apiVersion\":" + version + ",\"context\":" + context
                        + ",\"method\":" + name + ",\"params\":" + params + "}");
    }

    @Property(tries = 300)
    void anyJsonEnvelopeGetsAnEnvelope(@ForAll("envelopes") String body) {
        everyJsonApiAnswers(body);
    }

    @Property(tries = 150)
    void anyPieceOfJsonGetsAnEnvelope(@ForAll("jsonish") String body) {
        everyJsonApiAnswers(body);
    }

    private void everyJsonApiAnswers(String body) {
        for (String target : new String[] {
            "/axis-cgi/io/portmanagement.cgi",
            "/axis-cgi/apidiscovery.cgi",
            "/axis-cgi/basicdeviceinfo.cgi",
            "/axis-cgi/systemready.cgi",
            "/axis-cgi/firmwaremanagement.cgi",
            "/axis-cgi/supervisedio.cgi"
        }) {
            HttpResponse<String> answer = client.send(client.request(target)
                    .header("Authorization", BASIC)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build());
            assertThat(answer.statusCode()).as(target + " " + body).isEqualTo(200);
            assertThat(Client.parse(answer.body()).has("data")
                            || Client.parse(answer.body()).has("error"))
                    .isTrue();
        }
    }

    @Property(tries = 300)
    void anyActionIsAnswered(@ForAll("actions") String action) {
        HttpResponse<String> answer = client.send(client.request("/axis-cgi/io/port.cgi?action=" + encoded(action))
                .header("Authorization", BASIC)
                .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Property(tries = 150)
    void anyVirtualInputIsAnswered(
            @ForAll("actions") String schema, @ForAll("actions") String port, @ForAll("actions") String duration) {
        String query =
                "?schemaversion=" + encoded(schema) + "&port=" + encoded(port) + "&duration=" + encoded(duration);
        HttpResponse<String> answer = client.send(client.request("/axis-cgi/virtualinput/activate.cgi" + query)
                .header("Authorization", BASIC)
                .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<VirtualInputResponse ");
        HttpResponse<String> simulated =
                client.send(client.request("/axis-cgi/io/virtualinput.cgi?action=" + encoded(port))
                        .header("Authorization", BASIC)
                        .build());
        assertThat(simulated.statusCode()).isEqualTo(200);
    }

    @Property(tries = 300)
    void anyDeviceConfigurationRequestIsAnswered(
            @ForAll("configPaths") String path, @ForAll("verbs") String verb, @ForAll("configBodies") String body) {
        HttpResponse<String> answer = client.send(client.request("/config/" + path)
                .header("Authorization", BASIC)
                .header("Content-Type", "application/json")
                .method(verb, HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as(verb + " " + path + " " + body).isIn(200, 201, 400, 404, 405, 409, 501);
        if (answer.headers().firstValue("Content-Type").orElse("").equals("application/json")) {
            assertThat(Client.parse(answer.body()).isObject()).isTrue();
        }
    }

    @Provide
    Arbitrary<String> verbs() {
        return Arbitraries.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    }

    @Provide
    Arbitrary<String> configPaths() {
        Arbitrary<String> known = Arbitraries.of(
                "rest",
                "discover",
                "apis",
                "ssh",
                "ssh/v2",
                "v1beta",
                "users",
                "svc1",
                "comment",
                "basic-device-info/v2beta",
                "allowAnonymous",
                "user-management/v2beta",
                "param/v2beta",
                "IOPortCollection/I0",
                "virtualhost/v1",
                "create_virtualHost",
                "remote-object-storage/v1/destinations",
                "siren-and-light/v2/maintenanceMode",
                "defaulthosts/default-http",
                "port",
                "%24all",
                "$export",
                "$import",
                "model.json");
        Arbitrary<String> strange = Arbitraries.strings().ascii().ofMaxLength(8).map(AnyBytesProperties::encoded);
        Arbitrary<String> segments = Arbitraries.oneOf(known, strange);
        Arbitrary<String> start = Arbitraries.of(
                "rest/ssh/v2/users/",
                "rest/ssh/v2/",
                "rest/param/v2beta/",
                "rest/virtualhost/v1/",
                "rest/remote-object-storage/v1/destinations/",
                "rest/",
                "discover/",
                "");
        return net.jqwik.api.Combinators.combine(start, segments.list().ofMaxSize(5))
                .as((first, rest) -> first + String.join("/", rest));
    }

    @Provide
    Arbitrary<String> configBodies() {
        Arbitrary<String> data = Arbitraries.of(
                "null",
                "true",
                "7",
                "\"x\"",
                "[]",
                "{}",
                "{\"username\":\"svc1\",\"password\":\"p\"}",
                "{\"username\":{},\"password\":[]}",
                "{\"comment\":null}",
                "{\"comment\":\"c\",\"password\":7}",
                "{\"allowAnonymous\":true}",
                "{\"active\":true,\"auth_type\":\"digest\",\"port\":8443,\"server_name\":\"x\"}",
                "{\"port\":99999999999,\"server_name\":[]}",
                "{\"users\":[]}",
                "{\"id\":\"svc1\",\"azure\":{\"container\":\"c\",\"sas\":\"s\",\"url\":[]}}",
                "{\"id\":{},\"azure\":7}",
                "{\"Collection\":[{}],\"IOPortCollection\":[7,{\"groupId\":\"I0\",\"Output\":{\"Name\":[]}}]}",
                "{\"StreamProfileCollection\":[{\"groupId\":\"S1\",\"Name\":null}],\"Network\":7}",
                "{\"param.v2\":{\"\":{\"\":\"\"}},\"ssh.v2\":[]}",
                "{\"settings\":{\"passphraseComplexity\":[]}}");
        return Arbitraries.oneOf(data.map(value -> "{\"data\":" + value + "}"), jsonish());
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Provide
    Arbitrary<String> actions() {
        return Arbitraries.strings().withChars("0123456789:/\\").ascii().ofMaxLength(30);
    }

    @Property(tries = 150)
    void anyAuthorizationIsAnswered(@ForAll("credentials") String credentials) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", device.httpUri().getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("GET /axis-cgi/usergroup.cgi HTTP/1.1\r\nHost: d\r\nConnection: close\r\nAuthorization: "
                                    + credentials + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).containsPattern("^HTTP/1.1 (400|401) ");
        }
    }

    @Provide
    Arbitrary<String> credentials() {
        Arbitrary<String> digest = Arbitraries.of(
                        "username=\"root\"",
                        "realm=\"AXIS_B8A44F000001\"",
                        "nonce=\"x\"",
                        "nonce=",
                        "uri=\"/axis-cgi/usergroup.cgi\"",
                        "response=\"\"",
                        "qop=auth",
                        "nc=00000001",
                        "cnonce=\"\\\"",
                        "algorithm=MD5",
                        "=",
                        "\"",
                        ",,",
                        "x")
                .list()
                .ofMaxSize(12)
                .map(parts -> "Digest " + String.join(", ", parts));
        Arbitrary<String> other =
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60).map(text -> "Basic " + text);
        return Arbitraries.oneOf(digest, other);
    }
}
