package dev.openaxis.vapix.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RedirectedException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.recordings.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two forms of web services, on recorded answers and the references' examples. */
class ServicesTest {
    private static final String ACTIONS = "http://www.axis.com/vapix/ws/action1";
    private static final String ENVELOPE = "http://www.w3.org/2003/05/soap-envelope";
    private static final SoapService RULES = new SoapService("the action service", ACTIONS, "AXIS OS 5.50");
    private static final JsonService PACS = new JsonService("/vapix/pacs", "pacsaxis", "the A1001");

    private final Answers answers = new Answers();

    @AfterEach
    void close() {
        answers.close();
    }

    private Element soap(int status, String body) {
        return answers.read(context -> RULES.answer(context, Answers.answer(status, body), "AddActionRule"));
    }

    private Json json(int status, String body) {
        return answers.read(context -> PACS.answer(answers.session(), context, Answers.answer(status, body)));
    }

    private static RefusedException refused(ThrowingCallable call) {
        RefusedException[] found = new RefusedException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class, e -> found[0] = e);
        return found[0];
    }

    private static String recorded(String name) {
        return Recorded.text("services/" + name);
    }

    // ---- SOAP ----

    @Test
    void aRequestIsTheRecordedOneButForPrefixes() throws Exception {
        HttpRequest request = answers.read(context -> new SoapService("", "http://www.axis.com/vapix/ws/event1", "")
                .call(context, Effect.READ, "GetEventInstances")
                .build());

        assertThat(request.path()).isEqualTo("/vapix/services");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).contains(Map.entry("Content-Type", "application/soap+xml; charset=utf-8"));
        // The reference's minimal request (VAPIX entry-service-api).
        assertThat(Element.parse(new String(request.body(), StandardCharsets.UTF_8)))
                .isEqualTo(
                        Element.parse(
                                "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\"><soap:Body>"
                                        + "<GetEventInstances xmlns=\"http://www.axis.com/vapix/ws/event1\"/></soap:Body></soap:Envelope>"));
    }

    @Test
    void anAnswerIsFoundWhateverItsPrefix() {
        assertThat(soap(200, recorded("add-action-rule-M1075-L-12.9.57.xml")).childText(ACTIONS, "RuleID"))
                .hasValue("1");
        assertThat(soap(
                                200,
                                "<Envelope xmlns='" + ENVELOPE + "'><Header/><Body><x:AddActionRuleResponse xmlns:x='"
                                        + ACTIONS
                                        + "'><x:RuleID> 7\n</x:RuleID><RuleID>8</RuleID></x:AddActionRuleResponse></Body></Envelope>")
                        .childText(ACTIONS, "RuleID"))
                .hasValue("7");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 500})
    void aFaultIsOne_whateverTheStatus(int status) {
        RefusedException unknownRule = refused(() -> soap(status, recorded("fault-unknown-rule-M1075-L-12.9.57.xml")));

        assertThat(unknownRule.code()).isEqualTo(status);
        assertThat(unknownRule.deviceMessage()).isEqualTo("No action rule with id '9999' exists");
        assertThat(unknownRule.endpoint()).isEqualTo("/vapix/services");
        assertThat(unknownRule.details())
                .isEqualTo(Map.of("code", "SOAP-ENV:Sender", "detail", "{" + ACTIONS + "}ActionRuleNotFoundFault"));
        assertThat(ServiceFault.names(unknownRule, "ActionRuleNotFoundFault")).isTrue();
        assertThat(ServiceFault.names(unknownRule, "RuleNotFoundFault")).isFalse();
    }

    @Test
    void aFaultWithASubcode_andATextAsItsDetail() {
        RefusedException invalid = refused(() -> soap(400, recorded("fault-invalid-args-M1075-L-12.9.57.xml")));

        assertThat(invalid.details())
                .containsEntry("subcode", "ter:InvalidArgs")
                .containsEntry("detail", "Validation constraint violation: occurrence violation in element Conditions");
        assertThat(ServiceFault.names(invalid, "InvalidArgs")).isTrue();
        assertThat(invalid)
                .hasMessageContaining("the fault SOAP-ENV:Sender ter:InvalidArgs \"Invalid argument\"")
                .hasMessageContaining("occurrence violation in element Conditions");
    }

    @Test
    void aFaultWithTwoSubcodes() {
        RefusedException notFound = refused(() -> soap(400, """
                <env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body>
                <env:Fault><env:Code><env:Value>env:Sender</env:Value><env:Subcode><env:Value>ter:InvalidArgVal</env:Value>
                <env:Subcode><env:Value>ter:NotFound</env:Value></env:Subcode></env:Subcode></env:Code>
                <env:Reason><env:Text xml:lang="en">...</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>"""));

        assertThat(notFound.details()).containsEntry("subcode", "ter:InvalidArgVal/ter:NotFound");
        assertThat(List.of("InvalidArgVal", "NotFound")).allMatch(name -> ServiceFault.names(notFound, name));
    }

    @Test
    void aFaultWithoutWords() {
        assertThat(refused(() -> soap(400, recorded("fault-empty-reason-P3265-V-12.11.77.xml"))))
                .hasMessageContaining("answered the fault SOAP-ENV:");
    }

    @Test
    void anOperationTheServiceDoesNotHave() {
        assertThatThrownBy(() -> soap(400, recorded("fault-action-not-supported-P3265-V-12.11.77.xml")))
                .isInstanceOfSatisfying(
                        UnsupportedCapabilityException.class,
                        e -> assertThat(e.api()).isEqualTo("the action service"))
                .hasMessageContaining("Optional action not implemented")
                .hasMessageContaining("AXIS OS 5.50");
    }

    @Test
    void aCallerWhoMayNot() {
        String fault = recorded("fault-invalid-args-M1075-L-12.9.57.xml").replace("InvalidArgs", "NotAuthorized");

        assertThatThrownBy(() -> soap(400, fault))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("This needs ADMIN (the test)");
        assertThatThrownBy(() -> soap(403, recorded("fault-unknown-rule-M1075-L-12.9.57.xml")))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> soap(403, "")).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void otherStatuses() {
        assertThatThrownBy(() -> soap(404, "<html>not here</html>")).isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> soap(301, "")).isInstanceOf(RedirectedException.class);
        assertThat(refused(() -> soap(503, "busy")).code()).isEqualTo(503);
        // Only the envelope of an answer makes it one.
        assertThat(refused(() -> soap(500, recorded("add-action-rule-M1075-L-12.9.57.xml")))
                        .code())
                .isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "<html/>",
                "<Envelope><Body/></Envelope>",
                "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'/>",
                "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body/></e:Envelope>",
                // SOAP 1.1
                "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><e:Fault/></e:Body></e:Envelope>",
                // another operation, and the right one of another service
                "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body><RemoveActionRuleResponse"
                        + " xmlns='http://www.axis.com/vapix/ws/action1'/></e:Body></e:Envelope>",
                "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body><AddActionRuleResponse/></e:Body>"
                        + "</e:Envelope>",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body>"
                        + "<AddActionRuleResponse xmlns='http://www.axis.com/vapix/ws/action1'/></e:Body></e:Envelope>",
            })
    void whatIsNoAnswer(String body) {
        assertThatThrownBy(() -> soap(200, body)).isInstanceOf(MalformedResponseException.class);
    }

    @Test
    void textsAreEscaped_andWhatXmlDoesNotHaveIsRefused() throws Exception {
        Element element = Element.of(
                "urn:a",
                "a",
                Element.text("urn:b", "b", " <&>\"' \r\n\t ]]> ü \uD83D\uDD12"),
                Element.text("", "c", "plain"));

        assertThat(Element.parse(element.xml())).isEqualTo(element);
        assertThatThrownBy(() -> Element.text("", "a", "\u0001").xml()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Element.text("", "a", "\uD83D").xml()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attributesAreToldApartByTheirNamespaces() throws Exception {
        Element element = Element.parse("<a xmlns:w='urn:w' topic='plain' w:topic='true'/>");

        assertThat(element.attribute("topic")).hasValue("plain");
        assertThat(element.attributes()).hasSize(2);
    }

    // ---- JSON ----

    @Test
    void aJsonRequestNamesItsOperationWithThePrefix() {
        HttpRequest request =
                answers.read(context -> PACS.call(context, Effect.READ, "GetAccessControllerList", Map.of())
                        .build());

        assertThat(request.path()).isEqualTo("/vapix/pacs");
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"pacsaxis:GetAccessControllerList\":{}}");
    }

    @Test
    void aJsonAnswerIsTheResponsesContent() {
        Json answer = json(
                200,
                "{\"AccessController\":[{\"token\":\"Axis-b8a44f000001 AccessController\",\"Name\":\"\",\"AccessPoint\":[]}]}");

        assertThat(answer.objects("AccessController").get(0).text("token", ""))
                .isEqualTo("Axis-b8a44f000001 AccessController");
        assertThat(json(200, "{}").asTexts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 500})
    void aJsonFault(int status) {
        RefusedException refused = refused(() -> json(
                status,
                "{\"Fault\":\"env:Sender\",\"FaultCode\":\"ter:InvalidArgVal\",\"FaultSubCode\":\"ter:NotFound\","
                        + "\"FaultReason\":\"Invalid argument value\",\"FaultMsg\":\"No such door\"}"));

        assertThat(refused.code()).isEqualTo(status);
        assertThat(refused.endpoint()).isEqualTo("/vapix/pacs");
        assertThat(refused.deviceMessage()).isEqualTo("Invalid argument value");
        assertThat(refused.details())
                .isEqualTo(Map.of(
                        "code", "env:Sender", "subcode", "ter:InvalidArgVal/ter:NotFound", "detail", "No such door"));
    }

    @Test
    void jsonFaultsWithHolesInThem() {
        assertThat(refused(() -> json(
                                400,
                                "{\"Fault\":\"env:Receiver\",\"FaultCode\":\"ter:Action\",\"FaultSubCode\":"
                                        + "\"axast:DeviceNotCalibrated\",\"FaultReason\":\"…\",\"FaultMsg\":null}"))
                        .details())
                .containsEntry("subcode", "ter:Action/axast:DeviceNotCalibrated")
                .doesNotContainKey("detail");
        assertThat(refused(() -> json(200, "{\"Fault\":null,\"FaultMsg\":\"JSON parse error\"}"))
                        .deviceMessage())
                .isEqualTo("JSON parse error");
        assertThat(refused(() -> json(400, "{}")).code()).isEqualTo(400);
        assertThatThrownBy(() -> json(404, "{}")).isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> json(403, "<html/>")).isInstanceOf(AuthorizationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"OK\"", "<html/>", "{"})
    void whatIsNoJsonAnswer(String body) {
        assertThatThrownBy(() -> json(200, body)).isInstanceOf(MalformedResponseException.class);
    }
}
