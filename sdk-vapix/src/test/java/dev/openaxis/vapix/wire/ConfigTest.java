package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.ConfigDevice.DISCOVER;
import static dev.openaxis.vapix.wire.ConfigDevice.OS_11;
import static dev.openaxis.vapix.wire.ConfigDevice.OS_12;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.vapix.config.ApiVersion;
import dev.openaxis.vapix.config.ConfigAnswer;
import dev.openaxis.vapix.config.ConfigValue;
import dev.openaxis.vapix.config.DeviceConfiguration;
import dev.openaxis.vapix.config.ImportMode;
import dev.openaxis.vapix.recordings.Recorded;
import dev.openaxis.vapix.wire.ScriptedDevice.Asked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Discovery, and what is sent for each operation. */
class ConfigTest {
    private static final String SUCCESS = "{\"status\":\"success\"}";

    // ---- discovery ----

    @Test
    void recordedDevicesListTheirApis() {
        try (ConfigDevice os12 = ConfigDevice.recorded(OS_12);
                ConfigDevice os11 = ConfigDevice.recorded(OS_11)) {
            assertThat(os12.config().apis())
                    .hasSize(29)
                    .contains(
                            new ApiVersion("ssh", 1, "1.0.0-beta.1", "beta", "/config/rest/ssh/v1beta"),
                            new ApiVersion("ssh", 2, "2.0.1", "released", "/config/rest/ssh/v2"));
            assertThat(os11.config().async().apis().join())
                    .hasSize(11)
                    .contains(new ApiVersion("log", 1, "1.0.0-alpha.3", "alpha", "/config/rest/log/v1alpha"));
            os12.answers(DISCOVER, Recorded.text("config/d6310-12.9.57-config-discover.json"));
            assertThat(os12.config().apis()).hasSize(30);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "12, ssh, , /config/rest/ssh/v2",
        "12, ssh, 1, /config/rest/ssh/v1beta",
        "11, ssh, , /config/rest/ssh/v1beta",
        "11, snmp, , /config/rest/snmp/v1beta",
        "12, snmp, , /config/rest/snmp/v1",
        "12, io-port-accessory-mode, , /config/rest/io-port-accessory-mode/v0beta",
        "11, log, 1, /config/rest/log/v1alpha",
    })
    void theBestVersionIsPicked(int os, String id, Integer major, String path) {
        try (ConfigDevice device = ConfigDevice.recorded(os == 12 ? OS_12 : OS_11)) {
            DeviceConfiguration config = device.config();

            assertThat((major == null ? config.api(id) : config.api(id, major)).version())
                    .satisfies(version -> assertThat(version.path()).isEqualTo(path))
                    .satisfies(version -> assertThat(version.released()).isEqualTo(path.matches(".*/v\\d+")));
        }
    }

    @Test
    void releasedComesBeforeBetaBeforeAlpha_andThenTheHighestMajor() {
        try (ConfigDevice device = ConfigDevice.of("12.9.57")) {
            device.answers(DISCOVER, """
                    {"apis":{"a":{"v1":{"rest_api":"/config/rest/a/v1","state":"released"},
                    "v10":{"rest_api":"/config/rest/a/v10","state":"released"},
                    "v9":{"rest_api":"/config/rest/a/v9","state":"released"},
                    "v11":{"rest_api":"/config/rest/a/v11beta","state":"beta"}},
                    "b":{"v1":{"rest_api":"/config/rest/b/v1beta","state":"beta"},
                    "v2":{"rest_api":"/config/rest/b/v2alpha","state":"alpha"},
                    "v3":{"rest_api":"/config/rest/b/v3"}}}}""");

            assertThat(device.config().api("a").version().major()).isEqualTo(10);
            assertThat(device.config().api("b").version().major()).isEqualTo(1);
            assertThat(device.config().api("b", 3).version())
                    .hasToString("b v3 (state unknown)")
                    .isEqualTo(new ApiVersion("b", 3, "", "", "/config/rest/b/v3"));
        }
    }

    @Test
    void entriesWithoutAUsablePathAreLeftOut() {
        try (ConfigDevice device = ConfigDevice.of("12.9.57")) {
            device.answers(DISCOVER, """
                    {"apis":{"a":{"v1":{"state":"released"},"v2":{"rest_api":"/axis-cgi/restart.cgi"},
                    "v3":{"rest_api":"/config/rest/../../axis-cgi"},"v4":{"rest_api":"https://192.0.2.1/config/rest/a"},
                    "new":{"rest_api":"/config/rest/a/v5"},"v6":7,"v7":{"rest_api":"/config/rest/a/v7?x"}},
                    "b":"text","c":{"v1":{"rest_api":"/config/rest/c/v1","state":"released"}}}}""");

            assertThat(device.config().apis()).extracting(ApiVersion::id).containsExactly("c");
        }
    }

