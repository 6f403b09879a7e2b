package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ConnectionChanged;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.panel.Wiretap.Heard;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many devices on one line (section 12 of the reference). */
class FairnessTest {
    private static final BuzzerControl BEEP =
            new BuzzerControl(0, BuzzerTone.DEFAULT, Duration.ofMillis(200), Duration.ZERO, 1);
    /** One poll in a session at 9600 bits per second (section 12.2). */
    private static final double EXCHANGE_MS = 40.4;
    /** One BUZ in a session: 30 + 14 characters (section 12.3). */
    private static final double COMMAND_MS = 57;

    private Bench bench = new Bench();
    private final List<PeripheralDevice> devices = new ArrayList<>();
    private final List<Peripheral> readers = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private void readers(int count) {
        for (int address = 1; address <= count; address++) {
            devices.add(bench.device("reader " + address, address));
            readers.add(bench.panel.add(
                    PeripheralSettings.of("reader " + address, address).pollEvery(Duration.ZERO)));
        }
        bench.until(() -> readers.stream().allMatch(Peripheral::online));
        bench.loop.advance(Duration.ofSeconds(11));
        bench.wire.forget();
    }

    private List<Long> starts(int address) {
        return bench.wire.commandsTo(address).stream().map(Heard::start).toList();
    }

    /** The longest time a device was not spoken to, in ms. */
    private double longestWait(int address) {
        List<Long> starts = starts(address);
        assertThat(starts.size()).isGreaterThan(1);
        double longest = (bench.loop.nanoTime() - starts.get(starts.size() - 1)) / 1e6;
        for (int i = 1; i < starts.size(); i++) {
            longest = Math.max(longest, (starts.get(i) - starts.get(i - 1)) / 1e6);
        }
        return longest;
    }

