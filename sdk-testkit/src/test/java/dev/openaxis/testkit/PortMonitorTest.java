package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortMonitorTest {
    private static final String CGI = "/axis-cgi/io/port.cgi?monitor=";

    /** The lines a device sends on one raw connection. */
    private static final class Watcher implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;
        private final List<String> head = new ArrayList<>();

        Watcher(SimulatedDevice device, String ports) {
            Client client = new Client(device);
            client.get("/axis-cgi/usergroup.cgi");
            String target = CGI + ports;
            try {
                socket = new Socket("127.0.0.1", device.httpUri().getPort());
                socket.setSoTimeout(20_000);
                in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                String request = "GET " + target + " HTTP/1.1\r\nHost: d\r\nAuthorization: "
                        + client.digest("GET", target, client.nonce(), 50) + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String line = line();
            while (!line.isEmpty()) {
                head.add(line);
                line = line();
            }
        }

        String line() {
            try {
                return in.readLine();
            } catch (java.net.SocketException reset) {
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The lines of the next part, which has as many as that. */
        String part(int lines) {
            assertThat(line()).isEqualTo("--ioboundary");
            assertThat(line()).isEqualTo("Content-Type: text/plain");
            assertThat(line()).isEmpty();
            List<String> text = new ArrayList<>();
            for (int i = 0; i < lines; i++) {
                text.add(line());
            }
            return String.join("|", text);
        }

        /** Whether nothing more comes for a while. */
        boolean silent() {
            try {
                socket.setSoTimeout(200);
                assertThat(in.read()).isEqualTo('\r');
                return false;
            } catch (java.net.SocketTimeoutException nothing) {
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                patient();
            }
        }

        private void patient() {
            try {
                socket.setSoTimeout(20_000);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** So many characters, whether a line ends with them or not. */
        String characters(int count) {
            char[] read = new char[count];
            try {
                for (int at = 0; at < count; ) {
                    int some = in.read(read, at, count - at);
                    assertThat(some).isPositive();
                    at += some;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new String(read);
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void inputsAreToldAsTheyAreAndWhenTheyChange() {
        try (SimulatedDevice device = SimulatedDevice.a9210().normallyClosed(2).start()) {
            device.input(1).close();
            try (Watcher watcher = new Watcher(device, "2,3,2")) {
                assertThat(watcher.head).first().isEqualTo("HTTP/1.1 200 OK");
                assertThat(watcher.head)
                        .contains("content-type: multipart/x-mixed-replace; boundary=ioboundary", "connection: close")
                        .noneMatch(line -> line.startsWith("content-length"));
                assertThat(watcher.part(1)).isEqualTo("2I:H");
                assertThat(watcher.part(1)).isEqualTo("3I:H");
                device.input(1).open();
                device.input(3).close();
                device.input(2).close();
                device.input(1).close();
                assertThat(watcher.part(1)).isEqualTo("2I:\\");
                assertThat(watcher.part(1)).isEqualTo("3I:\\");
                assertThat(watcher.part(1)).isEqualTo("2I:/");
            }
        }
    }

    @Test
    void outputsAreToldInARequestOfTheirOwn() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            try (Watcher watcher = new Watcher(device, "1,4")) {
                assertThat(watcher.part(1)).isEqualTo("1O:L");
                assertThat(watcher.part(1)).isEqualTo("4O:L");
                assertThat(new Client(device)
                                .get("/axis-cgi/io/port.cgi?action=4%3A%2F")
                                .statusCode())
                        .isEqualTo(200);
                assertThat(watcher.part(1)).isEqualTo("4O:/");
            }
            Client client = new Client(device);
            for (String wrong : List.of("1,2", "99", "", "x")) {
                HttpResponse<String> answer = client.get(CGI + wrong);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEmpty();
            }
        }
    }

    @Test
    void anEmptyPartTellsThatNothingHasChanged() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .monitorKeepAlive(Duration.ofMillis(150))
                        .start();
                Watcher watcher = new Watcher(device, "2")) {
            assertThat(watcher.part(1)).isEqualTo("2I:L");
            long begin = System.nanoTime();
            assertThat(watcher.part(1)).isEmpty();
            assertThat(watcher.part(1)).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(200));
        }
    }

    @Test
    void partsAndBoundaryFollowTheVariants() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .variant(PortMonitorVariant.ALL_PORTS_IN_A_PART, PortMonitorVariant.LEVELS_BEGIN_AS_CHANGES)
                        .start();
                Watcher watcher = new Watcher(device, "2,3")) {
            assertThat(watcher.part(2)).isEqualTo("2I:\\|3I:\\");
            device.input(2).close();
            assertThat(watcher.part(2)).isEqualTo("2I:L|3I:/");
            device.input(1).close();
            assertThat(watcher.part(2)).isEqualTo("2I:/|3I:H");
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .variant(PortMonitorVariant.NOTHING_BEFORE_A_CHANGE, PortMonitorVariant.OTHER_BOUNDARY)
                        .start();
                Watcher watcher = new Watcher(device, "2")) {
            assertThat(watcher.head).contains("content-type: multipart/x-mixed-replace; boundary=\"io-0b0e\"");
            device.input(1).close();
            assertThat(watcher.line()).isEqualTo("--io-0b0e");
            watcher.line();
            watcher.line();
            assertThat(watcher.line()).isEqualTo("2I:/");
        }
        try (SimulatedDevice device =
                        SimulatedDevice.a9210().variant(Variant.CHUNKED_ANSWERS).start();
                Watcher watcher = new Watcher(device, "2")) {
            assertThat(watcher.head).contains("transfer-encoding: chunked");
            assertThat(watcher.line()).matches("[0-9a-f]+");
            assertThat(watcher.part(1)).isEqualTo("2I:L");
        }
    }

    @Test
    void theEndOfALineMayComeWithTheNextPart() {
        String begin = "--ioboundary\r\nContent-Type: text/plain\r\n\r\n";
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .variant(PortMonitorVariant.LINE_ENDS_COME_WITH_THE_NEXT_PART)
                        .monitorKeepAlive(Duration.ofHours(1))
                        .start();
                Watcher watcher = new Watcher(device, "2")) {
            assertThat(watcher.characters(begin.length() + 4)).isEqualTo(begin + "2I:L");
            assertThat(watcher.silent()).isTrue();
            device.input(1).close();
            assertThat(watcher.characters(2 + begin.length() + 4)).isEqualTo("\r\n" + begin + "2I:/");
        }
    }

    @Test
    void theStreamEndsWithDroppedStreamsAndWhenTheClientGoes() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                Watcher watcher = new Watcher(device, "2")) {
            watcher.part(1);
            device.faults().dropEventStreams();
            assertThat(watcher.line()).isNull();
            new Watcher(device, "2").close();
            await().atMost(Duration.ofSeconds(20)).until(() -> device.counters().connectionsOpen() <= 2);
            device.input(1).close();
            assertThat(new Client(device).get("/axis-cgi/usergroup.cgi").statusCode())
                    .isEqualTo(200);
        }
    }
}
