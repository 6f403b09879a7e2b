package dev.openaxis.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.ThreadLoop;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ChannelChanged.Channel;
import dev.openaxis.osdp.keys.OsdpKeyStore;
import dev.openaxis.osdp.panel.ControlPanel;
import dev.openaxis.osdp.panel.Peripheral;
import dev.openaxis.osdp.panel.PeripheralSettings;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedSerialPort;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.serial.SerialSettings;
import dev.openaxis.vapix.serial.SerialTunnel;
import dev.openaxis.vapix.serial.TunnelOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An OSDP panel, the serial port of a device, and a reader on the wire behind it. */
class SerialTunnelTest {
    private static final int RATE = 38_400;

    private final List<Long> cards = new CopyOnWriteArrayList<>();

    /** The port's end of the reader's wire. */
    private record PortEnd(SimulatedSerialPort port, ByteLine end) implements LineListener {
        void plugIn() {
            end.open(this);
            port.attach(RATE, bytes -> end.loop().execute(() -> end.send(ByteBuffer.wrap(bytes))));
        }

        @Override
        public void opened() {}

        @Override
        public void received(ByteBuffer bytes) {
            byte[] heard = new byte[bytes.remaining()];
            bytes.get(heard);
            port.send(heard);
        }

        @Override
        public void closed(@Nullable AxisException cause) {}
    }

    private void hear(LiveItem item) {
        if (item instanceof LiveItem.Happened happened && happened.event() instanceof CardPresented card) {
            cards.add(CardFormat.H10301.read(card.bits()).orElseThrow().number());
        }
    }

    private static Map<String, String> parameters(AxisDevice client) {
        return client.parameters().list("Serial", "PortManager").asMap();
    }

    @Test
    void aReaderBehindADeviceIsSecured_andOutlastsARestartOfTheDevice() throws Exception {
        try (SimulatedDevice device = SimulatedDevice.a9210().serialPorts(1).start();
                AxisRuntime runtime = AxisRuntime.create();
                AxisDevice client = Stage.device(device, runtime).connect();
                ThreadLoop loop = new ThreadLoop("wire")) {
            MemoryBus wire = new MemoryBus(loop, LineModel.perfect(RATE));
            new PortEnd(device.serialPort(1), wire.attach("port")).plugIn();
            Map<String, String> before = parameters(client);
            TunnelOptions how = TunnelOptions.defaults()
                    .settings(SerialSettings.change().baudRate(RATE))
                    .allowing("127.0.0.1");
            try (PeripheralDevice reader = PeripheralDevice.builder(wire.attach("reader"))
                            .address(5)
                            .installMode(Duration.ofMinutes(5))
                            .start();
                    SerialTunnel tunnel = client.serialPorts().openTunnel(1, how);
                    ControlPanel panel = ControlPanel.on(tunnel.line())
                            .keys(OsdpKeyStore.inMemory())
                            .runtime(runtime)
                            .start()) {
                panel.subscribe(this::hear);
                Peripheral door = panel.add(PeripheralSettings.of("door", 5).pollEvery(Duration.ofMillis(20)));
                door.installKey(Duration.ofMinutes(1));
                Stage.await("the channel is secured", () -> door.channel() == Channel.SECURED);
                reader.presentCard(CardFormat.H10301.write(17, 1234));
                Stage.await("the card is read", () -> cards.contains(1234L));

                device.restart(Duration.ofMillis(500));
                Stage.await(
                        "the panel has connected again",
                        () -> device.serialPort(1).connectionsAccepted() > 1);
                reader.presentCard(CardFormat.H10301.write(17, 4321));
                Stage.await("the second card is read", () -> cards.contains(4321L));
                assertThat(door.channel()).isEqualTo(Channel.SECURED);
                assertThat(tunnel.changed()).containsEntry("Serial.Ser1.BaudRate", "9600");
            }
            assertThat(cards).containsExactly(1234L, 4321L);
            assertThat(parameters(client)).isEqualTo(before);
        }
    }
}
