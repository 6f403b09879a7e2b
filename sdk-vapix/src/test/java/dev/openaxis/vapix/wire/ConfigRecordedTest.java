package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.ConfigDevice.OS_11;
import static dev.openaxis.vapix.wire.ConfigDevice.OS_12;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.vapix.config.ConfigApi;
import dev.openaxis.vapix.config.ConfigResource;
import dev.openaxis.vapix.config.ConfigValue;
import dev.openaxis.vapix.recordings.Recorded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every recorded answer goes through the client, and the client sends what was recorded. The recorded requests went to a
 * base path other than the one discovery tells, which the devices put up with; only what is below it is compared.
 */
class ConfigRecordedTest {

    private static String file(String folder, String recording, int number, String kind) {
        return folder + recording + "/00" + number + "-" + kind + ".txt";
    }

    /** The recorded answers, at the paths that are asked for. */
    private static void play(ConfigDevice device, String folder, String recording, String... paths) {
        for (int i = 0; i < paths.length; i++) {
            device.scripted().answer(paths[i], Recorded.answer(file(folder, recording, i, "response")));
        }
    }

    private static void assertSentAsRecorded(ConfigDevice device, String folder, String recording) {
        for (int i = 0; i < device.asked().size(); i++) {
            String request =
                    Recorded.text(file(folder, recording, i, "request")).replace("\r\n", "\n");
            String line = request.lines().findFirst().orElseThrow();
            int end = request.indexOf("\n\n");
            String body = end < 0 ? "" : request.substring(end).trim();
            String sent = device.asked().get(i).body();
            assertThat(belowTheVersion(device.asked().get(i).line())).isEqualTo(belowTheVersion(line));
            assertThat(sent.isEmpty() ? sent : ConfigValue.parse(sent))
                    .isEqualTo(body.isEmpty() ? body : ConfigValue.parse(body));
        }
    }

    private static String belowTheVersion(String line) {
        return line.replaceFirst(" /?config/rest/([^/]+)/[^/]+", " $1");
    }

    @ParameterizedTest
    @CsvSource({OS_12 + ", true", OS_11 + ", false"})
    void sshUsers(String folder, boolean told) {
        try (ConfigDevice device = ConfigDevice.recorded(folder)) {
            String base = "/config/rest/ssh/v1beta/users";
            play(device, folder, "ssh_1_crud", base, base + "/dalliard", base + "/dalliard");
            ConfigApi ssh = device.config().api("ssh", 1);
            Map<String, String> user =
                    Map.of("comment", "Good morning", "password", "Good morning", "username", "dalliard");

            ConfigValue created = ssh.at("users").add(user).data();
            ssh.at("users", "dalliard").set(Map.of("comment", "When's the day?"));
            ssh.at("users", "dalliard").remove();

            assertThat(created)
                    .isEqualTo(
                            told
                                    ? ConfigValue.of(Map.of("comment", "Good morning", "username", "dalliard"))
                                    : ConfigValue.of(null));
            assertThat(device.asked()).hasSize(3);
            assertSentAsRecorded(device, folder, "ssh_1_crud");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OS_12, OS_11})
    void anSshUserThatIsNotThere(String folder) {
        try (ConfigDevice device = ConfigDevice.recorded(folder)) {
            play(device, folder, "ssh_1_set_user_does_not_exist", "/config/rest/ssh/v1beta/users/nonexistent_user");

            assertRefused(
                    () -> device.config()
                            .api("ssh", 1)
                            .at("users", "nonexistent_user")
                            .set(Map.of("comment", "should fail")),
                    2,
                    "item");
            assertSentAsRecorded(device, folder, "ssh_1_set_user_does_not_exist");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OS_12, OS_11})
    void anSshPasswordThatIsTooShort(String folder) {
        try (ConfigDevice device = ConfigDevice.recorded(folder)) {
            String recording = "ssh_1_set_user_validation_error";
            String name = "cassette_test_validation";
            String base = "/config/rest/ssh/v1beta/users";
            play(device, folder, recording, base, base + "/" + name, base + "/" + name);
            ConfigApi ssh = device.config().api("ssh", 1);

            ssh.at("users").add(Map.of("comment", "Good morning", "password", "Good morning", "username", name));
            RefusedException refused =
                    assertRefused(() -> ssh.at("users", name).set(Map.of("password", "")), 5, "validation");
            ssh.at("users", name).remove();

            // Nothing of what was sent is in it, so it is told in full.
            assertThat(refused.deviceMessage())
                    .isEqualTo(
                            "Validation error: Trying to set 'users' with invalid data: \"\" is shorter than 1 character"
                                    + " (path: /password)");
            assertSentAsRecorded(device, folder, recording);
        }
    }

