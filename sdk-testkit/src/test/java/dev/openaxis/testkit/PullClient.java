package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import org.w3c.dom.Element;

/** A pull point as a foreign client uses it, with the composed requests of the recordings. */
final class PullClient {
    static final String TEV = "http://www.onvif.org/ver10/events/wsdl";
    static final String WSNT = "http://docs.oasis-open.org/wsn/b-2";

    private static final String CREATE = request("CreatePullPointSubscription");
    private static final String FILTER = CREATE.replaceAll("(?s).*<tev:Filter>(.*)</tev:Filter>.*", "$1");

    private final SimulatedDevice device;
    private final Client client;
    private String id = "";

    private PullClient(SimulatedDevice device, Client client) {
        this.device = device;
        this.client = client;
    }

    private static String request(String operation) {
        return Recordings.text("pullpoint/composed-" + operation + "-request.xml");
    }

    /** A pull point for every topic. */
    static PullClient open(SimulatedDevice device) {
        return open(device, "//.", "");
    }

    static PullClient open(SimulatedDevice device, String topics, String content) {
        PullClient points = new PullClient(device, new Client(device));
        HttpResponse<String> answer = post(points.client, creation(topics, content, "PT600S"));
        points.id = id(Soap.result(answer, TEV, "CreatePullPointSubscription"));
        return points;
    }

    static HttpResponse<String> create(SimulatedDevice device, String topics, String content, String life) {
        return post(new Client(device), creation(topics, content, life));
    }

    private static String creation(String topics, String content, String life) {
        String contents = content.isEmpty()
                ? ""
                : "<wsnt:MessageContent Dialect=\"http://www.onvif.org/ver10/tev/messageContentFilter/ItemFilter\">"
                        + content.replace("<", "&lt;") + "</wsnt:MessageContent>";
        return CREATE.replace(
                        FILTER, FILTER.replaceFirst(">[^<]*<", Matcher.quoteReplacement(">" + topics + "<")) + contents)
                .replace("PT600S", life);
    }

    static HttpResponse<String> post(Client client, String envelope) {
        return Soap.post(client, Soap.VAPIX, envelope);
    }

    static String id(Element created) {
        return Soap.children(Soap.children(created).get(0)).get(1).getTextContent();
    }

    /** The same pull point, asked over another connection. */
    PullClient onNewConnection() {
        PullClient other = new PullClient(device, new Client(device));
        other.id = id;
        return other;
    }

    String id() {
        return id;
    }

    HttpResponse<String> ask(String operation) {
        return post(client, with(request(operation)));
    }

    private String with(String envelope) {
        return envelope.replace(">7</dom0:SubscriptionId>", ">" + id + "</dom0:SubscriptionId>");
    }

    HttpResponse<String> synchronise() {
        return post(
                client,
                with(request("PullMessages")
                        .replaceFirst("<tev:PullMessages>.*</tev:PullMessages>", "<tev:SetSynchronizationPoint/>")));
    }

    HttpResponse<String> renew(String until) {
        return post(client, with(request("Renew")).replace("PT600S", until));
    }

    HttpResponse<String> pullAnswer(String timeout, int limit) {
        return post(client, pullRequest(timeout, limit));
    }

    private String pullRequest(String timeout, int limit) {
        return with(request("PullMessages")).replace("PT30S", timeout).replace(">40<", ">" + limit + "<");
    }

    /** Messages in short, for example {@code Changed tns1:Device/tnsaxis:IO/Port {port=1} {state=1}}. */
    List<String> pull(String timeout, int limit) {
        return messages(pullAnswer(timeout, limit));
    }

    /** Everything there is without waiting. */
    List<String> all() {
        List<String> all = new ArrayList<>();
        for (List<String> some = pull("PT0S", 100); !some.isEmpty(); some = pull("PT0S", 100)) {
            all.addAll(some);
        }
        return all;
    }

    /** Waits on another connection. */
    CompletableFuture<HttpResponse<String>> waiting(String timeout) {
        Client other = new Client(device);
        other.get("/axis-cgi/usergroup.cgi");
        String envelope = pullRequest(timeout, 40);
        return CompletableFuture.supplyAsync(() -> post(other, envelope));
    }

    static List<String> messages(HttpResponse<String> answer) {
        List<Element> parts = Soap.children(Soap.result(answer, TEV, "PullMessages"));
        assertThat(parts.get(0).getLocalName()).isEqualTo("CurrentTime");
        assertThat(parts.get(1).getLocalName()).isEqualTo("TerminationTime");
        return parts.subList(2, parts.size()).stream().map(PullClient::text).toList();
    }

    private static String text(Element notification) {
        List<Element> parts = Soap.children(notification);
        Element message = Soap.children(parts.get(1)).get(0);
        StringBuilder text = new StringBuilder(message.getAttribute("PropertyOperation"));
        text.append(text.length() == 0 ? "" : " ").append(parts.get(0).getTextContent());
        for (Element group : Soap.children(message)) {
            if (!group.getLocalName().equals("Key")) {
                text.append(' ').append(items(group));
            }
        }
        return text.toString();
    }

    private static List<String> items(Element group) {
        return Soap.children(group).stream()
                .map(item -> item.getAttribute("Name") + "=" + item.getAttribute("Value"))
                .toList();
    }
}
