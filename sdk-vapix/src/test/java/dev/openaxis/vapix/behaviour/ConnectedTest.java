package dev.openaxis.vapix.behaviour;

import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
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
}
