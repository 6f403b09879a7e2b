package dev.openaxis.vapix.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.recordings.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever stands in the group {@code IOPort} and whatever {@code port.cgi} says: typed errors only, and no output that the
 * device did not call one, with no polarity that it did not tell.
 */
class ParameterPortsProperties {
    private static final List<String> RECORDINGS = List.of(
            "io/param-ioport-A1001.txt",
            "io/param-ioport-Q7401.txt",
            "io/param-ioport-mixed-intercom.txt",
            "io/param-ioport-missing-group-error.txt",
            "io/param-io-excerpt-P5512-5.51.7.txt");

    private static final MockWebServer SERVER = new MockWebServer();
    private static final List<String> ACTIONS = new CopyOnWriteArrayList<>();
    private static volatile String parameters = "";
    private static volatile String states = "";
    private static AxisDevice device;

    @BeforeContainer
    static void start() throws IOException {
        SERVER.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String target = request.getTarget();
                if (target.contains("port.cgi?action=")) {
                    ACTIONS.add(target);
                    return text("");
                }
                return target.contains("root.IOPort")
                        ? text(parameters)
                        : target.startsWith("/axis-cgi/param.cgi")
                                ? text("root.Brand.Brand=AXIS\nroot.Properties.System.SerialNumber=00408CFB6888\n")
                                : target.contains("port.cgi?")
                                        ? text(states)
                                        : new MockResponse.Builder().code(404).build();
            }
        });
        SERVER.start();
        device = AxisDevice.builder("http://127.0.0.1:" + SERVER.getPort())
                .credentials(Credentials.of("root", "invented"))
                .trust(TrustPolicy.publicAuthorities())
                .build();
    }

    @AfterContainer
    static void stop() {
        device.close();
        SERVER.close();
    }

    private static MockResponse text(String body) {
        return new MockResponse.Builder().body(body).build();
    }

    @Provide
    Arbitrary<String> groups() {
        Arbitrary<String> recorded = Arbitraries.of(RECORDINGS).map(Recorded::text);
        Arbitrary<String> mangled = Combinators.combine(
                        recorded, edits().list().ofMinSize(1).ofMaxSize(8))
                .as(ParameterPortsProperties::mangled);
        return Arbitraries.oneOf(recorded, mangled, Arbitraries.strings().ofMaxLength(200));
    }

    /** What happens to a line. */
    private record Edit(int line, int place, int kind, String text) {}

    private static Arbitrary<Edit> edits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(
                                "",
                                "=",
                                ".",
                                "output",
                                "closed",
                                "open",
                                "I0",
                                "I00",
                                "I-1",
                                "I256",
                                "I99999999999",
                                "\r",
                                "\u0000",
                                "#",
                                "é",
                                "root.IOPort.I0.Direction=output",
                                "root.IOPort.I0.Output.Active="))
                .as(Edit::new);
    }

    private static String mangled(String text, List<Edit> edits) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (Edit edit : edits) {
            if (lines.isEmpty()) {
                lines.add("");
            }
            int at = edit.line() % lines.size();
            String line = lines.get(at);
            int place = Math.min(edit.place(), line.length());
            switch (edit.kind()) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, edit.text());
                case 2 -> lines.set(at, line.substring(0, place));
                case 3 -> lines.set(at, line.substring(0, place) + edit.text() + line.substring(place));
                case 4 -> lines.set(at, line.replaceAll("I\\d+", edit.text()));
                default -> lines.add(line);
            }
        }
        return String.join("\n", lines);
    }

    @Provide
    Arbitrary<String> answers() {
        Arbitrary<String> line = Combinators.combine(
                        Arbitraries.of("port", "", "x"),
                        Arbitraries.integers().between(-1, 300),
                        Arbitraries.of("active", "inactive", "0", "1", "2", "ACTIVE", ""))
                .as((word, number, state) -> word + number + "=" + state);
        return Arbitraries.oneOf(
                line.list().ofMaxSize(12).map(lines -> String.join("\r\n", lines)),
                Arbitraries.strings().ofMaxLength(60));
    }

    /** What the device says, read the plain way: the last line of a name counts. */
    private static Map<String, String> said() {
        return parameters
                .lines()
                .filter(line -> line.indexOf('=') > 0 && !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('='))
                                .replaceFirst("^(?i)root\\.", "")
                                .toLowerCase(java.util.Locale.ROOT),
                        line -> line.substring(line.indexOf('=') + 1).trim(),
                        (first, last) -> last));
    }

    @Property(tries = 300)
    void nothingIsMadeUp(@ForAll("groups") String group, @ForAll("answers") String answer) {
        parameters = group;
        states = answer;
        ACTIONS.clear();
        List<Port> ports;
        try {
            ports = device.io().ports();
        } catch (AxisException typed) {
            return;
        }
        Map<String, String> said = said();

        for (Port port : ports) {
            String name = "ioport.i" + port.id().index() + ".";
            String direction = said.getOrDefault(name + "direction", "");
            boolean output = port.direction() == Port.Direction.OUTPUT;
            String active = said.getOrDefault(name + (output ? "output.active" : "input.trig"), "");
            assertThat(port.direction())
                    .isEqualTo(
                            switch (direction) {
                                case "output" -> Port.Direction.OUTPUT;
                                case "input" -> Port.Direction.INPUT;
                                default -> Port.Direction.UNKNOWN;
                            });
            if (port.normal() != CircuitState.UNKNOWN) {
                assertThat(active).isEqualTo(port.normal() == CircuitState.OPEN ? "closed" : "open");
            }
            assertThat(port.activateUrl().isPresent()).isEqualTo(output);
        }
    }

    @Property(tries = 60)
    void onlyWhatTheDeviceCallsAnOutput_isDriven(@ForAll("groups") String group) {
        parameters = group;
        states = "port1=inactive\nport2=inactive\nport3=inactive\nport4=inactive\n";
        ACTIONS.clear();

        Throwable raised = catchThrowable(() -> device.io().output(PortId.of(0)).deactivate());

        boolean output = "output".equals(said().get("ioport.i0.direction"));
        if (!output) {
            assertThat(raised).isInstanceOf(AxisException.class);
            assertThat(ACTIONS).isEmpty();
        } else if (raised != null) {
            assertThat(raised).isInstanceOf(AxisException.class);
        } else {
            assertThat(ACTIONS).containsExactly("/axis-cgi/io/port.cgi?action=1%3A%5C");
        }
    }
}
