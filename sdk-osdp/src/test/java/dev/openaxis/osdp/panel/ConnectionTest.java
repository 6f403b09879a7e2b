package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.Point.Quality;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.card.KeypadKey;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ChannelChanged.Channel;
import dev.openaxis.osdp.event.ConnectionChanged;
import dev.openaxis.osdp.event.InputReported;
import dev.openaxis.osdp.event.KeysPressed;
import dev.openaxis.osdp.event.LocalStatusReported;
import dev.openaxis.osdp.event.OutputReported;
import dev.openaxis.osdp.event.SecurityAlarm;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.Fault;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.LocalStatus;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.LinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There, away and back (OSDP v2.2, 7.11 and 7.12; sections 1.2 and 11.1 of the reference). */
class ConnectionTest {
    private static final Duration OFFLINE = Duration.ofSeconds(8);

    private final Bench bench = new Bench();
    private final PeripheralDevice device = bench.device("door", 5);
    private final Peripheral door = bench.online("door", 5);

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private void pull() {
        bench.bus.unplug(bench.end("door"));
    }

    private void plug() {
        bench.bus.plug(bench.end("door"));
    }

    private void pullUntilOffline() {
        pull();
        bench.until(() -> !door.online());
    }

    private Wiretap.Heard lastReply() {
        List<Wiretap.Heard> replies = bench.wire.replies();
        return replies.get(replies.size() - 1);
    }

    @Test
    void eightSecondsAfterItsLastAnswer_aDeviceIsOffline_toTheNanosecond() {
        bench.loop.advance(Duration.ofSeconds(3));
        pull();
        bench.until(() -> !door.online());

        assertThat(Duration.ofNanos(bench.loop.nanoTime() - lastReply().end())).isEqualTo(OFFLINE);
        assertThat(bench.events(ConnectionChanged.class))
                .extracting(ConnectionChanged::online)
                .containsExactly(true, false);
        assertThat(door.channel()).isEqualTo(Channel.NONE);
    }

    @Test
    void aDeviceThatIsBackBeforeEightSecondsAreOver_neverWasOffline() {
        bench.loop.advance(Duration.ofSeconds(12));
        pull();
        bench.loop.advance(Duration.ofMillis(6_500));
        plug();
        bench.loop.advance(Duration.ofSeconds(5));

        assertThat(bench.events(ConnectionChanged.class)).hasSize(1);
        assertThat(bench.gaps()).isEmpty();
        assertThat(device.counts().sessions()).isEqualTo(1);
    }

    @Test
    void aDeviceThatBeginsAnew_isNotOffline_andThereIsAGap() {
        bench.loop.advance(Duration.ofSeconds(12));
        device.restart();
        bench.until(() -> device.counts().sessions() == 2);
        bench.loop.advance(Duration.ofSeconds(1));

        assertThat(bench.events(ConnectionChanged.class)).hasSize(1);
        assertThat(bench.gaps()).hasSize(1);
    }

