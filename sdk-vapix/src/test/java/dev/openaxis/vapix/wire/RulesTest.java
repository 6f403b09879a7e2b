package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.RulesDevice.TOGGLE;
import static dev.openaxis.vapix.wire.RulesDevice.UNLIMITED_TOGGLE;
import static dev.openaxis.vapix.wire.RulesDevice.envelope;
import static dev.openaxis.vapix.wire.RulesDevice.fault;
import static dev.openaxis.vapix.wire.RulesDevice.templates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.SupervisedState;
import dev.openaxis.vapix.rules.Action;
import dev.openaxis.vapix.rules.ActionRule;
import dev.openaxis.vapix.rules.AddedRule;
import dev.openaxis.vapix.rules.ConfigurationId;
import dev.openaxis.vapix.rules.NewRule;
import dev.openaxis.vapix.rules.OutputLevel;
import dev.openaxis.vapix.rules.Recipient;
import dev.openaxis.vapix.rules.RecipientId;
import dev.openaxis.vapix.rules.RuleCondition;
import dev.openaxis.vapix.rules.RuleFault;
import dev.openaxis.vapix.rules.RuleId;
import dev.openaxis.vapix.rules.Rules;
import dev.openaxis.vapix.rules.StartEvent;
import java.io.StringReader;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Adding rules: what is sent for them, and everything that is refused before. */
class RulesTest {
    private static final String AA = "http://www.axis.com/vapix/ws/action1";
    private static final PortId OUTPUT = PortId.of(0);
    private static final RuleCondition CUT = RuleCondition.supervised(PortId.of(2), SupervisedState.CUT);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final RulesDevice device = new RulesDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static NewRule pulsing() {
        return ActionRule.named("alarm").when(CUT).pulses(OUTPUT, FIVE_SECONDS);
    }

    private static NewRule doing(Action action) {
        return ActionRule.named("a rule").when(CUT).does(action);
    }

    private static List<Element> parameters(String sent) throws Exception {
        return Element.parse(sent)
                .children()
                .get(0)
                .children()
                .get(0)
                .children()
                .get(0)
                .child(AA, "Parameters")
                .orElseThrow()
                .children();
    }

    private static String values(String sent) throws Exception {
        return String.join(
                " ",
                parameters(sent).stream()
                        .map(one -> one.attribute("Name").orElseThrow() + "="
                                + one.attribute("Value").orElseThrow())
                        .toList());
    }

    // ---- the common rule ----

    @Test
    void whenInput2IsCut_pulseRelay0For5Seconds() throws Exception {
        AddedRule added = device.rules()
                .when(RuleCondition.supervised(PortId.of(2), SupervisedState.CUT))
                .pulse(PortId.of(0), Duration.ofSeconds(5))
                .named("Cable of input 2 cut")
                .add();

        assertThat(added).isEqualTo(new AddedRule(RuleId.of("9"), ConfigurationId.of("5")));
        assertThat(device.sent())
                .containsExactly("GetActionTemplates", "GetActionRules", "AddActionConfiguration", "AddActionRule");
        assertThat(Element.parse(device.sent("AddActionConfiguration").get(0)))
                .isEqualTo(Element.parse(envelope(
                        "<AddActionConfiguration xmlns='" + AA + "'><NewActionConfiguration><TemplateToken>" + TOGGLE
                                + "</TemplateToken><Parameters><Parameter Name='port' Value='0'/>"
                                + "<Parameter Name='state' Value='high'/><Parameter Name='duration' Value='5'/>"
                                + "</Parameters></NewActionConfiguration></AddActionConfiguration>")));
        assertThat(Element.parse(device.sent("AddActionRule").get(0)))
                .isEqualTo(
                        Element.parse(
                                envelope(
                                        "<AddActionRule xmlns='" + AA
                                                + "'><NewActionRule><Name>Cable of input 2 cut</Name><Enabled>true</Enabled><Conditions><Condition>"
                                                + "<wsnt:TopicExpression Dialect='http://docs.oasis-open.org/wsn/t-1/TopicExpression/Concrete'>"
                                                + "tns1:Device/tnsaxis:IO/SupervisedPort</wsnt:TopicExpression>"
                                                + "<wsnt:MessageContent Dialect='http://www.onvif.org/ver10/tev/messageContentFilter/ItemFilter'>"
                                                + "boolean(//SimpleItem[@Name=\"port\" and @Value=\"2\"]) and"
                                                + " boolean(//SimpleItem[@Name=\"state\" and @Value=\"cut\"])</wsnt:MessageContent>"
                                                + "</Condition></Conditions><PrimaryAction>5</PrimaryAction></NewActionRule></AddActionRule>")));
    }

