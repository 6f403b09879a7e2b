package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortChange;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulated A9210 and a client that is connected to it, for every test anew. */
abstract class ConnectedTest {
    SimulatedDevice device;
    AxisDevice client;

    @BeforeEach
    void start() {
        use(SimulatedDevice.a9210());
    }

    /** Takes the place of the device and its client. */
    void use(SimulatedDevice.Builder kind) {
        stop();
        device = kind.start();
        client = Clients.connect(device);
    }

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
            device.close();
        }
    }

    /** Changes every setting of a port, and sees that each is told as it was set. */
    PortChange changeEverything(PortId port) {
        PortChange change = client.io()
                .configure(
                        port,
                        PortSettings.change()
                                .name("Gate")
                                .usage("Door")
                                .direction(Port.Direction.OUTPUT)
                                .normal(CircuitState.CLOSED));

        assertThat(change.port().name()).isEqualTo("Gate");
        assertThat(change.port().usage()).isEqualTo("Door");
        assertThat(change.port().direction()).isEqualTo(Port.Direction.OUTPUT);
        assertThat(change.port().normal()).isEqualTo(CircuitState.CLOSED);
        assertThat(change.moved()).isEmpty();
        return change;
    }
}
