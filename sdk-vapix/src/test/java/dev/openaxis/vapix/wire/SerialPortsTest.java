package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.vapix.serial.DeviceSerialPort;
import dev.openaxis.vapix.serial.PortInUseException;
import dev.openaxis.vapix.serial.SerialMode;
import dev.openaxis.vapix.serial.SerialParity;
import dev.openaxis.vapix.serial.SerialSettings;
import dev.openaxis.vapix.serial.SerialTunnel;
import dev.openaxis.vapix.serial.TunnelNotRestoredException;
import dev.openaxis.vapix.serial.TunnelOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Serial ports on a device that keeps some parameters to itself, in the documented words (VAPIX serial-port-api). */
class SerialPortsTest {
    private static final String SERVERS = "PortManager.P0.";
    private static final String GENERIC = SERVERS + "GenericTCPServer.";

    private final ScriptedDevice device = new ScriptedDevice();
    private final Map<String, String> parameters = new TreeMap<>();
    /** Parameters that are refused any change. */
    private final Set<String> stubborn = ConcurrentHashMap.newKeySet();
    /** Parameters whose change is said to be done and is not. */
    private final Set<String> forgetful = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void identified() {
        device.answers(
                "/axis-cgi/basicdeviceinfo.cgi", "{\"data\":{\"propertyList\":{\"SerialNumber\":\"00408CFB6888\"}}}");
        device.answers(ScriptedDevice.USERGROUP, "root\nroot admin operator viewer\n");
        device.answersBy(ScriptedDevice.PARAM, this::answer);
        parameters.putAll(Map.of(
                "Properties.Serial.Serial", "yes",
                "Serial.NbrOfPorts", "1",
                "Serial.Ser1.PortMode", "RS232",
                "Serial.Ser1.BaudRate", "9600"));
        parameters.putAll(Map.of(
                SERVERS + "PortEnabled", "no",
                SERVERS + "PortType", "Serial",
                GENERIC + "Enabled", "no",
                GENERIC + "AllowedIPAddresses", "",
                GENERIC + "Listener.Enabled", "no",
                GENERIC + "Listener.Port", "1024"));
    }

    @AfterEach
    void close() {
        device.close();
    }

    private synchronized MockResponse answer(ScriptedDevice.Asked asked) {
        String[] arguments =
                (asked.body().isEmpty() ? asked.line().replaceFirst(".*\\?", "") : asked.body()).split("&");
        List<String> lines = new ArrayList<>();
        for (String argument : arguments) {
            String[] pair = URLDecoder.decode(argument, StandardCharsets.UTF_8).split("=", 2);
            if (pair[0].equals("group")) {
                for (String group : pair[1].split(",")) {
                    parameters.forEach((name, value) -> {
                        if (name.equals(group) || name.startsWith(group + ".")) {
                            lines.add("root." + name + "=" + value);
                        }
                    });
                }
            } else if (parameters.containsKey(pair[0])) {
                if (stubborn.contains(pair[0])) {
                    lines.add("# Error: Error setting '" + pair[0] + "' to '" + pair[1] + "'!");
                } else if (!forgetful.contains(pair[0])) {
                    parameters.put(pair[0], pair[1]);
                }
            }
        }
        return new MockResponse.Builder()
                .body(lines.isEmpty() ? "OK" : String.join("\n", lines) + "\n")
                .build();
    }

    private SerialTunnel open(TunnelOptions how) {
        return device.client().serialPorts().openTunnel(1, how);
    }

    private <E extends Throwable> E failure(Class<E> type, TunnelOptions how) {
        return catchThrowableOfType(type, () -> open(how).close());
    }

    @Test
    void aRefusalHalfWay_leavesNothing() {
        Map<String, String> before = Map.copyOf(parameters);
        stubborn.add(GENERIC + "Listener.Enabled");

        RefusedException failure = failure(
                RefusedException.class,
                TunnelOptions.defaults().settings(SerialSettings.change().baudRate(300)));

        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(failure).hasMessageContaining("Listener.Enabled").hasMessageContaining("the settings are as before");
        assertThat(parameters).isEqualTo(before);
    }

    @Test
    void aServerThatStaysOff_isARefusal() {
        Map<String, String> before = Map.copyOf(parameters);
        forgetful.add(SERVERS + "PortEnabled");

        RefusedException failure = failure(RefusedException.class, TunnelOptions.defaults());

        assertThat(failure).hasMessageContaining("and then told others: [" + SERVERS + "PortEnabled=no]");
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(parameters).isEqualTo(before);
    }

