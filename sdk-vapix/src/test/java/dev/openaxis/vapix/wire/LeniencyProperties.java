package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.ScriptedDevice.PARAM;
import static dev.openaxis.vapix.wire.ScriptedDevice.PWDGRP;
import static dev.openaxis.vapix.wire.ScriptedDevice.USERGROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.recordings.Mangled;
import dev.openaxis.vapix.recordings.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** Every recorded answer an operation reads, mangled: a value or a typed error within its time, never anything else. */
class LeniencyProperties {
    private static final String READY = "/axis-cgi/systemready.cgi";
    private static final String INFO = "/axis-cgi/basicdeviceinfo.cgi";
    private static final String APIS = "/axis-cgi/apidiscovery.cgi";
    private static final String PORTS = "/axis-cgi/io/portmanagement.cgi";
    private static final String SUPERVISION = "/axis-cgi/supervisedio.cgi";
    private static final List<String> DEVICES = List.of("D4200-VE-12.9.57", "P8815-2-11.11.192", "P8815-2-10.12.323");

    private final ScriptedDevice device = new ScriptedDevice();
    private final AxisRuntime runtime = AxisRuntime.create();

    @AfterProperty
    void close() {
        device.close();
        runtime.close();
    }

    private static String body(String exchange) {
        String text = Recorded.text("foundations/" + exchange).replace("\r\n", "\n");
        return text.substring(text.indexOf("\n\n") + 2);
    }

    private static List<String> ofEveryDevice(String exchange) {
        return DEVICES.stream()
                .map(device -> body(device + "/" + exchange + "/000-response.txt"))
                .toList();
    }

