package dev.openaxis.vapix.wire;

import dev.openaxis.vapix.recordings.Recorded;
import dev.openaxis.vapix.rules.Rules;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;

/** A device whose action and event services give the answers they are told, by operation. */
final class RulesDevice implements AutoCloseable {
    static final String SERVICES = "/vapix/services";
    static final String TOGGLE = "com.axis.action.fixed.io.toggle";
    static final String UNLIMITED_TOGGLE = "com.axis.action.unlimited.io.toggle";

    final ScriptedDevice device = new ScriptedDevice();
    private final Map<String, Supplier<MockResponse>> operations = new ConcurrentHashMap<>();

    RulesDevice() {
        product("P5512");
        device.answers(
                "/axis-cgi/apidiscovery.cgi",
                "{\"data\":{\"apiList\":[{\"id\":\"io-port-management\",\"version\":\"1.1\"}]}}");
        device.answers(ScriptedDevice.USERGROUP, "root\nroot admin operator viewer\n");
        ports("output");
        device.answersBy(SERVICES, asked -> {
            Supplier<MockResponse> told = operations.get(operation(asked.body()));
            return told == null ? fault("Receiver", "<ter:ActionNotSupported/>") : told.get();
        });
        says("GetActionTemplates", templates(TOGGLE, "port", "state", "duration"));
        says("GetRecipientTemplates", envelope("<aa:GetRecipientTemplatesResponse/>"));
        says("GetActionConfigurations", envelope("<aa:GetActionConfigurationsResponse/>"));
        says("GetRecipientConfigurations", envelope("<aa:GetRecipientConfigurationsResponse/>"));
        hasRules();
        says("AddActionConfiguration", added("AddActionConfiguration", "ConfigurationID", "5"));
        says("AddActionRule", added("AddActionRule", "RuleID", "9"));
        says("RemoveActionRule", envelope("<aa:RemoveActionRuleResponse/>"));
        says("RemoveActionConfiguration", envelope("<aa:RemoveActionConfigurationResponse/>"));
    }

    void product(String number) {
        device.answers(
                "/axis-cgi/basicdeviceinfo.cgi",
                "{\"data\":{\"propertyList\":{\"SerialNumber\":\"00408CFB6888\",\"ProdNbr\":\"" + number + "\"}}}");
    }

    /** Port 0 as told, port 1 an input. */
    void ports(String direction) {
        device.answers(
                "/axis-cgi/io/portmanagement.cgi",
                "{\"data\":{\"numberOfPorts\":2,\"items\":[" + port(0, direction) + "," + port(1, "input") + "]}}");
    }

    private static String port(int number, String direction) {
        return "{\"port\":\"" + number + "\",\"configurable\":false,\"usage\":\"\",\"name\":\"\",\"direction\":\""
                + direction + "\",\"state\":\"open\",\"normalState\":\"open\"}";
    }

    Rules rules() {
        return device.client().rules();
    }

    // ---- what the device says ----

    static String operation(String body) {
        return body.replaceFirst("(?s)^.*?<Body><(\\w+).*$", "$1");
    }

    /** Answers in this order; the last one stays. */
    void says(String operation, String... bodies) {
        says(
                operation,
                Stream.of(bodies)
                        .map(body -> new MockResponse.Builder().body(body).build())
                        .toArray(MockResponse[]::new));
    }

    void says(String operation, MockResponse... answers) {
        Queue<MockResponse> told = new ArrayDeque<>(List.of(answers));
        operations.put(operation, () -> {
            synchronized (told) {
                return told.size() == 1 ? told.peek() : told.remove();
            }
        });
    }

    /** No service answers any more. */
    void hasNoServices() {
        operations.clear();
    }

    /** Lists rules that use these action configurations; they are numbered from 1. */
    void hasRules(String... configurations) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < configurations.length; i++) {
            rules.append("<aa:ActionRule><aa:RuleID>")
                    .append(i + 1)
                    .append("</aa:RuleID><aa:Name>r</aa:Name><aa:Enabled>true</aa:Enabled><aa:PrimaryAction>")
                    .append(configurations[i])
                    .append("</aa:PrimaryAction></aa:ActionRule>");
        }
        says(
                "GetActionRules",
                envelope("<aa:GetActionRulesResponse><aa:ActionRules>" + rules
                        + "</aa:ActionRules></aa:GetActionRulesResponse>"));
    }

    static String envelope(String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\""
                + " xmlns:aa=\"http://www.axis.com/vapix/ws/action1\" xmlns:aev=\"http://www.axis.com/vapix/ws/event1\""
                + " xmlns:wsnt=\"http://docs.oasis-open.org/wsn/b-2\" xmlns:ter=\"http://www.onvif.org/ver10/error\""
                + "><SOAP-ENV:Body>" + content + "</SOAP-ENV:Body></SOAP-ENV:Envelope>";
    }

    static String added(String operation, String name, String id) {
        return envelope("<aa:" + operation + "Response><aa:" + name + ">" + id + "</aa:" + name + "></aa:" + operation
                + "Response>");
    }

    /** A list of one action template. */
    static String templates(String token, String... parameters) {
        return envelope(
                "<aa:GetActionTemplatesResponse><aa:ActionTemplates><aa:ActionTemplate><aa:TemplateToken>" + token
                        + "</aa:TemplateToken><aa:Parameters>"
                        + Stream.of(parameters)
                                .map(name -> "<aa:Parameter Type=\"string\" Name=\"" + name + "\"></aa:Parameter>")
                                .collect(Collectors.joining())
                        + "</aa:Parameters></aa:ActionTemplate></aa:ActionTemplates></aa:GetActionTemplatesResponse>");
    }

    /** Both recorded lists of templates. */
    void hasRecordedTemplates() {
        says("GetActionTemplates", recordedList("action-templates.xml", "GetActionTemplates"));
        says("GetRecipientTemplates", recordedList("recipient-templates.xml", "GetRecipientTemplates"));
    }

    static String recordedList(String file, String operation) {
        return envelope("<aa:" + operation + "Response>" + Recorded.text("rules/action-rules/" + file) + "</aa:"
                + operation + "Response>");
    }

    /** A fault with this in its detail. */
    static MockResponse fault(String code, String detail) {
        String name = detail.replaceFirst("^<ter:(\\w+)/>$", "$1");
        String subcode = name.equals(detail)
                ? ""
                : "<SOAP-ENV:Subcode><SOAP-ENV:Value>ter:" + name + "</SOAP-ENV:Value></SOAP-ENV:Subcode>";
        return new MockResponse.Builder()
                .code(400)
                .body(envelope("<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:" + code + "</SOAP-ENV:Value>"
                        + subcode + "</SOAP-ENV:Code><SOAP-ENV:Reason><SOAP-ENV:Text xml:lang=\"en\">no</SOAP-ENV:Text>"
                        + "</SOAP-ENV:Reason><SOAP-ENV:Detail>" + detail + "</SOAP-ENV:Detail></SOAP-ENV:Fault>"))
                .build();
    }

    // ---- what it was asked ----

    List<String> sent(String operation) {
        return device.asked().stream()
                .filter(asked -> asked.line().equals("POST " + SERVICES))
                .map(ScriptedDevice.Asked::body)
                .filter(body -> operation(body).equals(operation))
                .toList();
    }

    /** The operations of both services, in order. */
    List<String> sent() {
        return device.asked().stream()
                .filter(asked -> asked.line().equals("POST " + SERVICES))
                .map(asked -> operation(asked.body()))
                .toList();
    }

    @Override
    public void close() {
        device.close();
    }
}