    @Test
    void whatStaysAfterARefusalHalfWay_isTold() {
        stubborn.add(GENERIC + "Listener.Enabled");
        // Turned on, it cannot be turned off again.
        device.answersBy(ScriptedDevice.PARAM, asked -> {
            MockResponse answer = answer(asked);
            if (parameters.get(GENERIC + "Enabled").equals("yes")) {
                stubborn.add(GENERIC + "Enabled");
            }
            return answer;
        });

        TunnelNotRestoredException failure = failure(
                TunnelNotRestoredException.class, TunnelOptions.defaults().allowing("10.0.0.1"));

        assertThat(failure.effect()).isEqualTo(AppliedEffect.PARTIAL);
        assertThat(failure.operation()).isEqualTo("serialPorts.openTunnel");
        // What turns the server off comes first, and ends with the refusal.
        assertThat(failure.left()).containsEntry(GENERIC + "Enabled", "no").doesNotContainKey(SERVERS + "PortEnabled");
        assertThat(failure).hasCauseInstanceOf(RefusedException.class);
        assertThat(failure.getSuppressed()).hasSize(1).hasOnlyElementsOfType(RefusedException.class);
    }

    @Test
    void whatCannotBePutBack_isTold_untilItCan() {
        Map<String, String> before = Map.copyOf(parameters);
        SerialTunnel tunnel = open(TunnelOptions.defaults());
        stubborn.add(GENERIC + "Enabled");

        TunnelNotRestoredException failure = catchThrowableOfType(TunnelNotRestoredException.class, tunnel::close);

        assertThat(failure.effect()).isEqualTo(AppliedEffect.PARTIAL);
        assertThat(failure.left()).isEqualTo(Map.of(GENERIC + "Enabled", "no"));
        assertThat(failure.getMessage()).contains("Close the tunnel again");
        stubborn.clear();
        tunnel.close();
        assertThat(parameters).isEqualTo(before);
    }

    @Test
    void nothingIsSentThatIsThereAlready() {
        parameters.put(SERVERS + "PortEnabled", "Yes");
        parameters.put(GENERIC + "Listener.Enabled", "yes");

        try (SerialTunnel tunnel = open(TunnelOptions.defaults())) {
            assertThat(tunnel.changed()).isEqualTo(Map.of(GENERIC + "Enabled", "no"));
        }

        assertThat(device.bodies())
                .filteredOn(body -> body.startsWith("action=update"))
                .containsExactly("action=update&" + GENERIC + "Enabled=yes", "action=update&" + GENERIC + "Enabled=no");
    }

    @Test
    void anyServerThatTellsItIsOn_hasThePort() {
        parameters.put(SERVERS + "RemotePortServer.Enabled", "yes");
        parameters.put(SERVERS + "SomeReader.Enabled", "yes");
        // Within another group: not a server of its own.
        parameters.put(GENERIC + "Listener.Enabled", "yes");

        assertThat(failure(PortInUseException.class, TunnelOptions.defaults()).services())
                .isEqualTo(new TreeSet<>(Set.of("RemotePortServer", "SomeReader")));
        assertThat(failure(PortInUseException.class, TunnelOptions.defaults().takingOver("SomeReader"))
                        .services())
                .containsExactly("RemotePortServer");
    }

    @Test
    void whatADeviceDoesNotTell_isLeftEmpty_orRefused() {
        parameters.keySet().removeIf(name -> name.startsWith(GENERIC));
        parameters.put("Serial.Ser1.PortMode", "RS999");
        parameters.put("Serial.Ser1.BaudRate", "fast");
        parameters.put("Serial.Ser1.Parity", "None ");
        parameters.put("Serial.Ser1.Bias", "maybe");

        DeviceSerialPort port = device.client().serialPorts().list().get(0);

        assertThat(port.settings().mode()).contains(new SerialMode("RS999"));
        assertThat(port.settings().baudRate()).isEmpty();
        assertThat(port.settings().parity()).contains(SerialParity.NONE);
        assertThat(port.settings().bias()).isEmpty();
        assertThat(port.servers().orElseThrow().genericTcp().port()).isEmpty();
        assertThat(failure(WrongPortException.class, TunnelOptions.defaults()))
                .hasMessageContaining(GENERIC + "Enabled");
        parameters.keySet().removeIf(name -> name.startsWith("PortManager"));
        assertThat(failure(WrongPortException.class, TunnelOptions.defaults())).hasMessageContaining("no servers");
        parameters.put("Properties.Serial.Serial", "no");
        assertThat(failure(UnsupportedCapabilityException.class, TunnelOptions.defaults()))
                .hasMessageContaining("5.20");
    }

    @Test
    void aDeviceThatDoesNotTellWhereItListens_wantsToBeTold() {
        parameters.put(GENERIC + "Listener.Port", "");

        assertThat(failure(WrongPortException.class, TunnelOptions.defaults())).hasMessageContaining("listenerPort");
        try (SerialTunnel tunnel = open(TunnelOptions.defaults().listenerPort(4001))) {
            assertThat(tunnel.line().name()).endsWith(":4001");
        }
        assertThat(parameters).containsEntry(GENERIC + "Listener.Port", "");
    }
}