    @Test
    void theSameAsAFuture() {
        assertThat(device.rules()
                        .startingAt(StartEvent.shock())
                        .pulse(OUTPUT, FIVE_SECONDS)
                        .named("shock")
                        .async()
                        .add()
                        .join()
                        .rule())
                .isEqualTo(RuleId.of("9"));
    }

    /** Topics are texts with prefixes, so both must be declared where they stand. */
    @Test
    void thePrefixesOfTopicsAreDeclared() throws Exception {
        device.rules().add(pulsing());

        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var topic = factory.newDocumentBuilder()
                .parse(new InputSource(
                        new StringReader(device.sent("AddActionRule").get(0))))
                .getElementsByTagNameNS("http://docs.oasis-open.org/wsn/b-2", "TopicExpression")
                .item(0);
        assertThat(topic.lookupNamespaceURI("tns1")).isEqualTo("http://www.onvif.org/ver10/topics");
        assertThat(topic.lookupNamespaceURI("tnsaxis")).isEqualTo("http://www.axis.com/2009/event/topics");
    }

    @Test
    void severalTopicsHaveTheDialectForThem() {
        EventFilter several = EventFilter.topic("tns1:Device/tnsaxis:IO").andBelow();

        device.rules()
                .startingAt(StartEvent.of(several))
                .pulse(OUTPUT, FIVE_SECONDS)
                .named("any")
                .add();

        assertThat(device.sent("AddActionRule").get(0))
                .contains("tev/topicExpression/ConcreteSet\">tns1:Device/tnsaxis:IO//.<")
                .doesNotContain("MessageContent")
                .doesNotContain("Conditions");
    }

    @Test
    void aDisabledRule() {
        device.rules()
                .when(CUT)
                .pulse(OUTPUT, FIVE_SECONDS)
                .named("r")
                .disabled()
                .atMostEvery(Duration.ofMinutes(2))
                .add();

        assertThat(device.sent("AddActionRule").get(0))
                .contains("<Enabled>false</Enabled>")
                .contains("<ActivationTimeout>PT120S</ActivationTimeout>");
    }

    // ---- templates ----

    @Test
    void everyParameterOfTheTemplatesIsSent_andUnusedOnesEmpty() throws Exception {
        device.hasRecordedTemplates();

        device.rules()
                .add(doing(
                        Action.request(Recipient.https("https://192.0.2.20/in").login("dev", "pw"), "at %T on #i")
                                .named("call")));

        assertThat(device.sent("AddActionConfiguration").get(0)).contains("<Name>call</Name><TemplateToken>");
        assertThat(values(device.sent("AddActionConfiguration").get(0)))
                .isEqualTo(
                        "upload_url=https://192.0.2.20/in validate_server_cert=1 login=dev password=pw"
                                + " message=at %25T on %23i parameters= proxy_host= proxy_port= proxy_login= proxy_password= qos=");
        assertThat(device.sent())
                .containsSubsequence("GetActionTemplates", "GetRecipientTemplates", "AddActionConfiguration");
    }