    @Test
    void anApiThatIsNotThere_namesWhatIs() {
        try (ConfigDevice device = ConfigDevice.recorded(OS_12)) {
            assertThatThrownBy(() -> device.config().api("nope").at().get())
                    .isInstanceOfSatisfying(
                            UnsupportedCapabilityException.class,
                            unsupported -> assertThat(unsupported.api()).isEqualTo("nope"))
                    .hasMessageContaining("AXIS OS 12.9.57")
                    .hasMessageContaining("cert, cert-est, crypto-policy");
            assertThatThrownBy(() -> device.config().api("ssh", 3).version())
                    .isInstanceOf(UnsupportedCapabilityException.class)
                    .hasMessageContaining("ssh v1 (beta, 1.0.0-beta.1), ssh v2 (released, 2.0.1)");
            assertThat(device.asked()).isEmpty();
        }
    }

    @Test
    void aDeviceWithoutTheFramework_saysItsVersion() {
        try (ConfigDevice device = ConfigDevice.of("10.12.323")) {
            assertThatThrownBy(() -> device.config().apis())
                    .isInstanceOf(UnsupportedCapabilityException.class)
                    .hasMessageContaining("AXIS OS 10.12.323")
                    .hasMessageContaining("AXIS OS 11.8");
            assertThatThrownBy(() -> device.config().all()).isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"apis\":[]}", "{\"status\":\"success\",\"data\":{}}", "<html></html>"})
    void whatIsNoList_isMalformed(String body) {
        try (ConfigDevice device = ConfigDevice.of("12.9.57")) {
            device.answers(DISCOVER, body);

            assertThatThrownBy(() -> device.config().apis()).isInstanceOf(MalformedResponseException.class);
        }
    }

    @Test
    void discoveryIsAskedOnce_anewWhenAsked_andAnewWhenAPathIsGone() {
        try (ConfigDevice device = ConfigDevice.recorded(OS_12)) {
            device.answers("/config/rest/ssh/v2/users", "{\"status\":\"success\",\"data\":[]}");

            assertThat(device.config().api("ssh").at("users").get().items()).isEmpty();
            assertThat(device.config().api("ssh").at("users").get().isNull()).isFalse();
            assertThat(device.discoveries()).isEqualTo(1);

            assertThat(device.config().apis()).isNotEmpty();
            assertThat(device.discoveries()).isEqualTo(2);

            assertThatThrownBy(() -> device.config().api("ssh").at("gone").get())
                    .isInstanceOf(UnsupportedCapabilityException.class)
                    .hasMessageContaining("/config/rest/ssh/v2/gone")
                    .hasMessageContaining("AXIS OS 12.9.57");
            assertThat(device.discoveries()).isEqualTo(2);
            assertThat(device.config().api("ssh").version().major()).isEqualTo(2);
            assertThat(device.discoveries()).isEqualTo(3);
        }
    }

    // ---- what is sent ----

    private static List<Asked> everything(ConfigDevice device) {
        device.answers(DISCOVER, """
                {"apis":{"cert":{"v1":{"rest_api":"/config/rest/cert/v1","state":"released","version":"1.0.3"}}}}""");
        String cert = "/config/rest/cert/v1";
        for (String path : List.of(
                "",
                "/settings/keystore",
                "/certificates",
                "/certificates/web",
                "/create_certificate",
                "/$export",
                "/$import")) {
            device.answers(cert + path, "{\"status\":\"success\",\"data\":\"SE0\"}");
        }
        device.answers("/config/rest/$all", "{\"status\":\"success\",\"data\":{\"cert.v1\":{}}}");
        device.answers("/config/rest/$export", "{\"status\":\"success\",\"data\":{}}");
        device.answers("/config/rest/$import", SUCCESS);
        DeviceConfiguration config = device.config();
        var api = config.api("cert");

        assertThat(api.at().get().text()).hasValue("SE0");
        assertThat(api.at("settings", "keystore").async().get().join()).isEqualTo(ConfigValue.of("SE0"));
        api.at("settings", "keystore").set("TEE0");
        api.at("certificates", "web").set(Map.of("certificate", "PEM"));
        api.at("certificates").add(Map.of("alias", "web"));
        api.at("certificates", "web").remove();
        assertThat(api.at("create_certificate").call(Effect.CONFIGURE, Map.of()).data())
                .isEqualTo(ConfigValue.of("SE0"));
        assertThat(api.exportData().text()).hasValue("SE0");
        api.importData(Map.of("settings", Map.of("keystore", "TEE0")), ImportMode.MERGE);
        assertThat(config.all().at("cert.v1").isNull()).isFalse();
        assertThat(config.exportAll().fields()).isEmpty();
        config.importAll(ConfigValue.parse("{\"time.v2\":{\"a\":1.50}}"), ImportMode.RESET);
        return device.asked();
    }

