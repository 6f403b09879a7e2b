package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The shock detection API, reference 02 section 10. */
class ShockDetectionTest {
    private static final String TOPIC = "tns1:Device/tnsaxis:Tampering/ShockDetected";
    private static final String CGI = "/axis-cgi/shockdetection/";

    private static SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9210().shockDetection().variant(readings).start();
    }

    private static String ask(SimulatedDevice device, String cgiAndQuery) {
        Element root = Soap.document(new Client(device).get(CGI + cgiAndQuery).body());
        assertThat(root.getNamespaceURI()).isEqualTo("http://www.axis.com/vapix/http_cgi/shockdetection1");
        return Soap.shape(root);
    }

    private static String success(String content) {
        return "ShockDetectionResponse(Success(" + content + "))";
    }

    private static String error(int code) {
        return "ShockDetectionResponse(Error(GeneralError(ErrorCode=" + code + ")))";
    }

    @Test
    void itIsSwitchedOnAndItsSensitivitySet() {
        try (SimulatedDevice device = with()) {
            assertThat(ask(device, "getenabled.cgi?schemaversion=1"))
                    .isEqualTo(success("GetEnabledSuccess(Enabled=false)"));
            assertThat(ask(device, "setenabled.cgi?schemaversion=1&enabled=true"))
                    .isEqualTo(success("GeneralSuccess"));
            assertThat(ask(device, "getenabled.cgi?schemaversion=1"))
                    .isEqualTo(success("GetEnabledSuccess(Enabled=true)"));
            assertThat(ask(device, "setsensitivitylevel.cgi?schemaversion=1&level=100"))
                    .isEqualTo(success("GeneralSuccess"));
            assertThat(ask(device, "getsensitivitylevel.cgi?schemaversion=1"))
                    .isEqualTo(success("SensitivityLevel(Level=100)"));
            assertThat(device.shockDetection()).hasToString("on, sensitivity 100");
            ask(device, "setenabled.cgi?schemaversion=1&enabled=false");
            assertThat(device.shockDetection().isEnabled()).isFalse();
        }
        try (SimulatedDevice device = with(ShockVariant.ON_FROM_THE_FACTORY, ShockVariant.LEVEL_IN_SUCCESS_ELEMENT)) {
            assertThat(ask(device, "getenabled.cgi?schemaversion=1"))
                    .isEqualTo(success("GetEnabledSuccess(Enabled=true)"));
            assertThat(ask(device, "getsensitivitylevel.cgi?schemaversion=1"))
                    .isEqualTo(success("GetSensitivityLevelSuccess(Level=50)"));
        }
    }

    @Test
    void mistakesGetTheDocumentedCodes() {
        try (SimulatedDevice device = with()) {
            for (String wrong : List.of(
                    "getenabled.cgi",
                    "setenabled.cgi?schemaversion=1",
                    "setenabled.cgi?schemaversion=1&enabled=yes",
                    "setsensitivitylevel.cgi?schemaversion=1",
                    "setsensitivitylevel.cgi?schemaversion=1&level=high")) {
                assertThat(ask(device, wrong)).isEqualTo(error(20));
            }
            for (String level : List.of("-1", "101")) {
                assertThat(ask(device, "setsensitivitylevel.cgi?schemaversion=1&level=" + level))
                        .isEqualTo(error(30));
            }
            assertThat(ask(device, "getsensitivitylevel.cgi?schemaversion=2")).isEqualTo(error(40));
            assertThat(device.shockDetection()).hasToString("off, sensitivity 50");
            assertThat(new Client(device).get(CGI + "getschemaversion.cgi").statusCode())
                    .isEqualTo(501);
        }
    }

    @Test
    void theEventIsNoStateAndComesOnceInFiveSeconds() {
        TestClock clock = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .shockDetection()
                .variant(ShockVariant.ON_FROM_THE_FACTORY, Variant.UNKNOWN_TOPIC_REFUSED)
                .clock(clock)
                .start()) {
            EventClient events = EventClient.open(device);
            events.configure(TOPIC);
            assertThat(events.isQuiet()).isTrue();
            device.shockDetection().strike();
            device.shockDetection().strike();
            clock.advance(Duration.ofSeconds(5));
            device.shockDetection().strike();
            assertThat(events.notifications(2))
                    .containsExactly(TOPIC + " {\"channel\":\"1\"} {}", TOPIC + " {\"channel\":\"1\"} {}");
            assertThat(events.isQuiet()).isTrue();
            ask(device, "setenabled.cgi?schemaversion=1&enabled=false");
            clock.advance(Duration.ofSeconds(5));
            device.shockDetection().strike();
            assertThat(events.isQuiet()).isTrue();
        }
    }

    @Test
    void theEventMayExistOnlyAfterARestart() {
        try (SimulatedDevice device = with(ShockVariant.EVENT_AFTER_RESTART)) {
            ask(device, "setenabled.cgi?schemaversion=1&enabled=true");
            EventClient before = EventClient.open(device);
            before.configure(TOPIC);
            device.shockDetection().strike();
            assertThat(before.isQuiet()).isTrue();
            device.restart(Duration.ofMillis(10));
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(device::isReady);
            EventClient after = EventClient.open(device);
            after.configure(TOPIC);
            device.shockDetection().strike();
            assertThat(after.notification()).isEqualTo(TOPIC + " {\"channel\":\"1\"} {}");
        }
    }

    @Test
    void aPropertyTellsOfItAndAnOperatorIsNeeded() {
        String property = "/axis-cgi/param.cgi?action=list&group=Properties.Tampering";
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .shockDetection()
                .user("guard", "g", SimulatedRole.VIEWER)
                .user("chief", "c", SimulatedRole.OPERATOR)
                .start()) {
            Client guard = new Client(device, "guard", "g", false);
            assertThat(guard.get(property).body()).isEqualTo("root.Properties.Tampering.ShockDetection=yes\n");
            assertThat(guard.get(CGI + "getenabled.cgi?schemaversion=1").statusCode())
                    .isEqualTo(401);
            assertThat(new Client(device, "chief", "c", false)
                            .get(CGI + "getenabled.cgi?schemaversion=1")
                            .statusCode())
                    .isEqualTo(200);
        }
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device);
            assertThat(client.get(property).body()).startsWith("# Error:");
            assertThat(client.get(CGI + "getenabled.cgi?schemaversion=1").statusCode())
                    .isEqualTo(404);
            assertThatThrownBy(device::shockDetection).isInstanceOf(IllegalStateException.class);
        }
    }
}
