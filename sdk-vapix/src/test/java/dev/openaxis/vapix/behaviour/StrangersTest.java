package dev.openaxis.vapix.behaviour;

import static dev.openaxis.core.AppliedEffect.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.NotAnAxisDeviceException;
import dev.openaxis.core.RedirectedException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web servers that are not an Axis device never get credentials. */
class StrangersTest {
    private final MockWebServer server = new MockWebServer();

    @AfterEach
    void close() {
        server.close();
    }

    private URI start(MockResponse answer) throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer;
            }
        });
        server.start();
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    private static MockResponse.Builder answer(int status) {
        return new MockResponse.Builder().code(status);
    }

    private <E extends AxisException> E refused(Class<E> type, URI address) throws InterruptedException {
        E failure = Told.by(
                type,
                address,
                "connect",
                NONE,
                () -> Clients.at(address)
                        .with(CallOptions.deadline(Duration.ofSeconds(5)))
                        .connect());
        for (int i = server.getRequestCount(); i > 0; i--) {
            assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
        }
        return failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"router\"",
                "Digest realm=\"NVR\", nonce=\"abc\", qop=\"auth\", algorithm=MD5",
                "Basic realm=\"AXIS_12345\"",
                "Digest realm=\"not AXIS_B8A44F000001\", nonce=\"abc\"",
                "Bearer",
                ""
            })
    void aServerThatAsksForALogIn(String challenge) throws Exception {
        URI address = start(answer(401).addHeader("WWW-Authenticate", challenge).build());

        refused(NotAnAxisDeviceException.class, address);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 400, 403, 404, 405, 500, 503})
    void aServerThatKnowsNoneOfThePaths(int status) throws Exception {
        URI address = start(answer(status).body(status == 204 ? "" : "no").build());

        refused(NotAnAxisDeviceException.class, address);
    }

    @Test
    void aCaptivePortalThatRedirectsEverything() throws Exception {
        URI address = start(answer(302)
                .addHeader("Location", "http://login.portal.example/?u=x")
                .build());

        refused(NotAnAxisDeviceException.class, address);
    }

    @Test
    void aCaptivePortalThatAnswersEverythingWithItsPage() throws Exception {
        URI address = start(answer(200)
                .addHeader("Content-Type", "text/html")
                .body("<html><title>Welcome</title>Please log in</html>")
                .build());

        refused(NotAnAxisDeviceException.class, address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ResponseStatus\":{\"statusCode\":4,\"statusString\":\"Invalid Operation\"}}",
                "{\"error\":{\"code\":401,\"message\":\"login first\"}}",
                "{\"data\":null}",
                "[]",
                "true",
                "{\"data\":{\"status\":\"ok\",\"uptime\":\"12\"}}"
            })
    void anotherBrandsJson(String body) throws Exception {
        URI address = start(answer(200)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build());

        refused(NotAnAxisDeviceException.class, address);
    }

    @Test
    void aServerThatRepeatsWhatItWasAsked() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String body = request.getBody() == null ? "" : request.getBody().utf8();
                return answer(200)
                        .addHeader("Content-Type", "application/json")
                        .body(body)
                        .build();
            }
        });
        server.start();

        refused(NotAnAxisDeviceException.class, URI.create("http://127.0.0.1:" + server.getPort()));
    }

    @Test
    void aDeviceThatOnlySpeaksHttps_saysWhereToGo() throws Exception {
        URI address = start(answer(301)
                .addHeader("Location", "https://127.0.0.1/axis-cgi/systemready.cgi")
                .build());

        RedirectedException failure = refused(RedirectedException.class, address);

        assertThat(failure.getMessage()).contains("https://127.0.0.1");
    }

    @Test
    void aRedirectToAnotherHost_isNotAnAxisDevice() throws Exception {
        URI address = start(answer(301)
                .addHeader("Location", "https://evil.example/axis-cgi/")
                .build());

        refused(NotAnAxisDeviceException.class, address);
    }
}
