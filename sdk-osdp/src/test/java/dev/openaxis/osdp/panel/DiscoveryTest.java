package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.Disturbance;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.message.Busy;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.panel.FoundPeripheral.Evidence;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is on the line (section 11.4 of the reference). */
class DiscoveryTest {
    private static final DiscoveryOptions FEW = DiscoveryOptions.EVERY_ADDRESS.addresses(0, 7);
    private static final DiscoveryOptions RATES = DiscoveryOptions.EVERYTHING.addresses(0, 7);
    private static final int EVERYBODY = 0x7F;

    private final Bench bench = new Bench();
    private final List<FoundPeripheral> told = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private CompletableFuture<List<FoundPeripheral>> search(DiscoveryOptions options) {
        return bench.panel.async().discover(options, told::add);
    }

    private List<FoundPeripheral> found(DiscoveryOptions options) {
        CompletableFuture<List<FoundPeripheral>> search = search(options);
        bench.loop.runUntil(search::isDone, Duration.ofMinutes(20));
        List<FoundPeripheral> all = bench.result(search);
        assertThat(told).isEqualTo(all);
        return all;
    }

    private static PdIdentification serial(int number) {
        return new PdIdentification(new Oui(0xCA_44_6C), 1, 0, number, 1, 7, 15);
    }

    private void at(int baudRate, int address) {
        ByteLine end = bench.bus.attach("at " + baudRate);
        bench.loop.execute(() -> end.changeBaudRate(baudRate));
        bench.started(PeripheralDevice.builder(end).address(address).identification(serial(baudRate)));
    }

    // ---- rates ----

    @Test
    void devicesAtSeveralRates_areFound_eachAtItsOwn() {
        at(9_600, 1);
        at(115_200, 1);
        at(230_400, 7);

        assertThat(found(RATES))
                .extracting(FoundPeripheral::baudRate, FoundPeripheral::address)
                .containsExactly(tuple(9_600, 1), tuple(115_200, 1), tuple(230_400, 7));
        assertThat(told).allSatisfy(one -> {
            assertThat(one.evidence()).isEqualTo(Evidence.ANSWER);
            assertThat(one.identification()).contains(serial(one.baudRate()));
        });
        assertThat(bench.panelEnd.baudRate()).isEqualTo(9_600);
    }

