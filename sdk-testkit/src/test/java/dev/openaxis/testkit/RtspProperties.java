package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Any bytes into the RTSP port: answers or a close, never a hang, and the port lives on. */
class RtspProperties {
    private SimulatedDevice device;

    @BeforeProperty
    void start() {
        device = SimulatedDevice.a9210()
                .withRtsp()
                .variant(Variant.BASIC_EVERYWHERE)
                .start();
    }

    @AfterProperty
    void stop() {
        device.close();
    }

    private void everythingIsAnswered(byte[] bytes) {
        try (RtspClient client = new RtspClient(device)) {
            client.write(bytes);
            client.endOutput();
            // Ends: a time-out here would be a hang.
            client.rest();
        } catch (java.io.UncheckedIOException closedAtOnce) {
            assertThat(closedAtOnce.getCause()).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
        try (RtspClient client = new RtspClient(device)) {
            assertThat(client.once("OPTIONS", "*").status()).isEqualTo(200);
        }
        assertThat(device.rtsp().sessionsOpen()).isZero();
    }

    @Property(tries = 150)
    void anyBytes(@ForAll @Size(max = 400) byte[] bytes) {
        everythingIsAnswered(bytes);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "OPTIONS",
                        "DESCRIBE",
                        "SETUP",
                        "PLAY",
                        "TEARDOWN",
                        "GET_PARAMETER",
                        " ",
                        " * RTSP/1.0",
                        " rtsp://h/axis-media/media.amp?event=on RTSP/1.0",
                        " rtsp://h/axis-media/media.amp/stream=0?event=on&eventtopic=%zz RTSP/1.0",
                        " rtsp:///?event RTSP/1.0",
                        "\r\n",
                        "\n",
                        "\r\nCSeq: 1",
                        "\r\nSession: x;y",
                        "\r\nContent-Length: 3",
                        "\r\nContent-Length: -3",
                        "\r\nTransport: RTP/AVP/TCP;interleaved=0-999",
                        "\r\nTransport: RTP/AVP/TCP",
                        "\r\nAuthorization: Basic cm9vdDpwYXNzLW9mLXRlc3Rz",
                        "\r\nAuthorization: Digest ,=",
                        "\r\n: x",
                        "\r\n\r\n",
                        "$\0\0\3abc",
                        "$\1\377\377",
                        "\0")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 300)
    void anyPieces(@ForAll("pieces") String text) {
        everythingIsAnswered(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
