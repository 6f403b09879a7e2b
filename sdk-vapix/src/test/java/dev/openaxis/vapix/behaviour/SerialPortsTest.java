package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.TcpOptions;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.ReceivedRequest;
import dev.openaxis.testkit.SerialVariant;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.serial.DeviceSerialPort;
import dev.openaxis.vapix.serial.PortInUseException;
import dev.openaxis.vapix.serial.SerialMode;
import dev.openaxis.vapix.serial.SerialParity;
import dev.openaxis.vapix.serial.SerialSettings;
import dev.openaxis.vapix.serial.SerialTunnel;
import dev.openaxis.vapix.serial.TunnelNotRestoredException;
import dev.openaxis.vapix.serial.TunnelOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Serial ports and tunnels through them, on a device that reads the references on its own. */
class SerialPortsTest extends ConnectedTest {
    private static final String SERVERS = "PortManager.P0.";
    private static final String GENERIC = SERVERS + "GenericTCPServer.";
    private static final Map<String, String> TURNED_ON =
            Map.of(SERVERS + "PortEnabled", "no", GENERIC + "Enabled", "no", GENERIC + "Listener.Enabled", "no");

    @Override
    @BeforeEach
    void start() {
        use(SimulatedDevice.a9210().serialPorts(1));
    }

    /** Hears a line. */
    private static final class Heard implements LineListener {
        final BlockingQueue<String> what = new LinkedBlockingQueue<>();

        @Override
        public void opened() {
            what.add("opened");
        }

        @Override
        public void received(ByteBuffer bytes) {
            what.add(StandardCharsets.US_ASCII.decode(bytes).toString());
        }

        @Override
        public void closed(@Nullable AxisException cause) {
            what.add(cause == null ? "closed" : cause.getClass().getSimpleName());
        }

        String next() throws InterruptedException {
            return Optional.ofNullable(what.poll(SOON.toSeconds(), TimeUnit.SECONDS))
                    .orElse("(nothing)");
        }
    }

    private void echo() {
        device.serialPort(1).attach(9600, device.serialPort(1)::send);
    }

