package dev.openaxis.testkit;

import static dev.openaxis.testkit.Rules.action;
import static dev.openaxis.testkit.Rules.ask;
import static dev.openaxis.testkit.Rules.condition;
import static dev.openaxis.testkit.Rules.filter;
import static dev.openaxis.testkit.Rules.items;
import static dev.openaxis.testkit.Rules.parameters;
import static dev.openaxis.testkit.Rules.result;
import static dev.openaxis.testkit.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ActionServiceTest {
    private static final String READY = condition("tns1:Device/tnsaxis:Status/SystemReady", "ready", "1");
    private static final String RELAY_ON = action("com.axis.action.unlimited.io.toggle", "port", "0", "state", "high");

    private static SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9210().variant(readings).start();
    }

    private static String withRelayAction(SimulatedDevice device) {
        return result(device, "AddActionConfiguration", RELAY_ON).getTextContent();
    }

    private static String detail(HttpResponse<String> answer) {
        assertThat(Soap.fault(answer, 400)).isEqualTo("Sender");
        Element fault = Soap.body(answer.body());
        List<Element> parts = Soap.children(fault);
        return Soap.children(parts.get(2)).get(0).getLocalName() + ": "
                + parts.get(1).getTextContent();
    }

    @Test
    void aCameraHasTheRecordedTemplates() {
        try (SimulatedDevice device =
                SimulatedDevice.recorded(RecordedDevice.P5512_5_51).start()) {
            for (String[] list : new String[][] {
                {"GetActionTemplates", "action-templates"}, {"GetRecipientTemplates", "recipient-templates"}
            }) {
                String recorded = Recordings.text("action-rules/" + list[1] + ".xml")
                        .replace(" xmlns:aa=\"" + Soap.ACTION + "\"", "")
                        .replace("\n", "");
                assertThat(ask(device, list[0], "").body())
                        .contains("<aa:" + list[0] + "Response>" + recorded + "</aa:" + list[0] + "Response>");
            }
        }
    }

    private static Map<String, String> templates(SimulatedDevice device, String operation) {
        Map<String, String> templates = new TreeMap<>();
        for (Element template :
                Soap.children(Soap.children(result(device, operation, "")).get(0))) {
            StringBuilder text = new StringBuilder();
            for (Element part : Soap.children(template)) {
                switch (part.getLocalName()) {
                    case "RecipientTemplate" ->
                        text.append('>').append(part.getTextContent().replace("com.axis.recipient.", ""));
                    case "Parameters" ->
                        Soap.children(part).forEach(name -> text.append(' ').append(name.getAttribute("Name")));
                    default -> {}
                }
            }
            String token = Soap.children(template).get(0).getTextContent();
            templates.put(token.replaceFirst("com\\.axis\\.(action|recipient)\\.", ""), text.toString());
        }
        return templates;
    }

    @Test
    void anIoModuleHasTheTemplatesThatNeedNoVideo() {
        try (SimulatedDevice device = with()) {
            assertThat(templates(device, "GetActionTemplates"))
                    .hasSize(12)
                    .containsEntry("fixed.io.toggle", " port state duration")
                    .containsEntry("unlimited.io.toggle", " port state")
                    .containsEntry("fixed.notification.https", ">https parameters message method http_headers body")
                    .containsEntry("fixed.mqttpublish", " topic qos retained payload use_device_prefix")
                    .containsEntry("fixed.ledcontrol", " led color duration interval");
            assertThat(templates(device, "GetRecipientTemplates"))
                    .containsOnlyKeys("https", "smtp", "networkshare", "http", "tcp", "ftp", "sftp")
                    .containsEntry("tcp", " host port qos");
        }
        try (SimulatedDevice device = with(RuleVariant.OLD_TEMPLATES, RuleVariant.MQTT_PARAMETERS_AS_DOCUMENTED)) {
            assertThat(templates(device, "GetActionTemplates"))
                    .containsEntry("fixed.notification.http", ">http parameters message")
                    .containsEntry("fixed.mqttpublish", " Topic QoS Retained Payload");
            assertThat(templates(device, "GetRecipientTemplates")).doesNotContainKey("sftp");
        }
        try (SimulatedDevice device = SimulatedDevice.a9188().start()) {
            assertThat(templates(device, "GetActionTemplates"))
                    .doesNotContainKey("fixed.mqttpublish")
                    .containsEntry("fixed.notification.http", ">http parameters message");
        }
    }

    @Test
    void everyTemplateTellsWhatAConfigurationNeeds() {
        try (SimulatedDevice device = with()) {
            Map<String, String> recipients = templates(device, "GetRecipientTemplates");
            templates(device, "GetActionTemplates").forEach((token, parts) -> {
                String recipient = parts.startsWith(">") ? parts.substring(1, parts.indexOf(' ')) : "";
                String names = parts.replaceFirst("^>[a-z]*", "") + recipients.getOrDefault(recipient, "");
                List<String> given = new ArrayList<>();
                for (String name : names.trim().split(" ")) {
                    given.addAll(List.of(name, ""));
                }
                String[] all = given.toArray(new String[0]);
                result(device, "AddActionConfiguration", action("com.axis.action." + token, all));
                String[] short1 = given.subList(0, given.size() - 2).toArray(new String[0]);
                assertThat(detail(ask(device, "AddActionConfiguration", action("com.axis.action." + token, short1))))
                        .isEqualTo("ParametersMissmatchFault: Configuration parameter missing: "
                                + given.get(given.size() - 2));
            });
        }
    }

    @Test
    void aConfigurationComesBackWithItsValuesAsGiven() {
        try (SimulatedDevice device = with()) {
            String content = action(
                            "com.axis.action.fixed.notification.tcp",
                            "message",
                            "%2Fdoor &lt;open&gt;",
                            "port",
                            "9",
                            "qos",
                            "",
                            "host",
                            "192.0.2.20",
                            "more",
                            "x")
                    .replace("<TemplateToken>", "<Name>to &amp; fro</Name><TemplateToken>");
            assertThat(result(device, "AddActionConfiguration", content).getTextContent())
                    .isEqualTo("1");
            withRelayAction(device);
            String answer = ask(device, "GetActionConfigurations", "").body();
            assertThat(answer)
                    .contains("<aa:ConfigurationID>1</aa:ConfigurationID><aa:Name>to &amp; fro</aa:Name>"
                            + "<aa:TemplateToken>com.axis.action.fixed.notification.tcp</aa:TemplateToken>")
                    .contains("<aa:Parameter Value=\"%2Fdoor &lt;open&gt;\" Name=\"message\"></aa:Parameter>")
                    .contains("<aa:Parameter Value=\"\" Name=\"qos\"></aa:Parameter>")
                    .contains("Name=\"more\"")
                    .contains("<aa:ConfigurationID>2</aa:ConfigurationID>"
                            + "<aa:TemplateToken>com.axis.action.unlimited.io.toggle</aa:TemplateToken>");
            result(device, "RemoveActionConfiguration", "<ConfigurationID>2</ConfigurationID>");
            assertThat(withRelayAction(device)).isEqualTo("3");
        }
        try (SimulatedDevice device = with(RuleVariant.UNKNOWN_PARAMETERS_REFUSED)) {
            assertThat(detail(ask(
                            device,
                            "AddActionConfiguration",
                            action("com.axis.action.unlimited.io.toggle", "port", "0", "state", "high", "more", "x"))))
                    .startsWith("ParametersMissmatchFault: ");
        }
    }

    @Test
    void aRuleComesBackAsItWasMade() {
        String composed = Recordings.text("action-rules/composed-AddActionRule-start-event-and-condition-request.xml")
                .replace("tns1:UserAlarm/tnsaxis:Recurring/Interval", "tns1:Device/tnsaxis:IO/Port")
                .replace("com.axis.schedules.after_hours", "1")
                .replace("@Name=\"id\"", "@Name=\"port\"")
                .replace("@Name=\"active\"", "@Name=\"state\"");
        String parts = composed.replaceAll("(?s).*<aa:NewActionRule>(.*)</aa:NewActionRule>.*", "$1");
        try (SimulatedDevice device = with()) {
            withRelayAction(device);
            HttpResponse<String> added = Soap.post(new Client(device), Soap.VAPIX, composed);
            assertThat(Soap.result(added, Soap.ACTION, "AddActionRule").getTextContent())
                    .isEqualTo("1");
            assertThat(ask(device, "GetActionRules", "").body())
                    .contains("<aa:ActionRules><aa:ActionRule><aa:RuleID>1</aa:RuleID>" + parts
                            + "</aa:ActionRule></aa:ActionRules>");
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .axisOs("10.12.323")
                .variant(RuleVariant.CLAUSES_REORDERED)
                .start()) {
            withRelayAction(device);
            result(
                    device,
                    "AddActionRule",
                    rule(condition("tns1:Device/tnsaxis:IO/Port", "port", "1", "state", "1"), "1"));
            assertThat(ask(device, "GetActionRules", "").body())
                    .contains(">tns1:Device/tnsaxis:IO/Port//.<")
                    .contains(items("state", "1", "port", "1"));
        }
    }

    @Test
    void aRuleOfWhichOnlyTheAnswerIsRecordedComesBackLikeIt() {
        String recorded = Recordings.text("action-rules/get_action_rules-start-event-response-rs4acap.xml");
        Element theirs =
                Soap.children(Soap.children(Soap.body(recorded)).get(0)).get(0);
        String topic = "tnsaxis:CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1";
        try (SimulatedDevice device = with()) {
            result(
                    device,
                    "AddActionConfiguration",
                    action("com.axis.action.fixed.io.toggle", "port", "0", "state", "high", "duration", "1"));
            result(
                    device,
                    "AddActionRule",
                    "<NewActionRule><Name>Motion (email)</Name><Enabled>false</Enabled><StartEvent>"
                            + filter(topic, items("active", "1"))
                            + "</StartEvent><PrimaryAction>1</PrimaryAction></NewActionRule>");
            Element own = Soap.children(
                            Soap.children(result(device, "GetActionRules", "")).get(0))
                    .get(0);
            assertThat(Soap.shape(own).replace("RuleID=1 ", "RuleID=16 ").replace("Action=1)", "Action=17)"))
                    .isEqualTo(Soap.shape(theirs));
        }
    }

    @Test
    void aConditionFitsExactlyOneState() {
        try (SimulatedDevice device = with()) {
            withRelayAction(device);
            String port = "tns1:Device/tnsaxis:IO/Port";
            for (String fitting : List.of(
                    condition(port, "port", "1", "state", "1"),
                    condition(port, "port", "1", "state", "0"),
                    condition(port, "port", "-1"),
                    condition("tns1:Device/tnsaxis:IO//.", "port", "-1", "state", "1"),
                    condition("tns1:Device/tnsaxis:Status/SystemReady"),
                    READY)) {
                result(device, "AddActionRule", rule(fitting, "1"));
            }
            for (String wrong : List.of(
                    condition(port, "port", "77", "state", "1"),
                    condition(port, "Port", "1", "state", "1"),
                    condition("tns1:Device/tnsaxis:IO/Ports", "port", "1"),
                    condition("tns1:Device/tnsaxis:SystemMessage/ActionFailed", "description", "x"))) {
                assertThat(detail(ask(device, "AddActionRule", rule(wrong, "1"))))
                        .isEqualTo("InvalidConditionFilterFault: could not match any property events");
            }
            assertThat(detail(ask(device, "AddActionRule", rule(condition(port, "state", "1"), "1"))))
                    .startsWith("InvalidConditionFilterFault: ");
            assertThat(detail(ask(device, "AddActionRule", rule(READY + condition(port, "port", "77"), "1"))))
                    .startsWith("InvalidConditionFilterFault: ");
        }
        try (SimulatedDevice device =
                SimulatedDevice.recorded(RecordedDevice.D4200_VE_12_9).start()) {
            String action = result(
                            device,
                            "AddActionConfiguration",
                            action("com.axis.action.unlimited.siren_and_light", "profile", "x"))
                    .getTextContent();
            String declared = condition("tnsaxis:Storage/Alert", "disk_id", "NetworkShare", "alert", "1");
            assertThat(result(device, "AddActionRule", rule(declared, action)).getTextContent())
                    .isEqualTo("5");
            assertThat(detail(ask(
                            device, "AddActionRule", rule(condition("tnsaxis:Storage/Alert", "alert", "1"), action))))
                    .startsWith("InvalidConditionFilterFault: ");
        }
    }

    @Test
    void whatIsMissingOrInTheWrongPlaceIsRefused() {
        String good = rule(READY, "1");
        try (SimulatedDevice device = with()) {
            withRelayAction(device);
            for (String wrong : List.of(
                    "",
                    good.replace("<Name>r</Name>", ""),
                    good.replace("<Enabled>true</Enabled>", ""),
                    good.replace("<Enabled>true</Enabled>", "<Enabled>yes</Enabled>"),
                    good.replace("<Name>r</Name><Enabled>true</Enabled>", "<Enabled>true</Enabled><Name>r</Name>"),
                    good.replace("<PrimaryAction>1</PrimaryAction>", ""),
                    good.replace("<PrimaryAction>", "<FallbackAction>1</FallbackAction><PrimaryAction>"),
                    good.replace("<PrimaryAction>", "<ActivationTimeout>10</ActivationTimeout><PrimaryAction>"),
                    good.replaceFirst("<Conditions>.*</Conditions>", ""),
                    good.replaceFirst("<Condition>.*</Condition>", "<Condition/>"))) {
                assertThat(Soap.fault(ask(device, "AddActionRule", wrong), 400))
                        .as(wrong)
                        .isEqualTo("Sender ter:InvalidArgs");
            }
            for (String wrong : List.of(
                    "",
                    RELAY_ON.replaceFirst("<TemplateToken>.*</TemplateToken>", ""),
                    RELAY_ON.replaceFirst("<Parameters>.*</Parameters>", ""),
                    RELAY_ON.replace("Value=", "value="),
                    RELAY_ON.replaceFirst("(<Template.*Token>)(<Param.*ters>)", "$2$1"))) {
                assertThat(Soap.fault(ask(device, "AddActionConfiguration", wrong), 400))
                        .as(wrong)
                        .isEqualTo("Sender ter:InvalidArgs");
            }
            assertThat(Soap.fault(ask(device, "GetActionConditions", ""), 400))
                    .isEqualTo("Receiver ter:ActionNotSupported");
            assertThat(Soap.children(
                            Soap.children(result(device, "GetActionRules", "")).get(0)))
                    .isEmpty();
        }
    }

    @Test
    void recipientsAreStoredUnderNumbersOfTheirOwn() {
        String composed = Recordings.text("action-rules/composed-AddRecipientConfiguration-https-request.xml");
        String tcp =
                "<NewRecipientConfiguration><TemplateToken>com.axis.recipient.tcp</TemplateToken><Name>Tcp sink</Name>"
                        + parameters("host", "192.0.2.20", "port", "50000", "qos", "0")
                        + "</NewRecipientConfiguration>";
        try (SimulatedDevice device = with()) {
            withRelayAction(device);
            Soap.result(Soap.post(new Client(device), Soap.VAPIX, composed), Soap.ACTION, "AddRecipientConfiguration");
            assertThat(Soap.shape(result(device, "AddRecipientConfiguration", tcp)))
                    .isEqualTo(Soap.shape(Soap.body(
                            Recordings.text("action-rules/composed-AddRecipientConfiguration-response.xml"))));
            result(device, "RemoveRecipientConfiguration", "<ConfigurationID>1</ConfigurationID>");
            Element theirs =
                    Soap.body(Recordings.text("action-rules/composed-GetRecipientConfigurations-response.xml"));
            Element own = result(device, "GetRecipientConfigurations", "");
            assertThat(Soap.shape(own)).isEqualTo(Soap.shape(theirs));
            assertThat(pairs(own)).containsExactlyInAnyOrderElementsOf(pairs(theirs));
            assertThat(Soap.fault(
                            ask(device, "RemoveRecipientConfiguration", "<ConfigurationID>1</ConfigurationID>"), 400))
                    .isEqualTo("Sender ter:InvalidArgVal");
            assertThat(Soap.fault(ask(device, "AddRecipientConfiguration", tcp.replace(".tcp<", ".x<")), 400))
                    .isEqualTo("Sender ter:InvalidArgVal");
            assertThat(detail(ask(device, "AddRecipientConfiguration", tcp.replace("\"qos\"", "\"QOS\""))))
                    .isEqualTo("ParametersMissmatchFault: Configuration parameter missing: qos");
        }
        for (Reading[] readings : List.of(new Reading[0], new Reading[] {RuleVariant.PASSWORDS_NOT_RETURNED})) {
            try (SimulatedDevice device = with(readings)) {
                Soap.post(new Client(device), Soap.VAPIX, composed);
                assertThat(ask(device, "GetRecipientConfigurations", "").body())
                        .contains("Value=\"" + (readings.length == 0 ? "secret" : "") + "\" Name=\"password\"");
            }
        }
    }

    private static List<String> pairs(Element list) {
        List<String> pairs = new ArrayList<>();
        var parameters = list.getElementsByTagNameNS(Soap.ACTION, "Parameter");
        for (int i = 0; i < parameters.getLength(); i++) {
            Element parameter = (Element) parameters.item(i);
            pairs.add(parameter.getAttribute("Name") + "=" + parameter.getAttribute("Value"));
        }
        return pairs;
    }

    @Test
    void moreThan256RulesOr20RecipientsAreRefusedUnlessThereIsNoLimit() {
        Map<Reading[], String> answers = Map.of(
                new Reading[0], "Sender ter:InvalidArgs",
                new Reading[] {RuleVariant.LIMITS_ARE_RECEIVER_FAULTS}, "Receiver",
                new Reading[] {RuleVariant.LIMITS_NOT_ENFORCED}, "");
        answers.forEach((readings, fault) -> {
            try (SimulatedDevice device = with(readings)) {
                withRelayAction(device);
                Client client = new Client(device);
                String rule = Soap.request(Soap.ACTION, "AddActionRule", rule(READY, "1"));
                for (int i = 0; i < 256; i++) {
                    assertThat(Soap.post(client, Soap.VAPIX, rule).statusCode()).isEqualTo(200);
                }
                isRefused(Soap.post(client, Soap.VAPIX, rule), fault);
                String recipient = Recordings.text("action-rules/composed-AddRecipientConfiguration-https-request.xml");
                for (int i = 0; i < 20; i++) {
                    assertThat(Soap.post(client, Soap.VAPIX, recipient).statusCode())
                            .isEqualTo(200);
                }
                isRefused(Soap.post(client, Soap.VAPIX, recipient), fault);
            }
        });
    }

    private static void isRefused(HttpResponse<String> answer, String fault) {
        if (fault.isEmpty()) {
            assertThat(answer.statusCode()).isEqualTo(200);
        } else {
            assertThat(Soap.fault(answer, 400)).isEqualTo(fault);
        }
    }

    @Test
    void onlyAnAdministratorSeesAndMakesRulesUnlessAnOperatorMay() {
        for (Reading[] readings : List.of(new Reading[0], new Reading[] {RuleVariant.OPERATORS_MAKE_RULES})) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .variant(readings)
                    .user("chief", "c", SimulatedRole.OPERATOR)
                    .start()) {
                Client chief = new Client(device, "chief", "c", false);
                assertThat(Soap.post(chief, Soap.VAPIX, Soap.request(Soap.ACTION, "GetActionRules", ""))
                                .statusCode())
                        .isEqualTo(readings.length == 0 ? 401 : 200);
            }
        }
    }
}
