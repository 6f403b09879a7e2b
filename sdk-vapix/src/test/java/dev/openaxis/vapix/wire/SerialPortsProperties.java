package dev.openaxis.vapix.wire;

import dev.openaxis.vapix.serial.SerialSettings;
import dev.openaxis.vapix.serial.TunnelOptions;
import mockwebserver3.MockResponse;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever a device says of its serial ports: a value or a typed error, within its time. */
class SerialPortsProperties {
    private final ScriptedDevice device = new ScriptedDevice();

    @BeforeProperty
    void identified() {
        device.answers(
                "/axis-cgi/basicdeviceinfo.cgi", "{\"data\":{\"propertyList\":{\"SerialNumber\":\"00408CFB6888\"}}}");
        device.answers(ScriptedDevice.USERGROUP, "root\nroot admin operator viewer\n");
    }

    @AfterProperty
    void close() {
        device.close();
    }

    @Property(tries = 60)
    void anyAnswer(@ForAll("answers") String list, @ForAll("answers") String change) {
        device.answersBy(
                ScriptedDevice.PARAM,
                asked -> new MockResponse.Builder()
                        .body(asked.body().startsWith("action=update") ? change : list)
                        .build());
        var ports = device.client().serialPorts();
        Leniently.valueOrTyped(ports::list);
        Leniently.valueOrTyped(() -> ports.configure(1, SerialSettings.change().baudRate(300)));
        Leniently.valueOrTyped(
                () -> ports.openTunnel(1, TunnelOptions.defaults().allowing("10.0.0.1"))
                        .close());
    }

    @Provide
    Arbitrary<String> answers() {
        Arbitrary<String> name = Arbitraries.of(
                "Serial.NbrOfPorts",
                "Serial.Ser1.PortMode",
                "Serial.Ser1.BaudRate",
                "Serial.Ser1.Bias",
                "Serial.Ser.BaudRate",
                "Serial.Ser99999999999.BaudRate",
                "PortManager.P0.PortEnabled",
                "PortManager.P0.PortType",
                "PortManager.P0.Enabled",
                "PortManager.P0..Enabled",
                "PortManager.P0.PTZServer.Enabled",
                "PortManager.P0.GenericTCPServer.Enabled",
                "PortManager.P0.GenericTCPServer.Timeout",
                "PortManager.P0.GenericTCPServer.AllowedIPAddresses",
                "PortManager.P0.GenericTCPServer.Listener.Enabled",
                "PortManager.P0.GenericTCPServer.Listener.Port",
                "PortManager.P1.PortEnabled");
        Arbitrary<String> value = Arbitraries.oneOf(
                Arbitraries.of(
                        "yes",
                        "no",
                        "",
                        "0",
                        "-1",
                        "99999999999",
                        "70000",
                        "fast and faster",
                        "1024",
                        "RemotePort",
                        "****"),
                Arbitraries.strings().withCharRange(' ', 'ÿ').ofMaxLength(8));
        Arbitrary<String> lines = Combinators.combine(name, value)
                .as((left, right) -> "root." + left + "=" + right)
                .list()
                .ofMaxSize(20)
                .map(all -> "root.Properties.Serial.Serial=yes\n" + String.join("\n", all));
        return Arbitraries.oneOf(lines, lines, Arbitraries.of("OK", "", "# Error: no", "<html>no</html>"));
    }
}
