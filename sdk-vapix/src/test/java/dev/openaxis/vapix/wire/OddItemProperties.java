package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.ScriptedDevice.PARAM;
import static dev.openaxis.vapix.wire.ScriptedDevice.PWDGRP;
import static dev.openaxis.vapix.wire.ScriptedDevice.USERGROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.accounts.Account;
import dev.openaxis.vapix.config.ApiVersion;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.parameters.ParameterDefinition;
import dev.openaxis.vapix.recordings.Mangled;
import dev.openaxis.vapix.recordings.Recorded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;

/** One odd item of a recorded answer, whatever is odd about it: all the others are read as they were. */
class OddItemProperties {
    private static final String OS_12 = "foundations/D4200-VE-12.9.57/";
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?<=<(?!group|parameterDefinitions|[?])[^<>]{1,300})=\"([^\"]*)\"");

    private final ScriptedDevice device = new ScriptedDevice();

    @AfterProperty
    void close() {
        device.close();
    }

    private static String body(String exchange) {
        String text = Recorded.text(OS_12 + exchange + "/000-response.txt").replace("\r\n", "\n");
        return text.substring(text.indexOf("\n\n") + 2);
    }

    private void identified() {
        device.answers("/axis-cgi/systemready.cgi", Recorded.text("systemready/os-12.9.57-systemready-response.json"));
        device.answers("/axis-cgi/basicdeviceinfo.cgi", body("basic_device_info_get_all_unrestricted_properties"));
        device.answers("/axis-cgi/apidiscovery.cgi", body("api_discovery_1_get_api_list"));
        device.answers(USERGROUP, "root\nadmin operator viewer ptz\n");
        assertThat(device.client().info().model()).isEqualTo("D4200-VE");
    }

    @SuppressWarnings("unchecked")
    private static <T> T part(Object tree, String... path) {
        Object at = tree;
        for (String name : path) {
            at = ((Map<String, Object>) at).get(name);
        }
        return (T) at;
    }

    @Provide
    Arbitrary<Object> api() {
        Map<String, Object> sample = part(firstApi());
        return Mangled.instead(sample);
    }

    private static Object firstApi() {
        List<Object> list = part(Mangled.tree(body("api_discovery_1_get_api_list")), "data", "apiList");
        return list.get(0);
    }

    @Property(tries = 50)
    void ofTheApiList(@ForAll("api") Object odd, @ForAll @IntRange(min = 0, max = 54) int place) {
        identified();
        Object whole = Mangled.tree(body("api_discovery_1_get_api_list"));
        List<Object> list = part(whole, "data", "apiList");
        List<Capabilities.Api> others =
                new ArrayList<>(device.client().system().apis().apis());
        assertThat(others).hasSize(list.size());
        others.remove(place);
        list.set(place, odd);
        device.answers("/axis-cgi/apidiscovery.cgi", Json.write(whole));

        assertThat(device.client().system().apis().apis()).containsAll(others);
    }

    @Provide
    Arbitrary<Object> port() {
        return Mangled.instead(recordedPort(0));
    }

    private static Map<String, Object> recordedPort(int number) {
        List<Object> items =
                part(Mangled.tree(Recorded.text("io/portmanagement-getPorts-pir-camera.json")), "data", "items");
        Map<String, Object> item = part(items.get(0));
        item.put("port", Integer.toString(number));
        return item;
    }

    @Property(tries = 50)
    void ofThePorts(@ForAll("port") Object odd, @ForAll @IntRange(min = 0, max = 5) int place) {
        identified();
        Object whole = Mangled.tree(Recorded.text("io/portmanagement-getPorts-pir-camera.json"));
        List<Object> items = part(whole, "data", "items");
        items.clear();
        for (int i = 0; i < 6; i++) {
            items.add(recordedPort(i));
        }
        device.answers("/axis-cgi/io/portmanagement.cgi", Json.write(whole));
        List<Port> others = new ArrayList<>(device.client().io().ports());
        assertThat(others).hasSize(6);
        others.removeIf(port -> port.id().equals(PortId.of(place)));
        items.set(place, odd);
        device.answers("/axis-cgi/io/portmanagement.cgi", Json.write(whole));

        assertThat(device.client().io().ports()).containsAll(others);
    }

    @Provide
    Arbitrary<Object> configuration() {
        Map<String, Object> apis = part(Mangled.tree(body("device_configuration_discover")), "apis");
        return Mangled.instead(apis.get("ssh"));
    }

    @Property(tries = 30)
    void ofTheDeviceConfigurationApis(
            @ForAll("configuration") Object odd, @ForAll @IntRange(min = 0, max = 10_000) int place) {
        try (ConfigDevice configured = ConfigDevice.recorded(OS_12)) {
            Object whole = Mangled.tree(body("device_configuration_discover"));
            Map<String, Object> apis = part(whole, "apis");
            String id = List.copyOf(apis.keySet()).get(place % apis.size());
            List<ApiVersion> others = new ArrayList<>(configured.config().apis());
            assertThat(others).hasSizeGreaterThan(20);
            others.removeIf(api -> api.id().equals(id));
            apis.put(id, odd);
            configured.answers(ConfigDevice.DISCOVER, Json.write(whole));

            assertThat(configured.config().apis()).containsAll(others);
        }
    }

    @Provide
    Arbitrary<Mangled.Line> line() {
        return Mangled.line();
    }

    @Property(tries = 50)
    void ofTheParameters(@ForAll("line") Mangled.Line odd, @ForAll @IntRange(min = 0, max = 10_000) int place) {
        identified();
        List<String> lines =
                new ArrayList<>(body("parameter_management_list_all").lines().toList());
        int at = place % lines.size();
        String line = odd.odd(lines.get(at));
        Map<String, String> others = new LinkedHashMap<>(read(lines));
        // A name cut short can be that of another parameter.
        others.keySet().removeIf(name -> ("root." + lines.get(at)).startsWith("root.root." + name));
        lines.set(at, line);

        assertThat(read(lines)).containsAllEntriesOf(others);
    }

    private Map<String, String> read(List<String> lines) {
        device.answers(PARAM, String.join("\n", lines));
        return device.client().parameters().list().asMap();
    }

    @Property(tries = 30)
    void ofTheDefinitions(@ForAll("line") Mangled.Line odd, @ForAll @IntRange(min = 0, max = 10_000) int place) {
        identified();
        String recorded = Recorded.text("io/param-definitions-io-excerpt-P5512-5.51.7.xml");
        List<MatchResult> attributes = ATTRIBUTE.matcher(recorded).results().toList();
        assertThat(attributes).hasSizeGreaterThan(50);
        MatchResult attribute = attributes.get(place % attributes.size());
        String value = odd.odd(attribute.group(1)).replaceAll("[\\x00-\\x1f]", "?");
        String mangled = recorded.substring(0, attribute.start(1))
                + value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")
                + recorded.substring(attribute.end(1));
        List<ParameterDefinition> before = definitions(recorded);
        List<ParameterDefinition> after = definitions(mangled);

        assertThat(after).hasSameSizeAs(before);
        assertThat(before.stream().filter(one -> !after.contains(one)).count()).isLessThanOrEqualTo(1);
    }

    private List<ParameterDefinition> definitions(String xml) {
        device.answers(PARAM, xml);
        return List.copyOf(device.client().parameters().definitions().asMap().values());
    }

    /** The five lines of 11.11 and newer, as observed; a line more, as 10.12 has dozens of. */
    @Property(tries = 30)
    void ofTheGroupsOfAccounts(@ForAll("line") Mangled.Line odd, @ForAll @IntRange(min = 0, max = 5) int place) {
        identified();
        List<String> lines = new ArrayList<>(List.of(
                "admin=\"root,joe\"",
                "operator=\"root,joe,ellen\"",
                "viewer=\"root,joe,ellen,frank\"",
                "ptz=\"root\"",
                "digusers=\"root,joe,ellen,frank\""));
        List<Account> accounts = listed(lines);
        assertThat(accounts).hasSize(4);
        lines.add(place, odd.odd("wheel=\"wwwaop,debugar\""));

        assertThat(listed(lines)).isEqualTo(accounts);
    }

    private List<Account> listed(List<String> lines) {
        device.answers(PWDGRP, String.join("\r\n", lines) + "\r\n");
        return device.client().accounts().list();
    }
}
