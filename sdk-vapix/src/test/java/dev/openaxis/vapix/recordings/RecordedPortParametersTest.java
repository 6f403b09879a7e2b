package dev.openaxis.vapix.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.WireApi;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every recorded {@code IOPort} group goes through the real client. The states are not recorded: {@code port.cgi} answers here
 * after the documentation's examples (VAPIX input-and-outputs).
 */
class RecordedPortParametersTest {
    private static final String INPUTS = "io/param-ioport-pir-camera.txt";
    private static final String A1001 = "io/param-ioport-A1001.txt";
    private static final String INTERCOM = "io/param-ioport-mixed-intercom.txt";
    private static final String Q7401 = "io/param-ioport-Q7401.txt";
    private static final String P5512 = "io/param-io-excerpt-P5512-5.51.7.txt";

    private final MockWebServer server = new MockWebServer();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    /** Numbers of {@code port.cgi}: ports whose circuit is closed, and those that are active. */
    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    private final Set<String> active = ConcurrentHashMap.newKeySet();
    private volatile String parameters = "";
    private volatile String product = "P5512";
    private volatile boolean portCgi = true;
    private AxisDevice device;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String target = request.getTarget();
                asked.add(target);
                String query = target.substring(target.indexOf('=') + 1);
                if (target.startsWith("/axis-cgi/param.cgi?action=list&group=root.IOPort")) {
                    return text(parameters);
                }
                if (target.startsWith("/axis-cgi/param.cgi")) {
                    return text("root.Brand.Brand=AXIS\nroot.Brand.ProdNbr=" + product
                            + "\nroot.Properties.System.SerialNumber=00408CFB6888\n");
                }
                if (portCgi && target.startsWith("/axis-cgi/io/port.cgi?check=")) {
                    return text(lines(query, closed, "1", "0"));
                }
                if (portCgi && target.startsWith("/axis-cgi/io/port.cgi?checkactive=")) {
                    return text(lines(query, active, "active", "inactive"));
                }
                if (portCgi && target.startsWith("/axis-cgi/io/port.cgi?action=")) {
                    String number = query.substring(0, query.indexOf("%3A"));
                    if (query.endsWith("%2F")) {
                        active.add(number);
                    } else {
                        active.remove(number);
                    }
                    return text("");
                }
                return Recorded.notFound();
            }
        });
        server.start();
        device = Recorded.client(server);
    }

    @AfterEach
    void stop() {
        device.close();
        server.close();
    }

    private static MockResponse text(String body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "text/plain")
                .body(body)
                .build();
    }

    private static String lines(String numbers, Set<String> those, String yes, String no) {
        return Arrays.stream(numbers.split(","))
                .map(number -> "port" + number + "=" + (those.contains(number) ? yes : no) + "\n")
                .collect(Collectors.joining());
    }

    private List<Port> ports(String recording) {
        parameters = Recorded.text(recording);
        return device.io().ports();
    }

    private List<String> actions() {
        return asked.stream()
                .filter(target -> target.contains("?action=") && target.contains("port.cgi"))
                .toList();
    }

    // ---- what each recorded device has ----

    @Test
    void thePirCamera_saysTheSameOverItsParametersAsOverGetPorts() {
        assertThat(ports(INPUTS)).singleElement().satisfies(port -> {
            assertThat(port.id()).isEqualTo(PortId.of(0));
            assertThat(port.kind()).isEqualTo(Port.Kind.INPUT);
            assertThat(port.name()).isEqualTo("PIR sensor");
            assertThat(port.usage()).isEmpty();
            assertThat(port.circuit()).isEqualTo(CircuitState.OPEN);
            // Recorded as normalState "open" in getPorts of the same camera.
            assertThat(port.normal()).isEqualTo(CircuitState.OPEN);
            assertThat(port.state()).isEqualTo(PortState.INACTIVE);
            assertThat(port.configurable()).isFalse();
            assertThat(port.readOnly()).isFalse();
            assertThat(port.activateUrl()).isEmpty();
        });
    }

    @Test
    void theA1001_hasAnOutputThatIsActiveWhenOpen_andAnInput() {
        product = "A1001";
        active.add("2");

        List<Port> ports = ports(A1001);

        assertThat(ports).extracting(Port::name).containsExactly("Output 1", "Input 2");
        assertThat(ports).extracting(Port::kind).containsExactly(Port.Kind.OUTPUT, Port.Kind.INPUT);
        assertThat(ports).extracting(Port::configurable).containsOnly(true);
        assertThat(ports).extracting(Port::normal).containsExactly(CircuitState.CLOSED, CircuitState.OPEN);
        assertThat(ports).extracting(Port::circuit).containsExactly(CircuitState.CLOSED, CircuitState.CLOSED);
        assertThat(ports).extracting(Port::state).containsExactly(PortState.INACTIVE, PortState.ACTIVE);
        assertThat(ports.get(0).activateUrl())
                .hasValueSatisfying(url -> assertThat(url.toString()).endsWith("/axis-cgi/io/port.cgi?action=1%3A%2F"));
        assertThat(ports.get(1).activateUrl()).isEmpty();
    }

    @Test
    void theQ7401_tellsNeitherConfigurableNorAnythingAboutItsInputs() {
        closed.add("3");

        List<Port> ports = ports(Q7401);

        assertThat(ports).hasSize(4).allSatisfy(port -> {
            assertThat(port.kind()).isEqualTo(Port.Kind.INPUT);
            // The name of the output that the port is not.
            assertThat(port.name()).isEmpty();
            assertThat(port.configurable()).isFalse();
            assertThat(port.normal()).isEqualTo(CircuitState.UNKNOWN);
            assertThat(port.state()).isEqualTo(PortState.UNKNOWN);
        });
        assertThat(ports.get(2).circuit()).isEqualTo(CircuitState.CLOSED);
        assertThat(ports.get(3).circuit()).isEqualTo(CircuitState.OPEN);
    }

    @Test
    void theIntercom_hasPortsOfEveryKindOfSilence() {
        active.add("4");

        List<Port> ports = ports(INTERCOM);

        assertThat(ports).extracting(Port::usage).containsExactly("Button", "", "", "Tampering");
        assertThat(ports).extracting(Port::name).containsExactly("", "PIR sensor", "", "Tampering");
        assertThat(ports)
                .extracting(Port::normal)
                .containsExactly(CircuitState.UNKNOWN, CircuitState.OPEN, CircuitState.UNKNOWN, CircuitState.CLOSED);
        assertThat(ports.get(3).kind()).isEqualTo(Port.Kind.OUTPUT);
        assertThat(ports.get(3).circuit()).isEqualTo(CircuitState.OPEN);
        assertThat(asked).contains("/axis-cgi/io/port.cgi?checkactive=2,4", "/axis-cgi/io/port.cgi?check=1,3");
    }

    @Test
    void theP5512_hasFourConfigurableInputs() {
        assertThat(ports(P5512)).hasSize(4).allSatisfy(port -> {
            assertThat(port.kind()).isEqualTo(Port.Kind.INPUT);
            assertThat(port.configurable()).isTrue();
            assertThat(port.name()).isEqualTo("Input " + port.id().portCgiNumber());
            assertThat(port.state()).isEqualTo(PortState.INACTIVE);
        });
    }

    @ParameterizedTest
    @CsvSource({"io/param-ioport-missing-group-error.txt", "io/param-io-excerpt-CompanionBulletLE-9.80.2.2.txt"})
    void aDeviceWithoutTheGroup_hasNoPorts(String recording) {
        assertThat(ports(recording)).isEmpty();
        assertThat(asked).noneMatch(target -> target.contains("port.cgi?"));
    }

    @ParameterizedTest
    @CsvSource({INPUTS, A1001, Q7401, INTERCOM, P5512})
    void thePrefixRoot_makesNoDifference(String recording) {
        List<Port> with = ports(recording);

        parameters = Recorded.text(recording).replace("root.", "");

        assertThat(device.io().ports()).isEqualTo(with);
    }

    @Test
    void withoutPortCgi_thereIsNoStateToTell() {
        portCgi = false;

        assertThatThrownBy(() -> ports(A1001))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("port.cgi");
    }

    // ---- acting on them ----

    @Test
    void theOutputOfTheIntercom_isDriven_andItsOtherPortsAreNot() {
        parameters = Recorded.text(INTERCOM);

        assertThat(device.io().output(PortId.of(3)).activate().wire()).isEqualTo(WireApi.PORT_CGI);

        for (int input : List.of(0, 1, 2)) {
            assertThatThrownBy(() -> device.io().output(PortId.of(input)).activate())
                    .isInstanceOf(WrongPortException.class);
        }
        assertThat(actions()).containsExactly("/axis-cgi/io/port.cgi?action=4%3A%2F");
    }

    @Test
    void theOutputOfTheA1001_isDrivenOnRequestOnly() {
        product = "A1001";
        parameters = Recorded.text(A1001);

        assertThatThrownBy(() -> device.io().output(PortId.of(0)).activate())
                .isInstanceOf(dev.openaxis.core.UnverifiedMappingException.class);
        assertThat(actions()).isEmpty();
        device.io().output(PortId.of(0)).drivingDoorController().activate();

        assertThat(actions()).containsExactly("/axis-cgi/io/port.cgi?action=1%3A%2F");
        assertThat(device.io().port(PortId.of(0)).circuit()).isEqualTo(CircuitState.OPEN);
    }
}
