package dev.openaxis.testkit;

import static dev.openaxis.testkit.SupervisedClient.codes;
import static dev.openaxis.testkit.SupervisedClient.ports;
import static dev.openaxis.testkit.SupervisedClient.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ModuleTest {
    private static final String CGI = "/axis-cgi/io/portmanagement.cgi";
    private static final String RANGES = range("short", 0, 9) + "," + range("closed", 10, 19) + ","
            + range("open", 20, 29) + "," + range("cut", 30, 4095);

    private static SimulatedDevice with(int modules, Variant... variants) {
        return SimulatedDevice.a9210().modules(modules).variant(variants).start();
    }

    private static JsonNode call(SimulatedDevice device, String method, String params) {
        return new Client(device)
                .json(CGI, "{\"apiVersion\":\"1.0\",\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    private static JsonNode set(SimulatedDevice device, String ports) {
        return call(device, "setPorts", "{\"ports\":[" + ports + "]}");
    }

    /** The ports of modules: number, direction, c if configurable. */
    private static String map(SimulatedDevice device) {
        StringBuilder map = new StringBuilder();
        call(device, "getPorts", "{}").at("/data/items").forEach(item -> {
            if (item.get("port").asInt() > 10) {
                map.append(item.get("port").asText())
                        .append(item.get("direction").asText().charAt(0))
                        .append(item.get("configurable").asBoolean() ? "c " : " ");
            }
        });
        return map.toString().trim();
    }

    private static JsonNode port(SimulatedDevice device, int number) {
        for (JsonNode item : call(device, "getPorts", "{}").at("/data/items")) {
            if (item.get("port").asText().equals(Integer.toString(number))) {
                return item;
            }
        }
        throw new AssertionError("No port " + number);
    }

    @Test
    void aModuleAddsEightConfigurablePortsAndThenFourRelays() {
        try (SimulatedDevice device = with(1)) {
            assertThat(map(device)).isEqualTo("11ic 12ic 13ic 14ic 15ic 16ic 17ic 18ic 19o 20o 21o 22o");
            assertThat(call(device, "getPorts", "{}").at("/data/numberOfPorts").asInt())
                    .isEqualTo(23);
            assertThat(port(device, 19).get("name").asText()).isEqualTo("Port 20");
            assertThat(device.module(0).firstPort()).isEqualTo(11);
            assertThat(device.module(0).relay(4).port()).isEqualTo(22);
            assertThat(device.module(0).input(8).port()).isEqualTo(18);
            assertThat(device.module(0)).hasToString("A9910 with address 0, first port 11");
            Client client = new Client(device);
            assertThat(client.get("/axis-cgi/param.cgi?action=list&group=Input,Output")
                            .body())
                    .isEqualTo("root.Input.NbrOfInputs=15\nroot.Output.NbrOfOutputs=8\n");
            assertThat(client.get("/axis-cgi/param.cgi?action=list&group=IOPort.*.Direction")
                            .body()
                            .lines())
                    .hasSize(23);
        }
    }

    @Test
    void sixteenModulesAreTheMost() {
        try (SimulatedDevice device = with(16)) {
            assertThat(call(device, "getPorts", "{}").at("/data/numberOfPorts").asInt())
                    .isEqualTo(203);
            assertThat(device.module(15).relay(4).port()).isEqualTo(202);
            assertThatThrownBy(device::addModule).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> device.module(16)).isInstanceOf(IllegalArgumentException.class);
            new Client(device).get("/axis-cgi/io/port.cgi?action=203%3A%2F");
            assertThat(device.module(15).relay(4).isClosed()).isTrue();
        }
        assertThatThrownBy(() -> SimulatedDevice.a9210().modules(17)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SimulatedDevice.a9210().modules(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWorksOnTheDevicesPortsWorksOnThose() {
        try (SimulatedDevice device = with(2)) {
            SimulatedModule second = device.module(1);
            EventClient events = EventClient.open(device);
            events.configure("tns1:Device/tnsaxis:IO/Port|tns1:Device/tnsaxis:IO/OutputPort");
            events.notifications(7 + 1 + 4 + 24);
            new Client(device).get("/axis-cgi/io/port.cgi?action=33%3A%2F20%5C");
            assertThat(second.relay(2).transitions())
                    .extracting(Transition::closed)
                    .containsExactly(true, false);
            assertThat(events.notifications(2))
                    .first()
                    .isEqualTo("tns1:Device/tnsaxis:IO/OutputPort {\"port\":\"32\"} {\"state\":\"1\"}");
            assertThat(set(device, "{\"port\":\"23\",\"direction\":\"output\",\"state\":\"closed\",\"name\":\"Lamp\"}")
                            .at("/data/ports")
                            .toString())
                    .isEqualTo("[\"23\"]");
            assertThat(second.output(1).isClosed()).isTrue();
            assertThat(second.output(1)).hasToString("I/O 1 closed");
            assertThat(new Client(device)
                            .get("/axis-cgi/param.cgi?action=list&group=IOPort.I23.Output.Name")
                            .body())
                    .isEqualTo("IOPort.I23.Output.Name=Lamp\n");
            assertThat(set(device, "{\"port\":\"31\",\"direction\":\"input\"}")
                            .at("/error/details/propertyName")
                            .asText())
                    .isEqualTo("direction");
            call(
                    device,
                    "setStateSequence",
                    "{\"port\":\"34\",\"sequence\":[{\"state\":\"closed\",\"time\":20},{\"state\":\"open\",\"time\":0}]}");
            await().atMost(Duration.ofSeconds(20)).until(() -> second.relay(4).openings() == 1);
            device.toggledByAnotherClient(33, true);
            assertThat(second.relay(3).isActive()).isTrue();
            second.input(8).close();
            assertThat(port(device, 30).get("state").asText()).isEqualTo("closed");
            assertThat(new Client(device)
                            .get("/axis-cgi/io/port.cgi?check=31,32")
                            .body())
                    .isEqualTo("port31=1\nport32=0\n");
            assertThat(device.counters().actionsExecuted()).isEqualTo(3);
        }
    }

    @Test
    void terminalsThatDoNotExistAreRefused() {
        try (SimulatedDevice device = with(1)) {
            SimulatedModule module = device.module(0);
            for (int wrong : List.of(0, 9)) {
                assertThatThrownBy(() -> module.input(wrong)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> module.relay(wrong)).isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> module.output(1)).hasMessage("I/O 1 is an input");
            assertThatThrownBy(() -> device.addModule(0)).hasMessage("There is a module with address 0");
            assertThatThrownBy(() -> device.addModule(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> device.removeModule(1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aLevelIsNeverToldButTheLoopIsJudged() {
        try (SimulatedDevice device = with(1)) {
            SupervisedClient io = new SupervisedClient(device);
            assertThat(ports(io.call("isSupervisable", ""))).isEqualTo("1 2 5 7 8 9 10 11 12 13 14 15 16 17 18");
            assertThat(io.set(11, true, "")).isEqualTo("11:1");
            // Its ranges are not found anywhere: without any the state is unknown.
            assertThat(io.get(11)).isEqualTo("undefined 4294967295");
            SimulatedInput input = device.module(0).input(1);
            input.close();
            assertThat(port(device, 11).get("state").asText()).isEqualTo("closed");
            io.set(11, true, RANGES);
            input.close();
            assertThat(io.get(11)).isEqualTo("closed 4294967295");
            assertThat(input.level()).isEqualTo(14);
            input.cutCable();
            assertThat(io.get(11)).isEqualTo("cut 4294967295");
            assertThat(io.set(19, true, RANGES)).isEqualTo("19:2206");
        }
        try (SimulatedDevice device = with(1, Variant.MODULE_PORTS_NOT_SUPERVISABLE)) {
            SupervisedClient io = new SupervisedClient(device);
            assertThat(ports(io.call("isSupervisable", ""))).isEqualTo("1 2 5 7 8 9 10");
            assertThat(io.set(11, true, RANGES)).isEqualTo("11:2206");
            assertThat(codes(io.call("setSupervised", "[{\"supervised\":true}]")))
                    .doesNotContain("11:");
        }
    }

    @Test
    void aModuleComesAndGoesAndTheOthersKeepTheirNumbers() {
        try (SimulatedDevice device = with(0)) {
            EventClient events = EventClient.open(device);
            events.configure("tns1:Device/tnsaxis:IO/OutputPort");
            events.notifications(4);
            SimulatedModule first = device.addModule();
            assertThat(events.notifications(4))
                    .contains("tns1:Device/tnsaxis:IO/OutputPort {\"port\":\"19\"} {\"state\":\"0\"}");
            SimulatedModule second = device.addModule();
            assertThat(second.address()).isEqualTo(1);
            set(device, "{\"port\":\"11\",\"name\":\"Old\"},{\"port\":\"23\",\"name\":\"Lamp\"}");
            new Client(device)
                    .get(
                            "/axis-cgi/param.cgi?action=update&IOPort.I19.Output.Button=pulse&IOPort.I31.Output.Button=pulse");
            device.removeModule(0);
            assertThat(first.isOnline()).isFalse();
            assertThat(map(device)).startsWith("23ic ").endsWith(" 34o");
            assertThat(call(device, "getPorts", "{}").at("/data/numberOfPorts").asInt())
                    .isEqualTo(23);
            assertThat(device.module(0).firstPort()).isEqualTo(23);
            assertThat(set(device, "{\"port\":\"19\",\"state\":\"closed\"}").has("error"))
                    .isTrue();
            SimulatedModule third = device.addModule();
            assertThat(third.firstPort()).isEqualTo(11);
            assertThat(third.address()).isZero();
            assertThat(port(device, 11).get("name").asText()).isEqualTo("Port 12");
            assertThat(port(device, 23).get("name").asText()).isEqualTo("Lamp");
            assertThat(new Client(device)
                            .get(
                                    "/axis-cgi/param.cgi?action=list&group=IOPort.I19.Output.Button,IOPort.I31.Output.Button")
                            .body())
                    .isEqualTo("IOPort.I19.Output.Button=none\nIOPort.I31.Output.Button=pulse\n");
            // The old module's terminals lead nowhere any more.
            first.input(1).close();
            assertThat(port(device, 11).get("state").asText()).isEqualTo("open");
        }
    }

    @Test
    void numbersMayMoveUpWhenAModuleIsRemoved() {
        try (SimulatedDevice device = with(3, Variant.MODULE_PORTS_COMPACTED)) {
            SimulatedModule second = device.module(1);
            SimulatedOutput relay = second.relay(1);
            set(device, "{\"port\":\"31\",\"state\":\"closed\",\"name\":\"Gate\"}");
            call(
                    device,
                    "setStateSequence",
                    "{\"port\":\"32\",\"sequence\":[{\"state\":\"closed\",\"time\":60000},{\"state\":\"open\",\"time\":0}]}");
            device.removeModule(0);
            assertThat(map(device)).startsWith("11ic ").endsWith(" 34o");
            assertThat(second.firstPort()).isEqualTo(11);
            assertThat(relay.port()).isEqualTo(19);
            assertThat(port(device, 19).get("name").asText()).isEqualTo("Gate");
            // Nothing stays switched under a number nobody expects.
            assertThat(relay.isActive()).isFalse();
            assertThat(second.relay(2).isActive()).isFalse();
            device.toggledByAnotherClient(19, true);
            assertThat(relay.closures()).isEqualTo(2);
        }
    }

    @Test
    void numbersMayFollowTheAddresses() {
        try (SimulatedDevice device = with(0, Variant.MODULES_IN_ADDRESS_ORDER)) {
            SimulatedModule high = device.addModule(7);
            SimulatedModule middle = device.addModule(4);
            assertThat(middle.firstPort()).isEqualTo(11);
            assertThat(high.firstPort()).isEqualTo(23);
            SimulatedModule low = device.addModule();
            assertThat(low.address()).isZero();
            assertThat(List.of(low.firstPort(), middle.firstPort(), high.firstPort()))
                    .containsExactly(11, 23, 35);
            assertThat(device.module(0).address()).isEqualTo(7);
            device.removeModule(1);
            assertThat(high.firstPort()).isEqualTo(35);
            assertThat(device.addModule(9).firstPort()).isEqualTo(35);
            assertThat(high.firstPort()).isEqualTo(23);
        }
        try (SimulatedDevice device = with(0)) {
            assertThat(device.addModule(7).firstPort()).isEqualTo(11);
            assertThat(device.addModule(4).firstPort()).isEqualTo(23);
        }
    }

    @Test
    void noEventNamesANumberWhileItMoves() {
        String topic = "tns1:Device/tnsaxis:IO/OutputPort";
        try (SimulatedDevice device = with(0, Variant.MODULES_IN_ADDRESS_ORDER)) {
            device.addModule(5);
            device.addModule(7);
            device.toggledByAnotherClient(19, true);
            device.toggledByAnotherClient(31, true);
            EventClient events = EventClient.open(device);
            events.configure(topic);
            events.notifications(12);
            device.addModule(0);
            assertThat(events.notifications(6))
                    .containsExactly(
                            topic + " {\"port\":\"19\"} {\"state\":\"0\"}",
                            topic + " {\"port\":\"31\"} {\"state\":\"0\"}",
                            topic + " {\"port\":\"43\"} {\"state\":\"0\"}",
                            topic + " {\"port\":\"44\"} {\"state\":\"0\"}",
                            topic + " {\"port\":\"45\"} {\"state\":\"0\"}",
                            topic + " {\"port\":\"46\"} {\"state\":\"0\"}");
            assertThat(events.isQuiet()).isTrue();
        }
    }

    @Test
    void portsMayComeWithOtherNames() {
        try (SimulatedDevice device = with(2, Variant.MODULE_PORTS_NAMED_BY_TERMINAL)) {
            assertThat(port(device, 11).get("name").asText()).isEqualTo("I/O 1");
            assertThat(port(device, 34).get("name").asText()).isEqualTo("Relay 4");
        }
        try (SimulatedDevice device = with(1, Variant.MODULE_PORTS_UNNAMED)) {
            assertThat(port(device, 22).get("name").asText()).isEmpty();
            assertThat(port(device, 10).get("name").asText()).isEqualTo("Port 11");
        }
    }

    @Test
    void offTheBusAModuleIsListedAsLastSeenAndRefusesOrders() {
        try (SimulatedDevice device = with(1)) {
            SimulatedModule module = device.module(0);
            module.input(1).close();
            device.toggledByAnotherClient(19, true);
            module.disconnect();
            assertThat(module.isOnline()).isFalse();
            module.input(1).open();
            module.input(2).close();
            assertThat(port(device, 11).get("state").asText()).isEqualTo("closed");
            assertThat(port(device, 12).get("state").asText()).isEqualTo("open");
            JsonNode refused = set(device, "{\"port\":\"19\",\"state\":\"open\",\"name\":\"Gate\"}");
            assertThat(refused.at("/error/details").toString())
                    .isEqualTo("{\"port\":\"19\",\"propertyName\":\"state\"}");
            assertThat(port(device, 19).get("name").asText()).isEqualTo("Gate");
            assertThat(call(
                                    device,
                                    "setStateSequence",
                                    "{\"port\":\"19\",\"sequence\":[{\"state\":\"open\",\"time\":0}]}")
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(2104);
            new Client(device).get("/axis-cgi/io/port.cgi?action=20%3A%5C");
            assertThat(module.relay(1).isClosed()).isTrue();
            module.reconnect();
            assertThat(module.isOnline()).isTrue();
            assertThat(port(device, 11).get("state").asText()).isEqualTo("open");
            assertThat(port(device, 12).get("state").asText()).isEqualTo("closed");
            assertThat(module.relay(1).isClosed()).isFalse();
        }
    }

    @Test
    void offTheBusOrdersMayBeAnsweredAlthoughNothingMoves() {
        try (SimulatedDevice device = with(1, Variant.OFFLINE_MODULE_ACCEPTS_COMMANDS)) {
            SimulatedModule module = device.module(0);
            module.disconnect();
            assertThat(set(device, "{\"port\":\"19\",\"state\":\"closed\"}")
                            .at("/data/ports")
                            .toString())
                    .isEqualTo("[\"19\"]");
            assertThat(new Client(device)
                            .get("/axis-cgi/io/port.cgi?action=20%3A%2F")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(call(
                                    device,
                                    "setStateSequence",
                                    "{\"port\":\"20\",\"sequence\":[{\"state\":\"closed\",\"time\":0}]}")
                            .has("data"))
                    .isTrue();
            assertThat(port(device, 19).get("state").asText()).isEqualTo("open");
            assertThat(module.relay(1).transitions()).isEmpty();
            assertThat(module.relay(2).transitions()).isEmpty();
        }
    }

    @Test
    void offTheBusPortsMayBeMissing() {
        try (SimulatedDevice device = with(2, Variant.OFFLINE_MODULE_PORTS_MISSING, Variant.MODULE_PORTS_COMPACTED)) {
            device.module(0).disconnect();
            assertThat(map(device)).startsWith("23ic ").endsWith(" 34o");
            assertThat(new SupervisedClient(device)
                            .call("isSupervisable", "[{\"port\":11}]")
                            .has("error"))
                    .isTrue();
            device.module(0).reconnect();
            assertThat(map(device)).startsWith("11ic ").endsWith(" 34o");
        }
    }

    @Test
    void whatRunsOnAModuleEndsWhenItIsGone() throws Exception {
        try (SimulatedDevice device = with(2)) {
            Client client = new Client(device);
            CompletableFuture<?> held = client.getAsync("/axis-cgi/io/port.cgi?action=20%3A%2F60000%5C");
            CompletableFuture<?> other = client.getAsync("/axis-cgi/io/port.cgi?action=32%3A%2F60000%5C");
            SimulatedOutput relay = device.module(0).relay(1);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> relay.isClosed() && device.module(1).relay(1).isClosed());
            device.module(0).disconnect();
            held.get();
            assertThat(relay.isClosed()).as("the off order never arrives").isTrue();
            device.removeModule(0);
            assertThat(other).isNotDone();
            device.removeModule(0);
            other.get();
            assertThat(map(device)).isEmpty();
        }
    }

    @Test
    void aRestartKeepsModulesAndSettings() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .modules(1)
                .readyAfterRestart(Duration.ZERO)
                .start()) {
            set(device, "{\"port\":\"19\",\"name\":\"Gate\",\"normalState\":\"closed\",\"state\":\"open\"}");
            assertThat(device.module(0).relay(1).isActive()).isTrue();
            device.restart(Duration.ZERO);
            await().atMost(Duration.ofSeconds(20)).until(device::isReady);
            assertThat(port(device, 19).get("name").asText()).isEqualTo("Gate");
            assertThat(device.module(0).relay(1).isActive()).isFalse();
        }
    }
}