    @Test
    void ratesThatNoDeviceHas_areRefused() {
        for (List<Integer> rates : List.of(List.of(300), List.of(9_600, 14_400), List.of(0), List.of(9_600, 9_600))) {
            assertThatThrownBy(() -> new DiscoveryOptions(rates, 0, 126, false, false, false, Duration.ofMinutes(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new DiscoveryOptions(List.of(460_800, 9_600), 0, 126, false, false, false, Duration.ofMinutes(1))
                        .baudRates())
                .containsExactly(460_800, 9_600);
    }

    @Test
    void aTimeThatIsNone_isRefused() {
        for (Duration time : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofHours(25))) {
            assertThatThrownBy(() -> FEW.within(time)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    // ---- silent ----

    @Test
    void whereNobodyIs_nobodyIsFound() {
        assertThat(found(RATES)).isEmpty();
        assertThat(bench.wire.commands(CommandCode.ID)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(bench.panelEnd.baudRate()).isEqualTo(9_600);
    }

    @Test
    void aDeviceThatOnlySaysWhoItIs_isFound() {
        Intruder.on(
                bench.bus.attach("mute"),
                command -> command.address() == 3 && command.code() == CommandCode.ID
                        ? Intruder.clear(serial(3), command)
                        : null);

        assertThat(found(FEW.tryingDefaultKey()))
                .containsExactly(new FoundPeripheral(
                        3, 9_600, true, Evidence.ANSWER, Optional.of(serial(3)), Optional.empty(), Optional.empty()));
    }

    // ---- busy ----

    @Test
    void aDeviceThatIsBusyForAWhile_isAskedAgain() {
        PeripheralDevice device =
                bench.started(bench.builder("busy", 3).securityRequired(false).identification(serial(3)));
        device.misbehave(ReplyFault.BUSY, 5);

        assertThat(found(FEW)).singleElement().satisfies(one -> {
            assertThat(one.evidence()).isEqualTo(Evidence.ANSWER);
            assertThat(one.identification()).contains(serial(3));
            assertThat(one.capabilities()).isPresent();
        });
        List<Wiretap.Heard> asked = bench.wire.commandsTo(3);
        assertThat(asked.get(1).start() - asked.get(0).start()).isGreaterThanOrEqualTo(100_000_000L);
    }

    @Test
    void aDeviceThatIsAlwaysBusy_isThere_andDoesNotHoldTheSearchUp() {
        Intruder.on(
                bench.bus.attach("busy"),
                command -> command.address() == 3 ? Intruder.clear(new Busy(), command, 0) : null);
        bench.started(bench.builder("door", 5).securityRequired(false));

        assertThat(found(FEW.tryingDefaultKey())).hasSize(2);
        assertThat(told.get(0))
                .isEqualTo(new FoundPeripheral(
                        3, 9_600, true, Evidence.BUSY, Optional.empty(), Optional.empty(), Optional.empty()));
        assertAskedFor(6_400, bench.wire.commandsTo(3));
        assertThat(told.get(1).address()).isEqualTo(5);
    }

    @Test
    void aDeviceThatIsBusyOnce_andSilentThen_isThere() {
        int[] asked = new int[1];
        Intruder.on(
                bench.bus.attach("busy"),
                command -> command.address() == 3 && asked[0]++ == 0 ? Intruder.clear(new Busy(), command, 0) : null);

        assertThat(found(FEW))
                .singleElement()
                .satisfies(one -> assertThat(one.evidence()).isEqualTo(Evidence.BUSY));
    }

    @ParameterizedTest
    @ValueSource(ints = {CommandCode.CAP, CommandCode.CHLNG})
    void aDeviceThatIsAlwaysTooBusyForOneQuestion_isFound_withoutItsAnswer(int question) {
        PdCapabilities capabilities = new PdCapabilities(List.of(new Capability(Capability.SECURITY, 1, 0)));
        Intruder.on(bench.bus.attach("busy"), command -> {
            if (command.address() != 3) {
                return null;
            }
            if (command.code() == question) {
                return Intruder.clear(new Busy(), command, 0);
            }
            return switch (command.code()) {
                case CommandCode.ID -> Intruder.clear(serial(3), command);
                case CommandCode.CAP -> Intruder.clear(capabilities, command);
                default -> null;
            };
        });
        boolean key = question == CommandCode.CHLNG;

        assertThat(found(FEW.tryingDefaultKey()))
                .containsExactly(new FoundPeripheral(
                        3,
                        9_600,
                        true,
                        Evidence.ANSWER,
                        Optional.of(serial(3)),
                        key ? Optional.of(capabilities) : Optional.empty(),
                        Optional.empty()));
        assertAskedFor(6_400, bench.wire.commands(question));
    }

    /** Every 100 ms for so long. */
    private static void assertAskedFor(int milliseconds, List<Wiretap.Heard> questions) {
        assertThat(Duration.ofNanos(questions.get(questions.size() - 1).start()
                        - questions.get(0).start()))
                .isCloseTo(Duration.ofMillis(milliseconds), Duration.ofMillis(100));
        assertThat(questions).hasSizeBetween(milliseconds / 100 - 2, milliseconds / 100 + 2);
    }

    @Test
    void aDeviceThatIsBusyForThreeSeconds_tellsWhoItIs() {
        long[] since = new long[] {-1};
        Intruder.on(bench.bus.attach("starting"), command -> {
            if (command.address() != 3) {
                return null;
            }
            since[0] = since[0] < 0 ? bench.loop.nanoTime() : since[0];
            boolean started =
                    bench.loop.nanoTime() - since[0] > Duration.ofSeconds(3).toNanos();
            return started ? Intruder.clear(serial(3), command) : Intruder.clear(new Busy(), command, 0);
        });

        assertThat(found(FEW)).singleElement().satisfies(one -> {
            assertThat(one.evidence()).isEqualTo(Evidence.ANSWER);
            assertThat(one.identification()).contains(serial(3));
        });
    }

    @Test
    void aDeviceThatIsBusyOnce_andNotHeardOnce_tellsWhoItIs() {
        int[] asked = new int[1];
        Intruder.on(
                bench.bus.attach("busy"),
                command -> command.address() != 3
                        ? null
                        : switch (asked[0]++) {
                            case 0 -> Intruder.clear(new Busy(), command, 0);
                            case 1 -> null;
                            default -> Intruder.clear(serial(3), command);
                        });

        assertThat(found(FEW)).singleElement().satisfies(one -> {
            assertThat(one.evidence()).isEqualTo(Evidence.ANSWER);
            assertThat(one.identification()).contains(serial(3));
        });
    }

    // ---- lost and damaged ----

    static Stream<Arguments> spoiled() {
        // Where nobody is known to be, silence is nobody.
        return Stream.of(
                arguments(CommandCode.ID, ReplyFault.WRONG_CHECK),
                arguments(CommandCode.CAP, ReplyFault.WRONG_CHECK),
                arguments(CommandCode.CAP, ReplyFault.LOST),
                arguments(CommandCode.CHLNG, ReplyFault.WRONG_CHECK),
                arguments(CommandCode.CHLNG, ReplyFault.LOST));
    }

    private static final DiscoveryOptions THREE =
            DiscoveryOptions.EVERY_ADDRESS.addresses(3, 3).tryingDefaultKey();

    private PeripheralDevice inInstallMode() {
        return bench.started(bench.builder("door", 3)
                .securityRequired(false)
                .identification(serial(3))
                .installMode(Duration.ofMinutes(5)));
    }

    /** Until the answer to the question before is on its way. */
    private void untilNextIs(int question) {
        int before = question == CommandCode.CHLNG ? ReplyCode.PDCAP : ReplyCode.PDID;
        bench.until(() ->
                question == CommandCode.ID || bench.wire.replies().stream().anyMatch(reply -> reply.code() == before));
    }

    private void assertAllIsKnown() {
        assertThat(told).singleElement().satisfies(one -> {
            assertThat(one.evidence()).isEqualTo(Evidence.ANSWER);
            assertThat(one.identification()).contains(serial(3));
            assertThat(one.capabilities()).isPresent();
            assertThat(one.acceptsDefaultKey()).contains(true);
        });
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void anAnswerThatIsSpoiledTwice_isAskedForOnceMore(int question, ReplyFault fault) {
        PeripheralDevice device = inInstallMode();
        CompletableFuture<List<FoundPeripheral>> search = search(THREE);
        untilNextIs(question);
        device.misbehave(fault, 2);
        bench.result(search);

        assertAllIsKnown();
        List<Wiretap.Heard> asked = bench.wire.commands(question);
        assertThat(asked).hasSize(3);
        assertThat(asked)
                .extracting(Wiretap.Heard::hex)
                .containsOnly(asked.get(0).hex());
    }

    @ParameterizedTest
    @ValueSource(ints = {CommandCode.ID, CommandCode.CAP, CommandCode.CHLNG})
    void aQuestionThatArrivesDamaged_isAskedOnceMore(int question) {
        inInstallMode();
        CompletableFuture<List<FoundPeripheral>> search = search(THREE);
        untilNextIs(question);
        bench.bus.disturb(bench.panelEnd, Disturbance.none().garble(6));
        bench.result(search);

        assertThat(bench.wire.replies()).anyMatch(reply -> reply.code() == ReplyCode.NAK);
        assertAllIsKnown();
    }

    @Test
    void aTrialOfTheDefaultKey_thatIsNotAnswered_isNoAllClear() {
        PeripheralDevice device = inInstallMode();
        CompletableFuture<List<FoundPeripheral>> search = search(THREE);
        untilNextIs(CommandCode.CHLNG);
        device.misbehave(ReplyFault.LOST, 3);

        assertThat(bench.result(search))
                .singleElement()
                .satisfies(one -> assertThat(one.acceptsDefaultKey()).isEmpty());
    }

    // ---- colliding ----

    @Test
    void twoDevicesWithOneAddress_areToldToBeThere_andTheOthersAreFound() {
        bench.started(bench.builder("one", 3).securityRequired(false).identification(serial(1)));
        bench.started(bench.builder("other", 3)
                .securityRequired(false)
                .identification(serial(2))
                .replyDelay(Duration.ofMillis(12)));
        bench.started(bench.builder("door", 5).securityRequired(false));

        assertThat(found(FEW)).hasSize(2);
        assertThat(told.get(0).address()).isEqualTo(3);
        assertThat(told.get(0).evidence()).isEqualTo(Evidence.GARBLED);
        assertThat(told.get(0).identification()).isEmpty();
        assertThat(bench.wire.commandsTo(3)).hasSize(3);
        assertThat(told.get(1).address()).isEqualTo(5);
    }

    @Test
    void anAnswerThatIsBrokenOnce_isAskedForAgain() {
        PeripheralDevice device =
                bench.started(bench.builder("door", 3).securityRequired(false).identification(serial(3)));
        device.misbehave(ReplyFault.WRONG_CHECK, 2);

        assertThat(found(FEW)).singleElement().satisfies(one -> {
            assertThat(one.evidence()).isEqualTo(Evidence.ANSWER);
            assertThat(one.identification()).contains(serial(3));
        });
    }

    @Test
    void aLineThatIsTalkedOver_isNoDevices_andTheSearchEndsInTime() {
        ByteLine babbler = bench.bus.attach("babbler");
        babbler.open(new Silent());
        byte[] babble = new byte[9];
        for (int i = 0; i < 4_000; i++) {
            bench.loop.schedule(Duration.ofMillis(10L * i), () -> babbler.send(ByteBuffer.wrap(babble)));
        }
        CompletableFuture<List<FoundPeripheral>> search = search(FEW.within(Duration.ofSeconds(30)));

        bench.loop.advance(Duration.ofSeconds(30));
        assertThat(bench.failure(search)).isInstanceOf(DeadlineExceededException.class);
        assertThat(told).isEmpty();
    }

    // ---- secured, refusing ----

    @Test
    void devicesThatInsistOnASecureChannel_areFound_andKeepTheirSession() {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.device("gate", bench.builder("gate", 3).identification(serial(3)));

        assertThat(found(FEW.tryingDefaultKey())).singleElement().satisfies(one -> {
            assertThat(one.identification()).contains(serial(3));
            assertThat(one.acceptsDefaultKey()).contains(false);
        });
        assertThat(door.health().sessions()).isEqualTo(1);
        assertThat(bench.gaps()).isEmpty();
    }

    @Test
    void aRefusal_isAnAnswer() {
        Intruder.on(
                bench.bus.attach("strange"),
                command -> command.address() == 3 ? Intruder.clear(Nak.of(NakCode.UNKNOWN_COMMAND), command) : null);

        assertThat(found(FEW)).singleElement().satisfies(one -> {
            assertThat(one.evidence()).isEqualTo(Evidence.ANSWER);
            assertThat(one.identification()).isEmpty();
            assertThat(one.capabilities()).isEmpty();
        });
    }

    @Test
    void aDeviceThatKnowsOnlyTheChecksum_isFound_ifItIsAskedWithOne() {
        Intruder.on(
                bench.bus.attach("old"),
                command -> command.address() == 3 && !command.hasCrc() ? Intruder.clear(serial(3), command) : null);

        assertThat(found(FEW)).isEmpty();
        assertThat(found(FEW.withChecksum())).singleElement().satisfies(one -> {
            assertThat(one.crc()).isFalse();
            assertThat(one.identification()).contains(serial(3));
        });
    }

    // ---- the configuration address ----

    @Test
    void theConfigurationAddress_isNotAsked_unlessAskedFor() {
        found(DiscoveryOptions.EVERY_ADDRESS);
        assertThat(bench.wire.commandsTo(EVERYBODY)).isEmpty();
    }

    @Test
    void aSingleDevice_isFound_andTheSearchEnds() {
        at(115_200, 6);

        assertThat(found(RATES.forSingleDevice())).singleElement().satisfies(one -> {
            assertThat(one.address()).isEqualTo(6);
            assertThat(one.baudRate()).isEqualTo(115_200);
        });
        assertThat(bench.panelEnd.baudRate()).isEqualTo(9_600);
        long end = bench.loop.nanoTime();
        // The whole first rate, the second up to the device, and nothing after.
        assertThat(Duration.ofNanos(end)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aSingleDeviceElsewhere_isFoundAtTheConfigurationAddress() {
        bench.started(bench.builder("far", 99).securityRequired(false).identification(serial(99)));

        assertThat(found(RATES.forSingleDevice())).singleElement().satisfies(one -> {
            assertThat(one.address()).isEqualTo(EVERYBODY);
            assertThat(one.baudRate()).isEqualTo(9_600);
            assertThat(one.identification()).contains(serial(99));
        });
    }

    @Test
    void severalDevices_wereAskedForOne_andAreAllFound() {
        bench.started(bench.builder("one", 3).securityRequired(false).identification(serial(1)));
        bench.started(bench.builder("other", 4)
                .securityRequired(false)
                .identification(serial(2))
                .replyDelay(Duration.ofMillis(12)));

        assertThat(found(FEW.forSingleDevice()))
                .extracting(FoundPeripheral::address)
                .containsExactly(3, 4);
    }

    // ---- one at a time, in its time ----

    @Test
    void aSecondSearch_isRefused_andTheFirstGoesOn() {
        bench.started(bench.builder("door", 3).securityRequired(false));
        CompletableFuture<List<FoundPeripheral>> first = search(FEW);
        assertThat(bench.failure(search(FEW))).isInstanceOf(OverloadedException.class);
        assertThat(bench.result(first)).hasSize(1);
        told.clear();
        assertThat(found(FEW)).hasSize(1);
    }

    @Test
    void aSearchThatTakesTooLong_ends_andSaysHowFarItCame() {
        bench.started(bench.builder("door", 3).securityRequired(false));
        CompletableFuture<List<FoundPeripheral>> search =
                search(DiscoveryOptions.EVERYTHING.within(Duration.ofSeconds(40)));
        bench.loop.advance(Duration.ofMillis(39_999));
        assertThat(search).isNotDone();
        bench.loop.advance(Duration.ofMillis(1));

        assertThat(bench.failure(search))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("at 115200 baud, 1 found");
        assertThat(told).hasSize(1);
        assertThat(bench.panelEnd.baudRate()).isEqualTo(9_600);
        long sends = bench.bus.counts().sends();
        bench.loop.advance(Duration.ofSeconds(10));
        assertThat(bench.bus.counts().sends()).isEqualTo(sends);
    }

    @Test
    void aLineThatIsAway_endsTheSearchInTime() {
        bench.loop.advance(Duration.ZERO);
        CompletableFuture<List<FoundPeripheral>> search = search(FEW.within(Duration.ofSeconds(10)));
        for (int i = 0; i < 12; i++) {
            bench.panelEnd.close();
            bench.loop.advance(Duration.ofSeconds(1));
        }
        assertThat(bench.failure(search)).isInstanceOf(DeadlineExceededException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSearchThatIsEnded_leavesTheLineAsItWas(boolean cancelled) {
        CompletableFuture<List<FoundPeripheral>> search = search(DiscoveryOptions.EVERYTHING);
        bench.loop.advance(Duration.ofSeconds(40));
        assertThat(bench.panelEnd.baudRate()).isEqualTo(115_200);
        if (cancelled) {
            search.cancel(false);
            bench.loop.advance(Duration.ofMillis(1));
            assertThat(search).isCompletedExceptionally();
            assertThatThrownBy(search::join).isInstanceOf(CancellationException.class);
        } else {
            bench.panel.close();
            assertThat(bench.failure(search)).isInstanceOf(ClosedException.class);
        }
        assertThat(bench.panelEnd.baudRate()).isEqualTo(9_600);
    }

    @Test
    void noDeviceIsAdded_whileOtherRatesAreTried() {
        CompletableFuture<List<FoundPeripheral>> search = search(RATES);
        bench.loop.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> bench.panel.add(PeripheralSettings.of("door", 5)))
                .isInstanceOf(IllegalStateException.class);
        bench.loop.runUntil(search::isDone, Duration.ofMinutes(1));

        bench.device("door", 5);
        assertThat(bench.online("door", 5).online()).isTrue();
    }

    @Test
    void aDeviceIsAdded_whileOnlyAddressesAreTried_andIsNotFound() {
        bench.device("door", 7);
        CompletableFuture<List<FoundPeripheral>> search = search(FEW);
        bench.loop.advance(Duration.ofMillis(100));
        Peripheral door = bench.panel.add(PeripheralSettings.of("door", 7));

        assertThat(bench.result(search)).isEmpty();
        bench.until(door::online);
    }

    @Test
    void aPanelWithDevices_isNotSearchedInAWayThatLosesThem() {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);

        assertThat(bench.failure(search(RATES))).isInstanceOf(IllegalStateException.class);
        assertThat(bench.failure(search(FEW.forSingleDevice()))).isInstanceOf(IllegalStateException.class);
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(door.online()).isTrue();
        assertThat(bench.wire.commandsTo(EVERYBODY)).isEmpty();
    }

    @Test
    void aDeviceThatIsMovedMeanwhile_keepsItsRate() {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        CompletableFuture<List<FoundPeripheral>> search = search(DiscoveryOptions.EVERY_ADDRESS);
        bench.result(door.async().configure(new CommunicationSettings(5, 38_400)));
        bench.loop.runUntil(search::isDone, Duration.ofMinutes(2));
        bench.loop.advance(Duration.ofSeconds(20));

        assertThat(bench.panelEnd.baudRate()).isEqualTo(38_400);
        assertThat(door.online()).isTrue();
    }

    @Test
    void theQuestionsAre_whoAndWhat_withNumbersFromZero() {
        bench.started(bench.builder("door", 3).securityRequired(false));
        found(FEW.tryingDefaultKey());

        assertThat(bench.wire.commandsTo(3))
                .extracting(Wiretap.Heard::code, Wiretap.Heard::sequence)
                .startsWith(tuple(CommandCode.ID, 0), tuple(CommandCode.CAP, 1), tuple(CommandCode.CHLNG, 0));
    }

    /** Somebody who only sends. */
    private static final class Silent implements LineListener {
        @Override
        public void opened() {
            // nothing to do
        }

        @Override
        public void received(ByteBuffer bytes) {
            // not looked at
        }

        @Override
        public void closed(@Nullable AxisException cause) {
            // nothing to do
        }
    }
}