    /** Answers of a transaction of the P5512's recording. */
    private static String transaction(String path) {
        try {
            return Json.parse(Recorded.text("foundations/P5512-5.51.7/recording.json"), field -> {})
                    .objects("transactions")
                    .stream()
                    .filter(one ->
                            one.object("request").orElseThrow().text("path", "").equals(path))
                    .map(one -> one.object("response")
                            .flatMap(response -> response.object("body"))
                            .orElseThrow()
                            .text("string", ""))
                    .findFirst()
                    .orElseThrow();
        } catch (Json.NotJsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private void identified() {
        device.answers(READY, Recorded.text("systemready/os-12.9.57-systemready-response.json"));
        device.answers(
                INFO,
                ofEveryDevice("basic_device_info_get_all_unrestricted_properties")
                        .get(0));
        device.answers(APIS, ofEveryDevice("api_discovery_1_get_api_list").get(0));
        device.answers(USERGROUP, "root\nadmin operator viewer ptz\n");
    }

    /** A client that knows nothing yet. */
    private AxisDevice stranger() {
        return AxisDevice.builder(device.address())
                .credentials(Credentials.of("root", "invented"))
                .runtime(runtime)
                .with(CallOptions.deadline(Duration.ofMillis(1500)))
                .build();
    }

    // ---- who it is ----

    @Property(tries = 20)
    void readiness(@ForAll("readiness") String body) {
        identified();
        device.answers(READY, body);
        Leniently.valueOrTyped(
                () -> assertThat(device.client().system().ready().toString()).isNotEmpty());
        connecting();
    }

    @Provide
    Arbitrary<String> readiness() {
        return Mangled.json(Stream.of(
                        "os-10.12-needsetup",
                        "os-10.12.323-systemready-response",
                        "os-11.11-not-ready-needsetup",
                        "os-11.11-or-12-ready",
                        "os-11.11.192-systemready-response",
                        "os-12.9.57-systemready-response",
                        "preview-mode")
                .map(name -> Recorded.text("systemready/" + name + ".json"))
                .toList());
    }

    @Property(tries = 20)
    void deviceInformation(@ForAll("deviceInformation") String body) {
        identified();
        device.answers(INFO, body);
        Leniently.valueOrTyped(
                () -> assertThat(device.client().system().unrestrictedInfo().toString())
                        .isNotEmpty());
        Leniently.valueOrTyped(
                () -> assertThat(device.client().system().info().version()).isNotNull());
        connecting();
    }

    @Provide
    Arbitrary<String> deviceInformation() {
        return Mangled.json(
                Stream.of("basic_device_info_get_all_properties", "basic_device_info_get_all_unrestricted_properties")
                        .flatMap(exchange -> ofEveryDevice(exchange).stream())
                        .toList());
    }

    @Property(tries = 20)
    void apiList(@ForAll("apiList") String body) {
        identified();
        device.answers(APIS, body);
        Leniently.valueOrTyped(
                () -> assertThat(device.client().system().apis().toString()).isNotEmpty());
        connecting();
    }

    @Provide
    Arbitrary<String> apiList() {
        return Mangled.json(Stream.concat(
                        ofEveryDevice("api_discovery_1_get_api_list").stream(),
                        Stream.of(Recorded.text("io/apidiscovery-getApiList-CompanionBulletLE-9.80.2.2.json")))
                .toList());
    }

    @Property(tries = 20)
    void theCaller(@ForAll("caller") String body) {
        identified();
        device.answers(USERGROUP, body);
        Leniently.valueOrTyped(
                () -> assertThat(device.client().accounts().whoAmI().name()).isNotBlank());
        connecting();
    }

    /** As observed; no recording is public. */
    @Provide
    Arbitrary<String> caller() {
        return Mangled.lines(List.of("root\r\nadmin operator viewer ptz\r\n"));
    }

    /** With whatever the device answers by now. */
    private void connecting() {
        try (AxisDevice stranger = stranger()) {
            Leniently.valueOrTyped(() -> {
                assertThat(stranger.info().toString()).isNotEmpty();
                assertThat(stranger.capabilities().has("io-port-management")).isIn(true, false);
            });
        }
    }

    /** 2^32 + 2001: whoever keeps the lower half takes it for 2001, which says that the account may not ask. */
    @Example
    void anErrorNumberThatIsTooLargeIsNotAnotherOne() {
        identified();
        device.answers(PORTS, "{\"apiVersion\":\"1.1\",\"error\":{\"code\":4294969297,\"message\":\"odd\"}}");

        assertThatThrownBy(() -> device.client().io().ports())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isZero());
    }

    // ---- parameters ----

    @Property(tries = 50)
    void parameters(@ForAll("parameters") String body) {
        identified();
        device.answers(PARAM, body);
        Leniently.valueOrTyped(() -> {
            var list = device.client().parameters().list();
            assertThat(list.asMap()).doesNotContainKey("");
            assertThat(list.group("Network").asMap()).isNotNull();
            assertThat(list.indexed("IOPort.I")).isNotNull();
            assertThat(list.integer("Network.RTSP.Port")).isNotNull();
        });
    }

    @Provide
    Arbitrary<String> parameters() {
        return Mangled.lines(List.of(
                body("D4200-VE-12.9.57/parameter_management_list_all/000-response.txt"),
                body("D4200-VE-12.9.57/parameter_management_list_error/000-response.txt"),
                transaction("/axis-cgi/param.cgi?action=list"),
                Recorded.text("io/param-properties-A9188-1.84.1.txt"),
                Recorded.text("io/param-io-excerpt-CompanionBulletLE-9.80.2.2.txt"),
                Recorded.text("io/param-ioport-missing-group-error.txt")));
    }

    @Property(tries = 20)
    void aDeviceKnownByItsParametersOnly(@ForAll("identity") String body) {
        device.answers(PARAM, body);
        device.answers(USERGROUP, "root\nadmin operator viewer ptz\n");
        connecting();
    }

    @Provide
    Arbitrary<String> identity() {
        return Mangled.lines(
                List.of(transaction("/axis-cgi/param.cgi?action=list&group=root.Brand%2Croot.Properties.Firmware")));
    }

    @Property(tries = 20)
    void definitions(@ForAll("definitions") String body) {
        identified();
        device.answers(PARAM, body);
        Leniently.valueOrTyped(() ->
                assertThat(device.client().parameters().definitions().asMap()).isNotNull());
    }

    @Provide
    Arbitrary<String> definitions() {
        return Mangled.lines(List.of(
                transaction("/axis-cgi/param.cgi?action=listdefinitions&listformat=xmlschema"),
                Recorded.text("io/param-definitions-io-excerpt-P5512-5.51.7.xml"),
                Recorded.text("io/param-definitions-io-excerpt-CompanionBulletLE-9.80.2.2.xml"),
                body("D4200-VE-12.9.57/parameter_management_list_error/000-response.txt")));
    }

    @Property(tries = 20)
    void anUpdate(@ForAll("updates") String body) {
        identified();
        device.answers(PARAM, body);
        Leniently.valueOrTyped(
                "planted",
                () -> device.client().parameters().update(Map.of("Network.SSH.Enabled", "no", "A.Key", "planted")));
        Leniently.valueOrTyped(
                () -> assertThat(device.client().parameters().add("streamprofile", "StreamProfile", Map.of()))
                        .isNotBlank());
    }

    @Provide
    Arbitrary<String> updates() {
        return Mangled.lines(List.of(
                body("D4200-VE-12.9.57/parameter_management_update_network_ssh_enabled/001-response.txt"),
                body("D4200-VE-12.9.57/parameter_management_update_network_ssh_enabled/002-response.txt")));
    }

    // ---- accounts ----

    @Property(tries = 20)
    void accounts(@ForAll("accounts") String body) {
        identified();
        device.answers(PWDGRP, body);
        Leniently.valueOrTyped(() -> assertThat(device.client().accounts().list())
                .allSatisfy(account -> assertThat(account.name()).isNotBlank()));
    }

    /** Five lines as observed on 11.11 and newer. */
    @Provide
    Arbitrary<String> accounts() {
        return Mangled.lines(List.of(
                "admin=\"root,joe\"\r\noperator=\"root,joe,ellen\"\r\nviewer=\"root,joe,ellen,frank\"\r\n"
                        + "ptz=\"root\"\r\ndigusers=\"root,joe,ellen,frank\"\r\n",
                body("D4200-VE-12.9.57/pwdgrp_add_user_invalid_username/000-response.txt")));
    }

    @Property(tries = 20)
    void aChangeOfAccounts(@ForAll("accountAnswers") String body) {
        identified();
        device.answers(PWDGRP, body);
        NewAccount account = NewAccount.of("cassettetest", "planted", AccountRole.VIEWER);
        Leniently.valueOrTyped("planted", () -> device.client().accounts().add(account));
        Leniently.valueOrTyped("planted", () -> device.client().accounts().setPassword("cassettetest", "planted"));
        // This one does not know the password, so it cannot hide it from a device that answers with it.
        Leniently.valueOrTyped(() -> device.client().accounts().remove("cassettetest"));
    }

    @Provide
    Arbitrary<String> accountAnswers() {
        return Mangled.text(List.of(
                body("D4200-VE-12.9.57/pwdgrp_add_user_already_exists/000-response.txt"),
                body("D4200-VE-12.9.57/pwdgrp_add_user_already_exists/001-response.txt"),
                body("D4200-VE-12.9.57/pwdgrp_add_user_already_exists/002-response.txt"),
                body("D4200-VE-12.9.57/pwdgrp_add_user_invalid_password/000-response.txt"),
                body("D4200-VE-12.9.57/pwdgrp_remove_user_does_not_exist/000-response.txt")));
    }

    // ---- ports ----

    @Property(tries = 50)
    void ports(@ForAll("ports") String body) {
        identified();
        device.answers(PORTS, body);
        Leniently.valueOrTyped(() -> assertThat(device.client().io().ports())
                .extracting(Port::id)
                .allSatisfy(id -> assertThat(id.index()).isBetween(0, 255)));
        Leniently.valueOrTyped(() ->
                assertThat(device.client().io().port(PortId.of(0)).state()).isNotNull());
    }

    @Provide
    Arbitrary<String> ports() {
        return Mangled.json(List.of(
                Recorded.text("io/portmanagement-getPorts-pir-camera.json"),
                Recorded.text("io/portmanagement-getPorts-no-ports.json"),
                Recorded.text("io/portmanagement-setPorts-error-2103-A8207-11.1.65.json"),
                Recorded.text("io/portmanagement-getSupportedVersions-1.0.json")));
    }

    @Property(tries = 20)
    void supervision(@ForAll("supervision") String body) {
        device.answers(READY, Recorded.text("systemready/os-12.9.57-systemready-response.json"));
        device.answers(
                INFO,
                ofEveryDevice("basic_device_info_get_all_unrestricted_properties")
                        .get(0));
        device.answers(
                APIS,
                "{\"apiVersion\":\"1.1\",\"data\":{\"apiList\":[{\"id\":\"supervised-io\",\"version\":\"2.0\"}]}}");
        device.answers(USERGROUP, "root\nadmin operator viewer ptz\n");
        device.answers(SUPERVISION, body);
        Leniently.valueOrTyped(
                () -> assertThat(device.client().io().supervision().list()).isNotNull());
        Leniently.valueOrTyped(() -> assertThat(
                        device.client().io().supervision().read(PortId.of(2)).port())
                .isEqualTo(PortId.of(2)));
        Leniently.valueOrTyped(
                () -> assertThat(device.client().io().supervision().ranges(PortId.of(2)))
                        .isNotNull());
    }

    /** The documented examples; no recording is public. */
    @Provide
    Arbitrary<String> supervision() {
        return Mangled.json(List.of(
                "{\"apiVersion\":\"2.0\",\"context\":\"s1\",\"method\":\"getSupervised\",\"data\":{\"items\":["
                        + "{\"port\":2,\"supervised\":true,\"supervisable\":true,\"state\":\"closed\",\"level\":2410},"
                        + "{\"port\":7,\"supervised\":true,\"supervisable\":true,\"state\":\"open\",\"level\":480}]}}",
                "{\"apiVersion\":\"2.0\",\"method\":\"setSupervised\",\"data\":{\"items\":["
                        + "{\"port\":7,\"code\":1,\"message\":\"\"}]}}"));
    }
}
