package dev.openaxis.vapix.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.WireApi;
import dev.openaxis.vapix.parameters.ParameterList;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recorded answer of this part goes through the real client. */
class RecordedAnswersTest {
    private final MockWebServer server = new MockWebServer();
    private final Map<String, MockResponse> answers = new ConcurrentHashMap<>();
    private final Map<String, String> lastBody = new ConcurrentHashMap<>();
    private AxisDevice device;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String body = request.getBody() == null ? "" : request.getBody().utf8();
                lastBody.put(request.getUrl().encodedPath(), body);
                for (Map.Entry<String, MockResponse> answer : answers.entrySet()) {
                    String[] wanted = answer.getKey().split(" ", 2);
                    if (request.getUrl().encodedPath().equals(wanted[0])
                            && (wanted.length == 1 || body.contains("\"" + wanted[1] + "\""))) {
                        return answer.getValue();
                    }
                }
                return Recorded.notFound();
            }
        });
        server.start();
        device = Recorded.client(server);
    }

    @AfterEach
    void stop() {
        device.close();
        server.close();
    }

    private void answer(String pathAndMethod, String recording) {
        answers.put(pathAndMethod, Recorded.answer(recording));
    }

    private static MockResponse json(String recording) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json;charset=utf8")
                .body(Recorded.text(recording))
                .build();
    }

    private static MockResponse text(String recording) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "text/plain")
                .body(Recorded.text(recording))
                .build();
    }

    private void anIdentifiedDevice() {
        answer(
                "/axis-cgi/basicdeviceinfo.cgi getAllUnrestrictedProperties",
                "foundations/D4200-VE-12.9.57/basic_device_info_get_all_unrestricted_properties/000-response.txt");
        answer(
                "/axis-cgi/apidiscovery.cgi getApiList",
                "foundations/D4200-VE-12.9.57/api_discovery_1_get_api_list/000-response.txt");
        answers.put(
                "/axis-cgi/usergroup.cgi",
                new MockResponse.Builder()
                        .body("root\nadmin operator viewer ptz\n")
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "D4200-VE-12.9.57, 12.9.57, D4200-VE, 1.1",
        "P8815-2-11.11.192, 11.11.192, P8815-2, 1.1",
        "P8815-2-10.12.323, 10.12.323, P8815-2, 1.1",
    })
    void everyGenerationIsIdentified(String folder, String version, String model, String portApi) {
        answer(
                "/axis-cgi/basicdeviceinfo.cgi getAllUnrestrictedProperties",
                "foundations/" + folder + "/basic_device_info_get_all_unrestricted_properties/000-response.txt");
        answer(
                "/axis-cgi/basicdeviceinfo.cgi getAllProperties",
                "foundations/" + folder + "/basic_device_info_get_all_properties/000-response.txt");
        answer(
                "/axis-cgi/apidiscovery.cgi getApiList",
                "foundations/" + folder + "/api_discovery_1_get_api_list/000-response.txt");
        answers.put(
                "/axis-cgi/usergroup.cgi",
                new MockResponse.Builder().body("root\nadmin\n").build());

        DeviceInfo info = device.info();
        Capabilities capabilities = device.capabilities();
        DeviceInfo restricted = device.system().info();

        assertThat(info.version()).hasToString("Optional[" + version + "]");
        assertThat(info.model()).isEqualTo(model);
        assertThat(info.serial()).matches("[0-9A-F]{12}");
        assertThat(restricted.properties())
                .containsAllEntriesOf(info.properties())
                .containsKey("Soc");
        assertThat(capabilities.api("io-port-management"))
                .hasValueSatisfying(api -> assertThat(api.version()).isEqualTo(portApi));
        assertThat(capabilities.has("event-streaming-over-websocket")).isTrue();
        assertThat(capabilities.apis())
                .allSatisfy(api -> assertThat(api.version()).matches("\\d+\\.\\d+"));
    }

    @Test
    void aDeviceOf2020WithoutTheNewApisIsIdentifiedByItsParameters() throws Exception {
        String recording = Recorded.text("foundations/P5512-5.51.7/recording.json");
        dev.openaxis.core.internal.json.Json whole = dev.openaxis.core.internal.json.Json.parse(recording, field -> {});
        for (dev.openaxis.core.internal.json.Json transaction : whole.objects("transactions")) {
            dev.openaxis.core.internal.json.Json request =
                    transaction.object("request").orElseThrow();
            dev.openaxis.core.internal.json.Json response =
                    transaction.object("response").orElseThrow();
            String path = request.text("path", "");
            if (path.equals("/axis-cgi/param.cgi?action=list") || path.equals("/axis-cgi/apidiscovery.cgi")) {
                answers.put(
                        path.replaceFirst("\\?.*", ""),
                        new MockResponse.Builder()
                                .code((int) response.integer("status_code").orElseThrow())
                                .body(response.object("body").orElseThrow().text("string", ""))
                                .build());
            }
        }

        DeviceInfo info = device.info();

        assertThat(info.model()).isEqualTo("P5512");
        assertThat(info.serial()).isEqualTo("00408CFB6888");
        assertThat(info.version()).hasToString("Optional[5.51.7]");
        assertThat(device.capabilities().listed()).isFalse();
        ParameterList all = device.parameters().list();
        assertThat(all.get("iopPORT.i0.direction")).isEmpty();
        assertThat(all.get("IOPORT.i0.DIRECTION")).isPresent();
        assertThat(all.get("root.HTTPS.Port")).hasValue("443");
        assertThatThrownBy(() -> device.io().ports()).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void thePirCameraHasOneInput() {
        anIdentifiedDevice();
        answers.put("/axis-cgi/io/portmanagement.cgi getPorts", json("io/portmanagement-getPorts-pir-camera.json"));

        List<Port> ports = device.io().ports();

        assertThat(ports).singleElement().satisfies(port -> {
            assertThat(port.id()).isEqualTo(PortId.of(0));
            assertThat(port.kind()).isEqualTo(Port.Kind.INPUT);
            assertThat(port.name()).isEqualTo("PIR sensor");
            assertThat(port.circuit()).isEqualTo(CircuitState.OPEN);
            assertThat(port.state()).isEqualTo(PortState.INACTIVE);
            assertThat(port.configurable()).isFalse();
            assertThat(port.readOnly()).isFalse();
            assertThat(port.activateUrl()).isEmpty();
        });
        // The highest minor of major 1 that the device lists is asked for.
        assertThat(lastBody.get("/axis-cgi/io/portmanagement.cgi")).contains("\"apiVersion\":\"1.1\"");
    }

    @Test
    void aDeviceWithoutPortsLeavesTheArrayOut() {
        anIdentifiedDevice();
        answers.put("/axis-cgi/io/portmanagement.cgi getPorts", json("io/portmanagement-getPorts-no-ports.json"));

        assertThat(device.io().ports()).isEmpty();
    }

    @Test
    void theErrorOfAnA8207IsRefusedWithItsDetails() {
        anIdentifiedDevice();
        answers.put(
                "/axis-cgi/io/portmanagement.cgi getPorts",
                new MockResponse.Builder().body("""
                                {"apiVersion":"1.1","method":"getPorts","data":{"numberOfPorts":1,"items":[
                                {"port":"6","state":"open","configurable":true,"usage":"","direction":"output",
                                "name":"Lock","normalState":"open"}]}}""").build());
        answers.put(
                "/axis-cgi/io/portmanagement.cgi setPorts",
                json("io/portmanagement-setPorts-error-2103-A8207-11.1.65.json"));

        assertThatThrownBy(() -> device.io()
                        .output(PortId.of(6))
                        .via(WireApi.PORT_MANAGEMENT)
                        .activate())
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(2103);
                    assertThat(refused.details()).containsEntry("missing_element", "ports");
                    assertThat(refused.endpoint()).isEqualTo("/axis-cgi/io/portmanagement.cgi");
                    assertThat(refused.effect()).isEqualTo(dev.openaxis.core.AppliedEffect.NONE);
                });
        // What that device was sent by others had an array in "params"; ours has the object it wants.
        assertThat(lastBody.get("/axis-cgi/io/portmanagement.cgi"))
                .contains("\"params\":{\"ports\":[{")
                .contains("\"port\":\"6\"")
                .contains("\"state\":\"closed\"");
    }

    @ParameterizedTest
    @CsvSource({
        "io/param-ioport-pir-camera.txt, IOPort.I0.Input.Name, PIR sensor",
        "io/param-ioport-mixed-intercom.txt, ioport.i3.usage, Tampering",
        "io/param-ioport-A1001.txt, root.IOPort.I0.Direction, output",
        "io/param-ioport-Q7401.txt, IOPort.I3.Output.Name, Output 4",
        "io/param-io-excerpt-P5512-5.51.7.txt, Output.NbrOfOutputs, 0",
        "io/param-io-excerpt-CompanionBulletLE-9.80.2.2.txt, Input.NbrOfInputs, 0",
        "io/param-properties-A9188-1.84.1.txt, Properties.IO.ManualTriggerNbr, 17",
    })
    void everyParameterRecordingIsRead(String recording, String name, String value) {
        anIdentifiedDevice();
        answers.put("/axis-cgi/param.cgi", text(recording));

        ParameterList list = device.parameters().list("IOPort");

        assertThat(list.get(name)).hasValue(value);
        assertThat(list.errors()).isEmpty();
        long lines = Recorded.text(recording)
                .lines()
                .filter(line -> line.contains("="))
                .count();
        assertThat(list.asMap()).hasSize((int) lines);
    }

    @Test
    void aMissingGroupIsAnErrorLineAndNotAFailure() {
        anIdentifiedDevice();
        answers.put("/axis-cgi/param.cgi", text("io/param-ioport-missing-group-error.txt"));

        ParameterList list = device.parameters().list("IOPort");

        assertThat(list.asMap()).isEmpty();
        assertThat(list.errors()).singleElement().asString().contains("root.IOPort");
    }

    @Test
    void aWholeParameterTreeOf12IsRead() {
        anIdentifiedDevice();
        answer("/axis-cgi/param.cgi", "foundations/D4200-VE-12.9.57/parameter_management_list_all/000-response.txt");

        ParameterList list = device.parameters().list();

        assertThat(list.asMap()).hasSizeGreaterThan(500);
        assertThat(list.get("Properties.Firmware.Version")).hasValue("12.9.57");
        assertThat(list.errors()).isEmpty();
    }

    @Test
    void aSingleParameterComesBackAsItWasAsked() {
        anIdentifiedDevice();
        answer(
                "/axis-cgi/param.cgi",
                "foundations/P8815-2-10.12.323/parameter_management_list_image_resolution/000-response.txt");

        ParameterList list = device.parameters().list("Properties.Image.Resolution");

        assertThat(list.get("Properties.Image.Resolution")).isPresent();
    }
}
