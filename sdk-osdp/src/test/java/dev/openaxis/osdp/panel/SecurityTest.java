package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.PeripheralDeviceBuilder;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ChannelChanged.Channel;
import dev.openaxis.osdp.event.ConnectionChanged;
import dev.openaxis.osdp.event.SecurityAlarm;
import dev.openaxis.osdp.event.SecurityAlarm.Kind;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Busy;
import dev.openaxis.osdp.message.CardDataFormat;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.panel.Wiretap.Heard;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReplyFault;
import dev.openaxis.osdp.testing.Vectors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody on the line may achieve (OSDP v2.2, Annex D; sections 8 and 9 of the reference). */
class SecurityTest {
    private static final RawCardData CARD = new RawCardData(0, CardDataFormat.BITS, 26, Octets.ofHex("3D981CC0"));

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Whatever came: nothing went out in clear, and nothing but the device's own key was asked for. */
    private void assertNothingButItsOwnKey() {
        assertThat(bench.wire.commands()).isNotEmpty().allSatisfy(command -> {
            int block = command.block();
            if (block == SecurityBlock.CHALLENGE || block == SecurityBlock.SERVER_CRYPTOGRAM) {
                assertThat(command.blockData()).isEqualTo(SecurityBlock.OWN_KEY);
            } else {
                assertThat(block).isIn(SecurityBlock.COMMAND, SecurityBlock.COMMAND_ENCRYPTED);
            }
        });
    }

    private void assertRefused(Peripheral door, Kind alarm) {
        bench.loop.advance(Duration.ofSeconds(40));
        assertThat(door.online()).isFalse();
        assertThat(door.channel()).isEqualTo(Channel.NONE);
        assertThat(bench.alarms()).contains(alarm);
        assertThat(door.health().refusedHandshakes()).isPositive();
        assertThat(door.health().sessions()).isZero();
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
        assertNothingButItsOwnKey();
    }

    /** Also where the host would allow clear text: a key in the store forbids it. */
    private Peripheral added() {
        return bench.panel.add(PeripheralSettings.of("door", 5).allowingClear());
    }

    @ParameterizedTest
    @EnumSource(names = {"NAK_FOR_WRONG_CRYPTOGRAM", "SAME_CODE_IS_REPETITION"})
    void aDeviceWithAnotherKey_isNotUsed(PeripheralVariant variant) {
        bench.storeKey("door");
        bench.started(bench.builder("door", 5).key(Bench.keyOf("other")).variant(variant));

        Peripheral door = added();
        assertRefused(door, Kind.KEY_MISMATCH);
        assertThat(door.health().wrongCryptograms()).isPositive();
        assertThat(bench.alarms()).contains(Kind.WRONG_CRYPTOGRAM);
        assertThat(bench.panel.audit()).extracting(SecurityFinding::kind).contains(SecurityFinding.Kind.KEY_MISMATCH);
    }

    @ParameterizedTest
    @EnumSource(names = {"NAK_6_FOR_MISSING_KEY", "SAME_CODE_IS_REPETITION"})
    void aDeviceThatSaysItHasNoKey_isNotUsed(PeripheralVariant variant) {
        bench.storeKey("door");
        bench.started(bench.builder("door", 5)
                .securityRequired(false)
                .installMode(Duration.ofMinutes(10))
                .variant(variant));

        assertRefused(added(), Kind.DOWNGRADE);
    }

    @Test
    void aDeviceThatProvesAKeyOfZeros_isNotUsed() {
        bench.storeKey("door");
        bench.started(bench.builder("door", 5)
                .installMode(Duration.ofMinutes(10))
                .variant(PeripheralVariant.ZERO_KEY_WITHOUT_KEY));

        assertRefused(added(), Kind.ZERO_KEY);
    }

    @Test
    void aDeviceThatDoesNotProveItsKey_isNotUsed() {
        PeripheralDevice device = bench.device("door", 5);
        device.misbehave(ReplyFault.WRONG_CRYPTOGRAM, 1_000);

        assertRefused(added(), Kind.KEY_MISMATCH);
    }