    @ParameterizedTest
    @CsvSource({
        "12.9.57, PATCH, POST",
        "11.11.192, PATCH, POST",
        "'', PATCH, POST",
        "11.10.61, PUT, PUT",
        "11.8.1, PUT, PUT",
    })
    void everyOperationIsOneRequest(String version, String set, String act) {
        try (ConfigDevice device = ConfigDevice.of(version)) {
            assertThat(everything(device))
                    .containsExactly(
                            new Asked("GET /config/rest/cert/v1", ""),
                            new Asked("GET /config/rest/cert/v1/settings/keystore", ""),
                            new Asked(set + " /config/rest/cert/v1/settings/keystore", "{\"data\":\"TEE0\"}"),
                            new Asked(
                                    set + " /config/rest/cert/v1/certificates/web",
                                    "{\"data\":{\"certificate\":\"PEM\"}}"),
                            new Asked("POST /config/rest/cert/v1/certificates", "{\"data\":{\"alias\":\"web\"}}"),
                            new Asked("DELETE /config/rest/cert/v1/certificates/web", ""),
                            new Asked(act + " /config/rest/cert/v1/create_certificate", "{\"data\":{}}"),
                            new Asked("GET /config/rest/cert/v1/$export", ""),
                            new Asked(
                                    "PATCH /config/rest/cert/v1/$import",
                                    "{\"data\":{\"settings\":{\"keystore\":\"TEE0\"}},"
                                            + "\"options\":{\"importType\":\"merge\"}}"),
                            new Asked("GET /config/rest/$all", ""),
                            new Asked("GET /config/rest/$export", ""),
                            new Asked(
                                    "PATCH /config/rest/$import",
                                    "{\"data\":{\"time.v2\":{\"a\":1.5}},\"options\":{\"importType\":\"default\"}}"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Axis device ID ECC-P256 (802.1AR) | Axis%20device%20ID%20ECC-P256%20%28802.1AR%29",
                "a/b | a%2Fb",
                "../../axis-cgi/restart.cgi | ..%2F..%2Faxis-cgi%2Frestart.cgi",
                "a?b#c%41 | a%3Fb%23c%2541",
                "$export | %24export",
                "å\u00df\uD83D\uDE00 | %C3%A5%C3%9F%F0%9F%98%80",
                "-._~ | -._~",
                "... | ...",
            })
    void aKeyIsOneSegment_whateverIsInIt(String key, String encoded) {
        try (ConfigDevice device = ConfigDevice.recorded(OS_12)) {
            String path = "/config/rest/cert/v1/certificates/" + encoded;
            device.answers(path, SUCCESS);

            device.config().api("cert").at("certificates", key).remove();

            assertThat(device.asked()).containsExactly(new Asked("DELETE " + path, ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "\uD83D"})
    void whatIsNoSegment_isRefusedBeforeAnythingIsSent(String segment) {
        try (ConfigDevice device = ConfigDevice.recorded(OS_12)) {
            assertThatThrownBy(() -> device.config().api("cert").at("certificates", segment))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> device.config().api("cert", -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> device.config().api("cert").at("a").async().set(new Object()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(device.scripted().asked()).isEmpty();
        }
    }

    // ---- what comes back ----

    @Test
    void warningsAndInformationAreKept() {
        try (ConfigDevice device = ConfigDevice.recorded(OS_12)) {
            device.answers(
                    "/config/rest/lldp/v1/activate",
                    "{\"status\":\"success\",\"warnings\":[\"w1\",\"w2\"],\"information\":[]}",
                    "{\"status\":\"success\",\"data\":null,\"warnings\":\"one\",\"information\":{\"a\":1},\"more\":2}");

            ConfigAnswer first = device.config().api("lldp").at("activate").set(true);
            ConfigAnswer second = device.config().api("lldp").at("activate").set(false);

            assertThat(first.warnings()).containsExactly(ConfigValue.of("w1"), ConfigValue.of("w2"));
            assertThat(first.information()).isEmpty();
            assertThat(second.data().isNull()).isTrue();
            assertThat(second.warnings()).containsExactly(ConfigValue.of("one"));
            assertThat(second.information()).containsExactly(ConfigValue.of(Map.of("a", 1)));
        }
    }

    @Test
    void anAddedEntryIsToldOrNot() {
        try (ConfigDevice device = ConfigDevice.recorded(OS_12)) {
            String users = "/config/rest/ssh/v2/users";
            for (String body : List.of(SUCCESS, "{\"status\":\"success\",\"data\":\"\"}")) {
                device.answers(users, 201, body);
                assertThat(device.config()
                                .api("ssh")
                                .at("users")
                                .add(Map.of())
                                .data()
                                .isNull())
                        .isTrue();
            }
            device.answers(users, 200, "{\"status\":\"success\",\"data\":{\"username\":\"a\"}}");
            assertThat(device.config()
                            .api("ssh")
                            .at("users")
                            .add(Map.of())
                            .data()
                            .at("username")
                            .text())
                    .hasValue("a");
        }
    }

    @Test
    void aPropertyMayBeNullOrEmpty() {
        try (ConfigDevice device = ConfigDevice.recorded(OS_12)) {
            device.answers(
                    "/config/rest/cert/v1/a",
                    "{\"status\":\"success\",\"data\":null}",
                    "{\"status\":\"success\",\"data\":\"\"}");

            assertThat(device.config().api("cert").at("a").get().isNull()).isTrue();
            assertThat(device.config().api("cert").at("a").get().text()).hasValue("");
        }
    }
}
