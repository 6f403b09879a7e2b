package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Anything into the event and action services and pull points: an envelope or a fault, never a hang. */
class AnySoapProperties {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("root:pass-of-tests".getBytes(StandardCharsets.UTF_8));

    private SimulatedDevice device;
    private Client client;

    @BeforeProperty
    void start() {
        device = SimulatedDevice.a9210()
                .variant(Variant.BASIC_EVERYWHERE)
                .requestLog(10)
                .start();
        client = new Client(device);
    }

    @AfterProperty
    void stop() {
        device.close();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anySoapRequestIsAnswered(@ForAll("soapRequests") String envelope) {
        isAnsweredBySoap(envelope);
    }

    /** Close to what is understood, so that it gets far. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anyDamagedSoapRequestIsAnswered(
            @ForAll("goodRequests") String file,
            @ForAll @IntRange(max = 2000) int from,
            @ForAll @IntRange(max = 40) int length,
            @ForAll("pieces") String piece) {
        String request = Recordings.text(file).replace("PT30S", "PT0.01S");
        int body = request.indexOf(":Body>");
        int start = Math.min(body + from % (request.length() - body), request.length());
        int end = Math.min(start + length, request.length());
        isAnsweredBySoap(request.substring(0, start) + piece + request.substring(end));
    }

    @Provide
    Arbitrary<String> goodRequests() {
        return Arbitraries.of(Recordings.files().stream()
                .filter(file -> file.matches("(action-rules|event-service|pullpoint)/.*-request.xml"))
                .toList());
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                "", "", "x", "0", "9", "-", "/", "//.", "|", "\"", "<", ">", "&amp;", "(", "[", "not(", "\u00e9");
    }

    private void isAnsweredBySoap(String envelope) {
        HttpResponse<String> answer = client.send(client.request(Soap.VAPIX)
                .header("Authorization", BASIC)
                .header("Content-Type", "application/soap+xml; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(envelope))
                .build());
        assertThat(answer.statusCode()).as(envelope).isIn(200, 400);
        assertThat(Soap.body(answer.body()).getNamespaceURI()).isNotNull();
    }

    @Provide
    Arbitrary<String> soapRequests() {
        Arbitrary<String> operation = Arbitraries.of(
                Soap.EVENT + " GetEventInstances",
                Soap.EVENT + " ChangeVirtualInputState",
                Soap.EVENT + " GetScheduledEvents",
                Soap.EVENT + " AddScheduledEvent",
                Soap.EVENT + " RemoveScheduledEvent",
                Soap.ACTION + " AddActionConfiguration",
                Soap.ACTION + " GetActionConfigurations",
                Soap.ACTION + " RemoveActionConfiguration",
                Soap.ACTION + " AddRecipientConfiguration",
                Soap.ACTION + " AddActionRule",
                Soap.ACTION + " GetActionRules",
                Soap.ACTION + " RemoveActionRule",
                PullClient.TEV + " CreatePullPointSubscription",
                PullClient.TEV + " PullMessages",
                PullClient.TEV + " SetSynchronizationPoint",
                PullClient.WSNT + " Renew",
                PullClient.WSNT + " Unsubscribe");
        Arbitrary<String> header = Arbitraries.of("", "1", "2", "-1", "x", "99999999999999999999")
                .map(id -> "<s:Header><d:SubscriptionId xmlns:d=\"http://www.axis.com/2009/event\">" + id
                        + "</d:SubscriptionId></s:Header>");
        Arbitrary<String> content = soapContent(3);
        return Combinators.combine(header, operation, content).as((head, name, children) -> {
            String[] parts = name.split(" ");
            return "<s:Envelope xmlns:s=\"" + Soap.ENVELOPE + "\">" + head + "<s:Body><" + parts[1] + " xmlns=\""
                    + parts[0] + "\">" + children + "</" + parts[1] + "></s:Body></s:Envelope>";
        });
    }

    /** Elements these services know, with texts that may or may not fit them. */
    private static Arbitrary<String> soapContent(int depth) {
        Arbitrary<String> text = Arbitraries.of(
                "",
                "1",
                "true",
                "-1",
                "PT0.01S",
                "PT0S",
                "PT99999999999S",
                "2199-01-01T00:00:00Z",
                "2026-01-01T00:00:00",
                "tns1:Device/tnsaxis:IO/Port",
                "//.",
                "tns1:Device//.|tnsaxis:Storage",
                "a/b/".repeat(3000),
                "boolean(//SimpleItem[@Name=\"port\" and @Value=\"1\"])",
                "boolean(//SimpleItem[@Value=\"1\" or @Value=\"2\" or not(@Value=\"3\")])",
                "not(".repeat(200),
                "com.axis.action.fixed.io.toggle",
                "com.axis.action.unlimited.io.toggle",
                "com.axis.recipient.tcp",
                "DTSTART:20260101T000000\nDTEND:20260101T000001\nRRULE:FREQ=SECONDLY;INTERVAL=7",
                "DTSTART:99991231T235959 RRULE:FREQ=YEARLY;BYMONTH=2;INTERVAL=999999",
                "\u00e4\ud83d\ude00]]&gt;");
        if (depth == 0) {
            return text;
        }
        Arbitrary<String> name = Arbitraries.of(
                "NewActionRule",
                "NewActionConfiguration",
                "NewRecipientConfiguration",
                "NewScheduledEvent",
                "Name",
                "Enabled",
                "StartEvent",
                "Conditions",
                "Condition",
                "TopicExpression",
                "MessageContent",
                "ActivationTimeout",
                "PrimaryAction",
                "TemplateToken",
                "Parameters",
                "Parameter",
                "ConfigurationID",
                "RuleID",
                "Schedule",
                "ICalendar",
                "EventID",
                "ScheduleFilter",
                "ScheduleType",
                "Filter",
                "InitialTerminationTime",
                "TerminationTime",
                "Timeout",
                "MessageLimit",
                "port",
                "active");
        Arbitrary<String> attributes = Arbitraries.of(
                "",
                " Dialect=\"http://docs.oasis-open.org/wsn/t-1/TopicExpression/Concrete\"",
                " Dialect=\"http://www.onvif.org/ver10/tev/messageContentFilter/ItemFilter\"",
                " Dialect=\"http://www.axis.com/vapix/ws/ical1\"",
                " Name=\"port\" Value=\"0\"",
                " Name=\"state\" Value=\"high\"",
                " Name=\"duration\" Value=\"9999999\"");
        Arbitrary<String> element = Combinators.combine(name, attributes, soapContent(depth - 1))
                .as((tag, given, within) -> "<" + tag + given + ">" + within + "</" + tag + ">");
        return Arbitraries.oneOf(text, element.list().ofMaxSize(6).map(list -> String.join("", list)));
    }
}
