package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.PeripheralDeviceBuilder;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.panel.CommunicationOutcome.Result;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that is told to use another address or rate (COMSET; sections 5.9 and 11.4 of the reference). */
class MoveTest {
    private static final CommunicationSettings HERE = new CommunicationSettings(5, 9_600);

    private final Bench bench = new Bench();
    private PeripheralDevice device;
    private Peripheral door;

    private void start() {
        device = bench.device("door", 5);
        door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** The device says that it moves, loses its power, and comes back with whatever it has stored. */
    private CompletableFuture<CommunicationOutcome> moveAndLosePower(CommunicationSettings to) {
        CompletableFuture<CommunicationOutcome> call = door.async().configure(to);
        bench.until(() -> !bench.wire.commands(CommandCode.COMSET).isEmpty());
        bench.until(() -> bench.wire.replies().stream().anyMatch(reply -> reply.code() == 0x54));
        device.close();
        bench.loop.advance(Duration.ofMillis(10));
        return call;
    }

    private void powerOn(CommunicationSettings where) {
        ByteLine end = bench.bus.attach("door again");
        bench.loop.execute(() -> end.changeBaudRate((int) where.baudRate()));
        device = bench.started(
                PeripheralDevice.builder(end).address(where.address()).key(Bench.keyOf("door")));
    }

    @Test
    void whereADeviceIs_isKnown_fromItsBeginning() {
        start();
        assertThat(door.communication()).isEqualTo(HERE);
        assertThat(door.settings().address()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"9,9600", "5,38400", "9,115200"})
    void aDeviceThatMoves_isToldToHaveMoved_whenItHasAnsweredThere(int address, int baudRate) {
        start();
        CommunicationSettings there = new CommunicationSettings(address, baudRate);
        CommunicationOutcome outcome = bench.result(door.async().configure(there));

        assertThat(outcome).isEqualTo(new CommunicationOutcome(Result.MOVED, there));
        assertThat(door.communication()).isEqualTo(there);
        assertThat(door.online()).isTrue();
        assertThat(device.counts().sessions()).isEqualTo(2);
        assertThat(door.settings().address()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"9,9600", "5,38400", "9,38400"})
    void aDeviceThatIsNotWhereItSaid_isLookedForWhereItWas(int address, int baudRate) {
        start();
        CompletableFuture<CommunicationOutcome> call = moveAndLosePower(new CommunicationSettings(address, baudRate));
        powerOn(HERE);
        long from = bench.loop.nanoTime();

        assertThat(bench.result(call)).isEqualTo(new CommunicationOutcome(Result.STAYED, HERE));
        assertThat(door.communication()).isEqualTo(HERE);
        assertThat(door.online()).isTrue();
        assertThat(Duration.ofNanos(bench.loop.nanoTime() - from)).isLessThan(Duration.ofSeconds(12));
        assertThat(bench.panelEnd.baudRate()).isEqualTo(9_600);
    }

    @Test
    void aDeviceThatTakesItsTime_isLookedForAtBothOnceMore() {
        start();
        CommunicationSettings there = new CommunicationSettings(9, 38_400);
        CompletableFuture<CommunicationOutcome> call = moveAndLosePower(there);
        bench.loop.advance(Duration.ofSeconds(10));
        assertThat(call).isNotDone();
        powerOn(there);

        assertThat(bench.result(call)).isEqualTo(new CommunicationOutcome(Result.MOVED, there));
        assertThat(door.online()).isTrue();
    }

    @Test
    void aDeviceThatIsNowhere_isUnknown_andLookedForWhereItSaid() {
        start();
        CommunicationSettings there = new CommunicationSettings(9, 38_400);
        CompletableFuture<CommunicationOutcome> call = moveAndLosePower(there);
        bench.wire.forget();

        assertThat(bench.failure(call))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("address 9 with 38400 baud")
                .hasMessageContaining("address 5 with 9600 baud");
        assertThat(((OutcomeUnknownException) bench.failure(call)).effect()).isEqualTo(AppliedEffect.POSSIBLE);
        assertThat(door.communication()).isEqualTo(there);
        bench.wire.forget();
        bench.loop.advance(Duration.ofMinutes(2));
        assertThat(bench.wire.commandsTo(5)).isEmpty();
        powerOn(there);
        bench.until(door::online);
    }

    @Test
    void bothAddressesAreTaken_asLongAsItIsNotKnownWhereTheDeviceIs() {
        start();
        CompletableFuture<CommunicationOutcome> call = moveAndLosePower(new CommunicationSettings(9, 9_600));
        for (int address : List.of(5, 9)) {
            assertThatThrownBy(() -> bench.panel.add(PeripheralSettings.of("gate", address)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);

        bench.panel.add(PeripheralSettings.of("gate", 5));
        assertThatThrownBy(() -> bench.panel.add(PeripheralSettings.of("yard", 9)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeviceBesideOthers_isNotFollowedToAnotherRate_andTheOthersGoOn() {
        start();
        bench.device("gate", 6);
        Peripheral gate = bench.online("gate", 6);
        bench.loop.advance(Duration.ofSeconds(12));
        CompletableFuture<CommunicationOutcome> call = door.async().configure(new CommunicationSettings(5, 38_400));

        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(bench.panelEnd.baudRate()).isEqualTo(9_600);
        assertThat(gate.online()).isTrue();
        assertThat(gate.health().sessions()).isEqualTo(1);
        assertThat(door.online()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 0x7F, 0xFF})
    void anAddressThatTheDeviceMakesUp_isNotFollowed(int address) {
        PeripheralDeviceBuilder plain = bench.builder("door", 5).securityRequired(false);
        device = bench.started(plain);
        door = bench.online(PeripheralSettings.of("door", 5).allowingClear());
        bench.device("gate", 6);
        Peripheral gate = bench.online("gate", 6);
        device.misbehave(ReplyFault.LOST, 1);
        Intruder.on(
                bench.bus.attach("liar"),
                command -> command.code() == CommandCode.COMSET
                        ? Intruder.clear(new CommunicationReport(new CommunicationSettings(address, 9_600)), command)
                        : null);
        CompletableFuture<CommunicationOutcome> call = door.async().configure(new CommunicationSettings(7, 9_600));
        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);

        assertThat(gate.online()).isTrue();
        assertThat(gate.health().sessions()).isEqualTo(1);
        assertThat(bench.wire.commandsTo(0x7F)).isEmpty();
    }

    @Test
    void aDeviceThatSaysItMoves_thoughItWasNotTold_isNotFollowed() {
        device = bench.started(bench.builder("door", 5).securityRequired(false));
        door = bench.online(PeripheralSettings.of("door", 5).allowingClear());
        bench.loop.advance(Duration.ofSeconds(12));
        Intruder.on(
                bench.bus.attach("liar"),
                command -> command.code() == CommandCode.ISTAT
                        ? Intruder.clear(new CommunicationReport(new CommunicationSettings(9, 9_600)), command)
                        : null);
        device.misbehave(ReplyFault.LOST, 1);

        assertThat(bench.failure(door.async().inputs())).isInstanceOf(MalformedResponseException.class);
        bench.loop.advance(Duration.ofSeconds(5));
        assertThat(door.communication()).isEqualTo(HERE);
        assertThat(door.online()).isTrue();
        assertThat(bench.wire.commandsTo(9)).isEmpty();
    }

    @Test
    void twoDevicesThatAreToldToTakeOneFreeAddress_doNotCollide() {
        start();
        PeripheralDevice second = bench.device("gate", 6);
        Peripheral gate = bench.online("gate", 6);
        bench.loop.advance(Duration.ofSeconds(12));
        CommunicationSettings there = new CommunicationSettings(9, 9_600);
        device.misbehave(ReplyFault.LOST, 1);
        CompletableFuture<CommunicationOutcome> first = door.async().configure(there);
        CompletableFuture<CommunicationOutcome> other = gate.async().configure(there);
        bench.until(() -> first.isDone() && other.isDone());

        assertThat(bench.wire.commandsTo(6)).noneMatch(command -> command.code() == CommandCode.COMSET);
        assertThat(bench.failure(other))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("door")
                .satisfies(failure ->
                        assertThat(((AxisException) failure).effect()).isEqualTo(AppliedEffect.NONE));
        assertThat(gate.online()).isTrue();
        assertThat(second.counts().sessions()).isEqualTo(1);
    }

    @Test
    void whoDoesNotWaitSoLong_isToldThatItIsUnknown_andTheLookingGoesOn() {
        start();
        door = door.with(CallOptions.deadline(Duration.ofSeconds(2)));
        CompletableFuture<CommunicationOutcome> call = moveAndLosePower(new CommunicationSettings(9, 9_600));
        bench.loop.advance(Duration.ofSeconds(2));
        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
        powerOn(HERE);

        bench.until(() -> !door.online());
        bench.until(door::online);
        assertThat(door.communication()).isEqualTo(HERE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeviceThatIsTakenAway_endsTheCall(boolean closed) {
        start();
        CompletableFuture<CommunicationOutcome> call = moveAndLosePower(new CommunicationSettings(9, 9_600));
        if (closed) {
            bench.panel.close();
        } else {
            bench.panel.remove(door);
        }
        bench.loop.advance(Duration.ofMillis(1));

        assertThat(call).isDone();
        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
    }

    // ---- another rate, which no other device follows ----

    private static final CommunicationSettings FASTER = new CommunicationSettings(5, 38_400);

    @Test
    void noDeviceIsAdded_asLongAsItIsNotKnownWhichRateTheLineHas() {
        start();
        CompletableFuture<CommunicationOutcome> call = moveAndLosePower(FASTER);
        assertThatThrownBy(() -> bench.panel.add(PeripheralSettings.of("gate", 6)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rate");
        powerOn(HERE);
        assertThat(bench.result(call).result()).isEqualTo(Result.STAYED);

        bench.device("gate", 6);
        assertThat(bench.online("gate", 6).online()).isTrue();
    }

    @Test
    void aDeviceIsAdded_whileAnotherMovesToAnotherAddressOnly() {
        start();
        moveAndLosePower(new CommunicationSettings(9, 9_600));
        bench.device("gate", 6);

        assertThat(bench.online("gate", 6).online()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60})
    void aDeviceThatIsTakenAway_beforeItAnsweredAtAnotherRate_leavesTheLineAsItWas(int seconds) {
        start();
        moveAndLosePower(FASTER);
        bench.loop.advance(Duration.ofSeconds(seconds));
        bench.panel.remove(door);
        bench.device("gate", 6);
        Peripheral gate = bench.online("gate", 6);

        assertThat(gate.communication()).isEqualTo(new CommunicationSettings(6, 9_600));
    }

    @Test
    void aPanelThatIsClosed_beforeTheDeviceAnsweredAtAnotherRate_leavesTheLineAsItWas() {
        start();
        moveAndLosePower(FASTER);
        assertThat(bench.panelEnd.baudRate()).isEqualTo(38_400);
        bench.panel.close();
        bench.loop.advance(Duration.ofMillis(1));

        assertThat(bench.panelEnd.baudRate()).isEqualTo(9_600);
    }

    @Test
    void aDeviceThatHasMoved_leavesTheLineAtItsRate() {
        start();
        bench.result(door.async().configure(FASTER));
        bench.panel.remove(door);
        bench.loop.advance(Duration.ofSeconds(1));

        assertThat(bench.panelEnd.baudRate()).isEqualTo(38_400);
    }
}
