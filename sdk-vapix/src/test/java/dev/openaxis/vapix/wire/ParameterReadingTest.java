package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.parameters.AccessLevel;
import dev.openaxis.vapix.parameters.ParameterDefinition;
import dev.openaxis.vapix.parameters.ParameterDefinitions;
import dev.openaxis.vapix.parameters.ParameterFlag;
import dev.openaxis.vapix.parameters.ParameterList;
import dev.openaxis.vapix.parameters.ParameterType;
import dev.openaxis.vapix.parameters.ParameterType.Choice;
import dev.openaxis.vapix.parameters.ParameterType.Kind;
import dev.openaxis.vapix.parameters.ParameterType.Range;
import dev.openaxis.vapix.recordings.Recorded;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions and values as recorded from devices, and what a program reads out of them. */
class ParameterReadingTest {

    // ---- definitions ----

    private static String recorded(String query) throws Exception {
        Json recording = Json.parse(Recorded.text("foundations/P5512-5.51.7/recording.json"), field -> {});
        for (Json transaction : recording.objects("transactions")) {
            if (transaction.object("request").orElseThrow().text("path", "").equals("/axis-cgi/param.cgi?" + query)) {
                return transaction
                        .object("response")
                        .orElseThrow()
                        .object("body")
                        .orElseThrow()
                        .text("string", "");
            }
        }
        throw new IllegalArgumentException(query);
    }

    @Test
    void everyDefinitionOfARecordedDeviceIsRead() throws Exception {
        ParameterDefinitions all = ParameterDefinitions.parse(recorded("action=listdefinitions&listformat=xmlschema"));
        ParameterList values = ParameterList.parse(recorded("action=list"));

        assertThat(all.model()).isEqualTo("AXIS P5512");
        assertThat(all.firmwareVersion()).isEqualTo("5.51.7");
        assertThat(all.asMap()).hasSize(660);
        assertThat(all.asMap().values()).allSatisfy(definition -> {
            assertThat(definition.type().kind()).isNotEqualTo(Kind.UNKNOWN);
            assertThat(definition.access().digits()).matches("[01467]{4}");
            assertThat(definition.access().read()).isNotEqualTo(AccessLevel.UNKNOWN);
        });
        // The device lists its parameters under the same names as it defines them.
        assertThat(values.asMap().keySet())
                .allSatisfy(name -> assertThat(all.get(name)).as(name).isPresent());
        assertThat(all.get("root.httpS.PORT")).hasValueSatisfying(port -> {
            assertThat(port.name()).isEqualTo("HTTPS.Port");
            assertThat(port.value()).isEqualTo("443");
            assertThat(port.type().kind()).isEqualTo(Kind.INT);
            assertThat(port.type().min()).hasValue(1);
            assertThat(port.type().max()).hasValue(65535);
        });
    }

    @Test
    void aGroupOfARecordedDeviceIsRead() throws Exception {
        ParameterDefinitions brand =
                ParameterDefinitions.parse(recorded("action=listdefinitions&listformat=xmlschema&group=root.Brand"));

        assertThat(brand.asMap().keySet())
                .containsExactly(
                        "Brand.Brand",
                        "Brand.ProdFullName",
                        "Brand.ProdNbr",
                        "Brand.ProdShortName",
                        "Brand.ProdType",
                        "Brand.WebURL");
        ParameterDefinition number = brand.get("Brand.ProdNbr").orElseThrow();
        assertThat(number.value()).isEqualTo("P5512");
        assertThat(number.niceName()).isEqualTo("Prod nbr");
        assertThat(number.flags()).containsExactly(ParameterFlag.HIDDEN);
        assertThat(number.access().read()).isEqualTo(AccessLevel.UNPROTECTED);
        assertThat(number.access().write()).isEqualTo(AccessLevel.INTERNAL);
    }

