package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.MqttDevice.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.mqtt.MqttClientConfig;
import dev.openaxis.vapix.mqtt.MqttClientStatus;
import dev.openaxis.vapix.mqtt.MqttServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code client.cgi}: its errors and versions, and waiting until it is connected. */
class MqttClientErrorsTest {
    private static final String STATUS = "getClientStatus";
    private static final String CONFIGURE = "configureClient";

    private final MqttDevice device = MqttDevice.ofToday();

    @AfterEach
    void close() {
        device.close();
    }

    private static String error(int code, String message) {
        return "{\"apiVersion\":\"1.0\",\"context\":\"c1\",\"method\":\"configureClient\",\"error\":{\"code\":" + code
                + ",\"message\":\"" + message + "\"}}";
    }

    private static String status(String state, String connection) {
        return "{\"data\":{\"status\":{\"state\":\"" + state + "\",\"connectionStatus\":\"" + connection + "\"}}}";
    }

    private static MqttClientConfig config() {
        return MqttClientConfig.builder(MqttServer.tls("broker.example"), "ACCC8E000001")
                .build();
    }

    // ---- errors ----

    @ParameterizedTest
    @CsvSource({
        "1100, POSSIBLE, internal error",
        "2101, NONE, invalid JSON",
        "2103, NONE, host is missing",
        "2104, NONE, invalid protocol",
        "2107, NONE, something new",
    })
    void anErrorIsARefusal(int code, AppliedEffect effect, String message) {
        device.says(CONFIGURE, error(code, message));

        assertThatThrownBy(() -> device.mqtt().configure(config()))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.effect()).isEqualTo(effect);
                    assertThat(e.deviceMessage()).isEqualTo(message);
                    assertThat(e.endpoint()).isEqualTo(CLIENT);
                });
    }

    @Test
    void theDetailsOfAnErrorAreTold() {
        device.says(CONFIGURE, "{\"error\":{\"code\":2104,\"message\":\"no\",\"details\":{\"parameter\":\"port\"}}}");

        assertThatThrownBy(() -> device.mqtt().configure(config()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.details()).containsEntry("parameter", "port"));
    }

    /** 2105 is what the event stream calls a failed log-in, too, and 2106 is not. */
    @Test
    void theNumbersAreThoseOfThisApi() {
        device.says(CONFIGURE, error(2105, "authorization failure"));
        assertThatThrownBy(() -> device.mqtt().configure(config()))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("ADMIN (VAPIX mqtt-client-api)");
        device.says(CONFIGURE, error(2106, "too much"));
        assertThatThrownBy(() -> device.mqtt().configure(config()))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.code()).isEqualTo(2106);
                    assertThat(e).hasMessageContaining("too large").hasMessageContaining("too much");
                    assertThat(e.effect()).isEqualTo(AppliedEffect.NONE);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {2100, 2102})
    void aVersionOrMethodTheDeviceDoesNotKnow_isAnUnsupportedCapability(int code) {
        device.says("activateClient", error(code, "no"));

        assertThatThrownBy(() -> device.mqtt().activate()).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @ParameterizedTest
    @CsvSource({"401, AuthorizationException", "404, UnsupportedCapabilityException", "500, RefusedException"})
    void otherStatusesMeanWhatTheyAlwaysDo(int status, String kind) {
        device.saysStatus("deactivateClient", status);

        assertThatThrownBy(() -> device.mqtt().deactivate())
                .isInstanceOf(AxisException.class)
                .satisfies(e -> {
                    assertThat(e.getClass().getSimpleName()).isEqualTo(kind);
                    assertThat(((AxisException) e).operation()).isEqualTo("mqtt.deactivate");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt-client 1.0, 1.0",
        "mqtt-client 1.5, 1.5",
        "mqtt-client 1.12, 1.12",
        "mqtt-client 2.1, 1.0",
        "mqtt-client one, 1.0",
        "other 1.9, 1.0",
    })
    void theDeviceIsAskedInTheVersionItLists(String api, String version) {
        try (MqttDevice listing = new MqttDevice(api)) {
            listing.mqtt().activate();

            assertThat(listing.methods()).containsExactly(version + " activateClient");
        }
    }

    @Test
    void ofSeveralVersions_theHighestOfTheFirstMajorIsAsked() {
        try (MqttDevice listing = new MqttDevice("mqtt-client 1.10", "mqtt-client 1.9", "mqtt-client 2.1")) {
            listing.mqtt().deactivate();

            assertThat(listing.methods()).containsExactly("1.10 deactivateClient");
        }
    }

    // ---- waiting ----

    @Test
    void theWaitEndsWhenItIsConnected() {
        device.says(
                STATUS,
                status("inactive", "disconnected"),
                status("active", "connecting"),
                status("Active", "Connected"));

        device.mqtt().activate();
        MqttClientStatus status = device.mqtt().awaitConnected(Duration.ofSeconds(20));

        assertThat(status.connected()).isTrue();
        assertThat(device.methods())
                .containsExactly(
                        "1.6 activateClient", "1.6 getClientStatus", "1.6 getClientStatus", "1.6 getClientStatus");
    }

    @ParameterizedTest
    @CsvSource({"inactive, connected, not active", "active, disconnected, active and not connected"})
    void theWaitSaysWhatItSawLast(String state, String connection, String words) {
        device.says(STATUS, status(state, connection));
        // Who it is was found out before, so that the time is the wait's.
        device.mqtt().status();

        assertThatThrownBy(() -> device.mqtt().awaitConnected(Duration.ofMillis(300)))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aBrokenConnectionInBetween_doesNotEndTheWait() {
        device.says(STATUS, status("active", "disconnected"));
        device.mqtt().status();
        MockResponse broken = new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
        device.saysResponses(
                STATUS,
                new MockResponse.Builder()
                        .body(status("active", "disconnected"))
                        .build(),
                broken,
                broken,
                broken,
                new MockResponse.Builder().body(status("active", "connected")).build());

        assertThat(device.mqtt().awaitConnected(Duration.ofSeconds(20)).connected())
                .isTrue();
    }

    @Test
    void aDeviceThatIsNotThere_isToldAtOnce() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        try (AxisDevice absent = AxisDevice.builder("http://127.0.0.1:" + nobody)
                .credentials(Credentials.of("root", "invented"))
                .build()) {
            assertThatThrownBy(() -> absent.mqtt().awaitConnected(Duration.ofSeconds(20)))
                    .isInstanceOf(ConnectionException.class);
        }
    }

    @Test
    void anErrorEndsTheWait() {
        device.says(STATUS, error(2105, "no"));

        assertThatThrownBy(() -> device.mqtt().awaitConnected(Duration.ofSeconds(20)))
                .isInstanceOf(AuthorizationException.class);
    }
}