    private static Map<String, Object> destination(String sas) {
        Map<String, Object> azure = new LinkedHashMap<>();
        azure.put("container", "my-container");
        azure.put("sas", sas);
        azure.put("url", "https://s3.eu-north-1.amazonaws.com/");
        return Map.of("azure", azure, "id", "my_destination_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {OS_12, OS_11})
    void aStorageThatIsThereAlready(String folder) {
        try (ConfigDevice device = ConfigDevice.recorded(folder)) {
            String recording = "device_configuration_item_already_exists";
            String base = "/config/rest/remote-object-storage/v1/destinations";
            play(device, folder, recording, base, base, base + "/my_destination_id");
            ConfigResource destinations =
                    device.config().api("remote-object-storage").at("destinations");

            ConfigValue created = destinations.add(destination("my-sas")).data();
            assertRefused(() -> destinations.add(destination("my-sas")), 6, "exists");
            device.config()
                    .api("remote-object-storage")
                    .at("destinations", "my_destination_id")
                    .remove();

            assertThat(created.at("azure", "sas").text()).hasValue("*****");
            assertSentAsRecorded(device, folder, recording);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OS_12, OS_11})
    void aStorageThatIsNotThere_andOneThatIsNotValid(String folder) {
        String base = "/config/rest/remote-object-storage/v1/destinations";
        try (ConfigDevice device = ConfigDevice.recorded(folder)) {
            play(device, folder, "device_configuration_item_does_not_exist", base + "/my_destination_id");

            assertRefused(
                    () -> device.config()
                            .api("remote-object-storage")
                            .at("destinations", "my_destination_id")
                            .remove(),
                    2,
                    "item");
            assertSentAsRecorded(device, folder, "device_configuration_item_does_not_exist");
        }
        try (ConfigDevice device = ConfigDevice.recorded(folder)) {
            play(device, folder, "device_configuration_validation_error", base);

            RefusedException refused = assertRefused(
                    () -> device.config()
                            .api("remote-object-storage")
                            .at("destinations")
                            .add(destination("")),
                    5,
                    "validation");
            assertThat(refused.deviceMessage()).endsWith("sas cannot be empty if accountname is not set.");
            assertSentAsRecorded(device, folder, "device_configuration_validation_error");
        }
    }

    private static RefusedException assertRefused(Runnable call, int code, String reason) {
        Throwable failure = catchThrowable(call::run);
        assertThat(failure).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.details()).isEqualTo(Map.of("reason", reason));
            assertThat(refused.effect()).isEqualTo(AppliedEffect.NONE);
            assertThat(refused.deviceMessage()).isNotEmpty();
            assertThat(refused.endpoint()).startsWith("/config/rest/");
        });
        return (RefusedException) failure;
    }

    @Test
    void anActionTheSirenDoesNotSupport() {
        try (ConfigDevice device = ConfigDevice.recorded(OS_12)) {
            String recording = "siren_and_light_2_alpha_maintenance_mode_not_supported";
            String base = "/config/rest/siren-and-light/v2beta/maintenanceMode";
            play(device, OS_12, recording, base, base + "/stop", base + "/start");
            ConfigApi siren = device.config().api("siren-and-light");

            ConfigValue mode = siren.at("maintenanceMode").get();
            assertThat(mode.at("supported").bool()).hasValue(false);
            for (String action : List.of("stop", "start")) {
                assertThatThrownBy(() -> siren.at("maintenanceMode", action).call(Effect.CONFIGURE, Map.of()))
                        .isInstanceOfSatisfying(RefusedException.class, refused -> {
                            assertThat(refused.code()).isZero();
                            assertThat(refused.details()).containsEntry("reason", "internal");
                            assertThat(refused.effect()).isEqualTo(AppliedEffect.POSSIBLE);
                        });
            }
            assertSentAsRecorded(device, OS_12, recording);
        }
    }

    @Test
    void certificatesKeystoresAndAWiredNetwork() {
        try (ConfigDevice device = ConfigDevice.recorded(OS_12)) {
            ConfigApi cert = device.config().api("cert");
            String base = "/config/rest/cert/v1";
            device.answers(base + "/certificates", Recorded.text("config/p3265v-12.11.77-certificates.json"));
            device.answers(
                    base + "/ca_certificates",
                    Recorded.text("config/p3265v-12.11.77-ca_certificates-axis-subset.json"));
            device.answers(base + "/keystores", Recorded.text("config/p3265v-12.11.77-keystores.json"));
            device.scripted()
                    .answer(
                            "/config/rest/network-settings/v2beta/wired",
                            new MockResponse.Builder()
                                    .body(Recorded.text("config/p3265v-12.11.77-rest-network-settings-v2-wired.json"))
                                    .build());

            assertThat(cert.at("certificates").get().items())
                    .hasSize(4)
                    .allSatisfy(one -> assertThat(one.at("certificate").text().orElseThrow())
                            .startsWith("-----BEGIN CERTIFICATE-----\n"));
            assertThat(cert.at("ca_certificates").get().items()).hasSize(4);
            assertThat(cert.at("keystores").get().items())
                    .extracting(one -> one.at("security_level").text().orElseThrow())
                    .containsExactly("TRUSTED_ENVIRONMENT", "STRONG");
            ConfigValue wired =
                    device.config().api("network-settings").at("wired").get();
            assertThat(wired.at("maxMtu").integer()).hasValue(1500);
            assertThat(wired.at("auth", "configs", "mschapv2", "identity").isNull())
                    .isTrue();
            assertThat(wired.at("auth", "configs", "mschapv2", "peap", "version")
                            .integer())
                    .hasValue(1);
            assertThat(wired.at("managesSfp").bool()).hasValue(false);
            assertThat(wired.at("no", "such", "field").isNull()).isTrue();
        }
    }
}
