package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The recordings of a device are played into the simulated one. */
class RecordedDeviceTest {
    private static final String LIST = "/axis-cgi/param.cgi?action=list";
    private static final String PORTS = "/axis-cgi/io/portmanagement.cgi";
    private static final String PORTS_ASKED =
            "{\"apiVersion\":\"1.0\",\"context\":\"Axis library\",\"method\":\"getPorts\"}";

    private static final Map<RecordedDevice, String> RS4A = Map.of(
            RecordedDevice.D4200_VE_12_9, "D4200-VE-12.9.57",
            RecordedDevice.P8815_2_11_11, "P8815-2-11.11.192",
            RecordedDevice.P8815_2_10_12, "P8815-2-10.12.323");

    private static SimulatedDevice like(RecordedDevice device) {
        return SimulatedDevice.recorded(device).serial("0123456789AB").start();
    }

    private static String body(SimulatedDevice device, String exchange) {
        String request = exchange + "/000-request.txt";
        return new Client(device)
                .post(Recordings.target(request), Recordings.body(request))
                .body();
    }

    @Test
    void deviceInformationAndApiListsAreAnsweredByteForByte() {
        RS4A.forEach((kind, folder) -> {
            try (SimulatedDevice device = like(kind)) {
                for (String exchange : List.of(
                        "api_discovery_1_get_api_list",
                        "basic_device_info_get_all_properties",
                        "basic_device_info_get_all_unrestricted_properties")) {
                    assertThat(body(device, folder + "/" + exchange))
                            .as(folder + " " + exchange)
                            .isEqualToIgnoringNewLines(Recordings.body(folder + "/" + exchange + "/000-response.txt"));
                }
            }
        });
        try (SimulatedDevice device = like(RecordedDevice.COMPANION_BULLET_LE_9_80)) {
            assertThat(new Client(device)
                            .post("/axis-cgi/apidiscovery.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\"}")
                            .body())
                    .isEqualToIgnoringNewLines(
                            Recordings.text("io/apidiscovery-getApiList-CompanionBulletLE-9.80.2.2.json"));
        }
    }

