package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bytes on a raw socket. */
class FramingTest {
    private static final String READY_BODY = "{\"apiVersion\":\"1.0\",\"method\":\"systemready\"}";
    private static final String READY = "POST /axis-cgi/systemready.cgi HTTP/1.1\r\nHost: d\r\nContent-Length: "
            + READY_BODY.length() + "\r\n\r\n" + READY_BODY;

    @RegisterExtension
    SimulatedDeviceExtension a9210 = SimulatedDeviceExtension.of(SimulatedDevice.a9210());

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", a9210.device().httpUri().getPort());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String readToEnd(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Reads one answer with Content-Length. */
    private static String readAnswer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
        int length = Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
        return text + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (Socket socket = connect()) {
            write(
                    socket,
                    READY + "GET /first HTTP/1.1\r\nHost: d\r\n\r\n"
                            + "GET /second HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n");
            String all = readToEnd(socket);
            assertThat(count(all, "HTTP/1.1 ")).isEqualTo(3);
            assertThat(all.indexOf("\"systemready\":\"yes\"")).isLessThan(all.indexOf("/first was not found"));
            assertThat(all.indexOf("/first was not found")).isLessThan(all.indexOf("/second was not found"));
            assertThat(a9210.device().counters().connectionsAccepted()).isEqualTo(1);
        }
    }

    @Test
    void aPipelinedRequestWaitsForAHeldOne() throws IOException {
        try (Socket socket = connect()) {
            a9210.device()
                    .faults()
                    .inject(Fault.lateAnswer(Duration.ofMillis(300)).on("/axis-cgi/systemready.cgi"));
            write(socket, READY + "GET /next HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n");
            String all = readToEnd(socket);
            assertThat(all.indexOf("systemready")).isLessThan(all.indexOf("/next was not found"));
            assertThat(a9210.device().requests()).hasSize(2);
        }
    }

    @Test
    void aRequestMayArriveByteByByte() throws IOException {
        try (Socket socket = connect()) {
            for (byte b : READY.getBytes(StandardCharsets.ISO_8859_1)) {
                socket.getOutputStream().write(b);
                socket.getOutputStream().flush();
            }
            assertThat(readAnswer(socket)).startsWith("HTTP/1.1 200 OK\r\n").contains("\"systemready\":\"yes\"");
            write(socket, READY);
            assertThat(readAnswer(socket)).contains("\"systemready\":\"yes\"");
        }
    }

    @Test
    void chunkedRequestsAndExpectationsAreUnderstood() throws IOException {
        try (Socket socket = connect()) {
            write(
                    socket,
                    "POST /axis-cgi/systemready.cgi HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(READY_BODY.length()) + "\r\n" + READY_BODY + "\r\n0\r\n\r\n");
            assertThat(readAnswer(socket)).contains("\"systemready\":\"yes\"");
            write(socket, READY.replace("\r\n\r\n{", "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n{"));
            assertThat(readToEnd(socket))
                    .startsWith("HTTP/1.1 100 Continue\r\n")
                    .contains("HTTP/1.1 200 OK")
                    .contains("\"systemready\":\"yes\"");
        }
    }

    @Test
    void connectionsAreClosedWhenTheClientAsksOrSpeaksHttp10() throws IOException {
        try (Socket socket = connect()) {
            write(socket, "GET /x HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n");
            assertThat(readToEnd(socket).toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
        }
        try (Socket socket = connect()) {
            write(socket, "GET /axis-cgi/usergroup.cgi HTTP/1.0\r\n\r\n");
            assertThat(readToEnd(socket)).contains("401 Unauthorized").doesNotContainIgnoringCase("chunked");
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> a9210.device().counters().connectionsOpen() == 0);
    }

    @Test
    void nonsenseGetsABadRequestAndTooMuchIsRefused() throws IOException {
        try (Socket socket = connect()) {
            write(socket, "\u0016\u0003\u0001 nonsense\r\n\r\n");
            assertThat(readToEnd(socket)).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
        try (Socket socket = connect()) {
            write(socket, "GET /" + "x".repeat(70_000) + " HTTP/1.1\r\n\r\n");
            assertThat(readToEnd(socket)).startsWith("HTTP/1.1 414 ");
        }
        try (Socket socket = connect()) {
            write(socket, "GET / HTTP/1.1\r\nX-Large: " + "x".repeat(70_000) + "\r\n\r\n");
            assertThat(readToEnd(socket)).startsWith("HTTP/1.1 431 ");
        }
        try (Socket socket = connect()) {
            write(socket, "POST /axis-cgi/systemready.cgi HTTP/1.1\r\nHost: d\r\nContent-Length: 9999999\r\n\r\n");
            assertThat(readAnswer(socket)).startsWith("HTTP/1.1 413 ");
        }
        try (Socket socket = connect()) {
            write(socket, "GET /axis-cgi/io/port.cgi?check=%ZZ HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n");
            assertThat(readToEnd(socket)).containsPattern("^HTTP/1.1 (400|401) ");
        }
        try (Socket socket = connect()) {
            write(socket, READY);
            assertThat(readAnswer(socket)).contains("\"systemready\":\"yes\"");
        }
    }

    @Test
    void headAnswersCarryNoBody() throws IOException {
        try (Socket socket = connect()) {
            write(socket, "HEAD /nothing HTTP/1.1\r\nHost: d\r\n\r\n" + READY);
            String all = "";
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            while (!all.contains("\"systemready\"")) {
                int n = in.read(buffer);
                assertThat(n).isPositive();
                all += new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
            }
            assertThat(all).startsWith("HTTP/1.1 404 ").doesNotContain("<HTML>");
        }
    }

    @Test
    void aClientThatLeavesDuringAPulseDoesNotStopIt() throws IOException {
        SimulatedDevice device = a9210.device();
        Client client = new Client(device);
        client.get("/axis-cgi/usergroup.cgi");
        String target = "/axis-cgi/io/port.cgi?action=1%3A%2F300%5C";
        try (Socket socket = connect()) {
            write(
                    socket,
                    "GET " + target + " HTTP/1.1\r\nHost: d\r\nAuthorization: "
                            + client.digest("GET", target, client.nonce(), 50) + "\r\n\r\n");
            await().atMost(Duration.ofSeconds(20)).until(() -> device.relay(0).isClosed());
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> !device.relay(0).isClosed());
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }
}
