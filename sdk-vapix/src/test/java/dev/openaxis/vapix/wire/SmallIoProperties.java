package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.OnvifIo;
import dev.openaxis.vapix.io.ReferenceToken;
import dev.openaxis.vapix.io.RelayOutput;
import dev.openaxis.vapix.io.ShockDetection;
import java.util.List;
import mockwebserver3.MockResponse;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever a device says to ONVIF, shock detection and the manual trigger: a value or a typed error, within its time. */
class SmallIoProperties {
    private static final String SERVICES = "/vapix/services";
    private static final String SHOCK = "/axis-cgi/shockdetection/";
    private static final List<String> SHOCK_CGIS = List.of(
            "getenabled.cgi",
            "setenabled.cgi",
            "getsensitivitylevel.cgi",
            "setsensitivitylevel.cgi",
            "getschemaversion.cgi");
    private static final String OUTPUTS =
            "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope' xmlns:tds='http://www.onvif.org/ver10/device/wsdl'"
                    + " xmlns:tt='http://www.onvif.org/ver10/schema'><e:Body><tds:GetRelayOutputsResponse><tds:RelayOutputs"
                    + " token='3'><tt:Properties><tt:Mode>Monostable</tt:Mode><tt:DelayTime>PT1S</tt:DelayTime>"
                    + "<tt:IdleState>open</tt:IdleState></tt:Properties></tds:RelayOutputs></tds:GetRelayOutputsResponse>"
                    + "</e:Body></e:Envelope>";
    private static final String SHOCKS =
            "<ShockDetectionResponse xmlns='http://www.axis.com/vapix/http_cgi/shockdetection1'><Success><GeneralSuccess/>"
                    + "<GetEnabledSuccess><Enabled>true</Enabled></GetEnabledSuccess><SensitivityLevel><Level>50</Level>"
                    + "</SensitivityLevel></Success></ShockDetectionResponse>";

    private final ScriptedDevice device = new ScriptedDevice();

    @BeforeProperty
    void identified() {
        device.answers(
                "/axis-cgi/basicdeviceinfo.cgi", "{\"data\":{\"propertyList\":{\"SerialNumber\":\"00408CFB6888\"}}}");
        device.answers(ScriptedDevice.USERGROUP, "root\nroot admin operator viewer\n");
    }

    @AfterProperty
    void close() {
        device.close();
    }

    @Property(tries = 50)
    void onvif(@ForAll("outputs") String list, @ForAll("outputs") String answer, @ForAll("statuses") int status) {
        device.answersBy(
                SERVICES,
                asked -> asked.body().contains("GetRelayOutputs")
                        ? new MockResponse.Builder().body(list).build()
                        : new MockResponse.Builder().code(status).body(answer).build());
        OnvifIo onvif = device.client().io().onvif();

        ScriptedDevice.valueOrTyped(() -> assertThat(onvif.relayOutputs())
                .allMatch(output -> list.contains(output.token().value())));
        ScriptedDevice.valueOrTyped(() -> assertThat(onvif.digitalInputs()).isNotNull());
        ScriptedDevice.valueOrTyped(() ->
                assertThat(onvif.activate(ReferenceToken.of("3")).evidence()).isEqualTo(Evidence.ACCEPTED));
        ScriptedDevice.valueOrTyped(() -> assertThat(
                        onvif.configure(ReferenceToken.of("3"), RelayOutput.Settings.bistable(CircuitState.CLOSED))
                                .idle())
                .isEqualTo(CircuitState.CLOSED));
    }

    @Property(tries = 50)
    void shockDetection(@ForAll("shocks") String answer) {
        SHOCK_CGIS.forEach(cgi -> device.answers(SHOCK + cgi, answer));
        ShockDetection shocks = device.client().io().shockDetection();

        ScriptedDevice.valueOrTyped(() -> assertThat(shocks.enabled()).isIn(true, false));
        ScriptedDevice.valueOrTyped(() -> assertThat(shocks.sensitivity()).isBetween(0, 100));
        ScriptedDevice.valueOrTyped(() -> {
            shocks.enable();
            assertThat(answer).contains("GeneralSuccess");
        });
        ScriptedDevice.valueOrTyped(() -> assertThat(shocks.schemaVersions()).isNotEmpty());
    }

    @Property(tries = 50)
    void theManualTrigger(@ForAll("parameters") String parameters, @ForAll String answer) {
        device.answers(ScriptedDevice.PARAM, parameters);
        device.answers("/axis-cgi/io/virtualinput.cgi", answer);

        ScriptedDevice.valueOrTyped(() -> {
            device.client().io().manualTrigger().activate();
            assertThat(parameters).contains("ManualTriggerNbr");
        });
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 200, 200, 400, 404, 500);
    }

    @Provide
    Arbitrary<String> outputs() {
        return mangled(Arbitraries.of(
                OUTPUTS,
                OUTPUTS.replace("GetRelayOutputsResponse", "SetRelayOutputStateResponse"),
                OUTPUTS.replace("GetRelayOutputsResponse", "SetRelayOutputSettingsResponse"),
                OUTPUTS.replace("tds:GetRelayOutputsResponse", "e:Fault")));
    }

    @Provide
    Arbitrary<String> shocks() {
        return mangled(Arbitraries.of(SHOCKS, SHOCKS.replace("Success>", "Error>")));
    }

    @Provide
    Arbitrary<String> parameters() {
        return mangled(Arbitraries.of("root.Properties.IO.ManualTriggerNbr=6\n", "# Error: Error -1 getting param\n"));
    }

    private static Arbitrary<String> mangled(Arbitrary<String> texts) {
        Arbitrary<String> edited = Combinators.combine(
                        texts,
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.of("", "<", "&", "'", "-", "9", "</a>", "xmlns=''", "P1Y", "=", "\n"))
                .as((text, at, length, instead) -> {
                    int from = at % (text.length() + 1);
                    return text.substring(0, from) + instead + text.substring(Math.min(text.length(), from + length));
                });
        return Arbitraries.oneOf(texts, edited, edited, Arbitraries.strings().ofMaxLength(40));
    }
}