    @Test
    void aDeviceThatBeginsAnewAgainAndAgain_doesNotFlap() {
        for (int i = 0; i < 20; i++) {
            bench.loop.advance(Duration.ofMillis(900));
            device.restart();
        }
        bench.loop.advance(Duration.ofMinutes(1));

        assertThat(door.online()).isTrue();
        assertThat(bench.events(ConnectionChanged.class)).hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 60, 600, 7200})
    void howeverLongItWasAway_aDeviceIsFoundWithinTenSeconds(int seconds) {
        pull();
        bench.loop.advance(Duration.ofSeconds(seconds));
        plug();
        long plugged = bench.loop.nanoTime();
        bench.until(door::online);

        // It is looked for every 1 to 10 s, and coming up takes eight exchanges.
        assertThat(Duration.ofNanos(bench.loop.nanoTime() - plugged)).isLessThan(Duration.ofMillis(11_500));
        assertThat(bench.gaps()).hasSize(1);
        assertThat(bench.alarms()).isEmpty();
    }

    @Test
    void aDeviceThatIsAway_isAskedSeldom() {
        pullUntilOffline();
        bench.loop.advance(Duration.ofSeconds(30));
        bench.wire.forget();
        bench.loop.advance(Duration.ofMinutes(5));

        assertThat(bench.wire.commands().size()).isBetween(30, 100);
    }

    private StateKey key(Object event) {
        return bench.items.stream()
                .filter(LiveItem.Happened.class::isInstance)
                .map(item -> ((LiveItem.Happened) item).event())
                .filter(event::equals)
                .findFirst()
                .orElseThrow()
                .key();
    }

    @Test
    void aGap_tellsWhatChanged_whatMayHave_andFromWhenToWhen() {
        bench.loop.advance(Duration.ofSeconds(1));
        Instant start = bench.loop.now().minusNanos(bench.loop.nanoTime());
        pullUntilOffline();
        Instant proof = start.plusNanos(lastReply().end());
        device.input(1, InputState.ACTIVE);
        plug();
        bench.until(door::online);

        Gap gap = bench.gaps().get(0);
        assertThat(gap.cause()).isEqualTo(Gap.Cause.CONNECTION_LOST);
        assertThat(gap.lastProof()).isEqualTo(proof);
        assertThat(gap.restored()).isEqualTo(bench.loop.now());
        assertThat(gap.changed()).containsExactly(key(new InputReported("door", 1, InputState.ACTIVE)));
        assertThat(gap.unchangedButUnproven())
                .contains(
                        key(new InputReported("door", 0, InputState.INACTIVE)),
                        key(new LocalStatusReported("door", new LocalStatus(0, 0))))
                .doesNotContain(key(new InputReported("door", 1, InputState.ACTIVE)));
        assertThat(gap.notReadable()).isEmpty();
        assertThat(gap.stateless()).isEqualTo(-1);
    }

    /** A reader that knows nothing but cards. */
    private static Reply ofCardReader(int command) {
        return switch (command) {
            case CommandCode.ID -> new PdIdentification(new Oui(0x112233), 1, 1, 7, 1, 0, 0);
            case CommandCode.CAP -> new PdCapabilities(List.of());
            case CommandCode.POLL -> new Ack();
            default -> Nak.of(NakCode.UNKNOWN_COMMAND);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {ReplyCode.RAW, ReplyCode.KEYPAD})
    void halfACardOrPin_isNone_andToldOnce(int code) {
        boolean[] half = new boolean[1];
        Intruder.on(bench.bus.attach("card reader"), command -> {
            boolean report = half[0] && command.code() == CommandCode.POLL;
            Reply reply = report
                    ? new MalformedReply(code, Octets.ofHex("00"), Fault.LENGTH, "")
                    : ofCardReader(command.code());
            return command.address() == 6 ? Intruder.clear(reply, command) : null;
        });
        Peripheral gate = bench.online(PeripheralSettings.of("gate", 6).allowingClear());
        half[0] = true;
        bench.loop.advance(Duration.ofMinutes(2));

        assertThat(gate.health().malformed()).isGreaterThan(100);
        assertThat(bench.events(CardPresented.class)).isEmpty();
        assertThat(bench.events(KeysPressed.class)).isEmpty();
        assertThat(bench.alarms()).containsExactly(SecurityAlarm.Kind.MALFORMED_REPLY);
    }

    @Test
    void aGap_namesItsDevice_alsoOneThatReadsOnlyCards() {
        boolean[] there = {true};
        Intruder.on(
                bench.bus.attach("card reader"),
                command -> there[0] && command.address() == 6
                        ? Intruder.clear(ofCardReader(command.code()), command)
                        : null);
        Peripheral gate = bench.online(PeripheralSettings.of("gate", 6).allowingClear());
        bench.loop.advance(Duration.ofSeconds(12));
        there[0] = false;
        bench.until(() -> !gate.online());
        there[0] = true;
        bench.until(gate::online);

        assertThat(bench.gaps()).hasSize(1);
        assertThat(bench.gaps().get(0).changed()).isEmpty();
        assertThat(bench.gaps().get(0).unchangedButUnproven())
                .containsExactly(key(new ConnectionChanged("gate", true, "it answers")));
    }

    @Test
    void theGap_comesBeforeTheStatesThatChangedInIt() {
        pullUntilOffline();
        device.input(1, InputState.ACTIVE);
        plug();
        bench.until(door::online);

        int gap = bench.items.indexOf(bench.gaps().get(0));
        List<InputReported> after = bench.items.subList(gap, bench.items.size()).stream()
                .filter(LiveItem.Happened.class::isInstance)
                .map(item -> ((LiveItem.Happened) item).event())
                .filter(InputReported.class::isInstance)
                .map(InputReported.class::cast)
                .toList();
        assertThat(after).containsExactly(new InputReported("door", 1, InputState.ACTIVE));
    }

    private Quality quality(String source, int number) {
        return point(source, number).quality();
    }

    private Point point(String source, int number) {
        return bench.panel.points().known().stream()
                .filter(point -> point.id().source().equals(source)
                        && point.id().wireId().equals(Integer.toString(number)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void points_areGood_thenOffline_thenGoodAgain() {
        assertThat(bench.panel.points().known()).isNotEmpty().allMatch(point -> point.quality() == Quality.GOOD);
        pullUntilOffline();
        assertThat(bench.panel.points().known()).allMatch(point -> point.quality() == Quality.OFFLINE);
        device.input(0, InputState.ACTIVE);
        plug();
        bench.until(door::online);

        assertThat(bench.panel.points().known()).allMatch(point -> point.quality() == Quality.GOOD);
        assertThat(point("input", 0).value()).isEqualTo("active");
    }

    @Test
    void points_areNotProven_whileTheDeviceBeginsAnew() {
        bench.loop.advance(Duration.ofSeconds(12));
        device.restart();
        bench.until(() -> quality("input", 0) == Quality.STALE);
        bench.until(() -> quality("input", 0) == Quality.GOOD);

        assertThat(door.online()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aLoopThatIsCutOrShorted_isAFault(int state) {
        device.input(0, new InputState(state));
        bench.until(() -> quality("input", 0) == Quality.FAULT);
        device.input(0, InputState.INACTIVE);
        bench.until(() -> quality("input", 0) == Quality.GOOD);
    }

    @Test
    void cardsAndKeysOfBeforeTheLoss_areNotToldAfterwards() {
        bench.loop.advance(Duration.ofSeconds(1));
        pull();
        device.presentCard(CardFormat.H10301.write(1, 1));
        device.pressKeys(0, KeypadKey.DIGIT_1);
        bench.until(() -> !door.online() && device.link() == LinkState.OFFLINE);
        device.presentCard(CardFormat.H10301.write(1, 2));
        plug();
        bench.until(door::online);
        bench.loop.advance(Duration.ofSeconds(5));
        device.presentCard(CardFormat.H10301.write(1, 3));
        bench.until(() -> !bench.events(CardPresented.class).isEmpty());

        assertThat(bench.events(KeysPressed.class)).isEmpty();
        assertThat(bench.events(CardPresented.class))
                .singleElement()
                .satisfies(card -> assertThat(CardFormat.H10301
                                .read(card.bits())
                                .orElseThrow()
                                .number())
                        .isEqualTo(3));
    }

    @Test
    void cardsThatAreReadWhileTheCableIsOutForAMoment_areTold_inTheirOrder_onceEach() {
        bench.loop.advance(Duration.ofSeconds(1));
        pull();
        for (int i = 1; i <= 5; i++) {
            device.presentCard(CardFormat.H10301.write(1, i));
        }
        bench.loop.advance(Duration.ofSeconds(4));
        plug();
        bench.until(() -> bench.events(CardPresented.class).size() == 5);
        bench.loop.advance(Duration.ofSeconds(5));

        assertThat(bench.events(CardPresented.class))
                .extracting(card ->
                        CardFormat.H10301.read(card.bits()).orElseThrow().number())
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(bench.gaps()).isEmpty();
    }

    @Test
    void aStateThatIsReported_isToldWhenItIsAnother() {
        device.input(0, InputState.ACTIVE);
        device.tamper(true);
        device.output(1, true);
        bench.until(() -> bench.events(OutputReported.class).stream()
                .anyMatch(o -> o.output() == 1 && o.state().code() == 1));
        bench.items.clear();
        device.report(Answer.of(new LocalStatus(1, 0)));
        bench.loop.advance(Duration.ofSeconds(2));

        assertThat(bench.items).isEmpty();
    }

    // ---- devices come and go ----

    @Test
    void aDeviceIsAdded_whileTheOthersGoOn() {
        bench.device("gate", 6);
        bench.loop.advance(Duration.ofSeconds(1));
        Peripheral gate = bench.online("gate", 6);

        assertThat(bench.events(ConnectionChanged.class)).hasSize(2).allMatch(ConnectionChanged::online);
        assertThat(bench.panel.peripherals()).extracting(Peripheral::name).containsExactly("door", "gate");
        assertThat(bench.panel.find("gate").orElseThrow().settings()).isEqualTo(gate.settings());
    }

    @Test
    void aNameOrAnAddress_isTakenOnce() {
        assertThatThrownBy(() -> bench.panel.add(PeripheralSettings.of("door", 6)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.panel.add(PeripheralSettings.of("gate", 5)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeviceThatWasRemoved_isPolledNoMore_andItsPointsAreGone() {
        bench.panel.remove(door);
        bench.loop.advance(Duration.ofSeconds(1));
        bench.wire.forget();
        bench.loop.advance(Duration.ofSeconds(30));

        assertThat(bench.wire.all).isEmpty();
        assertThat(bench.panel.peripherals()).isEmpty();
        assertThat(bench.panel.points().known()).isEmpty();
        assertThat(bench.online("door", 5).online()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeviceThatIsNotThePanelsAnyMore_isNotOnline(boolean closed) {
        if (closed) {
            bench.panel.close();
        } else {
            bench.panel.remove(door);
        }
        bench.loop.advance(Duration.ofMillis(1));

        assertThat(door.online()).isFalse();
        assertThat(door.channel()).isEqualTo(Channel.NONE);
    }

    /** At any moment of an exchange: the answer that comes afterwards is nobody's. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeviceIsRemovedAtAnyMoment_andTheOthersGoOn(boolean clear) {
        PeripheralDevice gate = bench.device("gate", 6);
        bench.online("gate", 6);
        PeripheralDevice other =
                bench.started(bench.builder("other", 7).securityRequired(false).key(Bench.keyOf("other")));
        for (int millis = 0; millis < 60; millis += 3) {
            PeripheralSettings settings = PeripheralSettings.of("other", 7).pollEvery(Duration.ZERO);
            if (!clear) {
                bench.store.forget("other");
                bench.storeKey("other");
            }
            Peripheral added = bench.online(clear ? settings.allowingClear() : settings);
            bench.loop.advance(Duration.ofMillis(millis));
            bench.panel.remove(added);
            bench.loop.advance(Duration.ofMillis(500));
        }
        assertThat(other.counts().received()).isPositive();
        assertThat(bench.panel.find("gate").orElseThrow().online()).isTrue();
        assertThat(gate.counts().sessions()).isEqualTo(1);
    }

    /** From the first word on, which has the number that a link has again when it is stopped. */
    @Test
    void aDeviceIsRemovedWhileItIsCalled_andTheOthersGoOn() {
        PeripheralDevice plain = bench.started(bench.builder("plain", 7).securityRequired(false));
        for (int millis = 0; millis < 150; millis += 3) {
            Peripheral added = bench.panel.add(PeripheralSettings.of("plain", 7).allowingClear());
            bench.loop.advance(Duration.ofMillis(millis));
            bench.panel.remove(added);
            bench.loop.advance(Duration.ofMillis(300));
        }
        assertThat(plain.counts().received()).isPositive();
        assertThat(door.online()).isTrue();
        assertThat(device.counts().sessions()).isEqualTo(1);
    }

    @Test
    void theAnswerThatComesWhenADeviceIsJustOffline_isNobodys() {
        bench.panel.remove(door);
        PeripheralDevice plain = bench.started(bench.builder("plain", 7).securityRequired(false));
        Peripheral added = bench.online(PeripheralSettings.of("plain", 7).allowingClear());
        for (int millis = 7_000; millis < 8_000; millis += 7) {
            bench.bus.unplug(bench.end("plain"));
            bench.loop.advance(Duration.ofMillis(millis));
            bench.bus.plug(bench.end("plain"));
            bench.until(added::online);
        }
        assertThat(plain.counts().received()).isPositive();
    }

    @Test
    void theDefaultKey_cannotBeTriedOfADeviceThatIsNotThere() {
        pullUntilOffline();
        CompletableFuture<Boolean> call = door.async().acceptsDefaultKey();

        assertThat(bench.failure(call)).isInstanceOf(ConnectionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unplugged", "removed", "closed"})
    void aTrialOfTheDefaultKeyThatIsInterrupted_doesNotSayThatTheDeviceRefusesIt(String how) {
        bench.loop.advance(Duration.ofSeconds(12));
        CompletableFuture<Boolean> call = door.async().acceptsDefaultKey();
        switch (how) {
            case "unplugged" -> pull();
            case "removed" -> bench.panel.remove(door);
            default -> bench.panel.close();
        }
        bench.loop.advance(how.equals("unplugged") ? Duration.ofSeconds(10) : Duration.ofMillis(10));

        assertThat(call).isDone();
        assertThat(bench.failure(call)).isInstanceOf(ConnectionException.class);
    }

    // ---- the line ----

    @Test
    void theLineCloses_andIsOpenedAgain_andTheSessionGoesOn() {
        bench.loop.advance(Duration.ofSeconds(12));
        bench.panelEnd.close();
        bench.loop.advance(Duration.ofSeconds(3));

        assertThat(bench.panel.health().openings()).isEqualTo(2);
        assertThat(door.online()).isTrue();
        assertThat(device.counts().sessions()).isEqualTo(1);
        assertThat(bench.gaps()).isEmpty();
    }

    @Test
    void aLineThatStaysAway_makesItsDevicesOffline_afterEightSeconds() {
        bench.loop.advance(Duration.ofSeconds(1));
        long proof = lastReply().end();
        while (bench.loop.nanoTime() - proof < OFFLINE.minusMillis(600).toNanos()) {
            bench.panelEnd.close();
            bench.loop.advance(Duration.ofMillis(500));
        }
        bench.panelEnd.close();
        assertThat(door.online()).isTrue();
        bench.until(() -> !door.online());
        assertThat(Duration.ofNanos(bench.loop.nanoTime() - proof)).isEqualTo(OFFLINE);
    }

    @Test
    void closing_returnsWhenTheLineIsClosed() throws Exception {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(bench.panel::close);

        // As long as time stands still, the line cannot close.
        assertThatThrownBy(() -> closed.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        bench.loop.advance(Duration.ofMillis(1));
        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aDeviceWithoutPoints_hasNoneThatCannotBeRead() {
        bench.device(
                "plain",
                bench.builder("plain", 7)
                        .capabilities(new PdCapabilities(List.of(new Capability(Capability.SECURITY, 1, 0)))));
        Peripheral plain = bench.online("plain", 7);
        bench.bus.unplug(bench.end("plain"));
        bench.until(() -> !plain.online());
        bench.bus.plug(bench.end("plain"));
        bench.until(plain::online);

        assertThat(bench.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.notReadable()).isEmpty());
        assertThat(plain.health().naks()).isZero();
    }
}
