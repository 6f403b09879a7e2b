package dev.openaxis.testkit;

import static dev.openaxis.testkit.SupervisedClient.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cable of a supervised input, and what the rest of the device makes of it. */
class SupervisedInputTest {
    private static final String TOPIC = "tns1:Device/tnsaxis:IO/SupervisedPort";
    private static final String PORT = "tns1:Device/tnsaxis:IO/Port";

    private static SimulatedDevice with(Variant... variants) {
        return SimulatedDevice.a9210().variant(variants).start();
    }

    /** The circuit as port management tells it. */
    private static String circuit(SimulatedDevice device, int port) {
        return new Client(device)
                .json("/axis-cgi/io/portmanagement.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"getPorts\"}")
                .at("/data/items/" + port + "/state")
                .asText();
    }

    @Test
    void theWiresOfASupervisedInputGiveLevelsWithinTheRangesInForce() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            for (int port : List.of(1, 7)) {
                SimulatedInput input = port == 1 ? device.input(1) : device.auxInput(1);
                for (String ranges : List.of(
                        "",
                        range("short", 5, 6) + "," + range("open", 7, 7) + "," + range("cut", 8, 20) + ","
                                + range("closed", 21, 40))) {
                    io.set(port, true, ranges);
                    input.close();
                    assertThat(io.get(port)).isEqualTo("closed " + input.level());
                    assertThat(input.isClosed()).isTrue();
                    assertThat(circuit(device, port)).isEqualTo("closed");
                    input.open();
                    assertThat(io.get(port)).isEqualTo("open " + input.level());
                    assertThat(input.isClosed()).isFalse();
                    input.shortCircuit();
                    assertThat(io.get(port)).isEqualTo("short " + input.level());
                    assertThat(circuit(device, port)).isEqualTo("closed");
                    input.cutCable();
                    assertThat(io.get(port)).isEqualTo("cut " + input.level());
                    assertThat(circuit(device, port)).isEqualTo("open");
                }
            }
        }
    }

    @Test
    void anUnsupervisedInputHasABareContact() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            for (SimulatedInput input : List.of(device.input(5), device.auxInput(2))) {
                input.close();
                assertThat(io.get(input.port())).isEqualTo("closed " + input.level());
                io.set(input.port(), true, "");
                assertThat(io.get(input.port())).isEqualTo("short " + input.level());
                assertThat(circuit(device, input.port())).isEqualTo("closed");
                io.set(input.port(), false, "");
                input.open();
                assertThat(circuit(device, input.port())).isEqualTo("open");
                io.set(input.port(), true, "");
                assertThat(io.get(input.port())).isEqualTo("cut " + input.level());
            }
            assertThat(device.input(5)).hasToString("I5 open");
        }
    }

    @Test
    void withoutARangeForTheStateTheWireIsBare() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            io.set(1, true, range("open", 0, 100));
            device.input(1).close();
            assertThat(io.get(1)).isEqualTo("undefined 4095");
            assertThat(circuit(device, 1)).isEqualTo("closed");
            device.input(1).open();
            assertThat(io.get(1)).isEqualTo("open 50");
            assertThat(circuit(device, 1)).isEqualTo("open");
        }
    }

    @Test
    void supervisionStaysThroughATurnToOutputAndBack() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            io.set(7, true, "");
            device.auxInput(1).level(200);
            device.changeTopology(7, Direction.OUTPUT);
            assertThat(io.get(7)).isEqualTo("open 4294967295");
            assertThat(io.set(7, false, "")).isEqualTo("7:2206");
            device.changeTopology(7, Direction.INPUT);
            assertThat(io.get(7)).isEqualTo("closed 200");
        }
    }

    @Test
    void stateAndActivityAreReportedTogether() {
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.configure(TOPIC + "|" + PORT);
            events.notifications(8);
            new SupervisedClient(device).set(2, true, "");
            assertThat(events.notification())
                    .isEqualTo(TOPIC + " {\"port\":\"2\"} {\"state\":\"cut\",\"tampered\":\"1\"}");
            device.input(2).close();
            assertThat(events.notifications(3))
                    .containsExactly(
                            PORT + " {\"port\":\"2\"} {\"state\":\"1\"}",
                            TOPIC + " {\"port\":\"2\"} {\"state\":\"closed\",\"tampered\":\"0\"}",
                            PORT + " {\"port\":\"-1\"} {\"state\":\"1\"}");
            device.input(2).shortCircuit();
            assertThat(events.notification())
                    .isEqualTo(TOPIC + " {\"port\":\"2\"} {\"state\":\"shorted\",\"tampered\":\"1\"}");
            // Another level in the same range is no change.
            device.input(2).level(4000);
            new SupervisedClient(device).set(2, true, range("open", 0, 1));
            assertThat(events.notification())
                    .isEqualTo(TOPIC + " {\"port\":\"2\"} {\"state\":\"undefined\",\"tampered\":\"0\"}");
            device.input(2).open();
            assertThat(events.notifications(3))
                    .contains(TOPIC + " {\"port\":\"2\"} {\"state\":\"open\",\"tampered\":\"0\"}");
            new SupervisedClient(device).set(2, false, "");
            assertThat(events.isQuiet()).isTrue();
        }
    }

    @Test
    void theNotificationHasTheMembersOfTheExample() {
        JsonNode example = Client.parse(Recordings.text("websocket/composed-notify-SupervisedPort.json"));
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            new SupervisedClient(device).set(2, true, "");
            events.configure(TOPIC);
            JsonNode notification = events.next();
            assertThat(notification.at("/params/notification/message").toString())
                    .isEqualTo(example.at("/params/notification/message").toString());
            assertThat(notification.at("/params/notification/topic"))
                    .isEqualTo(example.at("/params/notification/topic"));
        }
    }

    @Test
    void theTopicFollowsTheVariants() {
        try (SimulatedDevice device =
                with(Variant.SUPERVISED_PORT_WITHOUT_TAMPERED, Variant.SUPERVISED_PORT_OF_EVERY_INPUT)) {
            EventClient events = EventClient.open(device);
            events.configure(TOPIC);
            assertThat(events.notifications(7)).contains(TOPIC + " {\"port\":\"10\"} {\"state\":\"undefined\"}");
            new SupervisedClient(device).set(10, true, "");
            assertThat(events.notification()).isEqualTo(TOPIC + " {\"port\":\"10\"} {\"state\":\"cut\"}");
        }
        try (SimulatedDevice device = with(Variant.NO_SUPERVISED_PORT_TOPIC)) {
            EventClient events = EventClient.open(device);
            events.configure(TOPIC);
            new SupervisedClient(device).set(10, true, "");
            device.input(5).close();
            assertThat(events.isQuiet()).isTrue();
        }
    }

    @Test
    void aFaultMayLeaveTheCircuitAsItWas() {
        try (SimulatedDevice device = with(Variant.LOOP_FAULT_KEEPS_CIRCUIT)) {
            new SupervisedClient(device).set(1, true, "");
            device.input(1).close();
            assertThat(circuit(device, 1)).isEqualTo("closed");
            device.input(1).cutCable();
            assertThat(circuit(device, 1)).isEqualTo("closed");
            device.input(1).open();
            assertThat(circuit(device, 1)).isEqualTo("open");
            device.input(1).shortCircuit();
            assertThat(circuit(device, 1)).isEqualTo("open");
        }
    }

    @Test
    void supervisionIsAPortSettingToo() {
        try (SimulatedDevice device = with(Variant.CONFIGURATION_DROPS_OUTPUTS)) {
            device.toggledByAnotherClient(0, true);
            new SupervisedClient(device).call("setSupervised", "[{\"port\":0,\"supervised\":true}]");
            assertThat(device.relay(0).isClosed()).isTrue();
            new SupervisedClient(device).set(1, true, "");
            assertThat(device.relay(0).isClosed()).isFalse();
        }
    }

    @Test
    void supervisionSurvivesARestart() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().readyAfterRestart(Duration.ZERO).start()) {
            new SupervisedClient(device).set(1, true, range("closed", 0, 2000));
            device.restart(Duration.ZERO);
            await().atMost(Duration.ofSeconds(20)).until(device::isReady);
            assertThat(new SupervisedClient(device).get(1)).isEqualTo("closed 1015");
        }
    }
}
