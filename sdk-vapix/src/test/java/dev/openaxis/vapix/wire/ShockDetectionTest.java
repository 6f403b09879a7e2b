package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.vapix.io.SchemaVersion;
import dev.openaxis.vapix.io.ShockDetection;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shock detection, on the documented elements (VAPIX shock-detection-api). */
class ShockDetectionTest {
    private static final String BASE = "/axis-cgi/shockdetection/";
    private static final String DONE = success("<GeneralSuccess/>");

    private final ScriptedDevice device = new ScriptedDevice();

    @BeforeEach
    void identified() {
        device.answers(
                "/axis-cgi/basicdeviceinfo.cgi", "{\"data\":{\"propertyList\":{\"SerialNumber\":\"00408CFB6888\"}}}");
        device.answers(ScriptedDevice.USERGROUP, "root\nroot admin operator viewer\n");
    }

    @AfterEach
    void close() {
        device.close();
    }

    private ShockDetection shocks() {
        return device.client().io().shockDetection();
    }

    private static String response(String content) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ShockDetectionResponse"
                + " xmlns=\"http://www.axis.com/vapix/http_cgi/shockdetection1\" SchemaVersion=\"1.0\">" + content
                + "</ShockDetectionResponse>";
    }

    private static String success(String content) {
        return response("<Success>" + content + "</Success>");
    }

    private static String error(int code) {
        return response("<Error><GeneralError><ErrorCode>" + code
                + "</ErrorCode><ErrorDescription>no</ErrorDescription>" + "</GeneralError></Error>");
    }

    private List<String> asked() {
        return device.asked().stream()
                .map(ScriptedDevice.Asked::line)
                .filter(line -> line.startsWith("GET " + BASE))
                .map(line -> line.substring(("GET " + BASE).length()))
                .toList();
    }

    @Test
    void questions() {
        device.answers(
                BASE + "getenabled.cgi",
                success("<GetEnabledSuccess><Enabled>true</Enabled></GetEnabledSuccess>"),
                success("<GetEnabledSuccess><Enabled>\n false </Enabled></GetEnabledSuccess>"));
        device.answers(
                BASE + "getsensitivitylevel.cgi", success("<SensitivityLevel><Level>35</Level></SensitivityLevel>"));
        device.answers(
                BASE + "getschemaversion.cgi",
                success(
                        "<GetSchemaVersionsSuccess><SchemaVersion><MajorVersion>1</MajorVersion><MinorVersion>0</MinorVersion>"
                                + "<Deprecated>false</Deprecated></SchemaVersion><SchemaVersion><MajorVersion>2</MajorVersion>"
                                + "<MinorVersion>10</MinorVersion></SchemaVersion></GetSchemaVersionsSuccess>"));

        assertThat(shocks().enabled()).isTrue();
        assertThat(shocks().async().enabled().join()).isFalse();
        assertThat(shocks().sensitivity()).isEqualTo(35);
        assertThat(shocks().schemaVersions())
                .containsExactly(new SchemaVersion(1, 0, false), new SchemaVersion(2, 10, false));
        assertThat(asked())
                .containsExactly(
                        "getenabled.cgi?schemaversion=1",
                        "getenabled.cgi?schemaversion=1",
                        "getsensitivitylevel.cgi?schemaversion=1",
                        "getschemaversion.cgi");
    }

    @Test
    void settings() {
        device.answers(BASE + "setenabled.cgi", DONE);
        device.answers(BASE + "setsensitivitylevel.cgi", DONE);

        shocks().enable();
        shocks().disable();
        shocks().sensitivity(0);
        shocks().async().sensitivity(100).join();

        assertThat(asked())
                .containsExactly(
                        "setenabled.cgi?schemaversion=1&enabled=true",
                        "setenabled.cgi?schemaversion=1&enabled=false",
                        "setsensitivitylevel.cgi?schemaversion=1&level=0",
                        "setsensitivitylevel.cgi?schemaversion=1&level=100");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void levelsThatAreNone(int level) {
        assertThatThrownBy(() -> shocks().sensitivity(level)).isInstanceOf(IllegalArgumentException.class);
        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10, POSSIBLE", "20, NONE", "30, NONE", "77, NONE"})
    void errors(int code, AppliedEffect effect) {
        device.answers(BASE + "setsensitivitylevel.cgi", error(code));

        assertThatThrownBy(() -> shocks().sensitivity(50)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.effect()).isEqualTo(effect);
            assertThat(refused.deviceMessage()).isEqualTo("no");
            assertThat(refused.endpoint()).isEqualTo(BASE + "setsensitivitylevel.cgi");
        });
    }

    @Test
    void anotherVersion_orNoneAtAll() {
        device.answers(BASE + "getenabled.cgi", error(40));

        assertThatThrownBy(() -> shocks().enabled())
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("schema version");
        assertThatThrownBy(() -> shocks().sensitivity()).isInstanceOf(UnsupportedCapabilityException.class);
        device.answer(
                BASE + "setenabled.cgi", new MockResponse.Builder().code(403).build());
        assertThatThrownBy(() -> shocks().enable()).isInstanceOf(AuthorizationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "<ShockDetectionResponse><Success><GeneralSuccess/></Success></ShockDetectionResponse>",
                "<a xmlns='http://www.axis.com/vapix/http_cgi/shockdetection1'><Success><GeneralSuccess/></Success></a>",
                "<ShockDetectionResponse xmlns='http://www.axis.com/vapix/http_cgi/shockdetection1'><Success/></ShockDetectionResponse>",
            })
    void whatIsNoAnswer_mayHaveBeenSet(String body) {
        device.answers(BASE + "setenabled.cgi", body);
        device.answers(BASE + "getenabled.cgi", body);

        assertThatThrownBy(() -> shocks().enable())
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        e -> assertThat(e.effect()).isEqualTo(AppliedEffect.POSSIBLE));
        assertThatThrownBy(() -> shocks().enabled())
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        e -> assertThat(e.effect()).isEqualTo(AppliedEffect.NONE));
    }

    @Test
    void aLevelOutOfRange_isNone() {
        device.answers(
                BASE + "getsensitivitylevel.cgi", success("<SensitivityLevel><Level>101</Level></SensitivityLevel>"));

        assertThatThrownBy(() -> shocks().sensitivity()).isInstanceOf(MalformedResponseException.class);
    }
}
