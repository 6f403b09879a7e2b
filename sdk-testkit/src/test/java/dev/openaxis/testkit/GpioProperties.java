package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Any request to the general purpose I/O service is answered with a result or a fault. */
class GpioProperties {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("root:pass-of-tests".getBytes(StandardCharsets.UTF_8));

    private SimulatedDevice device;
    private Client client;

    @BeforeProperty
    void start() {
        device = SimulatedDevice.a9188()
                .variant(Variant.BASIC_EVERYWHERE)
                .requestLog(10)
                .start();
        client = new Client(device);
    }

    @AfterProperty
    void stop() {
        device.close();
    }

    @Property(tries = 300)
    void anyRequestIsAnsweredOrRefusedWithAFault(@ForAll("requests") String body) {
        HttpResponse<String> answer = client.anonymous(client.request("/vapix/axgpio")
                .header("Authorization", BASIC)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isIn(200, 400);
        assertThat(Client.parse(answer.body()).has("Fault")).isEqualTo(answer.statusCode() == 400);
        // Every port is still there and in one of its modes.
        HttpResponse<String> list = client.anonymous(client.request("/vapix/axgpio")
                .header("Authorization", BASIC)
                .POST(HttpRequest.BodyPublishers.ofString("{\"axgpio:GetPortList\":{}}")));
        assertThat(Client.parse(list.body()).get("Port"))
                .hasSize(16)
                .allSatisfy(port -> assertThat(port.get("SupportedModes"))
                        .extracting(mode -> mode.asText())
                        .contains(port.get("CurrentMode").asText()));
    }

    @Provide
    Arbitrary<String> requests() {
        Arbitrary<String> value = Arbitraries.of(
                "null",
                "true",
                "-1",
                "1e400",
                "99999999999",
                "\"\"",
                "\"0\"",
                "\"8\"",
                "[]",
                "{}",
                "\"open\"",
                "\"cut\"",
                "\"SupervisedInput\"",
                "\"OpenCollectorOutput\"",
                "\"RelayOutput\"",
                "[\"0\",7,null]",
                "{\"Triggers\":[{\"State\":\"cut\",\"LowerLimit\":1e3,\"UpperLimit\":\"x\"}]}",
                "{\"Triggers\":[{\"State\":\"open\",\"LowerLimit\":0,\"UpperLimit\":\"12000\"}]}",
                "{\"Triggers\":[null]}",
                "{\"NiceName\":\"\\u0000\",\"ActiveState\":\"open\"}",
                "{\"NiceName\":7}");
        Arbitrary<String> name = Arbitraries.of(
                "PortId",
                "CurrentMode",
                "PortUsage",
                "Active",
                "InputProperties",
                "OutputProperties",
                "SupervisedInput",
                "Limit",
                "StartReference",
                "Port");
        Arbitrary<String> members = name.flatMap(key -> value.map(each -> "\"" + key + "\":" + each))
                .list()
                .ofMaxSize(4)
                .map(list -> String.join(",", list));
        Arbitrary<String> port = members.flatMap(rest -> Arbitraries.of("\"0\"", "\"9\"", "\"99\"", "7")
                .map(id -> "{\"PortId\":" + id + (rest.isEmpty() ? "" : "," + rest) + "}"));
        Arbitrary<String> arguments = Arbitraries.oneOf(
                members.map(text -> "{" + text + "}"),
                port.list().ofMaxSize(3).map(ports -> "{\"Port\":[" + String.join(",", ports) + "]}"),
                value);
        Arbitrary<String> command =
                Arbitraries.of("GetServiceCapabilities", "GetPortList", "GetPort", "SetPort", "GetNothing");
        Arbitrary<String> shaped =
                command.flatMap(each -> arguments.map(sent -> "{\"axgpio:" + each + "\":" + sent + "}"));
        return Arbitraries.oneOf(shaped, Arbitraries.strings().ascii().ofMaxLength(40));
    }
}
