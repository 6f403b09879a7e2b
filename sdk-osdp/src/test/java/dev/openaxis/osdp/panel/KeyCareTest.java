package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.line.Disturbance;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.PeripheralDeviceBuilder;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ChannelChanged.Channel;
import dev.openaxis.osdp.event.SecurityAlarm.Kind;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.keys.LegacyMasterKey;
import dev.openaxis.osdp.keys.ReaderKeys;
import dev.openaxis.osdp.keys.StoredKey;
import dev.openaxis.osdp.message.AuthenticationRequest;
import dev.openaxis.osdp.message.BiometricFormat;
import dev.openaxis.osdp.message.BiometricRead;
import dev.openaxis.osdp.message.BiometricStatus;
import dev.openaxis.osdp.message.BiometricTemplate;
import dev.openaxis.osdp.message.BiometricType;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.panel.Wiretap.Heard;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.IncomingFile;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** First keys and other keys (OSDP v2.2, KEYSET; section 8.8 of the reference), and power cuts at the worst moments. */
class KeyCareTest {
    private static final Duration WINDOW = Duration.ofMinutes(2);

    private Bench bench = new Bench();
    /** The keys the device has stored, the last of which is its own. */
    private final List<Scbk> given = new ArrayList<>();
    /** Until when the default key may be asked for. */
    private long windowEnd;

    @AfterEach
    void close() throws Exception {
        assertNoKeyCouldBeRead();
        bench.close();
    }

    /** KEYSET only encrypted, and over a session with the default key only while an install mode is open. */
    private void assertNoKeyCouldBeRead() {
        boolean byDefaultKey = false;
        for (Heard command : bench.wire.commands()) {
            if (command.code() == CommandCode.CHLNG) {
                byDefaultKey = command.blockData() == SecurityBlock.DEFAULT_KEY;
                assertThat(byDefaultKey && command.start() > windowEnd).isFalse();
            } else if (command.code() == CommandCode.KEYSET) {
                assertThat(command.block()).isEqualTo(SecurityBlock.COMMAND_ENCRYPTED);
                assertThat(byDefaultKey && command.start() > windowEnd)
                        .as("a key was sent over the default key after the install mode")
                        .isFalse();
            }
        }
    }

    private void window(Duration time) {
        windowEnd = bench.loop.nanoTime() + time.toNanos();
    }

    private PeripheralDeviceBuilder builder() {
        return bench.builder("door", 5).keyStorage(given::add);
    }

    private PeripheralDevice unpaired() {
        return bench.started(builder().installMode(Duration.ofMinutes(10)));
    }

    private Peripheral added() {
        return bench.panel.add(PeripheralSettings.of("door", 5).pollEvery(Duration.ofMillis(50)));
    }

    private ReaderKeys stored() {
        return bench.store.find("door").orElseThrow();
    }

    private CompletableFuture<Void> install(Peripheral door, Duration time) {
        window(time);
        return door.async().installKey(time);
    }

    private void assertPaired(Peripheral door) {
        bench.until(door::online);
        assertThat(door.channel()).isEqualTo(Channel.SECURED);
        bench.until(() -> stored().next().isEmpty());
        assertThat(stored().current().map(StoredKey::key)).contains(given.get(given.size() - 1));
    }

    @Test
    void aDeviceInInstallMode_isGivenAKeyOfItsOwn_andUsedWithIt() {
        PeripheralDevice device = unpaired();
        Peripheral door = added();
        bench.result(install(door, WINDOW));

        assertThat(given).hasSize(1);
        assertThat(stored()).satisfies(keys -> {
            assertThat(keys.current().map(StoredKey::key)).contains(given.get(0));
            assertThat(keys.next()).isEmpty();
            assertThat(keys.clientId()).isPresent();
        });
        assertPaired(door);
        assertThat(bench.alarms()).containsExactly(Kind.INSTALL_MODE);
        assertThat(device.counts().carriedOut(CommandCode.KEYSET)).isEqualTo(1);
        assertThat(bench.panel.audit()).isEmpty();
        bench.powerCut();
        assertPaired(added());
    }