    @Test
    void namesAreSentAsTheDeviceSpellsThem() throws Exception {
        device.says(
                "GetActionTemplates",
                templates("com.axis.action.fixed.mqttpublish", "Topic", "QoS", "Retained", "Payload"));

        device.rules().add(doing(Action.mqtt("site/1", "50%%", 1)));

        assertThat(values(device.sent("AddActionConfiguration").get(0)).split(" "))
                .containsExactlyInAnyOrder("Topic=site/1", "QoS=1", "Payload=50%25%25", "Retained=");
    }

    @Test
    void anActionTheDeviceDoesNotHave() {
        assertThatThrownBy(() -> device.rules().add(doing(Action.of("com.axis.action.fixed.sip", Map.of()))))
                .isInstanceOfSatisfying(UnsupportedCapabilityException.class, e -> {
                    assertThat(e.api()).isEqualTo("com.axis.action.fixed.sip");
                    assertThat(e.effect()).isEqualTo(AppliedEffect.NONE);
                });
        assertThat(device.sent()).containsExactly("GetActionTemplates");
    }

    @Test
    void aParameterTheDeviceDoesNotHave() {
        device.hasRecordedTemplates();
        Action posting =
                Action.request(Recipient.http("http://192.0.2.20/"), "x").with("method", "POST");

        assertThatThrownBy(() -> device.rules().add(doing(posting)))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("no parameter method; it has");
        // One that says nothing is not missed.
        device.rules().add(doing(posting.with("METHOD", "")));
        assertThat(device.sent("AddActionConfiguration"))
                .singleElement()
                .asString()
                .doesNotContain("ethod");
    }

    @Test
    void anActionWithoutARecipient_orWithAnotherThanItsOwn() {
        device.hasRecordedTemplates();
        Action call = Action.of("com.axis.action.fixed.notification.http", Map.of("message", "x"));

        assertThatThrownBy(() -> device.rules().addAction(call))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("com.axis.recipient.http, and none is given");
        assertThatThrownBy(() -> device.rules().addAction(call.to(Recipient.tcp("192.0.2.20", 1))))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("com.axis.recipient.http, not com.axis.recipient.tcp");
        assertThatThrownBy(() -> device.rules()
                        .addAction(Action.pulse(OUTPUT, FIVE_SECONDS).to(Recipient.tcp("192.0.2.20", 1))))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("has no recipient");
        // Its values may stand among the action's own.
        device.rules().addAction(call.with("upload_url", "http://192.0.2.20/"));
        assertThat(device.sent("AddActionConfiguration")).hasSize(1);
    }

    @Test
    void aDeviceThatDoesNotListTheRecipientsTemplate() throws Exception {
        device.hasRecordedTemplates();
        device.says("GetRecipientTemplates", envelope("<aa:GetRecipientTemplatesResponse/>"));

        device.rules().addAction(Action.tcp(Recipient.tcp("192.0.2.20", 7000), "x"));

        assertThat(values(device.sent("AddActionConfiguration").get(0)).split(" "))
                .containsExactlyInAnyOrder("host=192.0.2.20", "port=7000", "message=x");
    }

    // ---- outputs ----

