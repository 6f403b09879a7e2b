package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PortManagementTest {
    private static final String CGI = "/axis-cgi/io/portmanagement.cgi";

    private static JsonNode call(SimulatedDevice device, String method, String params) {
        return new Client(device)
                .json(CGI, "{\"apiVersion\":\"1.0\",\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    private static JsonNode set(SimulatedDevice device, String ports) {
        return call(device, "setPorts", "{\"ports\":[" + ports + "]}");
    }

    private static JsonNode port(SimulatedDevice device, int index) {
        return call(device, "getPorts", "{}").at("/data/items/" + index);
    }

    @Test
    void theA9210HasElevenPorts() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().portName(0, "Gate").start()) {
            JsonNode answer = call(device, "getPorts", "{}");
            assertThat(answer.at("/apiVersion").asText()).isEqualTo("1.1");
            assertThat(answer.at("/data/numberOfPorts").asInt()).isEqualTo(11);
            StringBuilder map = new StringBuilder();
            answer.at("/data/items")
                    .forEach(item -> map.append(item.get("port").asText())
                            .append(item.get("direction").asText().charAt(0))
                            .append(item.get("configurable").asBoolean() ? "c " : " "));
            assertThat(map).hasToString("0o 1i 2i 3o 4o 5i 6o 7ic 8ic 9i 10i ");
            assertThat(answer.at("/data/items/0/name").asText()).isEqualTo("Gate");
            assertThat(answer.at("/data/items/1/name").asText()).isEqualTo("Port 2");
            assertThat(answer.at("/data/items/0").has("readonly")).isFalse();
        }
    }

    @Test
    void wrongFieldsFailAloneAndEverythingElseIsApplied() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            JsonNode answer = set(
                    device,
                    "{\"port\":\"0\",\"state\":\"closed\"},{\"port\":\"1\",\"direction\":\"output\",\"name\":\"Door\"},"
                            + "{\"port\":\"2\",\"state\":\"closed\"},{\"port\":\"3\",\"normalState\":\"ajar\",\"usage\":\"Siren\"}");
            assertThat(answer.has("data")).isFalse();
            assertThat(answer.at("/error/code").asInt()).isEqualTo(2104);
            assertThat(answer.at("/error/details").toString())
                    .isEqualTo("{\"port\":\"1\",\"propertyName\":\"direction\"}");
            assertThat(answer.at("/error/errors").size()).isEqualTo(2);
            assertThat(answer.at("/error/errors/0/details").toString())
                    .isEqualTo("{\"port\":\"2\",\"propertyName\":\"state\"}");
            assertThat(answer.at("/error/errors/1/details").toString())
                    .isEqualTo("{\"port\":\"3\",\"propertyName\":\"normalState\"}");
            assertThat(answer.at("/error/errors/1/code").asInt()).isEqualTo(2104);
            assertThat(device.relay(0).isClosed()).isTrue();
            assertThat(port(device, 1).get("name").asText()).isEqualTo("Door");
            assertThat(port(device, 1).get("direction").asText()).isEqualTo("input");
            assertThat(port(device, 3).get("usage").asText()).isEqualTo("Siren");
            assertThat(device.counters().actionsExecuted()).isEqualTo(1);
        }
    }

    @Test
    void failuresMayHaveTheCodeOfAnExample() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.INVALID_PARAMETER_4004).start()) {
            JsonNode answer = set(
                    device, "{\"port\":\"0\",\"state\":\"closed\",\"name\":7},{\"port\":\"1\",\"state\":\"closed\"}");
            assertThat(answer.get("error").toString())
                    .isEqualTo(
                            "{\"code\":4004,\"message\":\"Invalid parameter(s)\","
                                    + "\"details\":{\"port\":\"0\",\"propertyName\":\"name\"},\"errors\":[{\"code\":4004,"
                                    + "\"message\":\"Invalid parameter(s)\",\"details\":{\"port\":\"1\",\"propertyName\":\"state\"}}]}");
            assertThat(device.relay(0).isClosed()).isTrue();
        }
    }

    @Test
    void genericErrorsFailTheWholeRequest() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            JsonNode noPort = set(device, "{\"port\":\"0\",\"state\":\"closed\"},{\"state\":\"closed\"}");
            assertThat(noPort.at("/error/code").asInt()).isEqualTo(2103);
            assertThat(noPort.at("/error/details/missing_element").asText()).isEqualTo("port");
            JsonNode unknown = set(device, "{\"port\":\"0\",\"state\":\"closed\"},{\"port\":\"77\",\"name\":\"x\"}");
            assertThat(unknown.at("/error/code").asInt()).isEqualTo(2104);
            JsonNode number = set(device, "{\"port\":0,\"state\":\"closed\"}");
            assertThat(number.at("/error/code").asInt()).isEqualTo(2104);
            assertThat(device.relay(0).transitions()).isEmpty();
            assertThat(device.counters().actionsExecuted()).isZero();
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.UNKNOWN_PORT_FAILS_ALONE)
                .start()) {
            JsonNode unknown = set(device, "{\"port\":\"0\",\"state\":\"closed\"},{\"port\":\"77\",\"name\":\"x\"}");
            assertThat(unknown.at("/error/details/port").asText()).isEqualTo("77");
            assertThat(device.relay(0).isClosed()).isTrue();
        }
    }

    @Test
    void onlyPortsThatWereGivenAFieldAreListed() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(set(device, "{\"port\":\"3\"},{\"port\":\"0\",\"state\":\"open\"}")
                            .at("/data/ports")
                            .toString())
                    .isEqualTo("[\"0\"]");
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.REDUNDANT_WRITE_NOT_LISTED)
                .start()) {
            assertThat(set(device, "{\"port\":\"0\",\"state\":\"open\"}")
                            .at("/data/ports")
                            .toString())
                    .isEqualTo("[]");
        }
    }

    @Test
    void anOutputsNormalStateFlipsTheCircuitSoThatActiveStays() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            String[][] table = {{"open", "open"}, {"open", "closed"}, {"closed", "open"}, {"closed", "closed"}};
            for (String[] row : table) {
                set(device, "{\"port\":\"3\",\"normalState\":\"" + row[0] + "\",\"state\":\"" + row[1] + "\"}");
                boolean active = device.output(3).isActive();
                String other = row[0].equals("open") ? "closed" : "open";
                set(device, "{\"port\":\"3\",\"normalState\":\"" + other + "\"}");
                assertThat(device.output(3).isClosed())
                        .as(row[0] + "/" + row[1])
                        .isEqualTo(!row[1].equals("closed"));
                assertThat(device.output(3).isActive()).isEqualTo(active);
            }
            device.input(1).close();
            set(device, "{\"port\":\"1\",\"normalState\":\"closed\"}");
            assertThat(port(device, 1).get("state").asText()).isEqualTo("closed");
        }
    }

    @Test
    void aConfigurablePortBecomesAnOutput() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            set(device, "{\"port\":\"7\",\"direction\":\"output\",\"state\":\"closed\"}");
            assertThat(device.output(7).isClosed()).isTrue();
            device.changeTopology(7, Direction.INPUT);
            assertThat(port(device, 7).get("direction").asText()).isEqualTo("input");
            assertThat(port(device, 7).get("state").asText()).isEqualTo("open");
            device.auxInput(1).close();
            assertThat(port(device, 7).get("state").asText()).isEqualTo("closed");
        }
    }

    @Test
    void normalStateCanBeMissing() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            device.removeNormalState(3);
            assertThat(port(device, 3).has("normalState")).isFalse();
            assertThat(port(device, 4).has("normalState")).isTrue();
        }
    }

    @Test
    void configurationMayDropOutputs() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.CONFIGURATION_DROPS_OUTPUTS)
                .start()) {
            device.toggledByAnotherClient(0, true);
            set(device, "{\"port\":\"1\",\"name\":\"Door\"}");
            assertThat(device.relay(0).isClosed()).isFalse();
        }
    }

    @Test
    void aSequenceRunsInTheBackgroundAndTheLastStateStays() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            JsonNode answer = call(
                    device,
                    "setStateSequence",
                    "{\"port\":\"0\",\"sequence\":[{\"state\":\"closed\",\"time\":1500},{\"state\":\"open\",\"time\":0}]}");
            assertThat(answer.at("/data").toString()).isEqualTo("{\"port\":\"0\"}");
            assertThat(device.relay(0).isClosed()).isTrue();
            JsonNode again =
                    call(device, "setStateSequence", "{\"port\":\"0\",\"sequence\":[{\"state\":\"open\",\"time\":0}]}");
            assertThat(again.at("/error/code").asInt()).isEqualTo(2200);
            await().atMost(Duration.ofSeconds(20)).until(() -> !device.relay(0).isClosed());
            List<Transition> moves = device.relay(0).transitions();
            assertThat(Duration.ofNanos(moves.get(1).nanoTime() - moves.get(0).nanoTime()))
                    .isBetween(Duration.ofMillis(1499), Duration.ofSeconds(6));
            assertThat(device.counters().actionsExecuted()).isEqualTo(1);
        }
    }

    @Test
    void timeMayMeanTheDelayBeforeAnEntry() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.SEQUENCE_TIME_BEFORE_STEP)
                .start()) {
            call(
                    device,
                    "setStateSequence",
                    "{\"port\":\"0\",\"sequence\":[{\"state\":\"closed\",\"time\":0},{\"state\":\"open\",\"time\":300}]}");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> device.relay(0).transitions().size() == 2);
            List<Transition> moves = device.relay(0).transitions();
            assertThat(Duration.ofNanos(moves.get(1).nanoTime() - moves.get(0).nanoTime()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(299));
        }
    }

    @Test
    void directionOrNormalStateCancelsASequence() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            call(
                    device,
                    "setStateSequence",
                    "{\"port\":\"0\",\"sequence\":[{\"state\":\"closed\",\"time\":60000},{\"state\":\"open\",\"time\":0}]}");
            set(device, "{\"port\":\"0\",\"normalState\":\"closed\"}");
            JsonNode next =
                    call(device, "setStateSequence", "{\"port\":\"0\",\"sequence\":[{\"state\":\"open\",\"time\":0}]}");
            assertThat(next.has("error")).isFalse();
        }
    }

    @Test
    void aSequenceStepOverwritesAStateSetMeanwhile() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            call(
                    device,
                    "setStateSequence",
                    "{\"port\":\"0\",\"sequence\":[{\"state\":\"open\",\"time\":300},{\"state\":\"closed\",\"time\":0}]}");
            set(device, "{\"port\":\"0\",\"state\":\"open\"}");
            await().atMost(Duration.ofSeconds(20)).until(() -> device.relay(0).isClosed());
        }
    }

    @Test
    void wrongSequencesAreRefused() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            for (String params : List.of(
                    "{\"port\":\"1\",\"sequence\":[{\"state\":\"open\",\"time\":0}]}",
                    "{\"port\":\"0\",\"sequence\":[]}",
                    "{\"port\":\"0\",\"sequence\":[{\"state\":\"open\",\"time\":65536}]}",
                    "{\"port\":\"0\",\"sequence\":[{\"state\":\"on\",\"time\":1}]}",
                    "{\"port\":0,\"sequence\":[{\"state\":\"open\",\"time\":1}]}")) {
                assertThat(call(device, "setStateSequence", params)
                                .at("/error/code")
                                .asInt())
                        .as(params)
                        .isEqualTo(2104);
            }
            assertThat(call(device, "setStateSequence", "{\"port\":\"0\"}")
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(2103);
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.SEQUENCE_PORT_IS_INTEGER)
                .start()) {
            String rest = ",\"sequence\":[{\"state\":\"closed\",\"time\":0}]}";
            assertThat(call(device, "setStateSequence", "{\"port\":\"0\"" + rest)
                            .has("error"))
                    .isTrue();
            assertThat(call(device, "setStateSequence", "{\"port\":0" + rest)
                            .at("/data/port")
                            .asInt(-1))
                    .isZero();
        }
    }

    @Test
    void aViewerMayRunASequenceUnlessTheVariantSaysOtherwise() {
        String body = "{\"apiVersion\":\"1.0\",\"method\":\"setStateSequence\",\"params\":"
                + "{\"port\":\"0\",\"sequence\":[{\"state\":\"closed\",\"time\":0}]}}";
        try (SimulatedDevice device =
                SimulatedDevice.a9210().user("guard", "x", SimulatedRole.VIEWER).start()) {
            assertThat(new Client(device, "guard", "x", false).post(CGI, body).statusCode())
                    .isEqualTo(200);
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .user("guard", "x", SimulatedRole.VIEWER)
                .variant(Variant.SEQUENCE_NEEDS_OPERATOR)
                .start()) {
            assertThat(new Client(device, "guard", "x", false).post(CGI, body).statusCode())
                    .isEqualTo(401);
            assertThat(device.relay(0).isClosed()).isFalse();
        }
    }

    @Test
    void envelopeErrorsUseTheCodesOfTheReference() {
        for (boolean old : List.of(false, true)) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210();
            if (old) {
                builder.variant(Variant.OLD_ERROR_CODES);
            }
            try (SimulatedDevice device = builder.start()) {
                Client client = new Client(device);
                assertThat(code(client, "not json")).isEqualTo(old ? 4000 : 2101);
                assertThat(code(client, "[]")).isEqualTo(old ? 4000 : 2101);
                assertThat(code(client, "{\"apiVersion\":\"1.0\"}")).isEqualTo(old ? 4002 : 2103);
                assertThat(code(client, "{\"method\":\"getPorts\"}")).isEqualTo(old ? 4002 : 2103);
                assertThat(code(client, "{\"apiVersion\":\"2.0\",\"method\":\"getPorts\"}"))
                        .isEqualTo(old ? 2003 : 2100);
                assertThat(code(client, "{\"apiVersion\":\"1.0\",\"method\":\"open\"}"))
                        .isEqualTo(old ? 2004 : 2102);
                assertThat(code(client, "{\"apiVersion\":\"1.9\",\"method\":\"getPorts\"}"))
                        .isZero();
            }
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.HIGHER_MINOR_REFUSED).start()) {
            assertThat(code(new Client(device), "{\"apiVersion\":\"1.9\",\"method\":\"getPorts\"}"))
                    .isEqualTo(2100);
        }
    }

    private static int code(Client client, String body) {
        return client.json(CGI, body).at("/error/code").asInt(0);
    }

    @Test
    void settingAPortInactiveEndsARunningPulse() throws Exception {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            CompletableFuture<?> pulse = new Client(device).getAsync("/axis-cgi/io/port.cgi?action=1%3A%2F60000%5C");
            await().atMost(Duration.ofSeconds(20)).until(() -> device.relay(0).isClosed());
            set(device, "{\"port\":\"0\",\"state\":\"open\"}");
            pulse.get();
            assertThat(device.relay(0).isClosed()).isFalse();
        }
    }
}