    @ParameterizedTest
    @CsvSource({
        "io/param-definitions-io-excerpt-P5512-5.51.7.xml, 5.51.7",
        "io/param-definitions-io-excerpt-CompanionBulletLE-9.80.2.2.xml, 9.80.2.2",
    })
    void excerptsOfBothGenerationsAreRead(String file, String version) {
        ParameterDefinitions definitions = ParameterDefinitions.parse(Recorded.text(file));

        assertThat(definitions.firmwareVersion()).isEqualTo(version);
        assertThat(definitions.get("Input.NbrOfInputs"))
                .hasValueSatisfying(inputs -> assertThat(inputs.type().kind()).isEqualTo(Kind.INT));
    }

    @Test
    void choicesWordsAndRangesAreRead() {
        ParameterDefinitions definitions = ParameterDefinitions.parse("""
                <parameterDefinitions><group name="root"><group name="A">
                <parameter name="Trig" value="closed" securityLevel="7746" niceName="When &quot;circuit&quot; is">
                  <type><enum><entry value="closed" niceValue="Closed" /><entry value="open" /></enum></type></parameter>
                <parameter name="View" value="password" securityLevel="7716"><type readonly="true" const="false" nosync="true">
                  <bool true="anonymous" false="password" /></type></parameter>
                <parameter name="Port" value="0"><type><int maxlen="5"><rangeEntry value="0" />
                  <rangeEntry value="1024-65534" /><rangeEntry value="-5--1" /><rangeEntry value="few" /></int></type></parameter>
                </group></group></parameterDefinitions>""");

        ParameterDefinition trig = definitions.get("A.Trig").orElseThrow();
        assertThat(trig.niceName()).isEqualTo("When \"circuit\" is");
        assertThat(trig.type().choices()).containsExactly(new Choice("closed", "Closed"), new Choice("open", ""));
        assertThat(trig.access().read()).isEqualTo(AccessLevel.OPERATOR);
        assertThat(trig.access().write()).isEqualTo(AccessLevel.ADMIN);
        ParameterDefinition view = definitions.get("A.View").orElseThrow();
        assertThat(view.type().trueWord()).hasValue("anonymous");
        assertThat(view.type().falseWord()).hasValue("password");
        assertThat(view.flags()).containsExactlyInAnyOrder(ParameterFlag.READONLY, ParameterFlag.NOSYNC);
        ParameterType port = definitions.get("A.Port").orElseThrow().type();
        assertThat(port.ranges()).containsExactly(new Range(0, 0), new Range(1024, 65534), new Range(-5, -1));
        assertThat(port.maxLength()).hasValue(5);
        assertThat(port.min()).isEmpty();
        assertThat(definitions.get("A.Port").orElseThrow().access().write()).isEqualTo(AccessLevel.UNKNOWN);
    }

