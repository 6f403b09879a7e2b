package dev.openaxis.examples;

import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.io.EndOfLineResistors;
import dev.openaxis.vapix.io.EndOfLineResistors.Value;
import dev.openaxis.vapix.io.Io;
import dev.openaxis.vapix.io.ModuleId;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import dev.openaxis.vapix.io.SupervisedState;
import dev.openaxis.vapix.io.Supervision;

/**
 * From the box to the wall: a factory-defaulted A9210 with two A9910 gets its administrator and an operator, the modules are
 * commissioned, and an input is supervised until somebody cuts its cable.
 */
public final class IoTour {
    private static final PortId INPUT = PortId.of(1);
    private static final int OWN_PORTS = 11;
    private static final int MODULE_PORTS = 12;

    private IoTour() {}

    /**
     * Runs it on a simulated device: it would set up a real one.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (SimulatedDevice simulated =
                SimulatedDevice.a9210().modules(2).factoryDefaulted().start()) {
            NewAccount installer = NewAccount.of("installer", "an-invented-password", AccountRole.ADMIN);
            try (AxisDevice device = AxisDevice.builder(simulated.httpsUri().toString())
                    .trust(TrustPolicy.pinned(simulated.certificateSha256()))
                    .serial(simulated.serial())
                    .setUp(installer)) {
                System.out.println("set up: " + device.info());
                device.accounts().add(NewAccount.of("guard", "another-invented-one", AccountRole.OPERATOR));
                System.out.println("accounts: " + device.accounts().list());

                PortMap map = commission(device.io());
                switchAModulesRelay(device.io(), simulated);
                int supervised = supervise(device.io(), simulated);
                System.out.println("OK io-tour ports=" + device.io().ports().size() + " supervised=" + supervised
                        + " modules=" + map.modules().size());
            }
        }
    }

    /** On site somebody switches each relay and looks; here the simulated device has its modules in this order. */
    private static PortMap commission(Io io) {
        PortMap map = io.portMap()
                .withModule(ModuleId.of(0), PortId.of(OWN_PORTS))
                .withModule(ModuleId.of(1), PortId.of(OWN_PORTS + MODULE_PORTS));
        io.accept(PortMap.parse(map.toJson()));
        io.ports().forEach(System.out::println);
        return map;
    }

    private static void switchAModulesRelay(Io io, SimulatedDevice simulated) {
        System.out.println(io.module(ModuleId.of(1)).relay(1).activate());
        require(simulated.module(1).relay(1).isActive(), "the wrong relay was switched");
    }

    private static int supervise(Io io, SimulatedDevice simulated) {
        Supervision now = io.supervision().supervise(INPUT, EndOfLineResistors.serialFirst(Value.OHMS_4700));
        simulated.input(1).close();
        System.out.println("closed: " + io.supervision().read(INPUT));
        simulated.input(1).cutCable();
        Supervision cut = io.supervision().read(INPUT);
        System.out.println("cut: " + cut);
        require(now.supervised() && cut.state() == SupervisedState.CUT, "the cut was not noticed");
        return (int)
                io.supervision().list().stream().filter(Supervision::supervised).count();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