    @ParameterizedTest
    @EnumSource(PeripheralVariant.class)
    void everyVariant_isGivenAKey(PeripheralVariant variant) {
        PeripheralDevice device =
                bench.started(builder().installMode(Duration.ofMinutes(10)).variant(variant));
        Peripheral door = added();
        bench.result(install(door, WINDOW));

        assertPaired(door);
        device.presentCard(CardFormat.H10301.write(1, 2));
        bench.until(() -> !bench.events(CardPresented.class).isEmpty());
        assertThat(bench.events(CardPresented.class).get(0).secured()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(PeripheralVariant.class)
    void everyVariant_isGivenAnotherKey(PeripheralVariant variant) {
        given.add(Bench.keyOf("door"));
        bench.device("door", builder().variant(variant));
        Peripheral door = bench.online("door", 5);
        bench.result(door.async().rotateKey());

        assertThat(given).hasSize(2);
        assertPaired(door);
        assertThat(stored().current().map(StoredKey::key)).isNotEqualTo(Optional.of(Bench.keyOf("door")));
    }

    @Test
    void theInstallMode_endsWithItsTime_andForGood() {
        Peripheral door = added();
        CompletableFuture<Void> call = install(door, Duration.ofSeconds(20));
        long begun = bench.loop.nanoTime();
        assertThat(bench.failure(call)).isInstanceOf(RefusedException.class);
        assertThat(Duration.ofNanos(bench.loop.nanoTime() - begun)).isEqualTo(Duration.ofSeconds(20));

        unpaired();
        bench.loop.advance(Duration.ofMinutes(3));
        assertThat(door.online()).isFalse();
        assertThat(given).isEmpty();
        assertThat(bench.panel.audit())
                .extracting(SecurityFinding::kind)
                .doesNotContain(SecurityFinding.Kind.INSTALL_MODE);
    }

    @Test
    void anOpenInstallMode_isInTheAudit() {
        Peripheral door = added();
        install(door, WINDOW);
        bench.loop.advance(Duration.ofSeconds(1));

        assertThat(bench.panel.audit()).extracting(SecurityFinding::kind).contains(SecurityFinding.Kind.INSTALL_MODE);
    }

    @Test
    void whatIsSlowToStoreAKey_doesNotMakeThePanelSendItAfterTheInstallMode() {
        unpaired();
        Peripheral door = added();
        bench.loop.advance(Duration.ofSeconds(1));
        Deque<Runnable> held = new ArrayDeque<>();
        bench.storing = held::add;
        CompletableFuture<Void> call = install(door, Duration.ofSeconds(3));
        bench.until(() -> !held.isEmpty());
        bench.until(call::isDone);
        bench.storing = Runnable::run;
        held.forEach(Runnable::run);
        bench.loop.advance(Duration.ofSeconds(30));

        assertThat(given).isEmpty();
    }

    @Test
    void aKeyWhoseAnswerIsLost_isNotRepeatedAfterTheInstallMode() {
        unpaired();
        Peripheral door = added();
        bench.loop.advance(Duration.ofSeconds(1));
        CompletableFuture<Void> call = install(door, Duration.ofSeconds(3));
        bench.until(() -> bench.wire.replies().stream().anyMatch(reply -> reply.block() == SecurityBlock.INITIAL_MAC));
        bench.bus.unplug(bench.end("door"));
        bench.until(call::isDone);
        bench.loop.advance(Duration.ofSeconds(1));
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isNotEmpty();
        bench.bus.plug(bench.end("door"));
        bench.loop.advance(Duration.ofSeconds(30));

        assertThat(given).isEmpty();
        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void aDeviceThatHasAKey_isNotGivenOneOverTheDefaultKey() {
        given.add(Bench.keyOf("door"));
        bench.device("door", builder().installMode(Duration.ofMinutes(10)));
        Peripheral door = bench.online("door", 5);

        assertThat(bench.failure(door.async().installKey(WINDOW))).isInstanceOf(RefusedException.class);
        bench.loop.advance(Duration.ofSeconds(30));
        assertThat(given).hasSize(1);
    }

    @Test
    void anInstallModeThatIsOpenedBeforeTheStoreHasAnswered_findsTheKeyThatIsThere() {
        given.add(Bench.keyOf("door"));
        bench.device("door", builder().installMode(Duration.ofMinutes(10)));
        Deque<Runnable> held = new ArrayDeque<>();
        bench.storing = held::add;
        Peripheral door = added();
        CompletableFuture<Void> call = door.async().installKey(WINDOW);
        bench.loop.advance(Duration.ofSeconds(2));
        bench.storing = Runnable::run;
        held.forEach(Runnable::run);

        assertThat(bench.failure(call)).isInstanceOf(RefusedException.class);
        assertPaired(door);
        assertThat(given).hasSize(1);
    }

    @Test
    void aForgottenKey_makesRoomForAnotherDevice() {
        given.add(Bench.keyOf("door"));
        PeripheralDevice old = bench.device("door", builder());
        Peripheral door = bench.online("door", 5);
        old.close();
        bench.until(() -> !door.online());
        bench.result(door.async().forgetKey());
        unpaired();
        bench.result(install(door, WINDOW));

        assertPaired(door);
        assertThat(given).hasSize(2);
    }

    @Test
    void anotherKey_isOnlySentOverAChannelWithTheFirst() {
        bench.started(bench.builder("door", 5).securityRequired(false).installMode(Duration.ofMinutes(10)));
        Peripheral door = bench.online(PeripheralSettings.of("door", 5).allowingClear());

        assertThat(bench.failure(door.async().rotateKey())).isInstanceOf(RefusedException.class);
        bench.loop.advance(Duration.ofSeconds(10));
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
    }

    @Test
    void aDeviceThatRefusesItsNewKey_keepsTheOldOne() {
        given.add(Bench.keyOf("door"));
        bench.device("door", bench.builder("door", 5).keyStorage(key -> {
            throw new IllegalStateException("the storage is full");
        }));
        Peripheral door = bench.online("door", 5);

        assertThat(bench.failure(door.async().rotateKey())).isInstanceOf(RefusedException.class);
        bench.loop.advance(Duration.ofSeconds(5));
        assertPaired(door);
        bench.powerCut();
        assertPaired(added());
    }

    @Test
    void aNewKey_isInTheStore_beforeItIsSent() {
        given.add(Bench.keyOf("door"));
        bench.device("door", builder());
        Peripheral door = bench.online("door", 5);
        Deque<Runnable> held = new ArrayDeque<>();
        bench.storing = held::add;
        CompletableFuture<Void> call = door.async().rotateKey();
        bench.loop.advance(Duration.ofSeconds(3));
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
        bench.storing = Runnable::run;
        held.forEach(Runnable::run);

        bench.result(call);
        assertPaired(door);
    }

    @Test
    void aStoreThatDoesNotAnswer_isAnAlarm() {
        Deque<Runnable> held = new ArrayDeque<>();
        bench.storing = held::add;
        added();
        bench.loop.advance(Duration.ofSeconds(29));
        assertThat(bench.alarms()).isEmpty();
        bench.loop.advance(Duration.ofSeconds(2));

        assertThat(bench.alarms()).containsExactly(Kind.KEY_STORE);
    }

    @Test
    void aRotationWaits_whileTheClientIdIsPutIntoTheStore() {
        given.add(Bench.keyOf("door"));
        bench.device("door", builder());
        Peripheral door = added();
        bench.loop.advance(Duration.ZERO);
        Deque<Runnable> held = new ArrayDeque<>();
        bench.storing = held::add;
        bench.until(door::online);
        assertThat(held).hasSize(1);
        CompletableFuture<Void> rotation = door.async().rotateKey();
        bench.loop.advance(Duration.ofSeconds(2));
        assertThat(rotation).isNotDone();
        bench.storing = Runnable::run;
        held.forEach(Runnable::run);

        bench.result(rotation);
        assertThat(given).hasSize(2);
        assertThat(bench.madeFor).isEqualTo(stored().clientId().orElseThrow());
        assertPaired(door);
    }

    @Test
    void aStoreThatFails_sendsNoKey() {
        given.add(Bench.keyOf("door"));
        bench.device("door", builder());
        Peripheral door = bench.online("door", 5);
        bench.store.failing = true;

        assertThat(bench.failure(door.async().rotateKey())).hasMessageContaining("key store");
        bench.loop.advance(Duration.ofSeconds(5));
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
        assertThat(bench.alarms()).contains(Kind.KEY_STORE);
        assertThat(door.online()).isTrue();
    }

    // ---- keys of a master key ----

    private static final LegacyMasterKey MASTER =
            LegacyMasterKey.of(HexFormat.of().parseHex("8F3A61C0D7429B15E86C2F90A47D31BE"));
    private static final Octets CLIENT = Octets.ofHex("00068E0000000000");

    /** A device to which another panel gave a key of the master key, and a panel that knows the master key. */
    private PeripheralDevice foreign(Scbk key) {
        bench.master = MASTER;
        bench.powerCut();
        given.add(key);
        PeripheralDevice device = bench.started(builder().key(key));
        device.impersonate(CLIENT, new PdIdentification(new Oui(0), 1, 1, 1, 1, 0, 0));
        return device;
    }

    @Test
    void aDeviceWithAKeyOfTheMasterKey_isTakenOver_andItsKeyKept() {
        PeripheralDevice device = foreign(MASTER.keyOf(CLIENT));
        assertPaired(added());

        assertThat(stored().clientId()).contains(CLIENT);
        assertThat(bench.alarms()).isEmpty();
        assertThat(findings()).containsExactly(SecurityFinding.Kind.MASTER_KEY);
        bench.powerCut();
        assertPaired(added());
        assertThat(findings()).containsExactly(SecurityFinding.Kind.MASTER_KEY);
        bench.master = null;
        bench.powerCut();
        assertPaired(added());
        assertThat(device.counts().sessions()).isEqualTo(3);
    }

    private List<SecurityFinding.Kind> findings() {
        return bench.panel.audit().stream().map(SecurityFinding::kind).toList();
    }

    @Test
    void aKeyOfTheMasterKey_isReplacedByARandomOne() {
        foreign(MASTER.keyOf(CLIENT));
        Peripheral door = added();
        bench.until(door::online);
        bench.result(door.async().rotateKey());

        assertThat(given).hasSize(2);
        assertPaired(door);
        assertThat(findings()).isEmpty();
    }

    // ---- what the audit knows ----

    @Test
    void aStoredKeyThatCanBeGuessed_isListed_andNotUsed() {
        bench.device("door", builder());
        bench.store.weak = true;
        added();
        bench.loop.advance(Duration.ofSeconds(5));

        assertThat(findings()).containsExactly(SecurityFinding.Kind.WEAK_KEY);
        assertThat(bench.wire.commands()).isEmpty();
        bench.store.weak = false;
        bench.loop.advance(Duration.ofSeconds(20));
        assertThat(findings()).isEmpty();
    }

    @Test
    void aKeyOfZeros_isListed() {
        bench.storeKey("door");
        bench.started(builder().installMode(WINDOW).variant(PeripheralVariant.ZERO_KEY_WITHOUT_KEY));
        added();
        bench.loop.advance(Duration.ofSeconds(5));

        assertThat(findings()).contains(SecurityFinding.Kind.WEAK_KEY);
    }

    private void search() {
        bench.result(bench.panel
                .async()
                .discover(DiscoveryOptions.EVERY_ADDRESS.addresses(5, 5).tryingDefaultKey(), found -> {}));
    }

    @Test
    void whatASearchFindsOut_isListed_whenTheDeviceIsAdded_untilItHasItsFirstKey() {
        bench.started(builder().installMode(WINDOW));
        search();
        assertThat(findings()).isEmpty();
        Peripheral door = added();
        bench.loop.advance(Duration.ofSeconds(1));
        assertThat(findings()).contains(SecurityFinding.Kind.ACCEPTS_DEFAULT_KEY);

        bench.result(install(door, WINDOW));
        bench.until(door::online);
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatATrialFoundOut_isKept_whenTheDeviceIsTakenAwayAndAddedAgain() {
        PeripheralDevice device = bench.device("door", builder());
        Peripheral door = bench.online("door", 5);
        device.installMode(WINDOW);
        window(Duration.ofSeconds(1));
        assertThat(bench.result(door.async().acceptsDefaultKey())).isTrue();
        bench.panel.remove(door);
        added();
        bench.loop.advance(Duration.ofSeconds(1));

        assertThat(findings()).containsExactly(SecurityFinding.Kind.ACCEPTS_DEFAULT_KEY);
    }

    @Test
    void aDeviceWithAnotherKeyThanTheMasterKeys_isOneWithoutAKey() {
        foreign(Bench.keyOf("other"));
        Peripheral door = added();
        bench.loop.advance(Duration.ofMinutes(1));

        assertThat(door.online()).isFalse();
        assertThat(bench.panel.audit()).extracting(SecurityFinding::kind).containsExactly(SecurityFinding.Kind.NO_KEY);
        assertThat(bench.store.find("door")).isEmpty();
        assertThat(bench.wire.commands())
                .allMatch(command -> command.code() == CommandCode.ID || command.code() == CommandCode.CHLNG);
    }

    @Test
    void anInstallModeForADeviceThatHasAKeyOfTheMasterKey_endsWithThatKey() {
        foreign(MASTER.keyOf(CLIENT));
        bench.bus.unplug(bench.end("door"));
        Peripheral door = added();
        CompletableFuture<Void> call = install(door, WINDOW);
        bench.loop.advance(Duration.ofSeconds(1));
        bench.bus.plug(bench.end("door"));
        bench.result(call);

        assertPaired(door);
        assertThat(given).hasSize(1);
        assertThat(findings()).containsExactly(SecurityFinding.Kind.MASTER_KEY);
    }

    @Test
    void aKeyInTheStore_isTheOnlyOneThatIsAskedFor() {
        foreign(MASTER.keyOf(CLIENT));
        bench.storeKey("door");
        Peripheral door = added();
        bench.loop.advance(Duration.ofMinutes(1));

        assertThat(door.online()).isFalse();
        assertThat(stored().current().map(StoredKey::key)).contains(Bench.keyOf("door"));
    }

    @Test
    void aKeyThatIsMadeAnewAndIsTheOneTheDeviceHas_isNoRotation() {
        given.add(Bench.keyOf("door"));
        bench.device("door", builder());
        bench.makes = () -> Bench.keyOf("door");
        Peripheral door = bench.online("door", 5);

        assertThat(bench.failure(door.async().rotateKey()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.effect()).isEqualTo(AppliedEffect.NONE))
                .hasMessageContaining("keysMadeBy");
        bench.loop.advance(Duration.ofSeconds(5));
        assertThat(bench.alarms()).isEmpty();
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
        assertPaired(door);
    }

    // ---- a key takes its turn ----

    /** A device that takes files, scans fingers without saying what it found, and authenticates. */
    private Peripheral busyOne() {
        given.add(Bench.keyOf("door"));
        CommandHandler slow = new CommandHandler() {
            @Override
            public Answer scan(BiometricRead command) {
                return Answer.done();
            }

            @Override
            public Answer generalAuthenticate(AuthenticationRequest request) {
                return Answer.generalAuthentication(TEMPLATE.template());
            }
        };
        busy = bench.device("door", builder().handler(slow).files((type, size) -> Optional.of(new Taker())));
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        bench.wire.forget();
        return door;
    }

    private PeripheralDevice busy;

    /** Takes a file, whatever is in it. */
    private static final class Taker implements IncomingFile {
        @Override
        public FileTransferStatus write(long offset, Octets part) {
            return NEXT;
        }

        @Override
        public FileTransferStatus complete() {
            return PROCESSED;
        }

        @Override
        public void discarded() {
            // nothing is kept
        }
    }

    private static final BiometricRead SCAN =
            new BiometricRead(0, BiometricType.RIGHT_INDEX, BiometricFormat.ANSI_378, 80);
    private static final BiometricTemplate TEMPLATE =
            new BiometricTemplate(0, BiometricStatus.SUCCESS, BiometricType.RIGHT_INDEX, 90, Octets.ofHex("AABBCC"));

    private CompletableFuture<FileSent> file(Peripheral door, int size) {
        CompletableFuture<FileSent> call =
                door.async().sendFile(FileType.OPAQUE, Octets.of(new byte[size]), bytes -> {});
        bench.until(() -> bench.wire.commands(CommandCode.FILETRANSFER).size() > 2);
        return call;
    }

    private long last(int code) {
        List<Heard> sent = bench.wire.commands(code);
        return sent.get(sent.size() - 1).start();
    }

    @Test
    void anotherKey_isSentWhenTheFileIsThere() {
        Peripheral door = busyOne();
        CompletableFuture<FileSent> file = file(door, 5_000);
        bench.result(door.async().rotateKey());

        assertThat(file).isCompletedWithValue(new FileSent(5_000, FileSent.Result.PROCESSED));
        assertThat(last(CommandCode.KEYSET)).isGreaterThan(last(CommandCode.FILETRANSFER));
        assertPaired(door);
    }

    @Test
    void anotherKey_isSentWhenTheMessageInPartsIsThere() {
        Peripheral door = busyOne();
        CompletableFuture<Octets> authentication = door.async()
                .generalAuthenticate(new AuthenticationRequest(7, 0x9E, Octets.of(new byte[1_500])).toOctets());
        bench.until(() -> bench.wire.commands(CommandCode.GENAUTH).size() == 2);
        bench.result(door.async().rotateKey());

        assertThat(authentication).isCompletedWithValue(TEMPLATE.template());
        assertPaired(door);
    }

    @Test
    void anotherKey_isSentWhenTheResultThatComesLaterIsThere() {
        Peripheral door = busyOne();
        CompletableFuture<BiometricTemplate> scan = door.async().readBiometric(SCAN);
        bench.until(() -> !bench.wire.commands(CommandCode.BIOREAD).isEmpty());
        bench.loop.advance(Duration.ofSeconds(1));
        CompletableFuture<Void> rotation = door.async().rotateKey();
        bench.loop.advance(Duration.ofSeconds(5));
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
        busy.report(Answer.of(TEMPLATE));

        bench.result(rotation);
        assertThat(scan).isCompletedWithValue(TEMPLATE);
        assertPaired(door);
    }

    @Test
    void whatEndsWithTheSession_isNotBegun_whileAKeyWaits() {
        Peripheral door = busyOne();
        CompletableFuture<FileSent> first = file(door, 3_000);
        CompletableFuture<Void> rotation = door.async().rotateKey();
        bench.loop.advance(Duration.ofMillis(100));
        CompletableFuture<BiometricTemplate> scan = door.async().readBiometric(SCAN);
        bench.result(first);
        CompletableFuture<FileSent> second =
                door.async().sendFile(FileType.OPAQUE, Octets.of(new byte[3_000]), bytes -> {});

        bench.result(rotation);
        bench.until(() -> !bench.wire.commands(CommandCode.BIOREAD).isEmpty());
        assertThat(last(CommandCode.BIOREAD)).isGreaterThan(last(CommandCode.KEYSET));
        assertThat(bench.result(second).result()).isEqualTo(FileSent.Result.PROCESSED);
        busy.report(Answer.of(TEMPLATE));
        assertThat(bench.result(scan)).isEqualTo(TEMPLATE);
        assertPaired(door);
    }

    @Test
    void aKeyThatDoesNotGetItsTurnInTime_isNotSent_andLeavesNothing() {
        Peripheral door = busyOne();
        CompletableFuture<FileSent> file = file(door, 10_000);
        CompletableFuture<Void> rotation =
                door.with(CallOptions.deadline(Duration.ofSeconds(4))).async().rotateKey();

        assertThat(bench.failure(rotation))
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        failure -> assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE));
        assertThat(bench.result(file).result()).isEqualTo(FileSent.Result.PROCESSED);
        bench.loop.advance(Duration.ofSeconds(30));
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
        assertPaired(door);
        bench.result(door.async().rotateKey());
        assertThat(given).hasSize(2);
    }

    @Test
    void aKeyThatWaits_isSentInTheNextSession_ifThisOneEnds() {
        Peripheral door = busyOne();
        CompletableFuture<FileSent> file = file(door, 10_000);
        CompletableFuture<Void> rotation = door.async().rotateKey();
        bench.loop.advance(Duration.ofSeconds(1));
        busy.restart();

        bench.result(rotation);
        assertThat(bench.failure(file)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(given).hasSize(2);
        assertPaired(door);
    }

    @Test
    void whoGivesUpWhileTheStoreIsSlow_doesNotGetAnotherKeySent() {
        Peripheral door = busyOne();
        Deque<Runnable> held = new ArrayDeque<>();
        bench.storing = held::add;
        CompletableFuture<Void> rotation = door.async().rotateKey();
        bench.until(() -> !held.isEmpty());
        rotation.cancel(true);
        bench.loop.advance(Duration.ofSeconds(1));
        bench.storing = Runnable::run;
        held.forEach(Runnable::run);
        bench.loop.advance(Duration.ofSeconds(10));

        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
        assertPaired(door);
    }

    // ---- the store is slow, and somebody begins to wait meanwhile ----

    /** A device that was taken over, which the store has not heard yet. */
    private Peripheral takenOver(Deque<Runnable> held) {
        foreign(MASTER.keyOf(CLIENT));
        Peripheral door = added();
        bench.loop.advance(Duration.ZERO);
        bench.storing = held::add;
        bench.until(door::online);
        assertThat(held).hasSize(1);
        return door;
    }

    private void release(Deque<Runnable> held) {
        bench.storing = Runnable::run;
        held.forEach(Runnable::run);
    }

    @Test
    void aRotationThatBeginsBeforeTheTakeOverIsStored_isNotEndedByIt() {
        Deque<Runnable> held = new ArrayDeque<>();
        Peripheral door = takenOver(held);
        CompletableFuture<Void> rotation = door.async().rotateKey();
        bench.loop.advance(Duration.ZERO);
        release(held);

        bench.result(rotation);
        assertThat(given).hasSize(2);
        assertPaired(door);
        assertThat(bench.alarms()).isEmpty();
    }

    @Test
    void forgettingAKeyThatIsJustStored_isOverWhenItIsForgotten() {
        Deque<Runnable> held = new ArrayDeque<>();
        Peripheral door = takenOver(held);
        CompletableFuture<Void> call = door.async().forgetKey();
        bench.loop.advance(Duration.ZERO);
        held.removeFirst().run();
        bench.loop.advance(Duration.ZERO);
        assertThat(call).isNotDone();
        assertThat(stored().current()).isPresent();
        held.removeFirst().run();

        bench.result(call);
        assertThat(bench.store.find("door")).isEmpty();
    }

    @Test
    void aDeviceThatGoesOnWithItsKey_failsTheRotation_andNoOtherCall() {
        given.add(Bench.keyOf("door"));
        bench.device("door", builder());
        Peripheral door = bench.online("door", 5);
        bench.bus.unplug(bench.end("door"));
        CompletableFuture<Void> rotation =
                door.with(CallOptions.deadline(Duration.ofSeconds(4))).async().rotateKey();
        assertThat(bench.failure(rotation)).isInstanceOf(OutcomeUnknownException.class);
        bench.until(() -> !door.online());
        Deque<Runnable> held = new ArrayDeque<>();
        bench.storing = held::add;
        CompletableFuture<Void> call = door.async().forgetKey();
        bench.bus.plug(bench.end("door"));
        bench.until(door::online);
        assertThat(call).isNotDone();
        release(held);

        bench.result(call);
        assertThat(bench.store.find("door")).isEmpty();
    }

    /** A rotation was not finished, and the device proved the key it had. */
    private Peripheral unfinished(PeripheralDevice[] device) {
        given.add(Bench.keyOf("door"));
        device[0] = bench.device("door", builder().files((type, size) -> Optional.of(new Taker())));
        bench.store.update("door", keys -> keys.withNext(Bench.keyOf("next"), bench.loop.now()));
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        return door;
    }

    /** It uses the next key after all, once it has lost its power. */
    private void proveNext(PeripheralDevice before) {
        before.close();
        given.add(Bench.keyOf("next"));
        bench.started(builder().key(Bench.keyOf("next")));
    }

    @Test
    void aDeviceThatProvesTheKeyThatWaitsToBeSent_isNotSentItAnyMore() {
        PeripheralDevice[] device = new PeripheralDevice[1];
        Peripheral door = unfinished(device);
        file(door, 10_000);
        CompletableFuture<Void> rotation = door.async().rotateKey();
        bench.loop.advance(Duration.ofMillis(100));
        proveNext(device[0]);

        bench.result(rotation);
        assertPaired(door);
        long sessions = door.health().sessions();
        bench.loop.advance(Duration.ofSeconds(30));
        assertThat(door.online()).isTrue();
        assertThat(door.health().sessions()).isEqualTo(sessions);
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
    }

    @Test
    void aDeviceThatProvesTheKeyBeforeTheStoreHasAnswered_isNotSentItAnyMore() {
        PeripheralDevice[] device = new PeripheralDevice[1];
        Peripheral door = unfinished(device);
        Deque<Runnable> held = new ArrayDeque<>();
        bench.storing = held::add;
        CompletableFuture<Void> rotation = door.async().rotateKey();
        bench.loop.advance(Duration.ofMillis(100));
        proveNext(device[0]);
        bench.until(() -> door.health().sessions() == 2);
        bench.until(door::online);
        held.removeFirst().run();
        bench.loop.advance(Duration.ofSeconds(2));
        release(held);

        bench.result(rotation);
        assertPaired(door);
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
        assertThat(bench.alarms()).isEmpty();
    }

    @Test
    void theDefaultKey_isTried_andNothingIsSentOverIt() {
        PeripheralDevice device = bench.device("door", builder());
        Peripheral door = bench.online("door", 5);
        window(Duration.ofSeconds(1));
        assertThat(bench.result(door.async().acceptsDefaultKey())).isFalse();
        bench.loop.advance(Duration.ofSeconds(12));
        device.installMode(Duration.ofMinutes(1));
        window(Duration.ofSeconds(1));
        assertThat(bench.result(door.async().acceptsDefaultKey())).isTrue();

        assertThat(bench.panel.audit())
                .extracting(SecurityFinding::kind)
                .contains(SecurityFinding.Kind.ACCEPTS_DEFAULT_KEY);
        given.add(Bench.keyOf("door"));
        bench.loop.advance(Duration.ofSeconds(5));
        assertPaired(door);
        assertThat(bench.wire.commands(CommandCode.KEYSET)).isEmpty();
    }

    // ---- power cuts ----

    /** Frames of either side that are heard from the beginning of an installation to its end. */
    private static final int INSTALLATION = 18;

    private void cutAfter(int frames) {
        bench.until(() -> bench.wire.all.size() >= frames);
    }

    private void assertComesBack_orCanBeInstalled(Peripheral door) {
        boolean back = bench.loop.runUntil(door::online, Duration.ofSeconds(40));
        if (given.isEmpty()) {
            assertThat(back).isFalse();
            bench.result(install(door, WINDOW));
        } else {
            assertThat(back).as("it comes back by itself").isTrue();
        }
        assertPaired(door);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePowerOfThePanelFails_atAnyMomentOfAnInstallation(boolean sessionGoesOn) throws Exception {
        for (int frames = 1; frames <= INSTALLATION; frames++) {
            again();
            PeripheralDeviceBuilder builder = builder().installMode(Duration.ofMinutes(10));
            bench.started(sessionGoesOn ? builder.variant(PeripheralVariant.SESSION_CONTINUES_AFTER_KEYSET) : builder);
            install(added(), WINDOW);
            cutAfter(frames);
            bench.powerCut();

            assertComesBack_orCanBeInstalled(added());
        }
    }

    @Test
    void thePowerOfTheDeviceFails_atAnyMomentOfAnInstallation() throws Exception {
        for (int frames = 1; frames <= INSTALLATION; frames++) {
            again();
            PeripheralDevice device = unpaired();
            Peripheral door = added();
            CompletableFuture<Void> call = install(door, WINDOW);
            cutAfter(frames);
            device.restart();
            device.installMode(Duration.ofMinutes(10));

            bench.result(call);
            assertPaired(door);
        }
    }

    private void again() throws Exception {
        close();
        bench = new Bench();
        given.clear();
        windowEnd = 0;
    }

    private Peripheral rotating(boolean panelFails, int frames, PeripheralVariant variant) throws Exception {
        again();
        given.add(Bench.keyOf("door"));
        PeripheralDevice device = bench.device("door", builder().variant(variant));
        Peripheral door = bench.online("door", 5);
        bench.loop.advance(Duration.ofSeconds(12));
        bench.wire.forget();
        CompletableFuture<Void> call = door.async().rotateKey();
        cutAfter(frames);
        if (panelFails) {
            bench.powerCut();
            return added();
        }
        device.restart();
        bench.until(call::isDone);
        return door;
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION_ENDS_AFTER_KEYSET", "SESSION_CONTINUES_AFTER_KEYSET", "CLEAR_ACK_TO_KEYSET"})
    void thePowerFails_atAnyMomentOfARotation(PeripheralVariant variant) throws Exception {
        for (boolean panelFails : new boolean[] {true, false}) {
            for (int frames = 1; frames <= INSTALLATION; frames++) {
                Peripheral door = rotating(panelFails, frames, variant);

                assertPaired(door);
                assertThat(bench.alarms()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "WRONG_CHECK", "SEQUENCE_ZERO", "WRONG_MAC"})
    void theAnswerToAKeyIsSpoiled_andBothAgreeAllTheSame(ReplyFault fault) throws Exception {
        given.add(Bench.keyOf("door"));
        PeripheralDevice device = bench.device("door", builder());
        Peripheral door = bench.quiet("door", 5);
        device.misbehave(fault, 1);
        bench.result(door.async().rotateKey());

        assertThat(given).hasSize(2);
        assertPaired(door);
        assertThat(device.counts().carriedOut(CommandCode.KEYSET)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void anyFrameOfAnInstallationIsLost_andItEndsWell(int which) {
        unpaired();
        Peripheral door = added();
        bench.loop.advance(Duration.ofSeconds(1));
        for (int i = 0; i < which; i++) {
            bench.bus.disturb(bench.end("door"), Disturbance.none());
        }
        bench.bus.disturb(bench.end("door"), Disturbance.none().drop());
        bench.result(install(door, WINDOW));

        assertPaired(door);
        assertThat(given).hasSize(1);
    }

    @Test
    void whoDoesNotWaitForTheInstallationAnyMore_closesTheWindow() {
        Peripheral door = added();
        CompletableFuture<Void> call = door.async().installKey(Duration.ofMinutes(10));
        bench.loop.advance(Duration.ofSeconds(1));

        call.cancel(true);
        bench.loop.advance(Duration.ofSeconds(1));
        windowEnd = 0;
        bench.wire.forget();
        unpaired();
        bench.loop.advance(Duration.ofSeconds(30));

        assertThat(bench.wire.commands(CommandCode.CHLNG)).isEmpty();
        assertThat(bench.panel.audit()).extracting(SecurityFinding::kind).containsExactly(SecurityFinding.Kind.NO_KEY);
    }

    @Test
    void aPanelWithoutAStore_givesNoKeys() throws Exception {
        bench.panel.close();
        ControlPanel panel = ControlPanel.on(bench.bus.attach("another"))
                .storingOn(Runnable::run)
                .start();
        Peripheral door = panel.add(PeripheralSettings.of("door", 5));
        CompletableFuture<Void> call = door.async().installKey(WINDOW);
        bench.loop.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).hasMessageContaining("no key store");
        panel.close();
    }
}