    @ParameterizedTest
    @CsvSource({"9600, 1, 24.7", "9600, 2, 12.4", "9600, 8, 3.1", "38400, 8, 9.0", "115200, 2, 62.9"})
    void allAreAsked_asOftenAsTheLineAllows(int baudRate, int count, double pollsPerSecond) throws Exception {
        bench.close();
        bench = new Bench(LineModel.perfect(baudRate));
        readers(count);
        bench.loop.advance(Duration.ofSeconds(10));

        for (int address = 1; address <= count; address++) {
            assertThat(starts(address).size() / 10.0).isGreaterThanOrEqualTo(pollsPerSecond);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void aCard_isToldAsSoonAsTheLineAllows(int count) {
        readers(count);
        double worst = count * EXCHANGE_MS + COMMAND_MS;
        for (int i = 0; i < 40; i++) {
            int told = bench.events(CardPresented.class).size();
            bench.loop.advance(Duration.ofMillis(200 + i * 13));
            long presented = bench.loop.nanoTime();
            devices.get(i % count).presentCard(CardFormat.H10301.write(1, i));
            bench.until(() -> bench.events(CardPresented.class).size() > told);
            assertThat((bench.loop.nanoTime() - presented) / 1e6).isLessThan(worst);
        }
    }

    @Test
    void whileADeviceDies_theOthersWaitForItOnceARound() {
        readers(8);
        bench.bus.unplug(bench.end("reader 4"));
        bench.loop.advance(Duration.ofMillis(7_900));

        for (int address = 1; address <= 8; address++) {
            if (address != 4) {
                // Section 12.4: seven exchanges and one that is waited for, and the silence after it.
                assertThat(longestWait(address)).isLessThan(7 * EXCHANGE_MS + 200 + 20 + COMMAND_MS);
            }
        }
    }

    @Test
    void aDeviceThatIsDead_doesNotSlowTheOthers() {
        readers(8);
        bench.bus.unplug(bench.end("reader 4"));
        bench.loop.advance(Duration.ofSeconds(40));
        bench.wire.forget();
        bench.loop.advance(Duration.ofSeconds(60));

        for (int address = 1; address <= 8; address++) {
            if (address != 4) {
                assertThat(starts(address).size() / 60.0).isGreaterThan(0.95 * 1000 / (7 * EXCHANGE_MS));
            }
        }
        assertThat(bench.events(ConnectionChanged.class).stream().filter(event -> !event.online()))
                .extracting(ConnectionChanged::why)
                .containsExactly("no valid answer for 8000 ms", "no answer");
    }

    @Test
    void aCommand_goesBeforeThePollsOfOthers() {
        readers(8);
        for (int i = 0; i < 20; i++) {
            bench.loop.advance(Duration.ofMillis(500 + 7 * i));
            long asked = bench.loop.nanoTime();
            bench.result(readers.get(i % 8).async().buzzer(BEEP));
            assertThat((bench.loop.nanoTime() - asked) / 1e6).isLessThan(EXCHANGE_MS + COMMAND_MS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 12})
    void manyCommandsForOne_letNobodyWaitLongerThanTwoRounds(int count) {
        readers(count);
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            calls.add(readers.get(0)
                    .with(CallOptions.deadline(Duration.ofMinutes(5)))
                    .async()
                    .buzzer(BEEP));
        }
        calls.forEach(call -> bench.loop.runUntil(call::isDone, Duration.ofMinutes(5)));

        assertThat(devices.get(0).counts().carriedOut(CommandCode.BUZ)).isEqualTo(60);
        for (int address = 2; address <= count; address++) {
            assertThat(longestWait(address)).isLessThan(2 * count * COMMAND_MS);
        }
        assertThat(bench.events(ConnectionChanged.class)).hasSize(count);
    }

    @Test
    void manyCommandsForAll_areCarriedOut_andEverybodyIsPolled() {
        readers(8);
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (Peripheral reader : readers) {
            for (int i = 0; i < 20; i++) {
                calls.add(reader.with(CallOptions.deadline(Duration.ofMinutes(5)))
                        .async()
                        .buzzer(BEEP));
            }
        }
        devices.get(7).presentCard(CardFormat.H10301.write(1, 1));
        bench.until(() -> !bench.events(CardPresented.class).isEmpty());
        // Three commands in a row, then a poll.
        assertThat(bench.wire.commandsTo(8).size()).isLessThanOrEqualTo(5);
        calls.forEach(call -> bench.loop.runUntil(call::isDone, Duration.ofMinutes(5)));
        devices.forEach(device ->
                assertThat(device.counts().carriedOut(CommandCode.BUZ)).isEqualTo(20));
    }

    @Test
    void aDeviceThatIsAlwaysBusy_doesNotSlowTheOthers() {
        readers(8);
        devices.get(3).misbehave(ReplyFault.BUSY, 10_000);
        bench.loop.advance(Duration.ofSeconds(20));

        for (int address = 1; address <= 8; address++) {
            if (address != 4) {
                assertThat(longestWait(address)).isLessThan(8 * EXCHANGE_MS + COMMAND_MS);
            }
        }
    }

    @Test
    void allDevicesBeginAnew_andAllAreBackBeforeAnybodyIsMissed() {
        readers(8);
        devices.forEach(PeripheralDevice::restart);
        bench.loop.advance(Duration.ofSeconds(8));

        assertThat(devices).allMatch(device -> device.counts().sessions() == 2);
        assertThat(readers).allMatch(Peripheral::online);
        assertThat(bench.events(ConnectionChanged.class)).hasSize(8);
    }

    @Test
    void aDeviceThatHasMuchToTell_doesNotSilenceTheOthers() {
        readers(8);
        for (int i = 0; i < 60; i++) {
            devices.get(0).presentCard(CardFormat.H10301.write(1, i));
        }
        bench.until(() -> bench.events(CardPresented.class).size() == 60);

        for (int address = 2; address <= 8; address++) {
            assertThat(longestWait(address)).isLessThan(2 * 8 * EXCHANGE_MS);
        }
        assertThat(bench.events(CardPresented.class))
                .extracting(card ->
                        CardFormat.H10301.read(card.bits()).orElseThrow().number())
                .isSorted();
    }
}
