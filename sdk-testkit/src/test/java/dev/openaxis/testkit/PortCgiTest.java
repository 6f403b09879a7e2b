package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PortCgiTest {
    private static final String CGI = "/axis-cgi/io/port.cgi";

    private static String action(String text) {
        return CGI + "?action=" + text.replace(":", "%3A").replace("/", "%2F").replace("\\", "%5C");
    }

    private static Duration between(List<Transition> transitions, int first, int second) {
        return Duration.ofNanos(
                transitions.get(second).nanoTime() - transitions.get(first).nanoTime());
    }

    @Test
    void statesAreReadFromOneAndToldAsCircuitActivityAndDirection() {
        try (SimulatedDevice device = SimulatedDevice.a9210().normallyClosed(1).start()) {
            Client client = new Client(device);
            device.input(2).close();
            device.toggledByAnotherClient(0, true);
            assertThat(client.get(CGI + "?check=1,2,3,4").body()).isEqualTo("port1=1\nport2=0\nport3=1\nport4=0\n");
            assertThat(client.get(CGI + "?checkactive=1%2C2%2C3").body())
                    .isEqualTo("port1=active\nport2=active\nport3=active\n");
            assertThat(client.get(CGI + "?checkdirection=1,2,8").body())
                    .isEqualTo("port1=output\nport2=input\nport8=input\n");
            assertThat(client.get(CGI + "?check=1").headers().firstValue("Content-Type"))
                    .contains("text/plain");
            assertThat(device.counters().actionsExecuted()).isZero();
        }
    }

    @Test
    void anActionSwitchesEvenForAViewerAndEvenUnencoded() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().user("guard", "x", SimulatedRole.VIEWER).start()) {
            Client viewer = new Client(device, "guard", "x", false);
            assertThat(viewer.get(action("5:/")).body()).isEmpty();
            assertThat(device.output(4).isClosed()).isTrue();
            assertThat(viewer.get(action("5:\\")).statusCode()).isEqualTo(200);
            assertThat(device.output(4).transitions())
                    .extracting(Transition::closed)
                    .containsExactly(true, false);
            assertThat(viewer.get(CGI + "?action=:/").statusCode()).isEqualTo(200);
            assertThat(device.relay(0).isClosed()).isTrue();
            assertThat(viewer.form(CGI, "action=5%3A%2F").statusCode()).isEqualTo(200);
            assertThat(device.output(4).closures()).isEqualTo(2);
            assertThat(device.counters().actionsExecuted()).isEqualTo(4);
        }
    }

    @Test
    void activeMeansTheOtherCircuitOnANormallyClosedOutput() {
        try (SimulatedDevice device = SimulatedDevice.a9210().normallyClosed(3).start()) {
            Client client = new Client(device);
            assertThat(device.output(3).isClosed()).isTrue();
            client.get(action("4:/"));
            assertThat(device.output(3).isClosed()).isFalse();
            assertThat(device.output(3).isActive()).isTrue();
            assertThat(device.output(3).openings()).isEqualTo(1);
        }
    }

    @Test
    void aTrainOfPulsesKeepsItsTimesAndHoldsTheAnswer() throws Exception {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device);
            HttpResponse<String> answer =
                    client.getAsync(action("1:/100\\150/100\\")).get();
            assertThat(answer.statusCode()).isEqualTo(200);
            List<Transition> transitions = device.relay(0).transitions();
            assertThat(transitions).extracting(Transition::closed).containsExactly(true, false, true, false);
            assertThat(between(transitions, 0, 1)).isBetween(Duration.ofMillis(99), Duration.ofSeconds(5));
            assertThat(between(transitions, 1, 2)).isBetween(Duration.ofMillis(149), Duration.ofSeconds(5));
            assertThat(device.counters().actionsExecuted()).isEqualTo(1);
        }
    }

    @Test
    void aHeldAnswerReturnsEarlyWhenSomethingElseEndsThePulse() throws Exception {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device);
            CompletableFuture<HttpResponse<String>> pulse = client.getAsync(action("1:/60000\\"));
            await().atMost(Duration.ofSeconds(20)).until(() -> device.relay(0).isClosed());
            device.toggledByAnotherClient(0, false);
            assertThat(pulse.get().statusCode()).isEqualTo(200);
            assertThat(device.relay(0).closures()).isEqualTo(1);
        }
    }

    @Test
    void aSecondPulseRestartsTheTimer() throws Exception {
        for (boolean follows : List.of(false, true)) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210();
            if (follows) {
                builder.variant(Variant.HELD_ANSWER_FOLLOWS_RESTART);
            }
            try (SimulatedDevice device = builder.start()) {
                Client client = new Client(device);
                CompletableFuture<HttpResponse<String>> first = client.getAsync(action("1:/60000\\"));
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> device.relay(0).isClosed());
                CompletableFuture<HttpResponse<String>> second = client.getAsync(action("1:/400\\"));
                if (follows) {
                    CompletableFuture.anyOf(first, second).get();
                    assertThat(device.relay(0).isClosed()).isFalse();
                } else {
                    first.get();
                    assertThat(second).isNotDone();
                }
                second.get();
                first.get();
                assertThat(device.relay(0).closures()).isEqualTo(1);
                assertThat(device.relay(0).openings()).isEqualTo(1);
            }
        }
    }

    @Test
    void aPulseMayBeAnsweredAtOnce() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().variant(Variant.PULSE_ANSWERED_AT_ONCE).start()) {
            Client client = new Client(device);
            client.get(action("1:/500\\"));
            assertThat(device.relay(0).isClosed()).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> !device.relay(0).isClosed());
        }
    }

    @Test
    void wrongActionsDoNothingAndAreAnsweredInTheWayOfTheVariant() {
        List<String> wrong = List.of(
                action("2:/"),
                action("99:/"),
                action("1:/500"),
                action("1:/active"),
                action("1"),
                action("x:/"),
                CGI + "?check=99",
                CGI + "?checkactive=0",
                CGI);
        for (Variant variant :
                new Variant[] {null, Variant.PORT_CGI_ERROR_TEXT, Variant.PORT_CGI_ERROR_400, Variant.PORT_CGI_ERROR_404
                }) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210();
            if (variant != null) {
                builder.variant(variant);
            }
            try (SimulatedDevice device = builder.start()) {
                Client client = new Client(device);
                for (String target : wrong) {
                    HttpResponse<String> answer = client.get(target);
                    int status = variant == Variant.PORT_CGI_ERROR_400
                            ? 400
                            : variant == Variant.PORT_CGI_ERROR_404 ? 404 : 200;
                    assertThat(answer.statusCode()).as(target).isEqualTo(status);
                    if (variant == null) {
                        assertThat(answer.body()).isEmpty();
                    } else if (variant == Variant.PORT_CGI_ERROR_TEXT) {
                        assertThat(answer.body()).startsWith("Error:");
                    }
                }
                assertThat(device.counters().actionsExecuted()).isZero();
                assertThat(device.relay(0).transitions()).isEmpty();
            }
        }
    }

    @Test
    void linesMayLookDifferent() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.PORT_CGI_BARE_IDS, Variant.CRLF_TEXT)
                .start()) {
            assertThat(new Client(device).get(CGI + "?checkactive=1,2").body())
                    .isEqualTo("1=inactive\r\n2=inactive\r\n");
        }
    }

    @Test
    void whatIsNotBuiltSaysSo() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device);
        }
    }

    @Test
    void aDeviceWithoutTheCgiAnswers404() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().without("port.cgi").start()) {
            assertThat(new Client(device).get(action("1:/")).statusCode()).isEqualTo(404);
            assertThat(device.relay(0).transitions()).isEmpty();
        }
    }
}
