package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Serial ports and their generic TCP server, reference 02 section 11. */
class SerialPortTest {
    private static final String PARAM = "/axis-cgi/param.cgi";
    private static final String SERVER = "PortManager.P0.GenericTCPServer.";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private static SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9210().serialPorts(1).variant(readings).start();
    }

    private static String update(SimulatedDevice device, String... wishes) {
        return new Client(device)
                .form(PARAM, "action=update&" + String.join("&", wishes))
                .body()
                .trim();
    }

    private static String list(SimulatedDevice device, String group) {
        return new Client(device).get(PARAM + "?action=list&group=" + group).body();
    }

    private static void enable(SimulatedDevice device, String... more) {
        assertThat(update(device, more.length == 0 ? "PortManager.P0.PortEnabled=yes" : String.join("&", more)))
                .isEqualTo("OK");
        assertThat(update(
                        device,
                        SERVER + "Enabled=yes",
                        SERVER + "Listener.Enabled=yes",
                        "PortManager.P0.PortEnabled=yes"))
                .isEqualTo("OK");
        await().atMost(SOON).until(device.serialPort(1)::isListening);
    }

    private static Socket connect(SimulatedDevice device) throws IOException {
        return connect(device.serialPort(1).tcpPort());
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private void echo(SimulatedDevice device) {
        device.serialPort(1).attach(bytes -> {
            heard.add(new String(bytes, StandardCharsets.US_ASCII));
            device.serialPort(1).send(bytes);
        });
    }

    private static void says(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hears(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    /** Reset, or closed in order: nothing came. */
    private static boolean isEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void bytesGoBothWaysOnceEverythingIsEnabled() throws Exception {
        try (SimulatedDevice device = with()) {
            echo(device);
            int port = device.serialPort(1).tcpPort();
            for (String wish : new String[] {
                SERVER + "Enabled=yes", SERVER + "Listener.Enabled=yes", "PortManager.P0.PortEnabled=yes"
            }) {
                assertThat(device.serialPort(1).isListening()).isFalse();
                assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
                assertThat(update(device, wish)).isEqualTo("OK");
            }
            await().atMost(SOON).until(device.serialPort(1)::isListening);
            try (Socket socket = connect(device)) {
                says(socket, "ping");
                assertThat(hears(socket, 4)).isEqualTo("ping");
                assertThat(device.serialPort(1).isConnected()).isTrue();
                assertThat(update(device, SERVER + "Enabled=no")).isEqualTo("OK");
                assertThat(isEnded(socket)).isTrue();
            }
            await().atMost(SOON).until(() -> !device.serialPort(1).isConnected());
            device.serialPort(1).send((byte) 1, (byte) 2);
            await().atMost(SOON).until(() -> device.serialPort(1).bytesLost() == 2);
            assertThat(device.serialPort(1).bytesHeard()).isEqualTo(4);
            assertThat(device.serialPort(1).bytesSent()).isEqualTo(4);
            assertThat(device.serialPort(1).connectionsAccepted()).isOne();
        }
    }

    @Test
    void itListensWhereItIsTold() throws Exception {
        int free;
        try (ServerSocket any = new ServerSocket(0)) {
            free = any.getLocalPort();
        }
        try (SimulatedDevice device = with()) {
            echo(device);
            int first = device.serialPort(1).tcpPort();
            enable(device);
            assertThat(update(device, SERVER + "Listener.Port=" + free)).isEqualTo("OK");
            await().atMost(SOON).until(device.serialPort(1)::isListening);
            assertThat(device.serialPort(1).tcpPort()).isEqualTo(free);
            assertThatThrownBy(() -> connect(first)).isInstanceOf(ConnectException.class);
            try (Socket socket = connect(free)) {
                says(socket, "x");
                assertThat(hears(socket, 1)).isEqualTo("x");
            }
        }
    }

    @Test
    void parametersHaveTheDocumentedWords() {
        try (SimulatedDevice device = with()) {
            assertThat(list(device, "Properties.Serial")).isEqualTo("root.Properties.Serial.Serial=yes\n");
            assertThat(list(device, "Serial")).isEqualTo("""
                            root.Serial.NbrOfPorts=1
                            root.Serial.Ser1.PortMode=RS485
                            root.Serial.Ser1.BaudRate=9600
                            root.Serial.Ser1.DataBits=8
                            root.Serial.Ser1.StopBits=1
                            root.Serial.Ser1.Parity=None
                            root.Serial.Ser1.FlowControlXONXOFF=no
                            root.Serial.Ser1.FlowControlRTSCTS=no
                            root.Serial.Ser1.Termination=no
                            root.Serial.Ser1.Bias=no
                            """);
            assertThat(update(device, "Serial.Ser1.BaudRate=460800")).isEqualTo("OK");
            assertThat(update(device, "Serial.Ser1.BaudRate=9600", "Serial.Ser1.PortMode=RS422"))
                    .isEqualTo("OK");
            for (String wrong : new String[] {
                "Serial.Ser1.BaudRate=460800",
                "Serial.Ser1.BaudRate=9601",
                "Serial.Ser1.Parity=none",
                "Serial.Ser1.DataBits=9",
                "Serial.NbrOfPorts=2",
                SERVER + "Listener.Port=1023",
                SERVER + "Timeout=3601",
                "Serial.Ser2.BaudRate=9600"
            }) {
                assertThat(update(device, wrong)).startsWith("# Error: Error setting '");
            }
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().serialPorts(2, "Termination", "Bias").start()) {
            assertThat(list(device, "Serial.Ser2"))
                    .contains("root.Serial.Ser2.Parity=None")
                    .doesNotContain("Bias")
                    .doesNotContain("Termination");
            assertThat(device.serialPort(2)).hasToString("Serial.Ser2.* and PortManager.P1.*");
        }
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            assertThat(list(device, "Properties.Serial")).isEqualTo("root.Properties.Serial.Serial=no\n");
            assertThat(list(device, "PortManager")).startsWith("# Error:");
            assertThatThrownBy(() -> device.serialPort(1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void viewersSeeHowManyPortsThereAre_operatorsTheRest() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .serialPorts(1)
                .user("guard", "g", SimulatedRole.VIEWER)
                .user("chief", "c", SimulatedRole.OPERATOR)
                .start()) {
            String all = PARAM + "?action=list&group=Serial";
            assertThat(new Client(device, "guard", "g", false).get(all).body()).isEqualTo("root.Serial.NbrOfPorts=1\n");
            Client chief = new Client(device, "chief", "c", false);
            assertThat(chief.get(all).body()).contains("BaudRate=9600");
            assertThat(chief.form(PARAM, "action=update&Serial.Ser1.BaudRate=300")
                            .body())
                    .startsWith("# Error:");
        }
    }

    @Test
    void onlyAllowedAddressesComeIn() throws Exception {
        try (SimulatedDevice device = with()) {
            echo(device);
            enable(device);
            for (String allowed : List.of("127.0.0.1", "10.0.0.1, 127.0.0.*", "127.0.0.0-5", "")) {
                assertThat(update(device, SERVER + "AllowedIPAddresses=" + allowed.replace(" ", "%20")))
                        .isEqualTo("OK");
                try (Socket socket = connect(device)) {
                    says(socket, "x");
                    assertThat(hears(socket, 1)).as(allowed).isEqualTo("x");
                }
                await().atMost(SOON).until(() -> !device.serialPort(1).isConnected());
            }
            assertThat(device.serialPort(1).connectionsRefused()).isZero();
            for (String allowed : List.of("127.0.0.2-5", "127.0.1.*", "10.0.0.1", "127.0.*.1")) {
                assertThat(update(device, SERVER + "AllowedIPAddresses=" + allowed))
                        .isEqualTo("OK");
                try (Socket socket = connect(device)) {
                    assertThat(isEnded(socket)).as(allowed).isTrue();
                }
            }
            assertThat(device.serialPort(1).connectionsRefused()).isEqualTo(4);
        }
    }

    @Test
    void strangersMayBeLeftWaiting() throws Exception {
        try (SimulatedDevice device = with(SerialVariant.STRANGERS_LEFT_WAITING)) {
            echo(device);
            enable(device, SERVER + "AllowedIPAddresses=10.0.0.1");
            try (Socket socket = connect(device)) {
                says(socket, "x");
                socket.setSoTimeout(300);
                assertThatThrownBy(() -> isEnded(socket)).isInstanceOf(SocketTimeoutException.class);
                assertThat(device.serialPort(1).isConnected()).isFalse();
                assertThat(heard).isEmpty();
            }
        }
    }

    @Test
    void thereIsOneConnectionAtATime() throws Exception {
        for (boolean newest : new boolean[] {false, true}) {
            try (SimulatedDevice device = newest ? with(SerialVariant.NEWEST_CONNECTION_WINS) : with()) {
                echo(device);
                enable(device);
                try (Socket first = connect(device)) {
                    says(first, "1");
                    assertThat(hears(first, 1)).isEqualTo("1");
                    try (Socket second = connect(device)) {
                        assertThat(isEnded(newest ? first : second)).isTrue();
                        says(newest ? second : first, "2");
                        assertThat(hears(newest ? second : first, 1)).isEqualTo("2");
                    }
                }
            }
        }
    }

    @Test
    void theLowestGroupMayBeTheSecondPorts() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .serialPorts(2)
                .variant(SerialVariant.SECOND_PORT_IS_P0)
                .start()) {
            assertThat(device.serialPort(2)).hasToString("Serial.Ser2.* and PortManager.P0.*");
            assertThat(device.serialPort(1)).hasToString("Serial.Ser1.* and PortManager.P1.*");
            assertThat(update(
                            device,
                            SERVER + "Enabled=yes",
                            SERVER + "Listener.Enabled=yes",
                            "PortManager.P0.PortEnabled=yes"))
                    .isEqualTo("OK");
            await().atMost(SOON).until(device.serialPort(2)::isListening);
            assertThat(device.serialPort(1).isListening()).isFalse();
        }
    }

    @Test
    void silenceEndsAConnectionIfATimeIsSet() throws Exception {
        try (SimulatedDevice device = with()) {
            echo(device);
            enable(device, SERVER + "Timeout=1");
            try (Socket socket = connect(device)) {
                says(socket, "x");
                assertThat(hears(socket, 1)).isEqualTo("x");
                assertThat(isEnded(socket)).isTrue();
            }
            assertThat(device.serialPort(1).connectionsTimedOut()).isOne();
        }
    }

    @Test
    void anotherRateIsNotHeard() throws Exception {
        try (SimulatedDevice device = with()) {
            device.serialPort(1).attach(38400, bytes -> heard.add(new String(bytes, StandardCharsets.US_ASCII)));
            enable(device);
            try (Socket socket = connect(device)) {
                says(socket, "early");
                await().atMost(SOON).until(() -> device.serialPort(1).bytesLost() == 5);
                assertThat(update(device, "Serial.Ser1.BaudRate=38400")).isEqualTo("OK");
                says(socket, "right");
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("right");
            }
        }
    }

    @Test
    void aRestartEndsTheConnection_settingsStay_aFactoryDefaultTakesThem() throws Exception {
        try (SimulatedDevice device = with()) {
            echo(device);
            enable(device);
            int port = device.serialPort(1).tcpPort();
            try (Socket socket = connect(device)) {
                says(socket, "x");
                assertThat(hears(socket, 1)).isEqualTo("x");
                device.restart(Duration.ofMillis(200));
                assertThat(isEnded(socket)).isTrue();
                assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
            }
            await().atMost(SOON).until(device.serialPort(1)::isListening);
            assertThat(device.serialPort(1).tcpPort()).isEqualTo(port);
            try (Socket socket = connect(device)) {
                says(socket, "y");
                assertThat(hears(socket, 1)).isEqualTo("y");
            }
            new Client(device).get("/axis-cgi/factorydefault.cgi");
            await().atMost(SOON).until(() -> device.counters().softFactoryDefaults() == 1 && device.isReady());
            assertThat(device.serialPort(1).isListening()).isFalse();
        }
    }

    @Test
    void aCutNetworkCarriesNothing_andConnectionsCanBeCut() throws Exception {
        try (SimulatedDevice device = with()) {
            echo(device);
            enable(device);
            try (Socket socket = connect(device)) {
                says(socket, "x");
                assertThat(hears(socket, 1)).isEqualTo("x");
                device.faults().cutNetwork(Duration.ofMillis(200));
                says(socket, "lost");
                assertThat(isEnded(socket)).isTrue();
                assertThat(heard).containsExactly("x");
            }
            try (Socket socket = connect(device)) {
                says(socket, "y");
                assertThat(hears(socket, 1)).isEqualTo("y");
                device.faults().cutConnections();
                assertThat(isEnded(socket)).isTrue();
            }
        }
    }
}
