package dev.openaxis.vapix.wire;

import static dev.openaxis.core.AppliedEffect.NONE;
import static dev.openaxis.core.AppliedEffect.PARTIAL;
import static dev.openaxis.core.AppliedEffect.POSSIBLE;
import static dev.openaxis.vapix.wire.ScriptedDevice.PARAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.NotAnAxisDeviceException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.parameters.ParameterDefinitions;
import dev.openaxis.vapix.parameters.Parameters;
import dev.openaxis.vapix.recordings.Recorded;
import dev.openaxis.vapix.wire.ScriptedDevice.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code param.cgi}: every form of answer of the reference (VAPIX parameter-management), and what is sent. */
class ParametersTest {
    private static final String RECORDED =
            "foundations/D4200-VE-12.9.57/parameter_management_update_network_ssh_enabled/";

    private final ScriptedDevice device = new ScriptedDevice();
    private final Parameters parameters = device.client().parameters();

    @AfterEach
    void close() {
        device.close();
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private RefusedException refused(Runnable call) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, call::run);
        assertThat(refused).isNotNull();
        assertThat(refused.endpoint()).isEqualTo(PARAM);
        assertThat(refused.code()).isEqualTo(200);
        return refused;
    }

    // ---- update ----

    @Test
    void aRecordedSwitchOfTheSshService_andBack() {
        for (int i = 0; i < 5; i++) {
            device.answer(PARAM, Recorded.answer(RECORDED + "00" + i + "-response.txt"));
        }

        assertThat(parameters.list("root.Network.SSH.Enabled").bool("Network.SSH.Enabled"))
                .hasValue(true);
        parameters.update("root.Network.SSH.Enabled", "no");
        assertThat(parameters.list("root.Network.SSH.Enabled").bool("Network.SSH.Enabled"))
                .hasValue(false);
        parameters.update("root.Network.SSH.Enabled", "yes");
        assertThat(parameters.list("root.Network.SSH.Enabled").bool("Network.SSH.Enabled"))
                .hasValue(true);

        // The recorded requests have the change in the query; the reference allows the form as well.
        assertThat(device.asked())
                .containsExactly(
                        new Asked("GET " + PARAM + "?action=list&group=root.Network.SSH.Enabled", ""),
                        new Asked("POST " + PARAM, "action=update&root.Network.SSH.Enabled=no"),
                        new Asked("GET " + PARAM + "?action=list&group=root.Network.SSH.Enabled", ""),
                        new Asked("POST " + PARAM, "action=update&root.Network.SSH.Enabled=yes"),
                        new Asked("GET " + PARAM + "?action=list&group=root.Network.SSH.Enabled", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a b|a%20b",
                "50%|50%25",
                "x&action=remove|x%26action%3Dremove",
                "a,b/c:d=e?f\\g|a%2Cb%2Fc%3Ad%3De%3Ff%5Cg",
                "#\"'<>*+|%23%22%27%3C%3E%2A%2B",
                "-._~|-._~",
                "größe|gr%F6%DFe",
            })
    void nothingButUnreservedCharactersIsSentRaw(String value, String sent) {
        device.answers(PARAM, "OK\r\n");

        parameters.update("Network.HostName", value);

        assertThat(device.bodies()).containsExactly("action=update&Network.HostName=" + sent);
    }

    @Test
    void aRefusedUpdateOfOneParameter_changedNothing_andSaysWhatTheDeviceSays() {
        device.answers(PARAM, "# Error: Error setting 'root.Network.HostName' to 'a b'!\n");

        RefusedException refused = refused(() -> parameters.update("Network.HostName", "a b"));

        assertThat(refused.effect()).isEqualTo(NONE);
        assertThat(refused.deviceMessage()).isEqualTo("Error: Error setting 'root.Network.HostName' to 'a b'!");
        assertThat(refused.details()).containsExactly(Map.entry("parameter", "Network.HostName"));
        assertThat(refused).hasMessageContaining("Error setting").hasMessageContaining("Nothing was changed");
        assertThat(device.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // before                | after                 | told
        "A.X=1 A.Y=1,              A.X=1 A.Y=1,            NONE",
        "A.X=1 A.Y=1,              A.X=2 A.Y=1,            PARTIAL",
        "A.X=1 A.Y=1,              A.X=2 A.Y=2,            PARTIAL",
        "A.X=2 A.Y=1,              A.X=2 A.Y=1,            NONE",
        "A.X=1,                    A.X=1,                  POSSIBLE",
        "A.X=1 A.Y=1,              A.Y=1,                  POSSIBLE",
        "A.X=1 A.Y=******,         A.X=1 A.Y=******,       POSSIBLE",
        "A.X=1 A.Y=******,         A.X=2 A.Y=******,       PARTIAL",
        "#,                        #,                      POSSIBLE",
    })
    void aRefusedUpdateOfSeveral_tellsWhatIsSeenOfIt(String before, String after, AppliedEffect told) {
        device.answers(
                PARAM,
                "root." + before.replace(" ", "\nroot."),
                "# Error: Error setting 'A.Y' to '2'!",
                "root." + after.replace(" ", "\nroot."));

        RefusedException refused = refused(() -> parameters.update(ordered("A.X", "2", "root.A.Y", "2")));

        assertThat(refused.effect()).isEqualTo(told);
        assertThat(refused.details()).containsEntry("parameter", "A.Y");
        assertThat(device.asked())
                .containsExactly(
                        new Asked("GET " + PARAM + "?action=list&group=A.X%2Croot.A.Y", ""),
                        new Asked("POST " + PARAM, "action=update&A.X=2&root.A.Y=2"),
                        new Asked("GET " + PARAM + "?action=list&group=A.X%2Croot.A.Y", ""));
    }

    @Test
    void aReadBackThatFails_leavesItOpen_andTheRefusalIsStillTold() {
        device.answers(PARAM, "A.X=1\nA.Y=1", "# Error: Error setting 'A.Y' to '2'!");
        device.answer(PARAM, new MockResponse.Builder().code(500).build());

        RefusedException refused = refused(() -> parameters.update(ordered("A.X", "2", "A.Y", "2")));

        assertThat(refused.effect()).isEqualTo(POSSIBLE);
        assertThat(refused.deviceMessage()).contains("A.Y");
    }

    @Test
    void anUpdateOfSeveralThatIsAccepted_needsNoReadBack() {
        device.answers(PARAM, "A.X=1\nA.Y=1", "OK");

        parameters.update(ordered("A.X", "2", "A.Y", "2"));

        assertThat(device.asked()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Okay", "<html><body>OK</body></html>", "OK\nOK", "A.X=2"})
    void anAnswerThatIsNeitherOkNorAnError_leavesItOpen(String answer) {
        device.answers(PARAM, answer);

        assertThatThrownBy(() -> parameters.update("A.X", "2"))
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        malformed -> assertThat(malformed.effect()).isEqualTo(POSSIBLE));
    }

    @Test
    void aForbiddenUpdate_namesTheRole() {
        device.answer(PARAM, new MockResponse.Builder().code(403).build());

        assertThatThrownBy(() -> parameters.update("A.X", "2"))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("level of its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "action", "root", "root.action", "A.X&b", "A.*", "A..X", ".A", "A.X ", "A.X=1", "A,B.C"})
    void aNameThatIsNoFullName_isRefusedBeforeAnythingIsSent(String name) {
        assertThatThrownBy(() -> parameters.update(name, "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parameters.async().update(name, "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parameters.remove(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(device.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*****", "******"})
    void aMaskedSecret_isNeverWrittenBack(String mask) {
        assertThatThrownBy(() -> parameters.update(ordered("A.X", "1", "SNMP.V1ReadCommunity", mask)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SNMP.V1ReadCommunity");
        assertThatThrownBy(() -> parameters.add("trap", "SNMP.Trap", Map.of("Community", mask)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(device.asked()).isEmpty();
    }

    @Test
    void whatCannotBeSent_isRefusedWithoutTellingTheValue() {
        assertThatThrownBy(() -> parameters.update("A.Password", "geheim\u20ac"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A.Password")
                .hasMessageContaining("ISO-8859-1")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> parameters.update(ordered("A.X", "1", "root.a.x", "2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> parameters.update(Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parameters.remove()).isInstanceOf(IllegalArgumentException.class);
        assertThat(device.asked()).isEmpty();
    }

    @Test
    void anotherDeviceThanExpected_getsNeitherCredentialsNorValues() {
        device.answer(
                "/axis-cgi/basicdeviceinfo.cgi",
                Recorded.answer("foundations/D4200-VE-12.9.57/basic_device_info_get_all_unrestricted_properties/"
                        + "000-response.txt"));
        try (AxisDevice other = AxisDevice.builder(device.address())
                .credentials(dev.openaxis.core.Credentials.of("root", "invented"))
                .serial("B8A44F999999")
                .build()) {
            assertThatThrownBy(() -> other.parameters().update("A.Password", "planted"))
                    .isInstanceOf(NotAnAxisDeviceException.class);
            assertThatThrownBy(() -> other.parameters().list()).isInstanceOf(NotAnAxisDeviceException.class);
        }
        assertThat(device.asked()).noneMatch(asked -> asked.line().contains(PARAM));
    }

    // ---- add ----

    @Test
    void anAddedEntry_isReturnedWithItsFullName() {
        device.answers(PARAM, "S8 OK\n");

        String added = parameters.add(
                "streamprofile", "root.StreamProfile", ordered("Name", "a b", "Parameters", "fps=5&resolution=2"));

        assertThat(added).isEqualTo("StreamProfile.S8");
        assertThat(device.asked())
                .containsExactly(new Asked(
                        "POST " + PARAM,
                        "action=add&template=streamprofile&group=StreamProfile&StreamProfile.S.Name=a%20b"
                                + "&StreamProfile.S.Parameters=fps%3D5%26resolution%3D2"));
    }

    @Test
    void anEntryOfANestedGroup_andBeyondItsLimit() {
        device.answers(PARAM, "\r\nT1 OK\r\n");

        assertThat(parameters.add("snmptrap", "SNMP.Trap", Map.of("ColdStart.Enabled", "yes"), true))
                .isEqualTo("SNMP.Trap.T1");
        assertThat(device.bodies())
                .containsExactly(
                        "action=add&template=snmptrap&group=SNMP.Trap&SNMP.Trap.T.ColdStart.Enabled=yes&force=yes");
    }

    @Test
    void anEntryThatWasNotCreated() {
        device.answers(PARAM, "[info]\n# Request failed: The maximum number of groups is reached\n");

        RefusedException refused = refused(() -> parameters.add("streamprofile", "StreamProfile", Map.of()));

        assertThat(refused.effect()).isEqualTo(NONE);
        assertThat(refused.deviceMessage()).isEqualTo("Request failed: The maximum number of groups is reached");
        assertThat(refused.details()).isEmpty();
    }

    @Test
    void anEntryThatWasCreatedWithoutItsValues_isNamed() {
        device.answers(PARAM, "[info]\n# Error: Error setting 'root.StreamProfile.S8.Name' to 'x'!\nS8 OK\n");

        RefusedException refused = refused(() -> parameters.add("streamprofile", "StreamProfile", Map.of("Name", "x")));

        assertThat(refused.effect()).isEqualTo(PARTIAL);
        assertThat(refused.details())
                .containsEntry("entry", "StreamProfile.S8")
                .containsEntry("parameter", "StreamProfile.S8.Name");
        assertThat(refused).hasMessageContaining("StreamProfile.S8 was created");
    }

    @Test
    void anErrorThatDoesNotSayWhetherTheEntryWasCreated_leavesItOpen() {
        device.answers(PARAM, "# Error: something\n");

        assertThat(refused(() -> parameters.add("streamprofile", "StreamProfile", Map.of()))
                        .effect())
                .isEqualTo(POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "[info]", "<html></html>"})
    void anAnswerThatNamesNoEntry_leavesItOpen(String answer) {
        device.answers(PARAM, answer);

        assertThatThrownBy(() -> parameters.add("streamprofile", "StreamProfile", Map.of()))
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        malformed -> assertThat(malformed.effect()).isEqualTo(POSSIBLE));
    }

    // ---- remove ----

    @Test
    void groupsAreRemovedInOneRequest() {
        device.answers(PARAM, "OK");
        parameters.remove("StreamProfile.S7");
        device.answers(PARAM, "root.StreamProfile.S7.Name=a\nroot.StreamProfile.S8.Name=b", "OK");
        parameters.remove("StreamProfile.S7", "StreamProfile.S8");

        assertThat(device.bodies())
                .containsExactly(
                        "action=remove&group=StreamProfile.S7",
                        "",
                        "action=remove&group=StreamProfile.S7%2CStreamProfile.S8");
    }

    @Test
    void aGroupThatIsNotRemoved() {
        device.answers(PARAM, "[info]\n# Request failed: no such group\n");

        RefusedException refused = refused(() -> parameters.remove("StreamProfile.S7"));

        assertThat(refused.effect()).isEqualTo(NONE);
        assertThat(refused.deviceMessage()).isEqualTo("Request failed: no such group");
    }

    @ParameterizedTest
    @CsvSource({
        "S7.Name=a S8.Name=b, S7.Name=a S8.Name=b, NONE",
        "S7.Name=a S8.Name=b, S8.Name=b,           PARTIAL",
        "S7.Name=a,           S7.Name=a,           POSSIBLE",
        "S77.Name=a,          S77.Name=a,          POSSIBLE",
    })
    void severalGroupsThatAreNotAllRemoved(String before, String after, AppliedEffect told) {
        device.answers(
                PARAM,
                "StreamProfile." + before.replace(" ", "\nStreamProfile."),
                "# Request failed: no such group",
                "StreamProfile." + after.replace(" ", "\nStreamProfile."));

        assertThat(refused(() -> parameters.remove("StreamProfile.S7", "StreamProfile.S8"))
                        .effect())
                .isEqualTo(told);
    }

    // ---- list and definitions ----

    @Test
    void aRecordedMissingParameter_isToldInTheList() {
        device.answer(
                PARAM,
                Recorded.answer("foundations/D4200-VE-12.9.57/parameter_management_list_error/000-response.txt"));

        assertThat(parameters.list("Properties.Image.Resolution").errors())
                .containsExactly("Error: Error -1 getting param in group 'Properties.Image.Resolution'");
    }

    @Test
    void aWildcardStaysOne_andAVeryLongListOfGroupsGoesIntoTheBody() {
        device.answers(PARAM, "");
        List<String> many = new ArrayList<>();
        IntStream.range(0, 400).forEach(i -> many.add("StreamProfile.S" + i));

        parameters.list("ImageSource.*.Name", "Brand");
        parameters.list(many.toArray(new String[0]));

        assertThat(device.asked().get(0))
                .isEqualTo(new Asked("GET " + PARAM + "?action=list&group=ImageSource.*.Name%2CBrand", ""));
        assertThat(device.asked().get(1).line()).isEqualTo("POST " + PARAM);
        assertThat(device.asked().get(1).body())
                .startsWith("action=list&group=StreamProfile.S0%2CStreamProfile.S1%2C")
                .endsWith("%2CStreamProfile.S399");
    }

    @Test
    void definitionsAreAskedForAsXml() {
        device.answers(PARAM, Recorded.text("io/param-definitions-io-excerpt-P5512-5.51.7.xml"));

        ParameterDefinitions some = parameters.definitions("IOPort", "Input");
        ParameterDefinitions all = parameters.async().definitions().join();

        assertThat(some.asMap()).hasSameSizeAs(all.asMap()).hasSizeGreaterThan(30);
        assertThat(device.asked())
                .extracting(Asked::line)
                .containsExactly(
                        "GET " + PARAM + "?action=listdefinitions&listformat=xmlschema&group=IOPort%2CInput",
                        "GET " + PARAM + "?action=listdefinitions&listformat=xmlschema");
    }

    @Test
    void anErrorInPlaceOfDefinitions() {
        device.answers(PARAM, "# Error: Error -1 getting param in group 'Nothing'\n");

        assertThat(refused(() -> parameters.definitions("Nothing")).deviceMessage())
                .isEqualTo("Error: Error -1 getting param in group 'Nothing'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "<html/>", "<parameterDefinitions>", "{}"})
    void anAnswerThatIsNoDefinitions(String answer) {
        device.answers(PARAM, answer);

        assertThatThrownBy(() -> parameters.async().definitions().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        malformed -> assertThat(malformed.effect()).isEqualTo(NONE));
    }
}
