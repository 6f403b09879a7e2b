package dev.openaxis.vapix.wire;

import static dev.openaxis.core.AppliedEffect.NONE;
import static dev.openaxis.core.AppliedEffect.POSSIBLE;
import static dev.openaxis.vapix.wire.ConfigDevice.OS_12;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RedirectedException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.vapix.config.ConfigApi;
import dev.openaxis.vapix.config.ConfigResource;
import dev.openaxis.vapix.config.ImportMode;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which the framework says no, or says nothing. */
class ConfigErrorsTest {
    private static final String PATH = "/config/rest/cert/v1/settings";

    private final ConfigDevice device = ConfigDevice.recorded(OS_12);
    private final ConfigApi cert = device.config().api("cert");
    private final ConfigResource settings = cert.at("settings");

    @AfterEach
    void close() {
        device.close();
    }

    private static String error(Object code, String message) {
        return "{\"status\":\"error\",\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}";
    }

    @ParameterizedTest
    @CsvSource({
        // as recorded
        "500, 0, internal, POSSIBLE",
        "404, 2, item, NONE",
        "400, 5, validation, NONE",
        "409, 6, exists, NONE",
        // with the status the reference infers, and codes of others
        "404, 1, resource, NONE",
        "415, 11, content-type, NONE",
        "400, 11, content-type, NONE",
        "400, 100, other, NONE",
        "400, 3, other, NONE",
        "500, 5, validation, POSSIBLE",
        "503, 7, other, POSSIBLE",
        "200, 5, validation, POSSIBLE",
        "400, '\"5\"', validation, NONE",
        "400, -1, other, NONE",
    })
    void aRefusalKeepsItsCode(int status, String code, String reason, AppliedEffect effect) {
        device.answers(PATH, status, error(code, "Some words: more"));

        assertThatThrownBy(() -> settings.set(Map.of("keystore", "SE0")))
                .hasMessageContaining("config.set")
                .hasMessageContaining("Some words: more")
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(Integer.parseInt(code.replace("\"", "")));
                    assertThat(refused.details()).isEqualTo(Map.of("reason", reason));
                    assertThat(refused.deviceMessage()).isEqualTo("Some words: more");
                    assertThat(refused.endpoint()).isEqualTo(PATH);
                    assertThat(refused.effect()).isEqualTo(effect);
                });
        // A read changes nothing, whatever it ends with.
        assertThatThrownBy(settings::get)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.effect()).isEqualTo(NONE));
    }

    @ParameterizedTest
    @CsvSource({"1, NONE", "2, NONE", "11, NONE", "5, POSSIBLE", "6, POSSIBLE", "100, POSSIBLE"})
    void ofSeveralValues_aPartMayBeApplied(int code, AppliedEffect effect) {
        device.answers(PATH, 400, error(code, ""));
        device.answers("/config/rest/cert/v1/$import", 400, error(code == 1 ? 2 : code, ""));

        for (Runnable call : new Runnable[] {
            () -> settings.set(Map.of("keystore", "SE0", "other", 1)),
            () -> settings.set(Map.of("deeper", Map.of("a", 1, "b", 2))),
            () -> cert.importData(Map.of(), ImportMode.MERGE)
        }) {
            assertThat(catchThrowable(call::run))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.effect()).isEqualTo(effect));
        }
        assertThatThrownBy(() -> settings.add(Map.of("a", 1, "b", 2)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.effect()).isEqualTo(NONE));
    }

    @Test
    void aRoleThatIsTooLow() {
        device.answers(PATH, 403, error(9, "no"));
        assertThatThrownBy(() -> settings.set(1))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("ADMIN");
        device.answers(PATH, 403, "<html>Forbidden</html>");
        assertThatThrownBy(settings::get).isInstanceOf(AuthorizationException.class);
        device.answers(PATH);
        device.scripted()
                .answer(
                        PATH,
                        new MockResponse.Builder()
                                .code(401)
                                .addHeader(
                                        "WWW-Authenticate",
                                        "Digest realm=\"AXIS_B8A44F000001\", nonce=\"a\", qop=\"auth\"")
                                .build());
        // Who the account is was asked when connecting, so the role is what is wrong.
        assertThatThrownBy(() -> settings.set(1)).isInstanceOf(AuthorizationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405})
    void aPathTheWebServerDoesNotHave(int status) {
        device.answers(PATH, status, "<html>no</html>");

        assertThatThrownBy(() -> settings.set(1))
                .isInstanceOfSatisfying(UnsupportedCapabilityException.class, unsupported -> {
                    assertThat(unsupported.api()).isEqualTo("cert");
                    assertThat(unsupported.effect()).isEqualTo(NONE);
                })
                .hasMessageContaining("HTTP " + status + " from " + PATH)
                .hasMessageContaining("AXIS OS 12.9.57");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"404 | <html>404</html>", "404 | {\"status\":\"error\",\"error\":{\"code\":1,\"message\":\"x\"}}"})
    void exportAndImportThatAreOff(int status, String body) {
        for (String path : new String[] {"/config/rest/cert/v1/$export", "/config/rest/cert/v1/$import"}) {
            device.answers(path, status, body);
        }
        device.answers("/config/rest/$export", status, body);
        device.answers("/config/rest/$import", status, body);

        for (Runnable call : new Runnable[] {
            cert::exportData,
            () -> cert.importData(Map.of(), ImportMode.MERGE),
            () -> device.config().exportAll(),
            () -> device.config().importAll(Map.of(), ImportMode.RESET)
        }) {
            assertThat(catchThrowable(call::run))
                    .isInstanceOf(UnsupportedCapabilityException.class)
                    .hasMessageContaining("Device Config Import/Export");
        }
    }

    @ParameterizedTest
    @CsvSource({"400, NONE", "413, NONE", "500, POSSIBLE", "503, POSSIBLE"})
    void theWebServersOwnPages(int status, AppliedEffect effect) {
        for (String page : new String[] {"<html>" + status + "</html>", "", "[]", "{}", "{\"status\""}) {
            device.answers(PATH, status, page);

            assertThatThrownBy(() -> settings.set(1)).isInstanceOfSatisfying(RefusedException.class, refused -> {
                assertThat(refused.code()).isEqualTo(status);
                assertThat(refused.effect()).isEqualTo(effect);
            });
        }
    }

    @Test
    void aRedirect() {
        device.answers(PATH);
        device.scripted()
                .answer(
                        PATH,
                        new MockResponse.Builder()
                                .code(302)
                                .addHeader("Location", "https://192.0.2.1/")
                                .build());

        assertThatThrownBy(settings::get).isInstanceOf(RedirectedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "\"success\"",
                "{\"status\":\"success\"",
                "{\"status\":\"Success\"}",
                "{\"data\":1}",
                "{\"status\":\"error\"}",
                "{\"status\":\"error\",\"error\":{}}",
                "{\"status\":\"error\",\"error\":{\"message\":\"x\"}}",
                "{\"status\":\"error\",\"error\":{\"code\":\"x\"}}",
                "{\"status\":\"error\",\"error\":{\"code\":4294967301}}",
                "{\"status\":\"error\",\"error\":5}",
                "<html></html>",
            })
    void anAnswerOfAnotherForm_leavesItOpen(String body) {
        device.answers(PATH, body);

        assertThatThrownBy(() -> settings.set(1))
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        malformed -> assertThat(malformed.effect()).isEqualTo(POSSIBLE));
        assertThatThrownBy(settings::get)
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        malformed -> assertThat(malformed.effect()).isEqualTo(NONE));
    }

    @Test
    void aReadWithoutData_andAnErrorStatusWithSuccess() {
        device.answers(PATH, "{\"status\":\"success\"}");
        assertThatThrownBy(settings::get).isInstanceOf(MalformedResponseException.class);

        device.answers(PATH, 400, "{\"status\":\"success\",\"data\":1}");
        assertThatThrownBy(settings::get).isInstanceOf(MalformedResponseException.class);
    }

    @Test
    void anAnswerOfMoreThanFourMebibytes() {
        device.answers(PATH, "{\"status\":\"success\",\"data\":[" + "\"x\",".repeat((4 << 20) / 4) + "1]}");

        assertThatThrownBy(settings::get).isInstanceOf(MalformedResponseException.class);
    }

    // ---- sent once ----

    private void hangUp() {
        device.answers(PATH);
        device.scripted()
                .answer(
                        PATH,
                        new MockResponse.Builder()
                                .onResponseStart(new SocketEffect.CloseSocket())
                                .build());
    }

    @Test
    void aChangeWhoseAnswerIsLost_isNotSentAgain() {
        hangUp();

        for (Runnable call : new Runnable[] {
            () -> settings.set(1),
            () -> settings.add(Map.of()),
            settings::remove,
            () -> settings.call(Effect.CONFIGURE, Map.of())
        }) {
            int before = device.asked().size();
            assertThat(catchThrowable(call::run))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            lost -> assertThat(lost.effect()).isEqualTo(POSSIBLE));
            assertThat(device.asked()).hasSize(before + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.class,
            names = {"ACTUATE", "DISRUPT"})
    void anActionWhoseAnswerIsLostOrUnreadable_isUnknown_andNotSentAgain(Effect effect) {
        hangUp();
        assertThatThrownBy(() -> settings.call(effect, Map.of()))
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        unknown -> assertThat(unknown.effect()).isEqualTo(POSSIBLE))
                .hasCauseInstanceOf(AxisException.class);
        device.answers(PATH, "<html>");
        assertThatThrownBy(() -> settings.call(effect, Map.of())).isInstanceOf(OutcomeUnknownException.class);
        assertThat(device.asked()).hasSize(2);

        device.answers(PATH, 400, error(5, "no"));
        assertThatThrownBy(() -> settings.call(effect, Map.of()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.effect()).isEqualTo(NONE));
        device.answers(PATH, "{\"status\":\"success\",\"data\":7}");
        assertThat(settings.call(effect, Map.of()).data().integer()).hasValue(7);
    }

    @Test
    void anActionThatOnlyReads_changesNothing() {
        device.answers(PATH, "<html>");

        assertThatThrownBy(() -> settings.call(Effect.READ, Map.of()))
                .isInstanceOfSatisfying(
                        MalformedResponseException.class,
                        malformed -> assertThat(malformed.effect()).isEqualTo(NONE));
    }
}
