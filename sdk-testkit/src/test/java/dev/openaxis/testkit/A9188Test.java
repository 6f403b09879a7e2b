package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class A9188Test {
    private static final String LIST = "/axis-cgi/param.cgi?action=list&group=";

    private static SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9188().variant(readings).start();
    }

    @Test
    void thePropertiesAreTheRecordedOnes() {
        try (SimulatedDevice device =
                SimulatedDevice.a9188().serial("ACCC8ED0A6EC").start()) {
            assertThat(new Client(device).get(LIST + "root.Properties").body())
                    .isEqualToIgnoringNewLines(Recordings.text("io/param-properties-A9188-1.84.1.txt"));
            assertThat(device.toString()).startsWith("A9188 ACCC8ED0A6EC at http://127.0.0.1:");
        }
    }

    @Test
    void itTellsItsModelAndThatItHasNoPortParameters() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            assertThat(client.get(LIST + "root.Brand").body())
                    .contains("root.Brand.ProdNbr=A9188\n")
                    .contains("root.Brand.ProdFullName=AXIS A9188 Network I/O Relay Module\n");
            assertThat(client.get(LIST + "root.IOPort").body())
                    .isEqualToIgnoringNewLines(Recordings.text("io/param-ioport-missing-group-error.txt"));
        }
    }

    @Test
    void portParametersAndTheDocumentedPropertiesAreReadings() {
        try (SimulatedDevice device = with(GpioVariant.PORT_PARAMETERS, GpioVariant.GPIO_PROPERTIES)) {
            Client client = new Client(device);
            assertThat(client.get(LIST + "IOPort.I3").body())
                    .contains("root.IOPort.I3.Configurable=yes\n", "root.IOPort.I3.Direction=input\n")
                    .contains("root.IOPort.I3.Input.Name=Input 4\n", "root.IOPort.I3.Output.Name=Output 4\n");
            assertThat(client.get(LIST + "IOPort.I15").body())
                    .contains("root.IOPort.I15.Configurable=no\n", "root.IOPort.I15.Output.Name=Output 16\n")
                    .doesNotContain("Input.Name");
            assertThat(client.get(LIST + "Input,Output").body())
                    .isEqualTo("root.Input.NbrOfInputs=8\nroot.Output.NbrOfOutputs=8\n");
            assertThat(client.get(LIST + "Properties.API.GPIO").body())
                    .isEqualTo("root.Properties.API.GPIO.GPIO=yes\nroot.Properties.API.GPIO.Version=1.0\n");
        }
    }

    @Test
    void whatOnlyNewerDevicesHaveIsNotThere() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            for (String path : List.of(
                    "/axis-cgi/apidiscovery.cgi",
                    "/axis-cgi/basicdeviceinfo.cgi",
                    "/axis-cgi/systemready.cgi",
                    "/axis-cgi/io/portmanagement.cgi",
                    "/axis-cgi/supervisedio.cgi",
                    "/axis-cgi/wssession.cgi",
                    "/config/discover")) {
                assertThat(client.post(path, "{}").statusCode()).as(path).isEqualTo(404);
            }
            assertThat(client.post("/axis-cgi/firmwaremanagement.cgi", "{\"method\":\"getSupportedVersions\"}")
                            .body())
                    .contains("\"apiVersions\":[\"1.0\"]");
        }
        try (SimulatedDevice device = with(GpioVariant.SYSTEM_READY)) {
            assertThat(new Client(device)
                            .anonymousJson(
                                    "/axis-cgi/systemready.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"systemready\"}")
                            .at("/data/systemready")
                            .asText())
                    .isEqualTo("yes");
        }
        try (SimulatedDevice a9210 = SimulatedDevice.a9210().start()) {
            assertThat(new Client(a9210).post("/vapix/axgpio", "{}").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void relaysAreDrivenThroughPortCgi() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            assertThat(client.get("/axis-cgi/io/port.cgi?action=9%3A%2F").statusCode())
                    .isEqualTo(200);
            assertThat(device.relay(0).isClosed()).isTrue();
            assertThat(device.relay(0).port()).isEqualTo(8);
            device.auxInput(8).close();
            assertThat(client.get("/axis-cgi/io/port.cgi?check=8,9,16").body())
                    .isEqualTo("port8=1\nport9=1\nport16=0\n");
            assertThat(client.get("/axis-cgi/io/port.cgi?checkdirection=8,9").body())
                    .isEqualTo("port8=input\nport9=output\n");
        }
    }

    @Test
    void theManualTriggerHasTheNumberAfterItsPorts() {
        try (SimulatedDevice device = with()) {
            new Client(device).get("/axis-cgi/io/virtualinput.cgi?action=17%3A%2F");
            assertThat(device.manualTrigger().isActive()).isTrue();
        }
    }

    @Test
    void aContactAtAnUnsupervisedPortIsOpenAboveAVolt() {
        try (SimulatedDevice device = with()) {
            SimulatedInput wires = device.auxInput(1);
            assertThat(wires.isClosed()).isFalse();
            wires.level(1001);
            assertThat(wires.isClosed()).isFalse();
            wires.level(1000);
            assertThat(wires.isClosed()).isTrue();
            wires.level(12_000);
            assertThat(wires.isClosed()).isFalse();
            assertThatThrownBy(() -> wires.level(12_001)).hasMessageContaining("0 to 12000");
        }
    }

    @Test
    void itHasNoModulesAndNoInputsWithoutAChoice() {
        assertThatThrownBy(() -> SimulatedDevice.a9188().modules(1)).isInstanceOf(IllegalArgumentException.class);
        try (SimulatedDevice device = with()) {
            assertThatThrownBy(device::addModule).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> device.input(1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> device.relay(8)).isInstanceOf(IllegalArgumentException.class);
            assertThat(device.auxInput(8).port()).isEqualTo(7);
        }
    }

    @Test
    void aFactoryDefaultBringsNamesAndModesBack() {
        try (SimulatedDevice device =
                SimulatedDevice.a9188().portName(3, "Fire panel").start()) {
            Client client = new Client(device);
            String ask = "{\"axgpio:GetPort\":{\"PortId\":[\"3\"]}}";
            client.post(
                    "/vapix/axgpio",
                    "{\"axgpio:SetPort\":{\"Port\":[{\"PortId\":\"3\",\"CurrentMode\":\"SupervisedInput\"}]}}");
            assertThat(client.json("/vapix/axgpio", ask)
                            .at("/Port/0/InputProperties/NiceName")
                            .asText())
                    .isEqualTo("Fire panel");
            long before = device.counters().softFactoryDefaults();
            client.get("/axis-cgi/factorydefault.cgi");
            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(10))
                    .until(() -> device.counters().softFactoryDefaults() > before && device.isReady());
            // It has the accounts of its generation again: none.
            assertThat(client.get("/axis-cgi/usergroup.cgi").headers().firstValue("Axis-Setup"))
                    .contains("vapix");
            client.form(
                    "/axis-cgi/pwdgrp.cgi",
                    "action=add&user=root&pwd=pass-of-tests&grp=root&sgrp=admin%3Aoperator%3Aviewer%3Aptz");
            assertThat(client.json("/vapix/axgpio", ask).at("/Port/0").toString())
                    .contains("\"CurrentMode\":\"DigitalInput\"", "\"NiceName\":\"Input 4\"");
        }
    }
}
