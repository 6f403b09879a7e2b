package dev.openaxis.vapix.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.events.BlockedAddressEvent;
import dev.openaxis.vapix.events.CasingEvent;
import dev.openaxis.vapix.events.DoorControlEvent;
import dev.openaxis.vapix.events.InstanceRemovedEvent;
import dev.openaxis.vapix.events.ManualTriggerEvent;
import dev.openaxis.vapix.events.NetworkLostEvent;
import dev.openaxis.vapix.events.OtherEvent;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.ReaderEvent;
import dev.openaxis.vapix.events.ShockEvent;
import dev.openaxis.vapix.events.SupervisedPortEvent;
import dev.openaxis.vapix.events.SystemReadyEvent;
import dev.openaxis.vapix.events.TemperatureEvent;
import dev.openaxis.vapix.events.VapixEvent;
import dev.openaxis.vapix.events.VirtualInputEvent;
import dev.openaxis.vapix.internal.events.Notification.Change;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.SupervisedState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference 04 section 3: what is said is kept, and typed where nothing has to be guessed. */
class EventTypingTest {
    private static final EventTyping TYPING = new EventTyping("B8A44F000001", EventTyping.Declared.NOTHING);

    private static Notification told(String topic, Map<String, String> source, Map<String, String> data) {
        return new Notification(Notification.canonical(topic), source, data, Optional.empty(), Change.NOT_TOLD);
    }

    private static VapixEvent event(String topic, Map<String, String> source, Map<String, String> data) {
        return TYPING.event(told(topic, source, data));
    }

    @Test
    void portsAndWhatSwitches() {
        assertThat(event("tns1:Device/tnsaxis:IO/Port", Map.of("port", "2"), Map.of("state", "1")))
                .isInstanceOfSatisfying(PortEvent.class, port -> {
                    assertThat(port.port()).isEqualTo(PortId.of(2));
                    assertThat(port.state()).isEqualTo(PortState.ACTIVE);
                    assertThat(port.stateful()).isTrue();
                    assertThat(port.source()).containsEntry("port", "2");
                });
        assertThat(event("Device/IO/SupervisedPort", Map.of("port", "1"), Map.of("state", "cut", "tampered", "1")))
                .isInstanceOfSatisfying(SupervisedPortEvent.class, port -> {
                    assertThat(port.state()).isEqualTo(SupervisedState.CUT);
                    assertThat(port.intact()).isFalse();
                    assertThat(port.tampered()).contains(true);
                });
        assertThat(event("Device/IO/VirtualInput", Map.of("port", "38"), Map.of("active", "0")))
                .isInstanceOfSatisfying(VirtualInputEvent.class, input -> {
                    assertThat(input.number()).isEqualTo(38);
                    assertThat(input.active()).isFalse();
                });
        assertThat(event("Device/IO/VirtualPort", Map.of("port", "1"), Map.of("state", "true")))
                .isInstanceOfSatisfying(ManualTriggerEvent.class, trigger -> {
                    assertThat(trigger.channel()).isEqualTo(1);
                    assertThat(trigger.active()).isTrue();
                });
    }

    @Test
    void theDeviceItself() {
        assertThat(event("tns1:Device/tnsaxis:Casing/Open", Map.of("Name", "JunctionBox"), Map.of("Open", "1")))
                .isInstanceOfSatisfying(CasingEvent.class, casing -> {
                    assertThat(casing.part()).isEqualTo("JunctionBox");
                    assertThat(casing.open()).isTrue();
                });
        assertThat(event("Device/Casing/Open", Map.of(), Map.of("Open", "0")))
                .isInstanceOfSatisfying(CasingEvent.class, casing -> {
                    assertThat(casing.part()).isEmpty();
                    assertThat(casing.open()).isFalse();
                });
        assertThat(event("Device/Tampering/ShockDetected", Map.of("channel", "1"), Map.of()))
                .isInstanceOfSatisfying(
                        ShockEvent.class, shock -> assertThat(shock.stateful()).isFalse());
        assertThat(event("Device/Status/SystemReady", Map.of(), Map.of("ready", "1")))
                .isInstanceOfSatisfying(
                        SystemReadyEvent.class,
                        ready -> assertThat(ready.ready()).isTrue());
        assertThat(event("Device/Network/BlockedIP", Map.of(), Map.of("address", "192.0.2.7")))
                .isInstanceOfSatisfying(BlockedAddressEvent.class, blocked -> {
                    assertThat(blocked.address()).isEqualTo("192.0.2.7");
                    assertThat(blocked.stateful()).isFalse();
                });
        assertThat(event("Device/Network/Lost", Map.of("interface", "eth0"), Map.of("lost", "0")))
                .isInstanceOfSatisfying(NetworkLostEvent.class, network -> {
                    assertThat(network.networkInterface()).isEqualTo("eth0");
                    assertThat(network.lost()).isFalse();
                });
    }

    @ParameterizedTest
    @CsvSource({"Above, ABOVE", "Below, BELOW", "Inside, INSIDE", "Above_or_below, ABOVE_OR_BELOW"})
    void temperatures(String level, TemperatureEvent.Range range) {
        assertThat(event("tns1:Device/tnsaxis:Status/Temperature/" + level, Map.of(), Map.of("sensor_level", "1")))
                .isInstanceOfSatisfying(TemperatureEvent.class, temperature -> {
                    assertThat(temperature.range()).isEqualTo(range);
                    assertThat(temperature.within()).isTrue();
                });
    }

