package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SoapServiceTest {
    private static SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9210().variant(readings).start();
    }

    private static String upTo(String text, String end) {
        return text.substring(0, text.indexOf(end));
    }

    private static String from(String text, String start) {
        return text.substring(text.indexOf(start));
    }

    @Test
    void anOperationThatIsNotThereGetsTheRecordedFault() {
        String recorded = Recordings.text("soap/p3265v-12.11.77-fault-ActionNotSupported.xml");
        try (SimulatedDevice device = with()) {
            for (String namespace :
                    List.of("http://www.axis.com/vapix/ws/certificates", Soap.EVENT, Soap.TDS, "urn:x")) {
                HttpResponse<String> answer = Soap.ask(device, namespace, "GetCertificates", "");
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(from(answer.body(), "<SOAP-ENV:Body>"))
                        .isEqualToIgnoringWhitespace(from(recorded, "<SOAP-ENV:Body>"));
            }
        }
    }

    @Test
    void theEnvelopeDeclaresWhatTheRecordedOneDeclares() {
        String recorded = Recordings.text("soap/fault-InvalidArgs-M1075-L-12.9.57.xml");
        try (SimulatedDevice device = with()) {
            HttpResponse<String> answer = Soap.ask(device, Soap.EVENT, "ChangeVirtualInputState", "<port>1</port>");
            assertThat(upTo(answer.body(), "<SOAP-ENV:Body>")).isEqualTo(upTo(recorded, "<SOAP-ENV:Body>"));
            assertThat(from(answer.body(), "<SOAP-ENV:Body>"))
                    .isEqualTo(from(recorded, "<SOAP-ENV:Body>").replace("Conditions<", "active<"));
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/soap+xml; charset=utf-8");
        }
    }

    @Test
    void faultsMayHaveAnotherStatusAndEnvelopesAnotherPrefix() {
        try (SimulatedDevice device = with(SoapVariant.FAULTS_WITH_500)) {
            assertThat(Soap.fault(Soap.ask(device, "urn:x", "Y", ""), 500))
                    .isEqualTo("Receiver ter:ActionNotSupported");
        }
        try (SimulatedDevice device = with(SoapVariant.FAULTS_WITH_200, SoapVariant.ENVELOPE_PREFIX_ENV)) {
            HttpResponse<String> answer = Soap.ask(device, "urn:x", "Y", "");
            assertThat(Soap.fault(answer, 200)).isEqualTo("Receiver ter:ActionNotSupported");
            assertThat(answer.body())
                    .contains("<env:Fault><env:Code><env:Value>env:Receiver</env:Value>")
                    .doesNotContain("SOAP-ENV");
        }
    }

    @Test
    void whatIsNoEnvelopeIsAFaultAndOnlyPostIsTaken() {
        String operation = Soap.request(Soap.TDS, "GetRelayOutputs", "");
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            for (String wrong : List.of(
                    "",
                    "<",
                    "<x/>",
                    upTo(operation, "</soap:Body>"),
                    operation + "<x/>",
                    "<!DOCTYPE x [<!ENTITY y \"z\">]>" + operation,
                    operation.replace(Soap.ENVELOPE, "http://schemas.xmlsoap.org/soap/envelope/"),
                    "<Envelope xmlns=\"" + Soap.ENVELOPE + "\"><Body/></Envelope>",
                    Soap.request(Soap.TDS, "GetRelayOutputs", "<a>".repeat(40) + "</a>".repeat(40)))) {
                assertThat(Soap.fault(Soap.post(client, Soap.VAPIX, wrong), 400))
                        .as(wrong)
                        .isEqualTo("Sender ter:InvalidArgs");
            }
            assertThat(client.get(Soap.VAPIX).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void theEntryServiceNamesServicesAtAnAddressThatIsNotTheOneInUse() {
        try (SimulatedDevice device = SimulatedDevice.a9188().start()) {
            Element result = Soap.result(
                    Soap.ask(device, Soap.ENTRY, "GetServices", "<includeCapabilities>false</includeCapabilities>"),
                    Soap.ENTRY,
                    "GetServices");
            assertThat(Soap.children(result))
                    .extracting(Soap::shape)
                    .containsExactly(
                            "Service(Namespace=" + Soap.EVENT
                                    + " XAddr=http://192.168.0.90/vapix/services Version(Major=1 Minor=1))",
                            "Service(Namespace=" + Soap.ACTION
                                    + " XAddr=http://192.168.0.90/vapix/services Version(Major=1 Minor=1))",
                            "Service(Namespace=" + Soap.GPIO
                                    + " XAddr=http://192.168.0.90/vapix/services Version(Major=1 Minor=0))",
                            "Service(Namespace=" + Soap.ENTRY
                                    + " XAddr=http://192.168.0.90/vapix/services Version(Major=1 Minor=1))");
        }
        try (SimulatedDevice device = with(SoapVariant.XADDR_AS_ASKED)) {
            Element result = Soap.result(Soap.ask(device, Soap.ENTRY, "GetServices", ""), Soap.ENTRY, "GetServices");
            assertThat(Soap.shape(result))
                    .contains("XAddr=" + device.httpUri() + "/vapix/services")
                    .doesNotContain(Soap.GPIO);
        }
    }

    @Test
    void servicesNeedALogInUnlessTheEntryServiceIsForAnybody() {
        try (SimulatedDevice device = with(SoapVariant.ENTRY_SERVICE_ANONYMOUS)) {
            Client client = new Client(device);
            assertThat(anonymous(client, Soap.request(Soap.ENTRY, "GetServices", "")))
                    .isEqualTo(200);
            assertThat(anonymous(client, Soap.request(Soap.TDS, "GetRelayOutputs", "")))
                    .isEqualTo(401);
            assertThat(anonymous(client, "<")).isEqualTo(401);
        }
        try (SimulatedDevice device = with()) {
            assertThat(anonymous(new Client(device), Soap.request(Soap.ENTRY, "GetServices", "")))
                    .isEqualTo(401);
        }
    }

    private static int anonymous(Client client, String envelope) {
        return client.anonymous(client.request(Soap.VAPIX).POST(HttpRequest.BodyPublishers.ofString(envelope)))
                .statusCode();
    }

    @Test
    void aVirtualInputIsChangedAndItsEventSent() {
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.configure("tns1:Device/tnsaxis:IO/VirtualInput");
            events.notifications(64);
            HttpResponse<String> answer = Soap.post(
                    new Client(device),
                    Soap.VAPIX,
                    Recordings.text("soap/composed-ChangeVirtualInputState-request.xml"));
            Element result = Soap.result(answer, Soap.EVENT, "ChangeVirtualInputState");
            assertThat(Soap.shape(result)).isEqualTo("ChangeVirtualInputStateResponse(stateChanged=true)");
            assertThat(device.virtualInput(10).isActive()).isTrue();
            assertThat(events.notification())
                    .isEqualTo("tns1:Device/tnsaxis:IO/VirtualInput {\"port\":\"10\"} {\"active\":\"1\"}");
            change(device, "<port>10</port><active>false</active>");
            assertThat(device.virtualInput(10).isActive()).isFalse();
        }
    }

    private static HttpResponse<String> change(SimulatedDevice device, String content) {
        return Soap.ask(device, Soap.EVENT, "ChangeVirtualInputState", content);
    }

    @Test
    void wrongVirtualInputsAreFaults() {
        try (SimulatedDevice device = with()) {
            for (String wrong : List.of("0", "65", "x", "-1")) {
                assertThat(Soap.fault(change(device, "<port>" + wrong + "</port><active>1</active>"), 400))
                        .isEqualTo("Sender ter:InvalidArgVal");
            }
            assertThat(Soap.fault(change(device, "<port>1</port><active>yes</active>"), 400))
                    .isEqualTo("Sender ter:InvalidArgs");
            assertThat(Soap.fault(change(device, "<active>1</active>"), 400)).isEqualTo("Sender ter:InvalidArgs");
            assertThat(device.counters().virtualInputChanges()).isZero();
        }
    }

    @Test
    void aVirtualInputNeedsAnOperatorOrAnAdministrator() {
        for (Reading[] readings : List.of(new Reading[0], new Reading[] {SoapVariant.VIRTUAL_INPUT_NEEDS_ADMIN})) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .variant(readings)
                    .user("guard", "g", SimulatedRole.VIEWER)
                    .user("chief", "c", SimulatedRole.OPERATOR)
                    .start()) {
                String envelope =
                        Soap.request(Soap.EVENT, "ChangeVirtualInputState", "<port>1</port><active>1</active>");
                assertThat(Soap.post(new Client(device, "guard", "g", false), Soap.VAPIX, envelope)
                                .statusCode())
                        .isEqualTo(401);
                assertThat(Soap.post(new Client(device, "chief", "c", false), Soap.VAPIX, envelope)
                                .statusCode())
                        .isEqualTo(readings.length == 0 ? 200 : 401);
            }
        }
    }

    @Test
    void aLowRoleMayGetAFault() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .user("guard", "g", SimulatedRole.VIEWER)
                .variant(Variant.LOW_ROLE_IN_BAND)
                .start()) {
            String envelope = Soap.request(Soap.EVENT, "ChangeVirtualInputState", "<port>1</port><active>1</active>");
            assertThat(Soap.fault(Soap.post(new Client(device, "guard", "g", false), Soap.VAPIX, envelope), 400))
                    .isEqualTo("Sender ter:NotAuthorized");
        }
    }

    @Test
    void aDeviceCanBeWithoutServices() {
        try (SimulatedDevice device = SimulatedDevice.a9210().without("soap").start()) {
            for (String path : List.of(Soap.VAPIX, "/onvif/services", "/onvif/device_service")) {
                assertThat(Soap.post(new Client(device), path, "<x/>").statusCode())
                        .isEqualTo(404);
            }
        }
    }
}