    @Test
    void unknownKindsAndLevelsAreKeptAsTheyAre_andTheDocumentedFormWithoutRootIsReadToo() {
        ParameterDefinitions definitions = ParameterDefinitions.parse("""
                <parameterDefinitions><group name="A"><future><deep/></future>
                <parameter name="X" value="1" securityLevel="72x"><type><colour shade="red"><entry value="r"/></colour></type>
                </parameter><parameter name="Y"/></group></parameterDefinitions>""");

        ParameterDefinition unknown = definitions.get("A.X").orElseThrow();
        assertThat(unknown.type().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(unknown.type().rawKind()).isEqualTo("colour");
        assertThat(unknown.access().digits()).isEqualTo("72x");
        assertThat(unknown.access().create()).isEqualTo(AccessLevel.INTERNAL);
        assertThat(unknown.access().delete()).isEqualTo(AccessLevel.UNKNOWN);
        assertThat(unknown.access().write()).isEqualTo(AccessLevel.UNKNOWN);
        assertThat(definitions.get("root.A.Y")).hasValueSatisfying(bare -> {
            assertThat(bare.value()).isEmpty();
            assertThat(bare.type().rawKind()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE parameterDefinitions SYSTEM 'http://127.0.0.1:1/x.dtd'><parameterDefinitions/>",
                "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><parameterDefinitions><model>&e;</model>"
                        + "</parameterDefinitions>",
                "<!DOCTYPE p [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><parameterDefinitions>&b;"
                        + "</parameterDefinitions>",
                "<parameterDefinitions><model>&e;</model></parameterDefinitions>",
                "<parameterDefinitions><parameter name='&e;'/></parameterDefinitions>",
            })
    void documentTypesAndEntitiesAreRefused(String xml) {
        assertThatThrownBy(() -> ParameterDefinitions.parse(xml)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void groupsWithoutAnEndOfTheirDepthAreRefused() {
        assertThatThrownBy(
                        () -> ParameterDefinitions.parse("<parameterDefinitions>" + "<group name='x'>".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void aDefinitionDoesNotPrintItsValue() {
        ParameterDefinitions definitions = ParameterDefinitions.parse("""
                <parameterDefinitions><parameter name="Pwd" value="hush" securityLevel="7766"><type>
                <password/></type></parameter></parameterDefinitions>""");

        assertThat(definitions.get("Pwd").toString() + definitions).doesNotContain("hush");
    }

    // ---- values ----

    private static ParameterList list(String... lines) {
        return ParameterList.parse(String.join("\n", lines));
    }

    @ParameterizedTest
    @CsvSource({
        "yes, true",
        "no, false",
        "On, true",
        "Off, false",
        "true, true",
        "false, false",
        "Yes, true",
        "' yes ', true",
        "anonymous,",
        "******,",
        "'',",
        "1,",
    })
    void theUsualWordsAreBooleans(String word, Boolean expected) {
        assertThat(list("A.X=" + word).bool("root.a.x").orElse(null)).isEqualTo(expected);
    }

    @Test
    void aParametersOwnWordsAreBooleans() {
        ParameterList list = list("A.X=anonymous", "A.Y=password", "A.Z=***");

        assertThat(list.bool("A.X", "anonymous")).hasValue(true);
        assertThat(list.bool("A.X", "on", "ANONYMOUS")).hasValue(true);
        assertThat(list.bool("A.Y", "anonymous")).hasValue(false);
        assertThat(list.bool("A.Z", "anonymous")).isEmpty();
        assertThat(list.bool("A.None", "anonymous")).isEmpty();
    }

    @Test
    void integers() {
        ParameterList list = list("A.X=443", "A.Y= -7 ", "A.Z=many", "A.E=", "A.L=99999999999999999999");

        assertThat(list.integer("A.X")).hasValue(443);
        assertThat(list.integer("a.y")).hasValue(-7);
        assertThat(list.integer("A.Z")).isEmpty();
        assertThat(list.integer("A.E")).isEmpty();
        assertThat(list.integer("A.L")).isEmpty();
        assertThat(list.integer("A.None")).isEmpty();
    }

    @Test
    void whatHasNoName_isNoParameter() {
        assertThat(list("root.=API.RemoteSyslog1.Enabled=false", "=no", "root.Brand.Brand=AXIS")
                        .asMap())
                .containsOnly(Map.entry("Brand.Brand", "AXIS"));
    }

    @Test
    void theEntriesOfAGroupByNumber() {
        ParameterList list = ParameterList.parse(Recorded.text("io/param-ioport-mixed-intercom.txt"));

        SortedMap<Integer, ParameterList> ports = list.indexed("root.ioport.i");

        assertThat(ports).containsKeys(0, 3);
        assertThat(ports.get(3).get("usage")).hasValue("Tampering");
        assertThat(list.group("IOPort").group("I3").get("Usage")).hasValue("Tampering");
        assertThat(list.group("IOPort.I3").asMap()).isEqualTo(ports.get(3).asMap());
        assertThat(list.group("IOPort.I").asMap()).isEmpty();
        assertThat(list.indexed("Nothing.N")).isEmpty();
    }

    @Test
    void numbersMayBeMissing_andWhatIsNoNumberIsNoEntry() {
        ParameterList list =
                list("P.S10.A=1", "P.S2.A=2", "P.S2.B.C=3", "P.S=4", "P.S7=5", "P.Sx.A=6", "P.S1234567890.A=7");

        assertThat(list.indexed("P.S").keySet()).containsExactly(2, 10);
        assertThat(list.indexed("P.S").get(2).asMap()).isEqualTo(Map.of("A", "2", "B.C", "3"));
    }
}
