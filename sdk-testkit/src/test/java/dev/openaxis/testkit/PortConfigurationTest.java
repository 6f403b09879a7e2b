package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One port, configured over port management and over its parameters: each shows what the other has written. */
class PortConfigurationTest {
    private static final String CGI = "/axis-cgi/io/portmanagement.cgi";

    /** A configurable port of the device and one of a module. */
    private static final List<Integer> CONFIGURABLE = List.of(8, 12);

    private static JsonNode set(SimulatedDevice device, String port) {
        return new Client(device)
                .json(CGI, "{\"apiVersion\":\"1.0\",\"method\":\"setPorts\",\"params\":{\"ports\":[" + port + "]}}");
    }

    private static String update(SimulatedDevice device, String parameters) {
        return new Client(device)
                .get("/axis-cgi/param.cgi?action=update&" + parameters)
                .body();
    }

    /** What port management says: usage, direction, name, normal state. */
    private static String told(SimulatedDevice device, int port) {
        JsonNode items = new Client(device)
                .json(CGI, "{\"apiVersion\":\"1.0\",\"method\":\"getPorts\"}")
                .at("/data/items");
        JsonNode item = items.get(port);
        assertThat(item.get("port").asText()).isEqualTo(Integer.toString(port));
        return String.join(
                " ",
                item.get("usage").asText(),
                item.get("direction").asText(),
                item.get("name").asText(),
                item.get("normalState").asText());
    }

    private static Map<String, String> parameters(SimulatedDevice device, int port) {
        Map<String, String> parameters = new TreeMap<>();
        String group = "root.IOPort.I" + port + ".";
        new Client(device)
                .get("/axis-cgi/param.cgi?action=list&group=IOPort.I" + port)
                .body()
                .lines()
                .forEach(line -> parameters.put(
                        line.substring(group.length(), line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return parameters;
    }

    @Test
    void whatSetPortsWritesIsReadAsParameters() {
        try (SimulatedDevice device = SimulatedDevice.a9210().modules(1).start()) {
            for (int port : CONFIGURABLE) {
                assertThat(set(
                                        device,
                                        "{\"port\":\"" + port
                                                + "\",\"usage\":\"REX\",\"name\":\"Exit\",\"normalState\":\"closed\"}")
                                .at("/data/ports/0")
                                .asText())
                        .isEqualTo(Integer.toString(port));
                assertThat(parameters(device, port))
                        .containsEntry("Usage", "REX")
                        .containsEntry("Input.Name", "Exit")
                        // The active state is the opposite of the normal one.
                        .containsEntry("Input.Trig", "open")
                        .containsEntry("Direction", "input");
                set(
                        device,
                        "{\"port\":\"" + port
                                + "\",\"direction\":\"output\",\"name\":\"Lamp\",\"normalState\":\"open\"}");
                assertThat(parameters(device, port))
                        .containsEntry("Direction", "output")
                        .containsEntry("Output.Name", "Lamp")
                        .containsEntry("Output.Active", "closed");
                assertThat(told(device, port)).isEqualTo("REX output Lamp open");
            }
        }
    }

    @Test
    void whatIsWrittenAsAParameterIsReadByGetPorts() {
        try (SimulatedDevice device = SimulatedDevice.a9210().modules(1).start()) {
            for (int port : CONFIGURABLE) {
                String group = "IOPort.I" + port + ".";
                assertThat(update(
                                device,
                                group + "Usage=Door&" + group + "Input.Name=Dock&root." + group + "Input.Trig=open"))
                        .isEqualTo("OK");
                assertThat(told(device, port)).isEqualTo("Door input Dock closed");
                assertThat(update(
                                device,
                                group + "Output.Name=Lamp&" + group + "Output.Active=closed&" + group
                                        + "Direction=output"))
                        .isEqualTo("OK");
                assertThat(told(device, port)).isEqualTo("Door output Lamp open");
                assertThat(device.output(port).isClosed()).isFalse();
            }
        }
    }

    @Test
    void aRelayOfAModuleIsConfiguredButNeverTurned() {
        try (SimulatedDevice device = SimulatedDevice.a9210().modules(1).start()) {
            assertThat(update(device, "IOPort.I19.Direction=input"))
                    .isEqualTo("# Error: Error setting 'IOPort.I19.Direction' to 'input'!\n");
            JsonNode answer = set(
                    device,
                    "{\"port\":\"19\",\"direction\":\"input\",\"name\":\"Gate\",\"normalState\":\"closed\",\"state\":\"open\"}");
            assertThat(answer.at("/error/details").toString())
                    .isEqualTo("{\"port\":\"19\",\"propertyName\":\"direction\"}");
            // Everything else was applied, the normal state before the state.
            assertThat(told(device, 19)).isEqualTo(" output Gate closed");
            assertThat(device.module(0).relay(1).isActive()).isTrue();
            assertThat(device.module(0).relay(1).isClosed()).isFalse();
        }
    }

    @Test
    void configurationReturnsTheOutputsOfModulesToNormalTooWhereItDoes() {
        for (String setting : List.of("name", "usage", "direction", "normalState")) {
            String value = switch (setting) {
                case "direction" -> "input";
                case "normalState" -> "closed";
                default -> "Door";
            };
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .modules(1)
                    .variant(Variant.CONFIGURATION_DROPS_OUTPUTS)
                    .start()) {
                device.toggledByAnotherClient(0, true);
                device.toggledByAnotherClient(20, true);
                set(device, "{\"port\":\"12\",\"" + setting + "\":\"" + value + "\"}");
                assertThat(device.relay(0).isActive()).as(setting).isFalse();
                assertThat(device.module(0).relay(2).isActive()).as(setting).isFalse();
            }
        }
    }
}