    private static void says(ByteLine line, String text) {
        line.loop().execute(() -> line.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))));
    }

    private Map<String, String> parameters() {
        return client.parameters().list("Serial", "PortManager").asMap();
    }

    private Map<String, String> set(String name, String value) {
        client.parameters().update(name, value);
        return parameters();
    }

    private List<String> updates() {
        return device.requests().stream()
                .map(ReceivedRequest::bodyText)
                .filter(body -> body.startsWith("action=update&"))
                .map(body -> URLDecoder.decode(body.substring("action=update&".length()), StandardCharsets.UTF_8))
                .toList();
    }

    // ---- ports ----

    @Test
    void aPortIsTold() {
        DeviceSerialPort port = client.serialPorts().list().get(0);

        assertThat(port.number()).isOne();
        assertThat(port.settings())
                .isEqualTo(SerialSettings.change()
                        .mode(SerialMode.RS485)
                        .baudRate(9600)
                        .framing(8, SerialParity.NONE, 1)
                        .flowControl(false, false)
                        .termination(false)
                        .bias(false));
        assertThat(port.serversVerified()).isTrue();
        assertThat(port.servers()).hasValueSatisfying(servers -> {
            assertThat(servers.number()).isZero();
            assertThat(servers.portEnabled()).contains(false);
            assertThat(servers.portType()).contains("Serial");
            assertThat(servers.inUseBy()).isEmpty();
            assertThat(servers.genericTcp().enabled()).contains(false);
            assertThat(servers.genericTcp().allowedAddresses()).contains("");
            assertThat(servers.genericTcp().timeout()).contains(Duration.ZERO);
            assertThat(servers.genericTcp().listening()).contains(false);
            assertThat(servers.genericTcp().port())
                    .contains(device.serialPort(1).tcpPort());
            assertThat(servers.genericTcp().connecting()).contains(false);
            assertThat(servers.genericTcp().host()).isEmpty();
        });
    }

    @Test
    void whatAPortLacksIsNotTold_andCannotBeSet() {
        use(SimulatedDevice.a9210().serialPorts(2, "Termination", "Bias", "GenericTCPServer.Timeout"));

        DeviceSerialPort port = client.serialPorts().async().list().join().get(1);

        assertThat(port.number()).isEqualTo(2);
        assertThat(port.settings().termination()).isEmpty();
        assertThat(port.settings().bias()).isEmpty();
        assertThat(port.servers().orElseThrow().genericTcp().timeout()).isEmpty();
        assertThat(port.serversVerified()).isFalse();
        WrongPortException failure = Told.by(
                WrongPortException.class,
                device.httpUri(),
                "serialPorts.configure",
                AppliedEffect.NONE,
                () -> client.serialPorts()
                        .configure(2, SerialSettings.change().baudRate(300).termination(true)));
        assertThat(failure).hasMessageContaining("Serial.Ser2.Termination");
        assertThat(updates()).isEmpty();
    }

    @Test
    void aDeviceWithoutPortsSaysSo_whateverElseItLists() {
        use(SimulatedDevice.recorded(dev.openaxis.testkit.RecordedDevice.P5512_5_51));

        assertThat(client.parameters().list("Serial").get("Serial.NbrOfPorts")).contains("1");
        UnsupportedCapabilityException failure = Told.by(
                UnsupportedCapabilityException.class,
                device.httpUri(),
                "serialPorts.list",
                AppliedEffect.NONE,
                () -> client.serialPorts().list());
        assertThat(failure.api()).isEqualTo("serial-port");
        assertThatThrownBy(() -> client.serialPorts().openTunnel(1, TunnelOptions.defaults()))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void viewersMayNotRead_operatorsMayNotChange() {
        use(SimulatedDevice.a9210()
                .serialPorts(1)
                .user(SimulatedDevice.DEFAULT_USER, Clients.PASSWORD, SimulatedRole.ADMIN)
                .user("guard", "pass-of-guard-1", SimulatedRole.VIEWER)
                .user("chief", "pass-of-chief-1", SimulatedRole.OPERATOR));
        try (AxisDevice guard = Clients.at(device.httpUri())
                        .credentials(Credentials.of("guard", "pass-of-guard-1"))
                        .connect();
                AxisDevice chief = Clients.at(device.httpUri())
                        .credentials(Credentials.of("chief", "pass-of-chief-1"))
                        .connect()) {
            Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "serialPorts.list",
                    AppliedEffect.NONE,
                    () -> guard.serialPorts().list());
            assertThat(chief.serialPorts().list()).hasSize(1);
            Told.by(
                    RefusedException.class,
                    device.httpUri(),
                    "serialPorts.openTunnel",
                    AppliedEffect.NONE,
                    () -> chief.serialPorts().openTunnel(1, TunnelOptions.defaults()));
        }
        assertThat(device.serialPort(1).isListening()).isFalse();
    }

    @Test
    void settingsAreChanged_onlyWhatDiffers() {
        SerialSettings change = SerialSettings.change()
                .mode(SerialMode.RS422)
                .baudRate(38400)
                .framing(7, SerialParity.SPACE, 2)
                .flowControl(false, true)
                .termination(true)
                .bias(true);

        assertThat(client.serialPorts().configure(1, change).settings()).isEqualTo(change);
        assertThat(updates())
                .containsExactly("Serial.Ser1.PortMode=RS422&Serial.Ser1.BaudRate=38400&Serial.Ser1.DataBits=7"
                        + "&Serial.Ser1.StopBits=2&Serial.Ser1.Parity=Space&Serial.Ser1.FlowControlRTSCTS=yes"
                        + "&Serial.Ser1.Termination=yes&Serial.Ser1.Bias=yes");
        assertThat(client.serialPorts().async().configure(1, change).join().settings())
                .isEqualTo(change);
        assertThat(updates()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {"PARAMETERS_ALL_OR_NONE", "PARAMETERS_STOP_AT_ERROR", "PARAM_WITHOUT_ROOT"})
    void aRateOfRs485ComesAfterItsMode_andGoesBeforeIt(Variant reading) {
        use(SimulatedDevice.a9210().serialPorts(1).variant(reading));
        SerialSettings slow = SerialSettings.change().mode(SerialMode.RS232).baudRate(300);
        SerialSettings fast = SerialSettings.change().mode(SerialMode.RS485_4).baudRate(460_800);

        client.serialPorts().configure(1, slow);
        assertThat(client.serialPorts().configure(1, fast).settings().baudRate())
                .contains(460_800);
        assertThat(client.serialPorts().configure(1, slow).settings().mode()).contains(SerialMode.RS232);
        Told.by(
                WrongPortException.class,
                device.httpUri(),
                "serialPorts.configure",
                AppliedEffect.NONE,
                () -> client.serialPorts().configure(1, SerialSettings.change().baudRate(230_400)));
    }

    @Test
    void whatNoPortHasIsNotSent() {
        for (SerialSettings wrong : List.of(
                SerialSettings.change(),
                SerialSettings.change().baudRate(9601),
                SerialSettings.change().mode(new SerialMode("RS423")),
                SerialSettings.change().framing(9, SerialParity.NONE, 1),
                SerialSettings.change().framing(8, SerialParity.NONE, 3),
                SerialSettings.change().framing(8, new SerialParity("none"), 1))) {
            assertThatThrownBy(() -> client.serialPorts().configure(1, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> client.serialPorts()
                        .configure(0, SerialSettings.change().baudRate(300)))
                .isInstanceOf(WrongPortException.class);
        for (String address : new String[] {"", "10.0.0", "10.0.0.256", "10.0.*.1", "10.0.0.1-", "::1", "10.0.0.1,"}) {
            assertThatThrownBy(() -> TunnelOptions.defaults().allowing(address))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> TunnelOptions.defaults().listenerPort(1023))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TunnelOptions.defaults().timeout(Duration.ofMillis(1500)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TunnelOptions.defaults().timeout(Duration.ofSeconds(3601)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(updates()).isEmpty();
    }

    // ---- tunnels ----

    @ParameterizedTest
    @EnumSource(SerialVariant.class)
    void bytesGoThrough_andClosingLeavesTheDeviceAsItWas(SerialVariant reading) throws Exception {
        use(SimulatedDevice.a9210().serialPorts(1).variant(reading));
        echo();
        Map<String, String> before = parameters();
        Heard heard = new Heard();

        try (SerialTunnel tunnel = client.serialPorts().openTunnel(1, TunnelOptions.defaults())) {
            assertThat(tunnel.changed()).isEqualTo(TURNED_ON);
            assertThat(tunnel.port().servers().orElseThrow().inUseBy()).containsExactly("GenericTCPServer");
            assertThat(tunnel.line().baudRate()).isEqualTo(9600);
            assertThat(tunnel.line().tolerance()).isEqualTo(Duration.ofMillis(150));
            tunnel.line().open(heard);
            assertThat(heard.next()).isEqualTo("opened");
            says(tunnel.line(), "ping");
            assertThat(heard.next()).isEqualTo("ping");
        }

        assertThat(heard.next()).isEqualTo("closed");
        assertThat(parameters()).isEqualTo(before);
        assertThat(device.serialPort(1).isListening()).isFalse();
    }

    @Test
    void whatOpensTheServerComesLast_andGoesFirst() throws Exception {
        set(GENERIC + "ConnectTo.Enabled", "yes");
        Map<String, String> before = set("Serial.Ser1.PortMode", "RS232");
        int asked = updates().size();
        int free;
        try (ServerSocket any = new ServerSocket(0)) {
            free = any.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        TunnelOptions how = TunnelOptions.defaults()
                .settings(SerialSettings.change()
                        .mode(SerialMode.RS485)
                        .baudRate(230_400)
                        .framing(8, SerialParity.EVEN, 1))
                .allowing("10.0.0.1", "127.0.0.1-9", "192.168.1.*")
                .timeout(Duration.ofMinutes(10))
                .listenerPort(free)
                .tcp(TcpOptions.defaults().withTolerance(Duration.ofMillis(20)));

        SerialTunnel tunnel = client.serialPorts().async().openTunnel(1, how).join();

        assertThat(tunnel.line().baudRate()).isEqualTo(230_400);
        assertThat(tunnel.line().bitsPerCharacter()).isEqualTo(11);
        assertThat(tunnel.line().tolerance()).isEqualTo(Duration.ofMillis(20));
        assertThat(tunnel.line().name()).isEqualTo("tcp 127.0.0.1:" + free);
        Heard heard = new Heard();
        tunnel.line().open(heard);
        assertThat(heard.next()).isEqualTo("opened");
        tunnel.closeAsync().join();
        assertThat(parameters()).isEqualTo(before);
        String switches = SERVERS + "PortEnabled=%1$s&" + GENERIC + "Enabled=%1$s&" + GENERIC + "Listener.Enabled=%1$s";
        assertThat(updates().subList(asked, updates().size()))
                .containsExactly(
                        "Serial.Ser1.PortMode=RS485&Serial.Ser1.Parity=Even&" + GENERIC + "ConnectTo.Enabled=no&"
                                + GENERIC
                                + "AllowedIPAddresses=10.0.0.1, 127.0.0.1-9, 192.168.1.*&" + GENERIC + "Timeout=600&"
                                + GENERIC + "Listener.Port=" + free,
                        "Serial.Ser1.BaudRate=230400",
                        switches.formatted("yes"),
                        switches.formatted("no"),
                        "Serial.Ser1.PortMode=RS232&Serial.Ser1.BaudRate=9600&Serial.Ser1.Parity=None&" + GENERIC
                                + "ConnectTo.Enabled=yes&"
                                + GENERIC + "AllowedIPAddresses=&" + GENERIC + "Timeout=0&" + GENERIC
                                + "Listener.Port=" + before.get(GENERIC + "Listener.Port"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GenericTCPServer", "PTZServer", "SerialCGI", "RemotePort"})
    void aPortSomebodyHasIsLeftAlone_unlessNamed(String server) {
        Map<String, String> before = server.equals("RemotePort")
                ? set(SERVERS + "PortType", "RemotePort")
                : set(SERVERS + server + ".Enabled", "yes");
        int asked = updates().size();

        PortInUseException failure = Told.by(
                PortInUseException.class,
                device.httpUri(),
                "serialPorts.openTunnel",
                AppliedEffect.NONE,
                () -> client.serialPorts()
                        .openTunnel(1, TunnelOptions.defaults().takingOver("Somebody")));

        assertThat(failure.services()).containsExactly(server);
        assertThat(updates()).hasSize(asked);
        try (SerialTunnel tunnel =
                client.serialPorts().openTunnel(1, TunnelOptions.defaults().takingOver(server))) {
            assertThat(tunnel.port().servers().orElseThrow().inUseBy()).containsExactly("GenericTCPServer");
            await().atMost(SOON).until(device.serialPort(1)::isListening);
        }
        assertThat(parameters()).isEqualTo(before);
    }

    @Test
    void theSecondTunnelIsRefused() {
        try (SerialTunnel first = client.serialPorts().openTunnel(1, TunnelOptions.defaults())) {
            assertThatThrownBy(() -> client.serialPorts().openTunnel(1, TunnelOptions.defaults()))
                    .isInstanceOf(PortInUseException.class);
            assertThat(first.changed()).isEqualTo(TURNED_ON);
            assertThat(device.serialPort(1).isListening()).isTrue();
        }
    }

    @Test
    void withSeveralPortsTheServersHaveToBeNamed() throws Exception {
        use(SimulatedDevice.a9210().serialPorts(2).variant(SerialVariant.SECOND_PORT_IS_P0));
        Told.by(
                UnverifiedMappingException.class,
                device.httpUri(),
                "serialPorts.openTunnel",
                AppliedEffect.NONE,
                () -> client.serialPorts().openTunnel(1, TunnelOptions.defaults()));
        assertThatThrownBy(() -> client.serialPorts()
                        .openTunnel(1, TunnelOptions.defaults().servers(2)))
                .isInstanceOf(WrongPortException.class);
        assertThat(updates()).isEmpty();

        echo();
        Heard heard = new Heard();
        try (SerialTunnel tunnel =
                client.serialPorts().openTunnel(1, TunnelOptions.defaults().servers(1))) {
            assertThat(tunnel.port().servers().orElseThrow().number()).isOne();
            tunnel.line().open(heard);
            assertThat(heard.next()).isEqualTo("opened");
            says(tunnel.line(), "x");
            assertThat(heard.next()).isEqualTo("x");
        }
    }

    @Test
    void anAddressThatIsNotAllowedIsTurnedAway() throws Exception {
        Heard heard = new Heard();
        try (SerialTunnel tunnel =
                client.serialPorts().openTunnel(1, TunnelOptions.defaults().allowing("10.0.0.1"))) {
            tunnel.line().open(heard);
            String first = heard.next();
            // The reset can overtake the news that the connection is made.
            assertThat(first.equals("opened") ? heard.next() : first).isEqualTo("ConnectionException");
        }
        assertThat(device.serialPort(1).connectionsRefused()).isOne();
    }

    @Test
    void aPortThatIsTakenElsewhereIsNoLine() throws Exception {
        Heard heard = new Heard();
        try (SerialTunnel tunnel = client.serialPorts().openTunnel(1, TunnelOptions.defaults())) {
            client.parameters().update(SERVERS + "PortEnabled", "no");
            await().atMost(SOON).until(() -> !device.serialPort(1).isListening());
            tunnel.line().open(heard);
            assertThat(heard.next()).isEqualTo("ConnectionException");
        }
        // What somebody else has set meanwhile is what was there before, and stays.
        assertThat(parameters()).containsEntry(SERVERS + "PortEnabled", "no").containsEntry(GENERIC + "Enabled", "no");
    }

    @Test
    void whatSomebodyElseChangedStays() {
        TunnelOptions how = TunnelOptions.defaults()
                .settings(SerialSettings.change().baudRate(38400).termination(true));
        try (SerialTunnel tunnel = client.serialPorts().openTunnel(1, how)) {
            assertThat(tunnel.changed()).contains(entry("Serial.Ser1.BaudRate", "9600"));
            client.parameters().update("Serial.Ser1.BaudRate", "19200");
        }
        assertThat(client.serialPorts().list().get(0).settings())
                .satisfies(settings -> assertThat(settings.baudRate()).contains(19200))
                .satisfies(settings -> assertThat(settings.termination()).contains(false));
    }

    @Test
    void aRestartBreaksTheLine_andTheTunnelOutlastsIt() throws Exception {
        echo();
        Map<String, String> before = parameters();
        Heard heard = new Heard();
        try (SerialTunnel tunnel = client.serialPorts().openTunnel(1, TunnelOptions.defaults())) {
            tunnel.line().open(heard);
            assertThat(heard.next()).isEqualTo("opened");
            device.restart(Duration.ofMillis(200));
            assertThat(heard.next()).isEqualTo("ConnectionException");
            await().atMost(SOON)
                    .until(() -> device.isReady() && device.serialPort(1).isListening());
            tunnel.line().open(heard);
            assertThat(heard.next()).isEqualTo("opened");
            says(tunnel.line(), "again");
            assertThat(heard.next()).isEqualTo("again");
        }
        assertThat(parameters()).isEqualTo(before);
    }

    @Test
    void whatCannotBePutBackIsTold_andCanBeTriedAgain() {
        Map<String, String> before = parameters();
        SerialTunnel tunnel = client.serialPorts().openTunnel(1, TunnelOptions.defaults());
        device.faults().inject(Fault.status(503).on("/axis-cgi/param.cgi").always());

        TunnelNotRestoredException failure = Told.by(
                TunnelNotRestoredException.class,
                device.httpUri(),
                "serialPorts.closeTunnel",
                AppliedEffect.POSSIBLE,
                tunnel::close);

        assertThat(failure.left()).isEqualTo(TURNED_ON);
        assertThat(failure).hasCauseInstanceOf(RefusedException.class);
        assertThat(device.serialPort(1).isListening()).isTrue();
        device.faults().clear();
        tunnel.close();
        assertThat(parameters()).isEqualTo(before);
        tunnel.close();
        assertThat(parameters()).isEqualTo(before);
    }

    @Test
    void throughAClosedDeviceNothingIsPutBack() {
        SerialTunnel tunnel = client.serialPorts().openTunnel(1, TunnelOptions.defaults());
        client.close();
        assertThatThrownBy(tunnel::close).isInstanceOf(ClosedException.class);
        assertThat(device.serialPort(1).isListening()).isTrue();
    }

    @Test
    void anAnswerThatIsLostIsFollowedByPuttingBack() {
        Map<String, String> before = parameters();
        // A look at everything, one at what is to be changed, and then the change.
        device.faults()
                .inject(Fault.latency(Duration.ofMillis(1)).on("/axis-cgi/param.cgi"))
                .inject(Fault.latency(Duration.ofMillis(1)).on("/axis-cgi/param.cgi"))
                .inject(Fault.resetAfterExecuting().on("/axis-cgi/param.cgi"));

        assertThatThrownBy(() -> client.serialPorts().openTunnel(1, TunnelOptions.defaults()))
                .isInstanceOf(ConnectionException.class);

        assertThat(device.faults().pending()).isZero();
        assertThat(updates()).hasSize(2);
        assertThat(parameters()).isEqualTo(before);
    }
}
