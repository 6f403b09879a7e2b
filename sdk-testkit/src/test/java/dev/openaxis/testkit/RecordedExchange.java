package dev.openaxis.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A request and what a real device answered.
 *
 * @param method HTTP method
 * @param target path and query as they are sent
 * @param requestType content type of the body, null for none
 * @param request body, null for none
 * @param status recorded status
 * @param type recorded content type, null if it was not recorded
 * @param answer recorded body
 */
record RecordedExchange(
        String method, String target, String requestType, String request, int status, String type, String answer) {
    private static final String JSON = "application/json";

    static RecordedExchange get(String target, String answer) {
        return new RecordedExchange("GET", target, null, null, 200, null, answer);
    }

    static RecordedExchange post(String target, String json, String answer) {
        return new RecordedExchange("POST", target, JSON, json, 200, null, answer);
    }

    RecordedExchange answered(int otherStatus, String otherAnswer) {
        return new RecordedExchange(method, target, requestType, request, otherStatus, type, otherAnswer);
    }

    /** {@code 000-request.txt}, {@code 000-response.txt} and so on in a folder. */
    static List<RecordedExchange> folder(String folder) {
        List<RecordedExchange> exchanges = new ArrayList<>();
        for (int i = 0; Recordings.exists(folder + "/00" + i + "-request.txt"); i++) {
            String request = folder + "/00" + i + "-request.txt";
            String response = folder + "/00" + i + "-response.txt";
            String body = Recordings.body(request);
            exchanges.add(new RecordedExchange(
                    Recordings.method(request),
                    // Request lines are recorded decoded.
                    Recordings.target(request).replace(" ", "%20"),
                    body.isBlank() ? null : JSON,
                    body.isBlank() ? null : body,
                    Recordings.status(response),
                    null,
                    Recordings.body(response)));
        }
        return exchanges;
    }

    /** The transactions of a recording in the form of trunnion/vapix. */
    static List<RecordedExchange> transactions(String file) {
        JsonNode recording = Client.parse(Recordings.text(file));
        return StreamSupport.stream(recording.get("transactions").spliterator(), false)
                .map(RecordedExchange::transaction)
                .toList();
    }

    private static RecordedExchange transaction(JsonNode transaction) {
        JsonNode request = transaction.get("request");
        JsonNode response = transaction.get("response");
        return new RecordedExchange(
                request.get("method").asText(),
                request.get("path").asText(),
                request.at("/headers/content_type").asText(null),
                request.at("/body/string").asText(null),
                response.get("status_code").asInt(),
                response.at("/headers/content_type").asText(null),
                response.at("/body/string").asText());
    }

    HttpResponse<String> playInto(SimulatedDevice device) {
        return new Client(device).authorized(method, target, requestType, request);
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
