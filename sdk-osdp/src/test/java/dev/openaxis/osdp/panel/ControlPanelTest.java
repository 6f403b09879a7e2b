package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.RefusedException;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.card.KeypadKey;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ChannelChanged;
import dev.openaxis.osdp.event.ConnectionChanged;
import dev.openaxis.osdp.event.KeysPressed;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A panel and devices on a perfect line. */
class ControlPanelTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void aDeviceWithItsKey_comesOnlineSecured_andTellsWhoItIs() {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);

        assertThat(door.channel()).isEqualTo(ChannelChanged.Channel.SECURED);
        assertThat(door.knownIdentification()).isPresent();
        assertThat(door.knownCapabilities()).isPresent();
        assertThat(bench.events(ConnectionChanged.class))
                .extracting(ConnectionChanged::online)
                .containsExactly(true);
        assertThat(bench.panel.audit()).isEmpty();
    }

    @Test
    void aCard_isTold_once() {
        PeripheralDevice device = bench.device("door", 5);
        bench.online("door", 5);

        device.presentCard(CardFormat.H10301.write(123, 12345));
        bench.until(() -> !bench.events(CardPresented.class).isEmpty());
        bench.loop.advance(Duration.ofSeconds(5));

        assertThat(bench.events(CardPresented.class)).singleElement().satisfies(card -> {
            assertThat(card.secured()).isTrue();
            assertThat(CardFormat.H10301.read(card.bits()).orElseThrow().number())
                    .isEqualTo(12345);
        });
    }

    @Test
    void keys_areTold() {
        PeripheralDevice device = bench.device("door", 5);
        bench.online("door", 5);

        device.pressKeys(0, KeypadKey.DIGIT_1, KeypadKey.POUND);
        bench.until(() -> !bench.events(KeysPressed.class).isEmpty());

        assertThat(bench.events(KeysPressed.class).get(0).keys())
                .containsExactly(java.util.Optional.of(KeypadKey.DIGIT_1), java.util.Optional.of(KeypadKey.POUND));
    }

    @Test
    void commands_areCarriedOut_andAnswered() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.online("door", 5);

        bench.result(door.async()
                .buzzer(new BuzzerControl(0, BuzzerTone.DEFAULT, Duration.ofMillis(200), Duration.ZERO, 1)));
        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
        assertThat(bench.result(door.async().localStatus()).isTampered()).isFalse();
    }

    @Test
    void aRefusal_isTyped() {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);

        assertThat(bench.failure(door.async()
                        .buzzer(new BuzzerControl(7, BuzzerTone.DEFAULT, Duration.ofMillis(200), Duration.ZERO, 1))))
                .isInstanceOf(RefusedException.class);
    }
}
