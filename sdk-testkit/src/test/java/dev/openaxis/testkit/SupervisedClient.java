package dev.openaxis.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/** Calls of {@code supervisedio.cgi}. */
final class SupervisedClient {
    static final String CGI = "/axis-cgi/supervisedio.cgi";

    private final Client client;
    private final String version;

    SupervisedClient(SimulatedDevice device) {
        this(device, "2.0");
    }

    SupervisedClient(SimulatedDevice device, String version) {
        this.client = new Client(device);
        this.version = version;
    }

    JsonNode call(String method, String params) {
        return client.json(
                CGI,
                "{\"apiVersion\":\"" + version + "\",\"context\":\"s\",\"method\":\"" + method + "\"" + params(params)
                        + "}");
    }

    private static String params(String params) {
        return params.isEmpty() ? "" : ",\"params\":" + params;
    }

    /** Sets one port; the answer's only item as {@code port:code}. */
    String set(int port, boolean on, String ranges) {
        return codes(call("setSupervised", "[" + element(port, on, ranges) + "]"));
    }

    static String element(int port, boolean on, String ranges) {
        return "{\"port\":" + port + ",\"supervised\":" + on + (ranges.isEmpty() ? "" : ",\"ranges\":[" + ranges + "]")
                + "}";
    }

    static String range(String state, long lower, long upper) {
        return "{\"state\":\"" + state + "\",\"lowerlimit\":" + lower + ",\"upperlimit\":" + upper + "}";
    }

    static String codes(JsonNode answer) {
        StringBuilder codes = new StringBuilder();
        answer.at("/data/items")
                .forEach(item -> codes.append(codes.length() == 0 ? "" : " ")
                        .append(item.get("port"))
                        .append(':')
                        .append(item.get("code")));
        return codes.toString();
    }

    /** State and level of one port. */
    String get(int port) {
        JsonNode item = call("getSupervised", "[{\"port\":" + port + "}]").at("/data/items/0");
        return item.get("state").asText() + " " + item.get("level").asText();
    }

    /** The port numbers of all items. */
    static String ports(JsonNode answer) {
        StringBuilder ports = new StringBuilder();
        answer.at("/data/items")
                .forEach(item -> ports.append(ports.length() == 0 ? "" : " ").append(item.get("port")));
        return ports.toString();
    }

    static int code(JsonNode answer) {
        return answer.at("/error/code").asInt();
    }
}