    @Test
    void deviceConfigurationListsAreTheRecordedOnes() {
        for (RecordedDevice kind : List.of(RecordedDevice.D4200_VE_12_9, RecordedDevice.P8815_2_11_11)) {
            try (SimulatedDevice device = like(kind)) {
                JsonNode recorded = Client.parse(
                        Recordings.body(RS4A.get(kind) + "/device_configuration_discover/000-response.txt"));
                assertThat(Client.parse(
                                new Client(device).get("/config/discover").body()))
                        .isEqualTo(recorded);
            }
        }
        try (SimulatedDevice device = like(RecordedDevice.P8815_2_10_12)) {
            assertThat(new Client(device).get("/config/discover").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theWholeParameterTreeOf12IsTheRecordedOne() {
        try (SimulatedDevice device = like(RecordedDevice.D4200_VE_12_9)) {
            assertThat(new Client(device).get(LIST).body())
                    .isEqualToIgnoringNewLines(
                            Recordings.body("D4200-VE-12.9.57/parameter_management_list_all/000-response.txt"));
        }
    }

    @Test
    void theRecordedGroupsOf9AreThoseOfTheExcerpt() {
        try (SimulatedDevice device = like(RecordedDevice.COMPANION_BULLET_LE_9_80)) {
            Client client = new Client(device);
            String recorded = Recordings.text("io/param-io-excerpt-CompanionBulletLE-9.80.2.2.txt");
            assertThat(client.get(LIST + "&group=Input,Output").body()
                            + client.get(LIST + "&group=Properties").body())
                    .startsWith(recorded)
                    .endsWith("root.Properties.Firmware.Version=9.80.2.2\n"
                            + "root.Properties.System.SerialNumber=0123456789AB\n");
            // The excerpt says WebService=no.
            assertThat(client.post(Soap.VAPIX, "<x/>").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aDeviceWithoutPortsSaysSoEverywhere() {
        for (RecordedDevice kind : List.of(
                RecordedDevice.P8815_2_11_11, RecordedDevice.P8815_2_10_12, RecordedDevice.COMPANION_BULLET_LE_9_80)) {
            hasNoPorts(kind);
        }
    }

    private static void hasNoPorts(RecordedDevice kind) {
        try (SimulatedDevice device = like(kind)) {
            Client client = new Client(device);
            JsonNode recorded = Client.parse(Recordings.text("io/portmanagement-getPorts-no-ports.json"));
            JsonNode ports = client.json(PORTS, PORTS_ASKED);
            assertThat(ports.get("data")).isEqualTo(recorded.get("data"));
            if (kind == RecordedDevice.COMPANION_BULLET_LE_9_80) {
                assertThat(ports).isEqualTo(recorded);
            }
            assertThat(client.get(LIST + "&group=root.IOPort").body())
                    .isEqualToIgnoringNewLines(Recordings.text("io/param-ioport-missing-group-error.txt"));
            assertThat(client.get(LIST + "&group=Input,Output").body())
                    .isEqualTo("root.Input.NbrOfInputs=0\nroot.Output.NbrOfOutputs=0\n");
            assertThat(client.get("/axis-cgi/io/port.cgi?check=1").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void thePirCameraHasItsOnePort() {
        try (SimulatedDevice device = like(RecordedDevice.PIR_CAMERA_9_80)) {
            Client client = new Client(device);
            JsonNode recorded = Client.parse(Recordings.text("io/portmanagement-getPorts-pir-camera.json"));
            String context = recorded.get("context").asText();
            assertThat(client.json(PORTS, PORTS_ASKED.replace("Axis library", context)))
                    .isEqualTo(recorded);
            assertThat(client.get(LIST + "&group=root.IOPort").body())
                    .isEqualToIgnoringNewLines(Recordings.text("io/param-ioport-pir-camera.txt"));
            assertThat(client.json(PORTS, "{\"context\":\"\",\"method\":\"getSupportedVersions\"}"))
                    .isEqualTo(Client.parse(Recordings.text("io/portmanagement-getSupportedVersions-1.0.json")));
            device.input(1).close();
            assertThat(client.get("/axis-cgi/io/port.cgi?checkactive=1").body()).isEqualTo("port1=active\n");
            device.input(1).open();
            assertThat(client.get("/axis-cgi/io/port.cgi?check=1").body()).isEqualTo("port1=0\n");
        }
    }

    @Test
    void aPortOf12IsTurnedAndSwitched() {
        try (SimulatedDevice device = like(RecordedDevice.D4200_VE_12_9)) {
            Client client = new Client(device);
            client.json(
                    PORTS,
                    "{\"apiVersion\":\"1.1\",\"method\":\"setPorts\",\"params\":{\"ports\":[{\"port\":\"1\","
                            + "\"direction\":\"output\",\"state\":\"closed\"}]}}");
            assertThat(device.output(1).isClosed()).isTrue();
            assertThat(client.get(LIST + "&group=Input,Output").body())
                    .isEqualTo("root.Input.NbrOfInputs=1\nroot.Output.NbrOfOutputs=1\n");
            device.auxInput(1).close();
            assertThat(client.get("/axis-cgi/io/port.cgi?check=1,2").body()).isEqualTo("port1=1\nport2=1\n");
            assertThat(client.json(
                                    "/axis-cgi/supervisedio.cgi",
                                    "{\"apiVersion\":\"2.0\",\"method\":\"isSupervisable\"}")
                            .at("/data/items"))
                    .isEmpty();
        }
    }

    @Test
    void itIsReadyInTheFormOfItsGenerationAndTellsItsProduct() {
        for (RecordedDevice kind : RecordedDevice.values()) {
            if (kind != RecordedDevice.P5512_5_51) {
                tellsItself(kind);
            }
        }
    }

    private static void tellsItself(RecordedDevice kind) {
        try (SimulatedDevice device = like(kind)) {
            Client client = new Client(device);
            JsonNode ready = client.anonymousJson(
                    "/axis-cgi/systemready.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"systemready\"}");
            assertThat(ready.at("/data/systemready").asText()).isEqualTo("yes");
            boolean old = kind.name().endsWith("9_80") || kind.name().endsWith("10_12");
            assertThat(ready.at("/data").has("bootid")).isNotEqualTo(old);
            JsonNode told = client.json(
                    "/axis-cgi/basicdeviceinfo.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"getAllProperties\"}");
            String product = told.at("/data/propertyList/ProdNbr").asText();
            assertThat(device.toString()).startsWith(product + " 0123456789AB");
            assertThat(client.get(LIST + "&group=Brand.ProdNbr,Properties.Firmware.Version")
                            .body())
                    .contains("ProdNbr=" + product + "\n")
                    .contains("Version=" + told.at("/data/propertyList/Version").asText() + "\n");
            assertThat(client.post("/vapix/axgpio", "{}").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aCameraOf5HasPortsByParametersAndNoJsonApi() {
        try (SimulatedDevice device =
                SimulatedDevice.recorded(RecordedDevice.P5512_5_51).start()) {
            Client client = new Client(device);
            assertThat(client.get(LIST + "&group=Input,IOPort,Output,Properties.API,Properties.Serial,"
                                    + "Properties.VirtualInput,Serial")
                            .body())
                    .isEqualToIgnoringNewLines(Recordings.text("io/param-io-excerpt-P5512-5.51.7.txt"));
            assertThat(client.get(LIST + "&group=Brand.ProdFullName").body())
                    .isEqualTo("Brand.ProdFullName=AXIS P5512 PTZ Dome Network Camera\n");
            assertThat(client.post("/axis-cgi/apidiscovery.cgi", "{}").body())
                    .isEqualTo(Recordings.text("io/apidiscovery-getApiList-P5512-5.51.7-404.html"));
            for (String path : List.of("/axis-cgi/systemready.cgi", PORTS, "/axis-cgi/firmwaremanagement.cgi")) {
                assertThat(client.post(path, "{}").statusCode()).isEqualTo(404);
            }
            client.form("/axis-cgi/param.cgi", "action=update&IOPort.I1.Direction=output&IOPort.I1.Output.Active=open");
            assertThat(device.output(1).isClosed()).isTrue();
            client.get("/axis-cgi/io/port.cgi?action=2%3A%2F");
            assertThat(device.output(1).isClosed()).isFalse();
            assertThat(client.get(LIST + "&group=IOPort.I1.Input.Trig").body())
                    .isEqualTo("IOPort.I1.Input.Trig=closed\n");
        }
    }
}