    @Test
    void aWrongFirstMac_isAnAlarm_andTheNextTryHasItsChance() {
        PeripheralDevice device = bench.device("door", 5);
        device.misbehave(ReplyFault.WRONG_INITIAL_MAC, 1);
        Peripheral door = added();
        bench.until(door::online);

        assertThat(bench.alarms()).contains(Kind.WRONG_PROOF);
        assertThat(door.channel()).isEqualTo(Channel.SECURED);
        assertThat(door.health().refusedHandshakes()).isEqualTo(1);
        assertNothingButItsOwnKey();
    }

    @Test
    void aTripleOfRefusals_isNeverFasterThanTheBackOff() {
        bench.storeKey("door");
        bench.started(bench.builder("door", 5).key(Bench.keyOf("other")));
        added();
        bench.loop.advance(Duration.ofMinutes(10));

        List<Heard> challenges = bench.wire.commands(CommandCode.CHLNG);
        assertThat(challenges).hasSizeBetween(3, 70);
        for (int i = 1; i < challenges.size(); i++) {
            assertThat(challenges.get(i).start() - challenges.get(i - 1).start())
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void aWrongMac_endsTheSession_isAnAlarm_andIsCounted() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        device.misbehave(ReplyFault.WRONG_MAC, 1);
        bench.until(() -> device.counts().sessions() == 2);
        bench.loop.advance(Duration.ofSeconds(1));

        assertThat(bench.alarms()).containsExactly(Kind.WRONG_MAC);
        assertThat(door.health().wrongMacs()).isEqualTo(1);
        assertThat(door.online()).isTrue();
        assertThat(bench.gaps()).hasSize(1);
        assertNothingButItsOwnKey();
    }

    @Test
    void aWrongMacWithACard_tellsNoCard() {
        PeripheralDevice device = bench.device("door", 5);
        bench.quiet("door", 5);
        device.misbehave(ReplyFault.WRONG_MAC, 1);
        device.presentCard(CardFormat.H10301.write(1, 2));
        bench.until(() -> device.counts().sessions() == 2);
        bench.loop.advance(Duration.ofSeconds(20));

        assertThat(bench.events(CardPresented.class)).isEmpty();
        assertThat(bench.gaps()).hasSize(1);
    }

    /** The device is cut off, and somebody answers instead. */
    private void intrude(Reply reply) {
        bench.bus.unplug(bench.end("door"));
        Intruder.on(bench.bus.attach("intruder"), command -> Intruder.clear(reply, command));
    }

    @Test
    void aCardInClear_duringASession_tellsNoCard_andIsAnAlarm() {
        bench.device("door", 5);
        Peripheral door = bench.online(PeripheralSettings.of("door", 5).allowingClear());
        intrude(CARD);
        bench.loop.advance(Duration.ofSeconds(30));

        assertThat(bench.events(CardPresented.class)).isEmpty();
        assertThat(bench.alarms()).contains(Kind.CLEAR_REPLY);
        assertThat(door.health().clearReplies()).isPositive();
        assertThat(door.channel()).isEqualTo(Channel.NONE);
        assertNothingButItsOwnKey();
    }

    @Test
    void anAcknowledgementInClear_duringASession_endsIt() {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        bench.bus.unplug(bench.end("door"));
        Intruder intruder = Intruder.on(bench.bus.attach("intruder"), command -> Intruder.clear(new Ack(), command));
        bench.until(() -> door.health().clearReplies() == 1);
        intruder.leave();
        bench.bus.plug(bench.end("door"));
        bench.until(() -> door.health().sessions() == 2);

        assertThat(bench.alarms()).contains(Kind.CLEAR_REPLY);
        assertNothingButItsOwnKey();
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void whoeverRefusesInClear_getsNothingInClear(Refusal refusal) {
        bench.device("door", 5);
        Peripheral door = bench.online(PeripheralSettings.of("door", 5).allowingClear());
        intrude(Nak.of(new NakCode(refusal.code)));
        bench.loop.advance(Duration.ofMinutes(2));

        assertThat(door.online()).isFalse();
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
        assertNothingButItsOwnKey();
    }

    enum Refusal {
        UNKNOWN_COMMAND(3),
        SEQUENCE(4),
        BLOCK(5),
        CONDITIONS(6),
        RECORD(9),
        PRIVATE(0x80);

        private final int code;

        Refusal(int code) {
            this.code = code;
        }
    }

    @Test
    void busyInClearWithoutEnd_doesNotKeepADeviceOnline() {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        intrude(new Busy());
        bench.loop.advance(Duration.ofMinutes(3));

        assertThat(door.channel()).isEqualTo(Channel.NONE);
        assertNothingButItsOwnKey();
    }

    @Test
    void capabilitiesWithoutSecurity_areAnAlarm_andLowerNothing() {
        bench.device(
                "door",
                bench.builder("door", 5).securityRequired(false).variant(PeripheralVariant.DOWNGRADED_CAPABILITIES));
        Peripheral door = added();
        bench.until(door::online);
        bench.loop.advance(Duration.ofSeconds(10));

        assertThat(bench.alarms()).containsExactly(Kind.DOWNGRADE);
        assertThat(door.channel()).isEqualTo(Channel.SECURED);
        assertNothingButItsOwnKey();
    }

    private static final PdIdentification SOMEBODY_ELSE = new PdIdentification(new Oui(0x112233), 9, 9, 999, 1, 2, 3);

    @Test
    void anotherClientId_isAnAlarm_alsoForAPanelThatBeganAnew() {
        PeripheralDevice device = bench.device("door", 5);
        bench.online("door", 5);
        bench.powerCut();
        device.impersonate(Octets.ofHex("0102030405060708"), new PdIdentification(new Oui(0), 1, 1, 1, 1, 0, 0));
        bench.online("door", 5);

        assertThat(bench.alarms()).containsExactly(Kind.OTHER_CLIENT_ID);
    }

    @Test
    void anotherIdentification_isAnAlarm() {
        PeripheralDevice device = bench.device("door", 5);
        bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        device.impersonate(Octets.ofHex("0000000100000000"), SOMEBODY_ELSE);
        device.restart();
        bench.until(() -> device.counts().sessions() == 2);
        bench.loop.advance(Duration.ofSeconds(2));

        assertThat(bench.alarms()).containsExactly(Kind.OTHER_IDENTIFICATION);
    }

    @Test
    void withoutAKey_nothingButItsIdentityIsAskedFor() {
        bench.started(bench.builder("door", 5).securityRequired(false).key(Bench.keyOf("door")));
        Peripheral door = bench.panel.add(PeripheralSettings.of("door", 5));
        bench.loop.advance(Duration.ofMinutes(1));

        assertThat(door.online()).isFalse();
        assertThat(bench.panel.audit()).extracting(SecurityFinding::kind).contains(SecurityFinding.Kind.NO_KEY);
        assertThat(bench.wire.commands()).isNotEmpty().allMatch(command -> command.code() == CommandCode.ID);
    }

    @Test
    void whereClearIsAllowed_andThereIsNoKey_cardsSayThatTheyCameInClear() {
        PeripheralDevice device = bench.started(bench.builder("door", 5).securityRequired(false));
        Peripheral door = bench.online(PeripheralSettings.of("door", 5).allowingClear());
        device.presentCard(CardFormat.H10301.write(1, 2));
        bench.until(() -> !bench.events(CardPresented.class).isEmpty());

        assertThat(bench.events(CardPresented.class).get(0).secured()).isFalse();
        assertThat(door.channel()).isEqualTo(Channel.CLEAR);
        assertThat(bench.panel.audit())
                .extracting(SecurityFinding::kind)
                .containsExactly(SecurityFinding.Kind.UNSECURED);
    }

    @ParameterizedTest
    @EnumSource(names = {"READABLE_REPLIES", "COMMAND_BLOCK_ON_STATUS"})
    void readableRepliesInASession_areTaken(PeripheralVariant variant) {
        PeripheralDevice device = bench.device("door", bench.builder("door", 5).variant(variant));
        Peripheral door = bench.online("door", 5);
        device.presentCard(CardFormat.H10301.write(1, 2));
        bench.until(() -> !bench.events(CardPresented.class).isEmpty());

        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
        assertThat(bench.alarms().contains(Kind.READABLE_DATA))
                .isEqualTo(variant == PeripheralVariant.READABLE_REPLIES);
        assertThat(device.counts().sessions()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(PeripheralVariant.class)
    void everyVariant_comesOnline_staysThere_andIsUsed_withOneSession(PeripheralVariant variant) {
        PeripheralDeviceBuilder builder = bench.builder("door", 5).variant(variant);
        PeripheralDevice device = bench.device("door", builder);
        Peripheral door = bench.online("door", 5);
        device.presentCard(CardFormat.H10301.write(1, 2));
        bench.until(() -> !bench.events(CardPresented.class).isEmpty());
        assertThat(bench.result(door.async().inputs()).inputs()).hasSize(2);
        bench.loop.advance(Duration.ofSeconds(20));

        assertThat(bench.events(ConnectionChanged.class)).hasSize(1);
        assertThat(device.counts().sessions()).isEqualTo(1);
        assertNothingButItsOwnKey();
    }

    @Test
    void aDeviceThatLosesItsSession_getsAnotherOne() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        for (int i = 2; i < 6; i++) {
            bench.loop.advance(Duration.ofSeconds(12));
            device.restart();
            int sessions = i;
            bench.until(() -> device.counts().sessions() == sessions);
            bench.loop.advance(Duration.ofSeconds(1));
            assertThat(door.online()).isTrue();
        }
        assertThat(bench.alarms()).isEmpty();
        assertThat(bench.gaps()).hasSize(4);
        assertNothingButItsOwnKey();
    }

    // ---- alarms that do not stop ----

    enum Drop {
        NUMBER_ZERO {
            @Override
            void drop(PeripheralDevice device) {
                device.misbehave(ReplyFault.SEQUENCE_ZERO, 1);
            }
        },
        NAK_IN_CLEAR {
            @Override
            void drop(PeripheralDevice device) {
                device.restart();
            }
        },
        BUSY_WITHOUT_END {
            @Override
            void drop(PeripheralDevice device) {
                device.misbehave(ReplyFault.BUSY, 75);
            }
        };

        abstract void drop(PeripheralDevice device);
    }

    private void drop(PeripheralDevice device, Drop drop, int times, Duration every) {
        for (int i = 0; i < times; i++) {
            drop.drop(device);
            bench.loop.advance(every);
        }
    }

    @ParameterizedTest
    @EnumSource(Drop.class)
    void sessionsThatAnybodyCouldHaveEnded_areAnAlarm_ifTheyAreMany(Drop drop) {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        drop(device, drop, 4, Duration.ofMinutes(1));
        assertThat(bench.alarms()).isEmpty();
        drop(device, drop, 20, Duration.ofMinutes(1));

        assertThat(device.counts().sessions()).isEqualTo(25);
        assertThat(bench.alarms()).containsExactly(Kind.SESSIONS_LOST);
        assertThat(door.channel()).isEqualTo(Channel.SECURED);
        assertNothingButItsOwnKey();
    }

    @Test
    void sessionsThatEndNowAndThen_areNoAlarm() {
        PeripheralDevice device = bench.device("door", 5);
        bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        drop(device, Drop.NUMBER_ZERO, 30, Duration.ofMinutes(3));

        assertThat(bench.alarms()).isEmpty();
    }

    private List<String> words(Kind kind) {
        return bench.events(SecurityAlarm.class).stream()
                .filter(alarm -> alarm.kind() == kind)
                .map(SecurityAlarm::words)
                .toList();
    }

    @Test
    void aDeviceThatStaysWithAnotherKey_isToldOnceAnHour_withHowOften() {
        bench.storeKey("door");
        bench.started(bench.builder("door", 5).key(Bench.keyOf("other")));
        added();
        bench.loop.advance(Duration.ofMinutes(150));

        List<String> told = words(Kind.KEY_MISMATCH);
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).doesNotContain("times");
        assertThat(told.get(1)).containsPattern("5[0-9] times|6[0-9] times");
        assertThat(told.get(2)).containsPattern("5[0-9] times|60 times");
    }

    @Test
    void aDeviceThatHasAnotherKeyAgain_isToldAtOnce() {
        bench.storeKey("door");
        PeripheralDevice other = bench.started(bench.builder("door", 5).key(Bench.keyOf("other")));
        Peripheral door = added();
        bench.until(() -> words(Kind.KEY_MISMATCH).size() == 1);
        other.close();
        PeripheralDevice right = bench.started(bench.builder("door", 5).key(Bench.keyOf("door")));
        bench.loop.runUntil(door::online, Duration.ofMinutes(2));
        right.close();
        bench.loop.advance(Duration.ofSeconds(10));
        bench.started(bench.builder("door", 5).key(Bench.keyOf("other")));
        bench.until(() -> words(Kind.KEY_MISMATCH).size() == 2);
    }

    @Test
    void readableData_isToldOnceAnHour() {
        bench.device("door", bench.builder("door", 5).variant(PeripheralVariant.READABLE_REPLIES));
        Peripheral door = bench.online("door", 5);
        for (int i = 0; i < 65; i++) {
            bench.result(door.async().inputs());
            bench.loop.advance(Duration.ofMinutes(1));
        }

        assertThat(words(Kind.READABLE_DATA)).hasSize(2);
    }

    @Test
    void wrongMacs_areToldOnceAnHour_andCountedAll() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        for (int i = 0; i < 30; i++) {
            bench.loop.advance(Duration.ofSeconds(15));
            device.misbehave(ReplyFault.WRONG_MAC, 1);
        }
        bench.loop.advance(Duration.ofSeconds(15));

        assertThat(words(Kind.WRONG_MAC)).hasSize(1);
        assertThat(door.health().wrongMacs()).isEqualTo(30);
    }

    @Test
    void anAttackThatIsOverWithinTheHour_isToldAllTheSame_withHowOften() {
        PeripheralDevice device = bench.device("door", 5);
        bench.online("door", 5);
        for (int i = 0; i < 5; i++) {
            bench.loop.advance(Duration.ofSeconds(15));
            device.misbehave(ReplyFault.WRONG_MAC, 1);
        }
        bench.loop.advance(Duration.ofMinutes(58));
        assertThat(words(Kind.WRONG_MAC)).hasSize(1);
        bench.loop.advance(Duration.ofMinutes(3));

        assertThat(words(Kind.WRONG_MAC)).hasSize(2);
        assertThat(words(Kind.WRONG_MAC).get(1)).contains("(4 times");
        bench.loop.advance(Duration.ofHours(3));
        assertThat(words(Kind.WRONG_MAC)).hasSize(2);
    }

    @Test
    void anotherIdentificationInClear_isToldOnceAnHour_andEachTimeInASession() {
        int[] serial = {0};
        Intruder liar = Intruder.on(
                bench.bus.attach("liar"),
                command -> command.code() == CommandCode.ID
                        ? Intruder.clear(new PdIdentification(new Oui(0x112233), 9, 9, ++serial[0], 1, 2, 3), command)
                        : null);
        Peripheral door = bench.panel.add(PeripheralSettings.of("door", 5));
        bench.loop.advance(Duration.ofMinutes(10));
        assertThat(serial[0]).isGreaterThan(20);
        assertThat(words(Kind.OTHER_IDENTIFICATION)).hasSize(1);
        liar.leave();
        bench.panel.remove(door);

        PeripheralDevice device = bench.device("gate", 6);
        bench.online("gate", 6);
        for (int i = 1; i < 4; i++) {
            bench.loop.advance(Duration.ofSeconds(15));
            device.impersonate(
                    Octets.ofHex("0000000100000000"), new PdIdentification(new Oui(0x112233), 9, 9, i, 1, 2, 3));
            device.restart();
            int sessions = i + 1;
            bench.until(() -> device.counts().sessions() == sessions);
        }
        bench.loop.advance(Duration.ofSeconds(2));
        assertThat(words(Kind.OTHER_IDENTIFICATION)).hasSize(4);
    }

    @Test
    void aStoreThatFailsAgainAndAgain_isToldOnce_andOnceMoreAfterItHasWorked() {
        PeripheralDevice device = bench.device("door", 5);
        bench.store.failing = true;
        Peripheral door = bench.online("door", 5);
        for (int i = 0; i < 4; i++) {
            bench.failure(door.async().rotateKey());
        }
        assertThat(words(Kind.KEY_STORE)).hasSize(1);
        bench.store.failing = false;
        bench.result(door.async().rotateKey());
        bench.store.failing = true;
        bench.failure(door.async().rotateKey());

        assertThat(words(Kind.KEY_STORE)).hasSize(2);
        assertThat(device.counts().sessions()).isEqualTo(2);
    }

    @Test
    void aSession_isRenewedOnceADay_withoutAGap() {
        PeripheralDevice device = bench.device("door", 5);
        bench.online(PeripheralSettings.of("door", 5).pollEvery(Duration.ofSeconds(4)));
        bench.loop.advance(Duration.ofHours(25));

        assertThat(device.counts().sessions()).isEqualTo(2);
        assertThat(bench.gaps()).isEmpty();
        assertThat(bench.events(ConnectionChanged.class)).hasSize(1);
    }

    /** The device is cut off, and somebody plays an answer that it gave to a command with the same number before. */
    private void replay(int age) {
        List<Heard> replies = bench.wire.replies();
        byte[] before = Vectors.hex(replies.get(replies.size() - age).hex());
        int sequence = before[4] & 3;
        bench.bus.unplug(bench.end("door"));
        Intruder[] self = new Intruder[1];
        self[0] = Intruder.on(bench.bus.attach("player"), command -> {
            if (command.sequence() != sequence) {
                return null;
            }
            bench.loop.schedule(Duration.ofMillis(40), () -> {
                self[0].leave();
                bench.bus.plug(bench.end("door"));
            });
            return before;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void anAnswerThatIsPlayedAgain_isToldApartFromAWrongMac(int age) {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        replay(age);
        bench.until(() -> door.health().sessions() == 2);

        assertThat(door.health().replays()).isEqualTo(1);
        assertThat(door.health().wrongMacs()).isZero();
        assertThat(bench.panel.health().replays()).isEqualTo(1);
        assertThat(bench.alarms()).containsExactly(Kind.REPLAY);
        assertNothingButItsOwnKey();
    }

    @Test
    void wrongNumbers_areToldWhenTheyAreMany() {
        PeripheralDevice device = bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        for (int i = 1; i <= 5; i++) {
            assertThat(bench.alarms()).isEmpty();
            int wrong = i;
            while (door.health().wrongSequence() < wrong) {
                device.misbehave(ReplyFault.WRONG_SEQUENCE, 1);
                bench.loop.advance(Duration.ofMillis(300));
                // One in four of them is number 0, which asks for a new beginning.
                device.behave();
            }
        }
        bench.loop.advance(Duration.ofSeconds(1));

        assertThat(bench.alarms()).containsExactly(Kind.WRONG_SEQUENCE);
    }

    @Test
    void lengthsThatNoFrameHas_areToldWhenTheyAreMany() {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.bus.unplug(bench.end("door"));
        int[] said = new int[1];
        Intruder.on(
                bench.bus.attach("boaster"),
                command -> said[0]++ < 5 ? Vectors.hex("FF 53 85 FF FF 06 40 00 00".replace(" ", "")) : null);
        bench.until(() -> door.health().oversized() == 4);
        assertThat(bench.alarms()).doesNotContain(Kind.OVERSIZED_LENGTH);
        bench.until(() -> door.health().oversized() == 5);
        bench.loop.advance(Duration.ofSeconds(1));

        assertThat(bench.alarms()).contains(Kind.OVERSIZED_LENGTH);
    }
}