    @Test
    void doorsAndReaders_haveTheirNames() {
        assertThat(event("tns1:Door/State/DoorMode", Map.of("DoorToken", "d"), Map.of("State", "Locked")))
                .isInstanceOfSatisfying(DoorControlEvent.class, door -> {
                    assertThat(door.name()).isEqualTo("Door/State/DoorMode");
                    assertThat(door.stateful()).isTrue();
                });
        assertThat(event("tns1:AccessControl/Denied/Credential", Map.of("AccessPointToken", "a"), Map.of()))
                .isInstanceOfSatisfying(
                        DoorControlEvent.class,
                        denied -> assertThat(denied.stateful()).isFalse());
        assertThat(event("tns1:IdPoint/tnsaxis:Status/Device", Map.of(), Map.of("x", "0")))
                .isInstanceOfSatisfying(
                        ReaderEvent.class,
                        reader -> assertThat(reader.stateful()).isTrue());
        VapixEvent card = event(
                "tns1:AccessControl/Denied/CredentialNotFound/Card",
                Map.of("AccessPointToken", "a"),
                Map.of("Card", "12345678", "CardNr", "4711"));
        assertThat(card.toString()).contains("CredentialNotFound/Card").doesNotContain("12345678", "4711");
        assertThat(card.data()).containsEntry("CardNr", "4711");
        VapixEvent pin =
                event("tns1:Device/tnsaxis:Intercom/KeyPin", Map.of("Source", "Internal"), Map.of("KeyPin", "4711"));
        assertThat(pin).isInstanceOf(ReaderEvent.class);
        assertThat(pin.toString()).doesNotContain("4711");
        assertThat(pin.data()).containsEntry("KeyPin", "4711");
    }

    @ParameterizedTest
    @CsvSource({
        "Device/IO/Port, port, -1, state, 1",
        "Device/IO/Port, other, 1, state, 1",
        "Device/IO/Port, port, 1, state, 2",
        "Device/IO/Port, port, 1, value, 1",
        "Device/IO/Port, port, 256, state, 1",
        "Device/IO/VirtualInput, port, 0, active, 1",
        "Device/IO/VirtualInput, port, one, active, 1",
        "Device/Casing/Open, Name, x, Open, ajar",
        "Device/Status/Temperature/Elsewhere, x, y, sensor_level, 1",
        "Device/Network/Lost, interface, eth0, lost, maybe",
        "Device/IO/OutputPort, port, 1, state, 1",
    })
    void whatIsNotAsTheReferencesSay_staysAsItCame(String topic, String item, String at, String value, String is) {
        assertThat(event(topic, Map.of(item, at), Map.of(value, is)))
                .isInstanceOfSatisfying(OtherEvent.class, other -> {
                    assertThat(other.topic()).isEqualTo(topic);
                    assertThat(other.source()).containsEntry(item, at);
                    assertThat(other.data()).containsEntry(value, is);
                });
    }

    @Test
    void whetherATopicIsAState_isToldByTheChannelFirst_thenDeclared_thenKnown_elseItIsNot() {
        EventTyping typing = new EventTyping("", topic -> switch (topic) {
            case "Own/Topic" -> Optional.of(true);
            case "Storage/Alert" -> Optional.of(false);
            default -> Optional.empty();
        });

        assertThat(stateful(typing, "Own/Topic", Change.NOT_TOLD)).isTrue();
        assertThat(stateful(typing, "Storage/Alert", Change.NOT_TOLD)).isFalse();
        assertThat(stateful(typing, "Storage/Recording", Change.NOT_TOLD)).isTrue();
        assertThat(stateful(typing, "Storage/RAID/RAIDActive", Change.NOT_TOLD)).isTrue();
        assertThat(stateful(typing, "Never/Heard", Change.NOT_TOLD)).isFalse();
        assertThat(stateful(typing, "Never/Heard", Change.CHANGED)).isTrue();
        assertThat(stateful(typing, "Own/Topic", Change.MOMENTARY)).isFalse();
    }

    private static boolean stateful(EventTyping typing, String topic, Change change) {
        return typing.event(new Notification(topic, Map.of(), Map.of(), Optional.empty(), change))
                .stateful();
    }

    @Test
    void aStateThatIsGone_saysWhich() {
        VapixEvent gone = TYPING.event(new Notification(
                "Device/IO/Port", Map.of("port", "2"), Map.of("state", "1"), Optional.empty(), Change.DELETED));

        assertThat(gone).isInstanceOf(InstanceRemovedEvent.class);
        assertThat(gone.removes())
                .contains(event("Device/IO/Port", Map.of("port", "2"), Map.of("state", "0"))
                        .key());
        assertThat(gone.stateful()).isFalse();
    }

    @Test
    void aDeviceWithoutAClock_hasNoTime() {
        assertThat(new Notification(
                                "A",
                                Map.of(),
                                Map.of(),
                                Optional.of(Instant.parse("2000-01-01T00:00:09Z")),
                                Change.CHANGED)
                        .time())
                .isEmpty();
    }
}