    @Test
    void aPortThatIsNoOutput() {
        device.ports("input");

        assertThatThrownBy(() -> device.rules().add(pulsing())).isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> device.rules()
                        .addAction(Action.output(PortId.of(7), OutputLevel.LOW).with("duration", "1")))
                .isInstanceOf(WrongPortException.class);
        assertThat(device.sent()).doesNotContain("AddActionConfiguration");
    }

    @Test
    void aPortThatNothingProvesToBeARelay() {
        assertThatThrownBy(() -> device.rules()
                        .when(CUT)
                        .pulse(RelayId.of(0), FIVE_SECONDS)
                        .named("r")
                        .add())
                .isInstanceOf(UnverifiedMappingException.class);

        PortMap map = device.device.client().io().portMap();
        device.device
                .client()
                .io()
                .accept(new PortMap(
                        map.serial(), map.topology(), Map.of(OUTPUT, new PortMap.Entry(true, "K1", Optional.empty()))));
        device.rules().when(CUT).pulse(RelayId.of(0), FIVE_SECONDS).named("r").add();
    }

    @Test
    void otherPortsThanTheCallerSaw() {
        device.ports("output");
        device.device.client().io().ports();
        device.device.answers(
                "/axis-cgi/io/portmanagement.cgi",
                "{\"data\":{\"numberOfPorts\":1,\"items\":[{\"port\":\"0\",\"configurable\":false,\"direction\":\"output\","
                        + "\"state\":\"open\",\"normalState\":\"open\"}]}}");

        assertThatThrownBy(() -> device.rules().add(pulsing())).isInstanceOf(TopologyChangedException.class);
    }

    @Test
    void aDoorControllersOutputs_areLeftAlone_unlessAskedFor() {
        device.product("A1601");
        Rules rules = device.rules();

        assertThatThrownBy(() -> rules.add(pulsing())).isInstanceOf(UnverifiedMappingException.class);
        assertThat(device.sent()).doesNotContain("AddActionConfiguration");

        rules.drivingDoorController().add(pulsing());
        rules.drivingDoorController()
                .when(CUT)
                .pulse(OUTPUT, FIVE_SECONDS)
                .named("r")
                .add();
        assertThat(device.sent("AddActionRule")).hasSize(2);
    }

    private void hasConfiguration(String id, String template, String port) {
        device.says(
                "GetActionConfigurations",
                envelope("<aa:GetActionConfigurationsResponse><aa:ActionConfigurations><aa:ActionConfiguration>"
                        + "<aa:ConfigurationID>" + id + "</aa:ConfigurationID><aa:TemplateToken>" + template
                        + "</aa:TemplateToken><aa:Parameters><aa:Parameter Value=\"" + port + "\" Name=\"port\"/>"
                        + "</aa:Parameters></aa:ActionConfiguration></aa:ActionConfigurations>"
                        + "</aa:GetActionConfigurationsResponse>"));
    }

    @Test
    void aStoredActionIsLookedAtToo() {
        NewRule rule = ActionRule.named("r").when(CUT).uses(ConfigurationId.of("3"));
        NewRule started = ActionRule.named("r").startingAt(StartEvent.shock()).uses(ConfigurationId.of("3"));

        hasConfiguration("3", TOGGLE, "1");
        assertThatThrownBy(() -> device.rules().add(rule)).isInstanceOf(WrongPortException.class);
        hasConfiguration("3", TOGGLE, "first");
        assertThatThrownBy(() -> device.rules().add(rule)).isInstanceOf(UnverifiedMappingException.class);
        hasConfiguration("3", UNLIMITED_TOGGLE, "0");
        assertThatThrownBy(() -> device.rules().add(started))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("condition");
        assertThat(device.sent()).doesNotContain("AddActionRule");

        assertThat(device.rules().add(rule).configuration()).isEqualTo(ConfigurationId.of("3"));
        assertThat(device.sent()).doesNotContain("AddActionConfiguration");
        assertThat(device.sent("AddActionRule").get(0)).contains("<PrimaryAction>3</PrimaryAction>");
    }

    // ---- limits ----

    @Test
    void aDeviceWithAllItsRules() {
        device.hasRules(Collections.nCopies(256, "1").toArray(String[]::new));

        assertThatThrownBy(() -> device.rules().add(pulsing()))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("at most 256 action rules (manuals of A1710-B and A9210), and this one has 256");
        assertThat(device.sent()).doesNotContain("AddActionConfiguration");

        device.hasRules(Collections.nCopies(255, "1").toArray(String[]::new));
        device.rules().add(pulsing());
    }

    private static String recipients(int count) {
        return envelope("<aa:GetRecipientConfigurationsResponse><aa:RecipientConfigurations>"
                + String.join(
                        "",
                        IntStream.range(0, count)
                                .mapToObj(id -> "<aa:RecipientConfiguration><aa:ConfigurationID>" + id
                                        + "</aa:ConfigurationID></aa:RecipientConfiguration>")
                                .toList())
                + "</aa:RecipientConfigurations></aa:GetRecipientConfigurationsResponse>");
    }

    @Test
    void recipients() {
        device.hasRecordedTemplates();
        device.says(
                "AddRecipientConfiguration", RulesDevice.added("AddRecipientConfiguration", "ConfigurationID", "4"));
        device.says("RemoveRecipientConfiguration", envelope("<aa:RemoveRecipientConfigurationResponse/>"));
        Recipient ftp = Recipient.ftp("192.0.2.20", "/in");

        device.says("GetRecipientConfigurations", recipients(20));
        assertThatThrownBy(() -> device.rules().addRecipient("full", ftp))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("at most 20 recipients");
        assertThatThrownBy(() -> device.rules().addRecipient("none", Recipient.of("com.axis.recipient.sip", Map.of())))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(device.sent()).doesNotContain("AddRecipientConfiguration");

        device.says("GetRecipientConfigurations", recipients(19));
        assertThat(device.rules().addRecipient("in", ftp)).isEqualTo(RecipientId.of("4"));
        device.rules().removeRecipient(RecipientId.of("4"));
        assertThat(device.sent("RemoveRecipientConfiguration").get(0)).contains("<ConfigurationID>4</ConfigurationID>");
    }

    // ---- what a device may say ----

    @Test
    void aDeviceWithoutTheServices() {
        device.hasNoServices();

        assertThatThrownBy(() -> device.rules().list())
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("the action service")
                .hasMessageContaining("AXIS OS 5.50");
        assertThatThrownBy(() -> device.rules().schedules())
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("the event service");
        assertThatThrownBy(() -> device.rules().add(pulsing())).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void anAccountThatMayNot() {
        device.says("GetActionRules", fault("Sender", "<ter:NotAuthorized/>"));

        assertThatThrownBy(() -> device.rules().list())
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("This needs ADMIN (not documented");
    }

    @Test
    void oddEntries_areLeftOut_andTheOthersRead() {
        device.says(
                "GetActionRules",
                envelope(
                        "<aa:GetActionRulesResponse><aa:ActionRules><aa:ActionRule><aa:Name>no id</aa:Name></aa:ActionRule>"
                                + "<aa:ActionRule><aa:RuleID> 7\n</aa:RuleID><aa:Enabled>perhaps</aa:Enabled>"
                                + "<aa:ActivationTimeout>soon</aa:ActivationTimeout><aa:Conditions><aa:Condition/></aa:Conditions>"
                                + "<aa:PrimaryAction/></aa:ActionRule><aa:Other/></aa:ActionRules></aa:GetActionRulesResponse>"));

        ActionRule odd = device.rules().list().get(0);

        assertThat(device.rules().list()).hasSize(1);
        assertThat(odd.id()).isEqualTo(RuleId.of("7"));
        assertThat(odd.name()).isEmpty();
        assertThat(odd.enabled()).isEmpty();
        assertThat(odd.atMostEvery()).isEmpty();
        assertThat(odd.action()).isEmpty();
        // A condition that says nothing is still one.
        assertThat(odd.conditions()).hasSize(1);
        assertThat(odd.conditions().get(0).filter()).isEmpty();
    }

    @Test
    void aRefusalThatHasNoName_isToldAsItIs() {
        device.says("AddActionRule", fault("Sender", "<aa:SomethingElseFault/>"));

        assertThatThrownBy(() -> device.rules().add(pulsing()))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(RuleFault.of(refused)).isEmpty();
                    assertThat(RuleFault.usedBy(refused)).isEmpty();
                    assertThat(refused.details()).containsEntry("detail", "{" + AA + "}SomethingElseFault");
                });
    }
}
