package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The RTSP side: requests, log-in, sessions; {@link RtspStreamTest} has the packets and documents. */
class RtspTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TCP = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1";

    private static SimulatedDevice with(Reading... variants) {
        return SimulatedDevice.a9210().withRtsp().variant(variants).start();
    }

    /** Status line and names of headers, without the stray blank of one recording. */
    private static String shape(String answer) {
        return answer.split("\r\n\r\n")[0]
                .lines()
                .map(String::trim)
                .map(line -> line.startsWith("RTSP") ? line : line.split(":")[0])
                .toList()
                .toString();
    }

    @Test
    void answersHaveTheRecordedForm() {
        try (SimulatedDevice device = with();
                RtspClient client = new RtspClient(device)) {
            assertThat(shape(client.once("OPTIONS", client.url()).text()))
                    .isEqualTo(shape(Recordings.stream("rtsp/response-options.txt")));
            RtspClient.Answer challenge = client.once("DESCRIBE", client.url());
            assertThat(shape(challenge.text())).isEqualTo(shape(Recordings.stream("rtsp/response-describe-401.txt")));
            assertThat(challenge.header("www-authenticate"))
                    .matches(
                            "Digest realm=\"AXIS_B8A44F000001\", nonce=\"[0-9a-f]{8}Y[0-9]{7}[0-9a-f]{31}\", stale=FALSE");
            RtspClient.Answer described = client.request("DESCRIBE", client.url());
            assertThat(shape(described.text())).isEqualTo(shape(Recordings.stream("rtsp/response-describe-200.txt")));
            assertThat(described.header("content-base"))
                    .endsWith(":" + device.rtsp().port() + "/axis-media/media.amp/");
            RtspClient.Answer setUp = client.request("SETUP", RtspClient.control(described), TCP);
            assertThat(shape(setUp.text())).isEqualTo(shape(Recordings.stream("rtsp/response-setup-200.txt")));
            assertThat(setUp.header("transport"))
                    .matches("RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=[0-9A-F]{8};mode=\"PLAY\"");
            assertThat(setUp.header("session")).matches("[A-Za-z0-9_-]{16};timeout=60");
            client.session(setUp.header("session").split(";")[0]);
            RtspClient.Answer playing = client.request("PLAY", client.url());
            assertThat(shape(playing.text())).isEqualTo(shape(Recordings.stream("rtsp/response-play-200.txt")));
            assertThat(playing.header("rtp-info")).matches("url=rtsp://.*/stream=0\\?.*;seq=[0-9]+;rtptime=[0-9]+");
        }
    }

    @Test
    void theDescriptionIsTheRecordedOne() {
        String recorded = Recordings.stream("rtsp/response-describe-200.txt").split("\r\n\r\n")[1];
        try (SimulatedDevice device = with();
                RtspClient client = new RtspClient(device)) {
            String url = client.url().replaceFirst("\\?.*", "?video=0&audio=0&event=on");
            String body = client.request("DESCRIBE", url).body();
            String address = client.uri().getAuthority();
            assertThat(body.replaceFirst("o=- [0-9]+ 1 IN IP4 127.0.0.1", "o=- 18302136002250915122 1 IN IP4 host")
                            .replace("rtsp://" + address, "rtsp://127.0.0.1"))
                    .isEqualTo(recorded);
        }
    }

    @Test
    void everythingButOptionsNeedsAnAccountAndWrongPasswordsCount() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .withRtsp()
                .user("guard", "x", SimulatedRole.VIEWER)
                .bruteForceProtection(3, Duration.ofMinutes(1), Duration.ofMinutes(1))
                .start()) {
            for (String method : List.of("DESCRIBE", "SETUP", "PLAY", "GET_PARAMETER", "TEARDOWN")) {
                try (RtspClient anonymous = new RtspClient(device)) {
                    assertThat(anonymous.once(method, anonymous.url()).status()).isEqualTo(401);
                }
            }
            try (RtspClient viewer = new RtspClient(device, "guard", "x")) {
                assertThat(viewer.request("DESCRIBE", viewer.url()).status()).isEqualTo(200);
            }
            assertThat(device.counters().failedLogins()).isZero();
            for (int i = 0; i < 3; i++) {
                try (RtspClient wrong = new RtspClient(device, "guard", "y")) {
                    assertThat(wrong.request("DESCRIBE", wrong.url()).status()).isEqualTo(401);
                }
            }
            try (RtspClient blocked = new RtspClient(device)) {
                assertThat(blocked.request("DESCRIBE", blocked.url()).status()).isEqualTo(403);
            }
            assertThat(device.counters().failedLogins()).isEqualTo(3);
            HttpResponse<String> http = new Client(device).get("/axis-cgi/usergroup.cgi");
            assertThat(http.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void policiesChooseTheChallenge() {
        try (SimulatedDevice device = with(Variant.BASIC_EVERYWHERE);
                RtspClient client = new RtspClient(device)) {
            assertThat(client.once("DESCRIBE", client.url()).header("www-authenticate"))
                    .isEqualTo("Basic realm=\"AXIS_B8A44F000001\"");
            assertThat(client.once("DESCRIBE", client.url(), "Authorization: Basic cm9vdDpwYXNzLW9mLXRlc3Rz")
                            .status())
                    .isEqualTo(200);
        }
        try (SimulatedDevice device = with(Variant.BOTH_CHALLENGES);
                RtspClient client = new RtspClient(device)) {
            assertThat(client.once("DESCRIBE", client.url()).header("www-authenticate"))
                    .matches("(?s)Basic .*\nDigest .*");
            assertThat(client.request("DESCRIBE", client.url()).status()).isEqualTo(200);
        }
        try (SimulatedDevice device = with();
                RtspClient client = new RtspClient(device)) {
            assertThat(client.once("DESCRIBE", client.url(), "Authorization: Basic cm9vdDpwYXNzLW9mLXRlc3Rz")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void roleUriAndStaleNoncesFollowTheVariants() {
        TestClock clock = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .withRtsp()
                        .clock(clock)
                        .user("guard", "x", SimulatedRole.OPERATOR)
                        .user("root", "pass-of-tests", SimulatedRole.ADMIN)
                        .variant(
                                RtspVariant.STREAM_NEEDS_ADMIN,
                                RtspVariant.DIGEST_URI_COMPARED,
                                Variant.LOW_ROLE_FORBIDDEN)
                        .start();
                RtspClient operator = new RtspClient(device, "guard", "x");
                RtspClient admin = new RtspClient(device)) {
            assertThat(operator.request("DESCRIBE", operator.url()).status()).isEqualTo(403);
            assertThat(admin.request("DESCRIBE", admin.url()).status()).isEqualTo(200);
            assertThat(elsewhere(admin)).isEqualTo(401);
            clock.advance(Duration.ofMinutes(6));
            RtspClient.Answer stale = admin.once("DESCRIBE", admin.url());
            assertThat(stale.status()).isEqualTo(401);
            assertThat(stale.header("www-authenticate")).endsWith("stale=TRUE");
            assertThat(device.counters().failedLogins()).isZero();
        }
        try (SimulatedDevice device = with();
                RtspClient client = new RtspClient(device)) {
            client.request("DESCRIBE", client.url());
            assertThat(elsewhere(client)).isEqualTo(200);
        }
    }

    /** Credentials for another URI than that of the request. */
    private static int elsewhere(RtspClient client) {
        client.write("DESCRIBE " + client.url() + " RTSP/1.0\r\nCSeq: 9\r\nAuthorization: "
                + client.digest("DESCRIBE", client.url().replaceFirst("\\?.*", "")) + "\r\n\r\n");
        return client.answer().status();
    }

    @Test
    void whatIsNotThereIsRefused() {
        try (SimulatedDevice device = with();
                RtspClient client = new RtspClient(device)) {
            String media = client.url().replaceFirst("\\?.*", "");
            assertThat(client.request("DESCRIBE", media).status()).isEqualTo(404);
            assertThat(client.request("DESCRIBE", media + "?event=off").status())
                    .isEqualTo(404);
            assertThat(client.request("DESCRIBE", media + "2?event=on").status())
                    .isEqualTo(404);
            assertThat(client.request("DESCRIBE", "http://x/?event=on").status())
                    .isEqualTo(404);
            assertThat(client.request("DESCRIBE", media + "?event=on&eventcontent=x")
                            .status())
                    .isEqualTo(400);
            assertThat(client.request("DESCRIBE", media + "?event=%zz").status())
                    .isEqualTo(400);
            assertThat(client.request("SETUP", media, TCP).status()).isEqualTo(404);
            String udp = "Transport: RTP/AVP;unicast;client_port=45678-45679";
            assertThat(client.request("SETUP", client.url(), udp).status()).isEqualTo(461);
            assertThat(client.request("SETUP", client.url(), TCP.replace("0-1", "300-301"))
                            .status())
                    .isEqualTo(461);
            assertThat(client.request("PAUSE", client.url()).status()).isEqualTo(501);
            assertThat(client.request("PLAY", client.url()).status()).isEqualTo(454);
            assertThat(client.request("TEARDOWN", client.url()).status()).isEqualTo(454);
            assertThat(client.request("GET_PARAMETER", client.url()).status()).isEqualTo(200);
            client.session("unknown");
            assertThat(client.request("GET_PARAMETER", client.url()).status()).isEqualTo(454);
            assertThat(device.rtsp().sessionsBegun()).isZero();
            client.write("OPTIONS * RTSP/1.0\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(400);
        }
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThatThrownBy(device::rtsp).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(device.faults()::cutRtspConnections).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aTransportIsChosenAmongSeveralAndNumberedByTheDeviceIfNeedBe() {
        try (SimulatedDevice device = with();
                RtspClient client = new RtspClient(device)) {
            RtspClient.Answer chosen = client.request(
                    "SETUP",
                    client.url(),
                    "Transport: RTP/AVP;unicast;client_port=1-2,RTP/AVP/TCP;interleaved=6-7;unicast");
            assertThat(chosen.header("transport")).contains(";interleaved=6-7;");
            assertThat(client.request("SETUP", client.url(), "Transport: RTP/AVP/TCP;unicast")
                            .header("transport"))
                    .contains(";interleaved=2-3;");
            assertThat(device.rtsp().sessionsOpen()).isEqualTo(2);
        }
    }

    @Test
    void aSessionLastsAsLongAsRequestsComeForIt() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .withRtsp(Duration.ofSeconds(2), 1400)
                        .start();
                RtspClient client = RtspClient.playing(device, "&eventtopic=onvif:Device/axis:Status//.")) {
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            await().pollInterval(Duration.ofMillis(100)).atMost(SOON).until(() -> {
                assertThat(client.request("GET_PARAMETER", client.url()).header("session"))
                        .isEqualTo(client.session() + ";timeout=2");
                return System.nanoTime() > end;
            });
            assertThat(device.rtsp().sessionsOpen()).isEqualTo(1);
            client.nextFrame();
            client.nextFrame();
            assertThat(client.rest()).isEmpty();
            assertThat(device.rtsp().sessionsTimedOut()).isEqualTo(1);
            assertThat(device.rtsp().sessionsOpen()).isZero();
        }
    }

    @Test
    void aSessionThatTimedOutMayLeaveItsConnectionOpen() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .withRtsp(Duration.ofSeconds(1), 1400)
                        .variant(RtspVariant.TIMEOUT_LEAVES_CONNECTION_OPEN)
                        .start();
                RtspClient client = RtspClient.playing(device, "")) {
            await().atMost(SOON).until(() -> device.rtsp().sessionsTimedOut() == 1);
            long sent = device.rtsp().documentsSent();
            device.input(1).close();
            assertThat(client.request("GET_PARAMETER", client.url()).status()).isEqualTo(454);
            assertThat(device.rtsp().documentsSent()).isEqualTo(sent);
        }
    }

    @Test
    void tearingDownEndsTheStreamButNotTheConnection() {
        try (SimulatedDevice device = with();
                RtspClient client = RtspClient.playing(device, "&eventtopic=onvif:Device/axis:IO/Port")) {
            // Some clients send the session as the device told it, with its time-out.
            client.session(client.session() + ";timeout=60");
            assertThat(client.request("TEARDOWN", client.url()).status()).isEqualTo(200);
            assertThat(device.rtsp().sessionsOpen()).isZero();
            long sent = device.rtsp().documentsSent();
            device.input(1).close();
            assertThat(client.request("PLAY", client.url()).status()).isEqualTo(454);
            client.session("");
            assertThat(client.request("OPTIONS", client.url()).status()).isEqualTo(200);
            assertThat(device.rtsp().documentsSent()).isEqualTo(sent);
        }
    }

    @Test
    void reportsOfTheClientAndLineEndsBetweenRequestsAreSkipped() {
        try (SimulatedDevice device = with();
                RtspClient client = new RtspClient(device)) {
            client.write(new byte[] {'$', 1, 0, 8, (byte) 0x81, (byte) 201, 0, 1, 1, 2, 3, 4, '\r', '\n'});
            assertThat(client.request("OPTIONS", client.url()).status()).isEqualTo(200);
            client.write(
                    "OPTIONS * RTSP/1.0\nCSeq: 77\nContent-Length: 3\n\nabcOPTIONS * RTSP/1.0\r\nCSeq: 78\r\n\r\n");
            assertThat(client.answer().header("cseq")).isEqualTo("77");
            assertThat(client.answer().header("cseq")).isEqualTo("78");
        }
    }

    @Test
    void aConnectionCanBeCutOrFallSilent() {
        try (SimulatedDevice device = with();
                RtspClient cut = RtspClient.playing(device, "");
                RtspClient alsoCut = RtspClient.playing(device, "")) {
            device.faults().cutRtspConnections();
            cut.rest();
            assertThat(device.rtsp().sessionsOpen()).isZero();
            RtspClient silent = RtspClient.playing(device, "&eventtopic=onvif:Device/axis:Status//.");
            silent.document();
            silent.document();
            device.faults().halfOpenRtspConnections();
            silent.write("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
            device.input(1).close();
            assertThat(silent.isSilentFor(200)).isTrue();
            assertThat(device.rtsp().sessionsOpen()).isEqualTo(1);
            device.faults().cutConnections();
            silent.rest();
            silent.close();
            assertThat(device.rtsp().sessionsBegun()).isEqualTo(3);
            alsoCut.rest();
        }
    }

    @Test
    void droppedEventStreamsLeaveOtherConnectionsOpen() {
        try (SimulatedDevice device = with();
                RtspClient rtsp = RtspClient.playing(device, "")) {
            EventClient.open(device);
            long open = device.counters().connectionsOpen();
            device.faults().dropEventStreams();
            rtsp.rest();
            assertThat(device.rtsp().sessionsOpen()).isZero();
            assertThat(device.counters().webSocketsOpen()).isZero();
            assertThat(device.counters().connectionsOpen()).isEqualTo(open - 1);
        }
    }

    @Test
    void aRestartCutsTheStreamAndThePortIsTheSameAfterwards() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .withRtsp()
                .readyAfterRestart(Duration.ZERO)
                .start()) {
            int port = device.rtsp().port();
            RtspClient before = RtspClient.playing(device, "");
            device.restart(Duration.ofMillis(20));
            before.rest();
            before.close();
            await().atMost(SOON).until(device::isReady);
            await().atMost(SOON).ignoreExceptions().until(() -> {
                RtspClient.playing(device, "").close();
                return true;
            });
            assertThat(device.rtsp().port()).isEqualTo(port);
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .withRtsp()
                        .variant(Variant.RESTART_LEAVES_CONNECTIONS_OPEN)
                        .start();
                RtspClient client = RtspClient.playing(device, "&eventtopic=axis:No/Such")) {
            client.document();
            device.restart(Duration.ofMillis(300));
            assertThat(client.isSilentFor(100)).isTrue();
            client.rest();
        }
    }

    @Test
    void parametersTellThatThereIsAStreamAndWhere() {
        String cgi = "/axis-cgi/param.cgi?action=list&group=root.";
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            assertThat(client.get(cgi + "Properties.API.Metadata").body())
                    .isEqualTo("root.Properties.API.Metadata.Metadata=yes\nroot.Properties.API.Metadata.Version=1.0\n");
            assertThat(client.get(cgi + "Network.RTSP.Port").body())
                    .isEqualTo("root.Network.RTSP.Port=" + device.rtsp().port() + "\n");
        }
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(new Client(device).get(cgi + "Properties.API.Metadata").body())
                    .contains("Error");
        }
        try (SimulatedDevice device = SimulatedDevice.recorded(RecordedDevice.D4200_VE_12_9)
                .withRtsp()
                .start()) {
            assertThat(new Client(device).get(cgi + "Network.RTSP.Port").body())
                    .isEqualTo("root.Network.RTSP.Port=" + device.rtsp().port() + "\n");
        }
    }

    @Test
    void devicesOfASiteHaveTheirOwnPortAtTheirOwnAddress() {
        try (SimulatedSite site = SimulatedSite.of(2, SimulatedDevice.a9210().withRtsp())) {
            for (SimulatedDevice device : site.devices()) {
                assertThat(device.rtsp().uri().getHost())
                        .isEqualTo(device.httpUri().getHost());
                try (RtspClient client = RtspClient.playing(device, "")) {
                    assertThat(client.document()).contains("MetadataStream");
                }
            }
        }
    }

    @Test
    void boundsAreChecked() {
        SimulatedDevice.Builder builder = SimulatedDevice.a9210();
        assertThatThrownBy(() -> builder.withRtsp(Duration.ofMillis(1500), 1400))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.withRtsp(Duration.ofSeconds(1), 12))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] notRtsp = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (SimulatedDevice device = with();
                RtspClient client = new RtspClient(device)) {
            client.write(notRtsp);
            assertThat(client.rest()).startsWith("RTSP/1.0 400 Bad Request\r\n");
        }
    }
}
