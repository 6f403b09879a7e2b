package dev.openaxis.testkit;

import static dev.openaxis.testkit.SupervisedClient.code;
import static dev.openaxis.testkit.SupervisedClient.codes;
import static dev.openaxis.testkit.SupervisedClient.element;
import static dev.openaxis.testkit.SupervisedClient.ports;
import static dev.openaxis.testkit.SupervisedClient.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class SupervisedIoTest {
    /** The documented example for I/O 1. */
    private static final String AUX_RANGES = range("short", 0, 100) + "," + range("closed", 101, 350) + ","
            + range("open", 351, 620) + "," + range("cut", 621, 4095);

    private static SimulatedDevice with(Variant... variants) {
        return SimulatedDevice.a9210().variant(variants).start();
    }

    @Test
    void fiveInputsAndTwoAuxPortsCanBeSupervised() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            JsonNode all = io.call("isSupervisable", "");
            assertThat(ports(all)).isEqualTo("1 2 5 7 8 9 10");
            assertThat(all.at("/data/items/0").toString()).isEqualTo("{\"port\":1,\"input\":true,\"output\":false}");
            assertThat(io.call("isSupervisable", "[{\"port\":0},{\"port\":8}]")
                            .at("/data/items")
                            .toString())
                    .isEqualTo("[{\"port\":0,\"input\":false,\"output\":false},"
                            + "{\"port\":8,\"input\":true,\"output\":false}]");
            device.changeTopology(8, Direction.OUTPUT);
            assertThat(ports(io.call("isSupervisable", "[]"))).isEqualTo("1 2 5 7 9 10");
        }
    }

    @Test
    void theDocumentedExchangeIsAnsweredAsDocumented() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            assertThat(io.call("setSupervised", "[" + element(7, true, AUX_RANGES) + "]")
                            .toString())
                    .isEqualTo("{\"apiVersion\":\"2.0\",\"context\":\"s\",\"method\":\"setSupervised\","
                            + "\"data\":{\"items\":[{\"port\":7,\"code\":1,\"message\":\"\"}]}}");
            assertThat(io.set(2, true, "")).isEqualTo("2:1");
            device.input(2).level(2410);
            device.auxInput(1).level(480);
            assertThat(io.call("getSupervised", "[{\"port\":2},{\"port\":7}]")
                            .at("/data/items")
                            .toString())
                    .isEqualTo(
                            "[{\"port\":2,\"supervised\":true,\"supervisable\":true,\"state\":\"closed\",\"level\":2410},"
                                    + "{\"port\":7,\"supervised\":true,\"supervisable\":true,\"state\":\"open\",\"level\":480}]");
            JsonNode missing = io.call("setSupervised", "[{\"port\":7}]");
            assertThat(missing.get("error").toString())
                    .isEqualTo("{\"code\":2103,\"message\":\"Mandatory parameter(s) missing\"}");
        }
    }

    @Test
    void nothingIsSupervisedBeforeSomebodySaysSo() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            assertThat(io.call("getSupervised", "").get("data").toString()).isEqualTo("{\"items\":[]}");
            assertThat(io.call("getSupervised", "[{\"port\":1}]")
                            .at("/data/items/0")
                            .toString())
                    .isEqualTo(
                            "{\"port\":1,\"supervised\":false,\"supervisable\":true,\"state\":\"open\",\"level\":1015}");
            assertThat(io.get(7)).isEqualTo("open 745");
            assertThat(io.call("getSupervised", "[{\"port\":0}]")
                            .at("/data/items/0")
                            .toString())
                    .isEqualTo("{\"port\":0,\"supervised\":false,\"supervisable\":false,\"state\":\"open\","
                            + "\"level\":4294967295}");
            JsonNode ranges = io.call("getSupervisedRanges", "");
            assertThat(ports(ranges)).isEqualTo("0 1 2 3 4 5 6 7 8 9 10");
            assertThat(ranges.at("/data/items"))
                    .allSatisfy(
                            item -> assertThat(item.get("ranges").toString()).isEqualTo("[]"));
        }
    }

    @Test
    void withoutRangesThoseForParallelResistorsAreInForceAndTheAuxOrderIsReversed() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            assertThat(codes(io.call("setSupervised", "[{\"supervised\":true}]")))
                    .isEqualTo("1:1 2:1 5:1 7:1 8:1 9:1 10:1");
            assertThat(ports(io.call("getSupervised", ""))).isEqualTo("1 2 5 7 8 9 10");
            JsonNode ranges = io.call("getSupervisedRanges", "[{\"port\":10},{\"port\":8}]")
                    .at("/data/items");
            assertThat(ranges.get(0).get("ranges").toString())
                    .isEqualTo("[" + range("cut", 0, 1302) + "," + range("open", 1303, 1986) + ","
                            + range("closed", 1987, 3124) + "," + range("short", 3125, 4095) + "]");
            assertThat(ranges.get(1).get("ranges").toString()).isEqualTo("[" + AUX_RANGES + "]");
            // Nothing is connected: the cable is cut.
            assertThat(io.get(10)).isEqualTo("cut 1015");
            assertThat(io.get(8)).isEqualTo("cut 745");
            assertThat(device.counters().supervisionChanges()).isEqualTo(1);
        }
    }

    @Test
    void limitsBelongToTheirRanges() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            io.set(1, true, "");
            Map<Integer, String> edges = Map.of(
                    0, "cut", 1302, "cut", 1303, "open", 1986, "open", 1987, "closed", 3124, "closed", 3125, "short",
                    4095, "short");
            edges.forEach((level, state) -> {
                device.input(1).level(level);
                assertThat(io.get(1)).isEqualTo(state + " " + level);
            });
            io.set(1, true, range("open", 10, 20) + "," + range("closed", 22, 30));
            device.input(1).level(21);
            assertThat(io.get(1)).isEqualTo("undefined 21");
            assertThatThrownBy(() -> device.input(1).level(4096)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theInputTableAtAnAuxPortReadsEverythingAsCut() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            io.set(
                    7,
                    true,
                    range("cut", 0, 1302) + "," + range("open", 1303, 1986) + "," + range("closed", 1987, 3124) + ","
                            + range("short", 3125, 4095));
            for (int level : List.of(50, 200, 500, 745)) {
                device.auxInput(1).level(level);
                assertThat(io.get(7)).isEqualTo("cut " + level);
            }
        }
    }

    @Test
    void everyPortHasItsOwnCode() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            JsonNode answer = io.call(
                    "setSupervised",
                    "["
                            + String.join(
                                    ",",
                                    element(1, true, ""),
                                    element(0, true, ""),
                                    element(77, true, ""),
                                    element(2, true, range("ajar", 0, 1)),
                                    element(5, true, range("open", 5, 4)),
                                    element(9, true, range("open", 0, 4096)),
                                    element(9, true, range("open", 0, 9) + "," + range("closed", 9, 20)),
                                    element(9, true, range("open", 0, 9) + "," + range("open", 10, 20)),
                                    element(9, true, range("open", 0, 99_999_999_999L)),
                                    element(10, true, range("open", 11, 20) + "," + range("closed", 0, 10)))
                            + "]");
            assertThat(codes(answer)).isEqualTo("1:1 0:2206 77:2205 2:2203 5:2204 9:2204 9:2204 9:2204 9:2204 10:1");
            assertThat(answer.at("/data/items/1/message").asText()).isEqualTo("Port not supervisable");
            assertThat(ports(io.call("getSupervised", ""))).isEqualTo("1 10");
            assertThat(device.counters().supervisionChanges()).isEqualTo(1);
        }
    }

    @Test
    void onlyCallsThatChangeSomethingAreCounted() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device);
            io.set(7, true, AUX_RANGES);
            io.set(7, true, AUX_RANGES);
            io.set(7, true, "");
            assertThat(device.counters().supervisionChanges()).isEqualTo(1);
            assertThat(device.auxInput(1).isSupervised()).isTrue();
            io.set(7, false, "");
            assertThat(device.counters().supervisionChanges()).isEqualTo(2);
            assertThat(device.auxInput(1).isSupervised()).isFalse();
            // The ranges stay for the next time.
            assertThat(io.call("getSupervisedRanges", "[{\"port\":7}]")
                            .at("/data/items/0/ranges")
                            .toString())
                    .isEqualTo("[" + AUX_RANGES + "]");
        }
    }

    @Test
    void whatIsWrongWithTheRequestFailsAllOfIt() {
        for (String version : List.of("1.0", "2.0")) {
            boolean old = version.equals("1.0");
            try (SimulatedDevice device = with()) {
                SupervisedClient io = new SupervisedClient(device, version);
                String good = element(1, true, "") + ",";
                BiConsumer<String, Integer> fails = (wrong, code) -> assertThat(code(io.call("setSupervised", wrong)))
                        .as(wrong)
                        .isEqualTo(code);
                fails.accept("", old ? 102 : 2103);
                fails.accept("[]", old ? 102 : 2103);
                fails.accept("[" + good + "{}]", old ? 102 : 2103);
                fails.accept(
                        "[" + good + "{\"supervised\":true,\"ranges\":[{\"state\":\"open\",\"lowerlimit\":1}]}]",
                        old ? 102 : 2103);
                fails.accept("[" + good + "{\"port\":2,\"supervised\":true,\"colour\":1}]", old ? 103 : 2200);
                fails.accept(
                        "[" + good + element(2, true, range("open", 0, 1).replace("upperlimit", "upperLimit")) + "]",
                        old ? 103 : 2200);
                fails.accept("{\"port\":1,\"supervised\":true}", old ? 300 : 2203);
                fails.accept("[" + good + "7]", old ? 300 : 2203);
                fails.accept("[" + good + "{\"port\":2,\"supervised\":\"yes\"}]", old ? 300 : 2203);
                fails.accept("[" + good + "{\"port\":2,\"supervised\":true,\"ranges\":{}}]", old ? 300 : 2203);
                fails.accept("[" + good + "{\"port\":2,\"supervised\":true,\"ranges\":[null]}]", old ? 300 : 2203);
                fails.accept(
                        "[" + good + element(2, true, range("open", 0, 1).replace(":0", ":\"0\"")) + "]",
                        old ? 300 : 2203);
                fails.accept("[" + good + "{\"port\":\"2\",\"supervised\":true}]", old ? 302 : 2205);
                fails.accept("[" + good.repeat(256) + element(1, true, "") + "]", old ? 300 : 2203);
                assertThat(device.counters().supervisionChanges()).isZero();
                for (String method :
                        List.of("isSupervisable", "getSupportedStates", "getSupervised", "getSupervisedRanges")) {
                    assertThat(code(io.call(method, "[{\"port\":11}]"))).isEqualTo(old ? 302 : 2205);
                    assertThat(code(io.call(method, "[{\"port\":\"1\"}]"))).isEqualTo(old ? 302 : 2205);
                    assertThat(code(io.call(method, "{\"port\":1}"))).isEqualTo(old ? 300 : 2203);
                    assertThat(code(io.call(method, "[{\"Port\":1}]"))).isEqualTo(old ? 103 : 2200);
                }
                assertThat(code(io.call("open", ""))).isEqualTo(old ? 203 : 2102);
                assertThat(ports(io.call("getSupportedStates", "[{\"port\":1},{}]")))
                        .isEqualTo("0 1 2 3 4 5 6 7 8 9 10");
            }
        }
    }

    @Test
    void aDeviceWithVersion1HasNoVersion2() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().supervisedIo("1.0").start()) {
            Client client = new Client(device);
            JsonNode versions = client.json(SupervisedClient.CGI, "{\"method\":\"getSupportedVersions\"}");
            assertThat(versions.toString())
                    .isEqualTo("{\"apiVersion\":\"1.0\",\"method\":\"getSupportedVersions\","
                            + "\"data\":{\"apiVersions\":[\"1.0\"]}}");
            assertThat(code(new SupervisedClient(device).call("getNumberOfPorts", "")))
                    .isEqualTo(100);
            assertThat(code(client.json(SupervisedClient.CGI, "nonsense"))).isEqualTo(200);
            SupervisedClient io = new SupervisedClient(device, "1.0");
            assertThat(io.call("getNumberOfPorts", "").get("apiVersion").asText())
                    .isEqualTo("1.0");
            assertThat(client.json(
                                    "/axis-cgi/apidiscovery.cgi",
                                    "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\",\"params\":{\"id\":\"supervised-io\"}}")
                            .at("/data/apiList/0/version")
                            .asText())
                    .isEqualTo("1.0");
            assertThat(client.get("/axis-cgi/param.cgi?action=list&group=Properties.SupervisedIO")
                            .body())
                    .isEqualTo("root.Properties.SupervisedIO.SupervisedIO=yes\n"
                            + "root.Properties.SupervisedIO.Version=1.0\n");
        }
        assertThatThrownBy(() -> SimulatedDevice.a9210().supervisedIo("3.0"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeviceWithVersion2SpeaksBoth() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            assertThat(client.json(SupervisedClient.CGI, "{\"method\":\"getSupportedVersions\"}")
                            .toString())
                    .isEqualTo("{\"apiVersion\":\"2.0\",\"method\":\"getSupportedVersions\","
                            + "\"data\":{\"apiVersions\":[\"1.0\",\"2.0\"]}}");
            assertThat(new SupervisedClient(device, "1.0")
                            .call("getNumberOfPorts", "")
                            .toString())
                    .isEqualTo("{\"apiVersion\":\"1.0\",\"context\":\"s\",\"method\":\"getNumberOfPorts\","
                            + "\"data\":{\"inputs\":7,\"outputs\":4}}");
            assertThat(code(new SupervisedClient(device, "3.0").call("getNumberOfPorts", "")))
                    .isEqualTo(2100);
            assertThat(code(client.json(SupervisedClient.CGI, "nonsense"))).isEqualTo(2101);
            assertThat(code(client.json(SupervisedClient.CGI, "{\"method\":\"getNumberOfPorts\"}")))
                    .isEqualTo(2103);
        }
        try (SimulatedDevice old = SimulatedDevice.a9210().axisOs("9.80.2.2").start()) {
            assertThat(new Client(old)
                            .json(SupervisedClient.CGI, "{\"method\":\"getSupportedVersions\"}")
                            .at("/data/apiVersions")
                            .toString())
                    .isEqualTo("[\"1.0\"]");
        }
    }

    @Test
    void theAnswerOfSetSupervisedInVersion1IsOneOfThree() {
        try (SimulatedDevice device = with()) {
            SupervisedClient io = new SupervisedClient(device, "1.0");
            assertThat(io.call("setSupervised", "[" + element(1, true, "") + "]")
                            .get("data")
                            .toString())
                    .isEqualTo("{}");
            JsonNode partly = io.call("setSupervised", "[" + element(0, true, "") + "," + element(2, true, "") + "]");
            assertThat(partly.get("error").toString())
                    .isEqualTo("{\"code\":303,\"message\":\"Port not supervisable\"}");
            assertThat(device.input(2).isSupervised()).isTrue();
        }
        try (SimulatedDevice device = with(Variant.SUPERVISED_V1_WITHOUT_DATA)) {
            assertThat(new SupervisedClient(device, "1.0")
                            .call("setSupervised", "[" + element(1, true, "") + "]")
                            .toString())
                    .isEqualTo("{\"apiVersion\":\"1.0\",\"context\":\"s\",\"method\":\"setSupervised\"}");
        }
        try (SimulatedDevice device = with(Variant.SUPERVISED_V1_LIKE_V2)) {
            SupervisedClient io = new SupervisedClient(device, "1.0");
            assertThat(codes(io.call(
                            "setSupervised",
                            "[" + element(1, true, "") + "," + element(0, true, "") + "," + element(77, true, "") + ","
                                    + element(2, true, range("open", 2, 1)) + "]")))
                    .isEqualTo("1:1 0:303 77:302 2:301");
        }
    }

    @Test
    void statesAreSpelledAsTheVariantSays() {
        Map<Variant, String> spellings = Map.of(
                Variant.SUPERVISED_CLOSE_SHORT, "open close short cut",
                Variant.SUPERVISED_CLOSE_SHORTED, "open close shorted cut",
                Variant.SUPERVISED_CLOSED_SHORTED, "open closed shorted cut");
        assertSpelling("open closed short cut");
        spellings.forEach((variant, names) -> assertSpelling(names, variant));
    }

    private static void assertSpelling(String names, Variant... variants) {
        try (SimulatedDevice device = with(variants)) {
            SupervisedClient io = new SupervisedClient(device);
            JsonNode states =
                    io.call("getSupportedStates", "[{\"port\":2},{\"port\":0}]").at("/data/items");
            StringBuilder told = new StringBuilder();
            states.get(0)
                    .get("states")
                    .forEach(state -> told.append(' ').append(state.get("name").asText()));
            assertThat(told).hasToString(" " + names);
            assertThat(states.get(1).toString()).isEqualTo("{\"port\":0,\"states\":[]}");
            String[] name = names.split(" ");
            assertThat(io.set(2, true, range(name[1], 0, 9) + "," + range(name[2], 10, 19)))
                    .isEqualTo("2:1");
            device.input(2).level(9);
            assertThat(io.get(2)).isEqualTo(name[1] + " 9");
            device.input(2).level(10);
            assertThat(io.get(2)).isEqualTo(name[2] + " 10");
            assertThat(io.call("getSupervisedRanges", "[{\"port\":2}]")
                            .at("/data/items/0/ranges/1/state")
                            .asText())
                    .isEqualTo(name[2]);
            String other = name[1].equals("close") ? "closed" : "close";
            assertThat(io.set(2, true, range(other, 0, 9))).isEqualTo("2:2203");
            assertThat(io.set(2, true, range("undefined", 0, 9))).isEqualTo("2:2203");
        }
    }

    @Test
    void openQuestionsHaveTheirOtherAnswers() {
        try (SimulatedDevice device = with(
                Variant.ABSENT_LEVEL_IS_MINUS_ONE,
                Variant.UNSUPERVISED_STATE_UNDEFINED,
                Variant.GET_SUPERVISED_LISTS_SUPERVISABLE,
                Variant.NUMBER_OF_PORTS_SUPERVISABLE,
                Variant.NO_DEFAULT_RANGES,
                Variant.SUPERVISE_ALL_LISTS_EVERY_PORT)) {
            SupervisedClient io = new SupervisedClient(device);
            assertThat(io.get(0)).isEqualTo("open -1");
            assertThat(io.get(1)).isEqualTo("undefined 1015");
            assertThat(ports(io.call("getSupervised", ""))).isEqualTo("1 2 5 7 8 9 10");
            assertThat(io.call("getNumberOfPorts", "").get("data").toString())
                    .isEqualTo("{\"inputs\":7,\"outputs\":0}");
            assertThat(codes(io.call("setSupervised", "[{\"supervised\":true}]")))
                    .isEqualTo("0:2206 1:1 2:1 3:2206 4:2206 5:1 6:2206 7:1 8:1 9:1 10:1");
            assertThat(io.get(1)).isEqualTo("undefined 1015");
            assertThat(io.call("getSupervisedRanges", "[{\"port\":1}]")
                            .at("/data/items/0/ranges")
                            .toString())
                    .isEqualTo("[]");
        }
        try (SimulatedDevice device = with(Variant.UNSUPERVISABLE_PORT_REFUSED)) {
            SupervisedClient io = new SupervisedClient(device);
            assertThat(code(io.call("getSupervised", "[{\"port\":1},{\"port\":0}]")))
                    .isEqualTo(2206);
            assertThat(io.get(1)).isEqualTo("open 1015");
        }
    }

    @Test
    void everyMethodNeedsAnOperator() {
        for (Variant variant : List.of(Variant.LOW_ROLE_IN_BAND, Variant.PARAM_WITHOUT_ROOT)) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .user("root", SimulatedDevice.DEFAULT_PASSWORD, SimulatedRole.ADMIN)
                    .user("guard", "g", SimulatedRole.VIEWER)
                    .user("chief", "c", SimulatedRole.OPERATOR)
                    .variant(variant)
                    .start()) {
                for (String method : List.of("getNumberOfPorts", "getSupervised", "getSupportedVersions")) {
                    String body = "{\"apiVersion\":\"2.0\",\"method\":\"" + method + "\"}";
                    assertThat(new Client(device, "guard", "g", false)
                                    .post(SupervisedClient.CGI, body)
                                    .statusCode())
                            .isEqualTo(401);
                    assertThat(new Client(device, "chief", "c", false)
                                    .json(SupervisedClient.CGI, body)
                                    .has("data"))
                            .isTrue();
                }
                assertThat(new Client(device).get(SupervisedClient.CGI).statusCode())
                        .isEqualTo(405);
            }
        }
    }

    @Test
    void aDeviceCanBeWithoutIt() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().without("supervised-io").start()) {
            Client client = new Client(device);
            assertThat(client.post(SupervisedClient.CGI, "{}").statusCode()).isEqualTo(404);
            assertThat(client.get("/axis-cgi/param.cgi?action=list&group=Properties.SupervisedIO.SupervisedIO")
                            .body())
                    .isEqualTo("Properties.SupervisedIO.SupervisedIO=no\n");
            assertThat(client.json(
                                    "/axis-cgi/apidiscovery.cgi",
                                    "{\"apiVersion\":\"1.0\",\"method\":\"getApiList\",\"params\":{\"id\":\"supervised-io\"}}")
                            .at("/data/apiList")
                            .toString())
                    .isEqualTo("[]");
        }
    }
}
