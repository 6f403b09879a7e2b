package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AxisOsVersion;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.testkit.RecordedDevice;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortApi;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.parameters.ParameterDefinitions;
import dev.openaxis.vapix.parameters.ParameterList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One client for every generation of devices that was recorded: what each tells, or a clear word that it does not. */
class GenerationsTest extends ConnectedTest {
    private static final String SERIAL = "00408CFB6888";

    /** What the recording of a device says about it. */
    private record Recorded(String model, String version, int apis, List<String> ports, PortApi source) {
        static Recorded of(RecordedDevice device) {
            return switch (device) {
                case D4200_VE_12_9 ->
                    new Recorded("D4200-VE", "12.9.57", 55, List.of("Port 1", "Port 2"), PortApi.PORT_MANAGEMENT);
                case P8815_2_11_11 -> new Recorded("P8815-2", "11.11.192", 52, List.of(), PortApi.PORT_MANAGEMENT);
                case P8815_2_10_12 -> new Recorded("P8815-2", "10.12.323", 47, List.of(), PortApi.PORT_MANAGEMENT);
                case COMPANION_BULLET_LE_9_80 ->
                    new Recorded("Companion Bullet LE", "9.80.2.2", 33, List.of(), PortApi.PORT_MANAGEMENT);
                case PIR_CAMERA_9_80 ->
                    new Recorded("M1065-LW", "9.80", 33, List.of("PIR sensor"), PortApi.PORT_MANAGEMENT);
                case P5512_5_51 ->
                    new Recorded(
                            "P5512",
                            "5.51.7",
                            0,
                            List.of("Input 1", "Input 2", "Input 3", "Input 4"),
                            PortApi.PARAMETERS);
            };
        }

        boolean hasJsonApis() {
            return apis > 0;
        }
    }

    @Override
    @BeforeEach
    void start() {}

    @ParameterizedTest
    @EnumSource
    void itTellsWhatWasRecorded_orSaysClearlyThatItCannot(RecordedDevice kind) {
        use(SimulatedDevice.recorded(kind).serial(SERIAL));
        Recorded recorded = Recorded.of(kind);

        tellsItself(recorded);
        tellsItsApis(recorded);
        tellsItsPorts(recorded);
        tellsItsParameters(recorded);
        tellsWhetherItIsReady(recorded);
        assertThat(device.counters().failedLogins()).isZero();
        assertThat(device.counters().actionsExecuted()).isZero();
    }

    private void tellsItself(Recorded recorded) {
        DeviceInfo info = client.info();
        assertThat(info.model()).isEqualTo(recorded.model());
        assertThat(info.serial()).isEqualTo(SERIAL);
        assertThat(info.version()).isPresent().isEqualTo(AxisOsVersion.parse(recorded.version()));
        if (recorded.hasJsonApis()) {
            assertThat(client.system().info().properties()).containsAllEntriesOf(info.properties());
        } else {
            assertThatThrownBy(() -> client.system().info()).isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    private void tellsItsApis(Recorded recorded) {
        Capabilities capabilities = client.capabilities();
        assertThat(capabilities.listed()).isEqualTo(recorded.hasJsonApis());
        assertThat(capabilities.apis()).hasSize(recorded.apis());
        assertThat(capabilities.has("io-port-management")).isEqualTo(recorded.hasJsonApis());
    }

    private void tellsItsPorts(Recorded recorded) {
        List<Port> ports = client.io().ports();
        assertThat(ports).extracting(Port::name).isEqualTo(recorded.ports());
        assertThat(ports).allSatisfy(port -> {
            assertThat(port.source()).isEqualTo(recorded.source());
            assertThat(port.state()).isNotEqualTo(PortState.UNKNOWN);
            assertThat(client.io().port(port.id())).isEqualTo(port);
        });
        assertThatThrownBy(() -> client.io().output(PortId.of(ports.size())).activate())
                .hasMessageContaining("the device has no port " + ports.size());
    }

    private void tellsItsParameters(Recorded recorded) {
        ParameterList list = client.parameters().list("Brand", "Properties.Firmware");
        assertThat(list.get("Brand.ProdNbr")).hasValue(recorded.model());
        assertThat(list.get("Properties.Firmware.Version")).hasValue(recorded.version());
        ParameterList everything = client.parameters().list();
        assertThat(everything.asMap()).containsAllEntriesOf(list.asMap());
        ParameterDefinitions definitions = client.parameters().definitions("Brand");
        assertThat(definitions.get("Brand.ProdNbr")).isPresent();
    }

    private void tellsWhetherItIsReady(Recorded recorded) {
        if (recorded.hasJsonApis()) {
            assertThat(client.system().ready().ready()).isTrue();
        } else {
            assertThatThrownBy(() -> client.system().ready()).isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatItDoesNotHave_isSaidToBeMissing(RecordedDevice kind) {
        use(SimulatedDevice.recorded(kind).serial(SERIAL));

        assertThatThrownBy(() -> client.io().shockDetection().enable())
                .isInstanceOf(UnsupportedCapabilityException.class);
        if (kind == RecordedDevice.COMPANION_BULLET_LE_9_80) {
            assertThatThrownBy(() -> client.io().onvif().relayOutputs())
                    .isInstanceOf(UnsupportedCapabilityException.class);
        } else {
            assertThat(client.io().onvif().relayOutputs()).isEmpty();
        }
        if (client.parameters()
                .list("Properties")
                .get("Properties.IO.ManualTriggerNbr")
                .isPresent()) {
            client.io().manualTrigger().activate();
            assertThat(device.manualTrigger().activations()).isEqualTo(1);
        } else {
            assertThatThrownBy(() -> client.io().manualTrigger().activate())
                    .isInstanceOf(UnsupportedCapabilityException.class);
            assertThat(device.manualTrigger().activations()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"D4200_VE_12_9", "P5512_5_51"})
    void aPortTurnedIntoAnOutput_isSwitchedOnce(RecordedDevice kind) {
        use(SimulatedDevice.recorded(kind));
        PortId first = PortId.of(0);
        client.io().ports();
        assertThat(client.io()
                        .configure(first, PortSettings.change().direction(Port.Direction.OUTPUT))
                        .port()
                        .kind())
                .isEqualTo(Port.Kind.OUTPUT);
        client.io().ports();

        assertThat(client.io().output(first).activate().changed()).isTrue();
        assertThat(client.io().output(first).activate().changed()).isFalse();

        assertThat(device.output(0).transitions()).hasSize(1);
        assertThatThrownBy(() -> client.io().output(PortId.of(1)).activate()).isInstanceOf(WrongPortException.class);
    }
}
