package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.ExpansionModule;
import dev.openaxis.vapix.io.Io;
import dev.openaxis.vapix.io.ModuleId;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import dev.openaxis.vapix.io.Product;
import dev.openaxis.vapix.io.Product.Kind;
import dev.openaxis.vapix.io.Product.Terminals;
import dev.openaxis.vapix.io.ProductLimits;
import dev.openaxis.vapix.io.ProductLimits.PowerSource;
import dev.openaxis.vapix.io.ProductLimits.RelayVoltage;
import dev.openaxis.vapix.io.RelayId;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Expansion modules: nothing of theirs is driven before somebody has checked which ports are whose. */
class ModulesTest {
    private static final PortId FIRST = PortId.of(11);
    private static final PortId SECOND = PortId.of(23);
    private static final ModuleId CABINET = ModuleId.of(0);
    private static final ModuleId ROOF = ModuleId.of(1);

    private static Io commissioned(AxisDevice client) {
        Io io = client.io();
        PortMap map = io.portMap().withModule(CABINET, FIRST).withModule(ROOF, SECOND);
        io.accept(PortMap.parse(map.toJson()));
        return io;
    }

    @Test
    void eachModulesRelays_areItsOwn() {
        try (SimulatedDevice device = SimulatedDevice.a9210().modules(2).start();
                AxisDevice client = Clients.connect(device)) {
            Io io = commissioned(client);

            io.module(ROOF).relay(4).activate();
            io.module(CABINET).relay(1).activate();

            assertThat(device.module(1).relay(4).closures()).isEqualTo(1);
            assertThat(device.module(0).relay(1).closures()).isEqualTo(1);
            assertThat(device.counters().actionsExecuted()).isEqualTo(2);
            assertThat(io.module(ROOF).io(1)).isEqualTo(SECOND);
            assertThat(io.port(SECOND).terminal()).hasValueSatisfying(terminal -> {
                assertThat(terminal.name()).isEqualTo("module 1 I/O 1");
                assertThat(terminal.basis()).isEqualTo(Port.Basis.COMMISSIONED);
            });
        }
    }

    @Test
    void withoutAMap_nothingOfAModuleIsDriven() {
        try (SimulatedDevice device = SimulatedDevice.a9210().modules(1).start();
                AxisDevice client = Clients.connect(device)) {
            ExpansionModule module = client.io().module(CABINET);

            assertThatThrownBy(() -> module.relay(1)).isInstanceOf(UnverifiedMappingException.class);
            assertThatThrownBy(() -> module.io(1)).isInstanceOf(UnverifiedMappingException.class);
            Output observedInOneCase = client.io().relay(RelayId.of(19));
            assertThatThrownBy(observedInOneCase::activate).isInstanceOf(UnverifiedMappingException.class);
            assertThat(device.counters().actionsExecuted()).isZero();
        }
    }

    @Test
    void oneModulesTerminals_areInferred_andSeveralAreNot() {
        try (SimulatedDevice one = SimulatedDevice.a9210().modules(1).start();
                AxisDevice client = Clients.connect(one)) {
            assertThat(client.io().port(PortId.of(19)).terminal())
                    .hasValueSatisfying(terminal -> assertThat(terminal).hasToString("A9910 Relay 1?"));
            assertThat(client.io().portMap().entries()).doesNotContainKey(PortId.of(19));
        }
        try (SimulatedDevice two = SimulatedDevice.a9210().modules(2).start();
                AxisDevice client = Clients.connect(two)) {
            assertThat(client.io().port(PortId.of(19)).terminal()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {"MODULE_PORTS_COMPACTED", "MODULES_IN_ADDRESS_ORDER"})
    void whenAModuleGoes_theOthersAreNotMistakenForIt(Variant variant) {
        try (SimulatedDevice device =
                        SimulatedDevice.a9210().modules(2).variant(variant).start();
                AxisDevice client = Clients.connect(device)) {
            Io io = commissioned(client);
            Output relay = io.module(CABINET).relay(1);
            relay.activate();
            relay.deactivate();

            device.removeModule(0);

            assertThatThrownBy(relay::activate)
                    .isInstanceOf(TopologyChangedException.class)
                    .isInstanceOfSatisfying(
                            AxisException.class, e -> assertThat(e.getMessage()).contains("ports"));
            assertThat(device.counters().actionsExecuted()).isEqualTo(2);
        }
    }

    @Test
    void aModuleTooMany_makesTheMapVoid() {
        try (SimulatedDevice device = SimulatedDevice.a9210().modules(1).start();
                AxisDevice client = Clients.connect(device)) {
            Io io = client.io();
            io.accept(io.portMap().withModule(CABINET, FIRST));
            device.addModule();

            assertThatThrownBy(() -> io.module(CABINET).relay(1).activate())
                    .isInstanceOf(TopologyChangedException.class);
        }
    }

    @Test
    void whatTheManualAllows() {
        ProductLimits limits = Product.of("A9210").flatMap(Product::limits).orElseThrow();

        assertThat(limits.modules()).isEqualTo(16);
        assertThat(limits.moduleIo()).isEqualTo(128);
        assertThat(limits.moduleRelays()).isEqualTo(64);
        assertThat(limits.relaySupplyMilliamperes(PowerSource.POE, RelayVoltage.VOLTS_24))
                .isEqualTo(150);
    }

    @Test
    void whatTheProductsHave() {
        Product host = Product.of("A9210").orElseThrow();
        Product module = Product.of("A9910").orElseThrow();
        Product controller = Product.of("A1710-B").orElseThrow();

        assertThat(host.count(Kind.INPUT) + host.count(Kind.CONFIGURABLE) + host.count(Kind.OUTPUT))
                .isEqualTo(10);
        assertThat(16 * module.count(Kind.CONFIGURABLE)).isEqualTo(128);
        assertThat(16 * module.count(Kind.RELAY)).isEqualTo(64);
        assertThat(Product.of("A9188-VE").orElseThrow().count(Kind.RELAY)).isEqualTo(8);
        assertThat(controller.terminals()).contains(new Terminals(Kind.DOOR_RELAY, 4, OptionalInt.of(4000)));
        assertThat(Product.of("A9161")).isEmpty();
    }

    @Test
    void aMap_saysEveryPortOnce() {
        PortMap map = new PortMap("B8A44F000001", "0123", java.util.Map.of()).withModule(CABINET, FIRST);

        assertThat(map.modules()).containsExactly(CABINET);
        assertThat(map.entries()).hasSize(12);
        assertThat(PortMap.parse(map.toJson())).isEqualTo(map);
        assertThatThrownBy(() -> map.withModule(CABINET, SECOND)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> map.withModule(ROOF, PortId.of(22))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ModuleId.of(16)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PortMap.parse(map.toJson().replace("\"module\":0", "\"module\":4294967296")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
