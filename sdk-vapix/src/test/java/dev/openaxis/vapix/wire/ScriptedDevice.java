package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.recordings.Recorded;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.WebSocketListener;

/** A server that gives the answers it was told, in order, and remembers what it was asked; and a client for it. */
final class ScriptedDevice implements AutoCloseable {
    static final String PARAM = "/axis-cgi/param.cgi";
    static final String PWDGRP = "/axis-cgi/pwdgrp.cgi";
    static final String USERGROUP = "/axis-cgi/usergroup.cgi";

    /** One request: {@code POST /path?query} and its body. */
    record Asked(String line, String body) {}

    private final MockWebServer server = new MockWebServer();
    private final Map<String, Queue<MockResponse>> answers = new ConcurrentHashMap<>();
    private final Map<String, Function<Asked, MockResponse>> rules = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AxisDevice client;

    ScriptedDevice() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String body = request.getBody() == null ? "" : request.getBody().utf8();
                Asked one = new Asked(request.getMethod() + " " + request.getTarget(), body);
                asked.add(one);
                Function<Asked, MockResponse> rule = rules.get(request.getUrl().encodedPath());
                if (rule != null) {
                    return rule.apply(one);
                }
                Queue<MockResponse> told = answers.get(request.getUrl().encodedPath());
                synchronized (answers) {
                    if (told != null && !told.isEmpty()) {
                        return told.size() == 1 ? told.peek() : told.remove();
                    }
                }
                return new MockResponse.Builder()
                        .code(404)
                        .body("<html>404</html>")
                        .build();
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = AxisDevice.builder(address())
                .credentials(Credentials.of("root", "invented"))
                .trust(TrustPolicy.publicAuthorities())
                .build();
    }

    AxisDevice client() {
        return client;
    }

    String address() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Answers at a path from now on, in this order; the last one stays. */
    void answers(String path, String... bodies) {
        answers.remove(path);
        for (String body : bodies) {
            answer(path, new MockResponse.Builder().body(body).build());
        }
    }

    /** Answers at a path from now on, by what is asked. */
    void answersBy(String path, Function<Asked, MockResponse> rule) {
        rules.put(path, rule);
    }

    /** Appends an answer. */
    void answer(String path, MockResponse response) {
        synchronized (answers) {
            answers.computeIfAbsent(path, any -> new ArrayDeque<>()).add(response);
        }
    }

    /** What was asked, in order. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The bodies of what was sent to a path. */
    List<String> bodies() {
        return asked.stream().map(Asked::body).toList();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /** Everything a failure may tell somebody. */
    static String everythingIn(Throwable failure) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        if (failure instanceof RefusedException refused) {
            all.append(refused.deviceMessage()).append(refused.details().toString());
        }
        if (failure instanceof MalformedResponseException malformed) {
            all.append(malformed.excerpt());
        }
        return all.toString();
    }

    /** Calls, and allows a typed failure that names the operation. */
    static void valueOrTyped(Runnable call) {
        try {
            call.run();
        } catch (AxisException e) {
            assertThat(e.getMessage()).contains("io.");
        }
    }

    /** Answers as a camera of AXIS OS 12 that has an event stream, which it offers once. */
    void streamsEvents(WebSocketListener peer) {
        answers("/axis-cgi/systemready.cgi", Recorded.text("systemready/os-12.9.57-systemready-response.json"));
        answers("/axis-cgi/basicdeviceinfo.cgi", body("basic_device_info_get_all_unrestricted_properties"));
        answers("/axis-cgi/apidiscovery.cgi", body("api_discovery_1_get_api_list"));
        answers("/axis-cgi/io/portmanagement.cgi", Recorded.text("io/portmanagement-getPorts-pir-camera.json"));
        answers(USERGROUP, "root\nadmin operator viewer ptz\n");
        answer(
                "/vapix/ws-data-stream",
                new MockResponse.Builder().webSocketUpgrade(peer).build());
        // Only one connection is offered.
        answer("/vapix/ws-data-stream", new MockResponse.Builder().code(503).build());
    }

    private static String body(String exchange) {
        String text = Recorded.text("foundations/D4200-VE-12.9.57/" + exchange + "/000-response.txt")
                .replace("\r\n", "\n");
        return text.substring(text.indexOf("\n\n") + 2);
    }
}
