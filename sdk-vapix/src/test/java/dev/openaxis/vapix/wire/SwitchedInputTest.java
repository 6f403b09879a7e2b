package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.vapix.io.Confirmation;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SwitchedInput;
import dev.openaxis.vapix.recordings.Recorded;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual trigger and simulated inputs, on the documentation's example (VAPIX input-and-outputs). */
class SwitchedInputTest {
    private static final String CGI = "/axis-cgi/io/virtualinput.cgi";

    private final ScriptedDevice device = new ScriptedDevice();

    @BeforeEach
    void camera() {
        identified("P5512");
        device.answers(
                "/axis-cgi/apidiscovery.cgi",
                "{\"data\":{\"apiList\":[{\"id\":\"io-port-management\",\"version\":\"1.1\"}]}}");
        ports("input", "input", "output", "input");
        device.answers(ScriptedDevice.USERGROUP, "root\nroot admin operator viewer\n");
        device.answers(ScriptedDevice.PARAM, "root.Properties.IO.ManualTriggerNbr=6\n");
        device.answers(CGI, "");
    }

    @AfterEach
    void close() {
        device.close();
    }

    private void identified(String product) {
        device.answers(
                "/axis-cgi/basicdeviceinfo.cgi",
                "{\"data\":{\"propertyList\":{\"SerialNumber\":\"00408CFB6888\",\"ProdNbr\":\"" + product + "\"}}}");
    }

    private void ports(String... directions) {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < directions.length; i++) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"port\":\"")
                    .append(i)
                    .append("\",\"state\":\"open\",\"normalState\":\"open\",\"direction\":\"")
                    .append(directions[i])
                    .append("\"}");
        }
        device.answers(
                "/axis-cgi/io/portmanagement.cgi",
                "{\"data\":{\"numberOfPorts\":" + directions.length + ",\"items\":[" + items + "]}}");
    }

    private SwitchedInput trigger() {
        return device.client().io().manualTrigger();
    }

    private List<String> actions() {
        return device.asked().stream()
                .map(ScriptedDevice.Asked::line)
                .filter(line -> line.contains(CGI))
                .map(line -> line.replaceFirst("^GET " + CGI + "\\?action=", ""))
                .toList();
    }

    @Test
    void theDocumentationsExample() {
        Confirmation taken = trigger().pulse(Duration.ofSeconds(2));

        assertThat(taken.evidence()).isEqualTo(Evidence.ACCEPTED);
        assertThat(actions()).containsExactly("6%3A%2F2000%5C");
    }

    @Test
    void onAndOff_withTheNumberOfAnA9188() {
        device.answers(ScriptedDevice.PARAM, Recorded.text("io/param-properties-A9188-1.84.1.txt"));

        trigger().activate();
        trigger().async().deactivate().join();

        assertThat(actions()).containsExactly("17%3A%2F", "17%3A%5C");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "root.Properties.IO.ManualTriggerNbr=0", "root.Properties.IO.ManualTriggerNbr=six", "# Error"
            })
    void withoutANumber_nothingIsSent(String parameters) {
        device.answers(ScriptedDevice.PARAM, parameters);

        assertThatThrownBy(() -> trigger().activate()).isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(actions()).isEmpty();
    }

    @Test
    void aDeviceWithoutTheCgi() {
        device.answers(CGI);

        assertThatThrownBy(() -> trigger().activate()).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void whatTheDeviceSaysAgainstIt() {
        device.answers(CGI);
        device.answer(CGI, new MockResponse.Builder().code(403).build());
        assertThatThrownBy(() -> trigger().activate()).isInstanceOf(AuthorizationException.class);
        device.answers(CGI);
        device.answer(CGI, new MockResponse.Builder().code(400).build());
        assertThatThrownBy(() -> trigger().activate())
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.effect()).isEqualTo(AppliedEffect.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Error: no such input", "<html><body>Welcome</body></html>", "# Request failed: Error"})
    void anAnswerThatLooksLikeAnError_leavesTheOutcomeOpen(String answer) {
        device.answers(CGI, answer);

        assertThatThrownBy(() -> trigger().activate()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(actions()).hasSize(1);
    }

    @Test
    void aLostAnswer_leavesTheOutcomeOpen_andIsNotSentAgain() {
        device.answers(CGI);
        device.answer(
                CGI,
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build());

        assertThatThrownBy(() -> trigger().pulse(Duration.ofMillis(300))).isInstanceOf(OutcomeUnknownException.class);
        assertThat(actions()).hasSize(1);
    }

    @Test
    void timesOutOfRange() {
        assertThatThrownBy(() -> trigger().pulse(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trigger().pulse(Duration.ofDays(2))).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- simulated inputs ----

    @Test
    void anInputIsSimulated_whereItsNumberIsCertain() {
        device.client().io().simulate(PortId.of(1)).activate();

        assertThat(actions()).containsExactly("2%3A%2F");
    }

    @Test
    void anInputBehindAnOutput_couldBeAnother() {
        assertThatThrownBy(() -> device.client().io().simulate(PortId.of(3)).activate())
                .isInstanceOf(UnverifiedMappingException.class)
                .hasMessageContaining("counted");
        assertThat(actions()).isEmpty();
    }

    @Test
    void whatIsNoInput() {
        assertThatThrownBy(() -> device.client().io().simulate(PortId.of(2)).activate())
                .isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> device.client().io().simulate(PortId.of(4)).activate())
                .isInstanceOf(WrongPortException.class);
        assertThat(actions()).isEmpty();
    }

    @Test
    void theManualTriggersNumber_isNotAnInputs() {
        device.answers(ScriptedDevice.PARAM, "root.Properties.IO.ManualTriggerNbr=2\n");

        assertThatThrownBy(() -> device.client().io().simulate(PortId.of(1)).activate())
                .isInstanceOf(UnverifiedMappingException.class)
                .hasMessageContaining("manual trigger");
        assertThat(actions()).isEmpty();
    }

    @Test
    void aDoorControllersInputs_areLeftAlone() {
        identified("A1601");

        assertThatThrownBy(() -> device.client().io().simulate(PortId.of(0)).activate())
                .isInstanceOf(UnverifiedMappingException.class)
                .hasMessageContaining("door controller");
        assertThat(actions()).isEmpty();
    }

    @Test
    void otherPortsThanTheCallerSaw() {
        device.client().io().ports();
        ports("input", "input");

        assertThatThrownBy(() -> device.client().io().simulate(PortId.of(0)).activate())
                .isInstanceOf(AxisException.class)
                .hasMessageContaining("not the ones that were listed");
        assertThat(actions()).isEmpty();
    }
}
