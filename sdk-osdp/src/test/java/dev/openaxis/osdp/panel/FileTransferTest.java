package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.PeripheralDeviceBuilder;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ConnectionChanged;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.panel.FileSent.Result;
import dev.openaxis.osdp.panel.Wiretap.Heard;
import dev.openaxis.osdp.peripheral.IncomingFile;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on their way to a device (section 10 of the reference). */
class FileTransferTest {
    private static final int INTERLEAVED = 1;
    private static final int LEAVE_SESSION = 2;

    private Bench bench = new Bench(LineModel.perfect(115_200));
    private final Receiver receiver = new Receiver();
    private final List<Long> progress = new ArrayList<>();
    private PeripheralDevice device;

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** A device's end of a transfer, which says what a test wants it to say. */
    private static final class Receiver implements IncomingFile {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final List<Integer> parts = new ArrayList<>();
        final List<FileTransferStatus> atTheEnd = new ArrayList<>(List.of(PROCESSED));
        FileTransferStatus toPart = NEXT;
        int discarded;
        int completed;

        @Override
        public FileTransferStatus write(long offset, Octets part) {
            assertThat(offset).isEqualTo(bytes.size());
            bytes.writeBytes(part.toArray());
            parts.add(part.length());
            return toPart;
        }

        @Override
        public FileTransferStatus complete() {
            completed++;
            return atTheEnd.size() > 1 ? atTheEnd.remove(0) : atTheEnd.get(0);
        }

        @Override
        public void discarded() {
            bytes.reset();
            discarded++;
        }
    }

    private static FileTransferStatus status(int action, int delayMillis, int detail, int largest) {
        return new FileTransferStatus(action, Duration.ofMillis(delayMillis), detail, largest);
    }

    private PeripheralDeviceBuilder builder() {
        return bench.builder("door", 5).files((type, size) -> Optional.of(receiver));
    }

    private Peripheral secured() {
        device = bench.device("door", builder());
        return bench.online("door", 5);
    }

    private static Octets contents(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Octets.of(bytes);
    }

    private CompletableFuture<FileSent> send(Peripheral door, int size) {
        return door.async().sendFile(FileType.OPAQUE, contents(size), progress::add);
    }

    private FileSent sent(CompletableFuture<FileSent> call) {
        assertThat(bench.loop.runUntil(call::isDone, Duration.ofMinutes(30))).isTrue();
        return call.join();
    }

    private void assertReceived(int size) {
        assertThat(Octets.of(receiver.bytes.toByteArray())).isEqualTo(contents(size));
    }

    private List<Heard> parts() {
        return bench.wire.commands(CommandCode.FILETRANSFER);
    }

    @ParameterizedTest
    @CsvSource({"true, 65536", "false, 65536", "true, 1", "true, 228", "true, 229", "false, 0"})
    void aFile_arrivesAsItIs(boolean secured, int size) {
        Peripheral door;
        if (secured) {
            door = secured();
        } else {
            device = bench.started(builder().securityRequired(false));
            door = bench.online(PeripheralSettings.of("door", 5).allowingClear());
        }

        assertThat(sent(send(door, size))).isEqualTo(new FileSent(size, Result.PROCESSED));
        assertReceived(size);
        assertThat(receiver.completed).isEqualTo(1);
        // A receive buffer of 256 bytes (section 10.1).
        int most = secured ? 16 * ((256 - 14) / 16) - 1 - 11 : 256 - 8 - 11;
        assertThat(receiver.parts).allMatch(part -> part <= most);
        assertThat(receiver.parts).hasSize((size + most - 1) / most);
        assertThat(progress).isSorted().last().isEqualTo((long) size);
        assertThat(device.counts().sessions()).isEqualTo(secured ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "WRONG_CHECK", "TRUNCATED", "BUSY", "DUPLICATED"})
    void whateverIsLost_noPartIsWrittenTwice(ReplyFault fault) {
        Peripheral door = secured();
        CompletableFuture<FileSent> call = send(door, 5_000);
        for (int i = 0; i < 8; i++) {
            int parts = receiver.parts.size();
            bench.until(() -> receiver.parts.size() > parts);
            device.misbehave(fault, 1);
        }

        assertThat(sent(call).result()).isEqualTo(Result.PROCESSED);
        assertReceived(5_000);
    }

    @Test
    void theDevicesPause_isKept() {
        Peripheral door = secured();
        receiver.toPart = status(INTERLEAVED, 300, 0, 0);
        sent(send(door, 2_000));

        List<Heard> parts = parts();
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).start() - parts.get(i - 1).end())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
        }
        assertThat(parts).hasSize(9);
        assertReceived(2_000);
    }

    @Test
    void aPauseOfManySeconds_isNotSilence_whereOthersMayComeInBetween() {
        Peripheral door = secured();
        receiver.toPart = status(INTERLEAVED, 20_000, 0, 0);
        sent(send(door, 600));

        assertThat(device.counts().sessions()).isEqualTo(1);
        assertReceived(600);
    }

    /** A device that says after the first part how long it wants to hear nothing; the second part is the last. */
    private Peripheral silentFor(Duration silence, boolean[] mute) {
        int[] heard = new int[1];
        Intruder.on(bench.bus.attach("silent"), command -> {
            if (mute[0] && heard[0] > 0) {
                return null;
            }
            Reply reply = switch (command.code()) {
                case CommandCode.ID -> new PdIdentification(new Oui(0x112233), 1, 1, 7, 1, 0, 0);
                case CommandCode.CAP -> new PdCapabilities(List.of());
                case CommandCode.POLL -> new Ack();
                case CommandCode.FILETRANSFER ->
                    heard[0]++ == 0 ? new FileTransferStatus(0, silence, 0, 0) : IncomingFile.PROCESSED;
                default -> Nak.of(NakCode.UNKNOWN_COMMAND);
            };
            return Intruder.clear(reply, command);
        });
        return bench.online(PeripheralSettings.of("silent", 6).allowingClear());
    }

    @Test
    void aPauseOfManySeconds_inWhichTheDeviceWantsToHearNothing_isNotSilence() {
        Peripheral silent = silentFor(Duration.ofSeconds(20), new boolean[1]);
        CompletableFuture<FileSent> call = send(silent, 200);

        assertThat(sent(call).result()).isEqualTo(Result.PROCESSED);
        List<Heard> parts = parts();
        assertThat(parts).hasSize(2);
        assertThat(parts.get(1).start() - parts.get(0).end())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(20).toNanos());
        assertThat(bench.wire.commands().stream()
                        .filter(command -> command.start() > parts.get(0).start()
                                && command.start() < parts.get(1).start()))
                .isEmpty();
        assertThat(bench.events(ConnectionChanged.class)).hasSize(1);
    }

    @Test
    void aDeviceThatDoesNotComeBackAfterSuchAPause_isOffline() {
        Peripheral silent = silentFor(Duration.ofSeconds(20), new boolean[] {true});
        CompletableFuture<FileSent> call = send(silent, 200);
        bench.until(() -> parts().size() == 1);
        long asked = bench.loop.nanoTime();

        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(silent.online()).isFalse();
        assertThat(Duration.ofNanos(bench.loop.nanoTime() - asked))
                .isBetween(Duration.ofSeconds(28), Duration.ofSeconds(29));
    }

    @Test
    void aDeviceThatWantsNothingElse_isAskedNothingElse() {
        Peripheral door = secured();
        receiver.toPart = status(0, 50, 0, 0);
        CompletableFuture<FileSent> call = send(door, 4_000);
        CompletableFuture<?> inputs = door.async().inputs();
        bench.until(() -> receiver.parts.size() == 2);
        bench.wire.forget();
        bench.until(() -> receiver.parts.size() == 15);
        assertThat(bench.wire.commands()).allMatch(command -> command.code() == CommandCode.FILETRANSFER);

        sent(call);
        bench.result(inputs);
        assertReceived(4_000);
    }

    @Test
    void pollsAndCommands_comeBetweenTheParts() {
        Peripheral door = secured();
        CompletableFuture<FileSent> call = send(door, 60_000);
        bench.until(() -> receiver.parts.size() == 5);
        device.presentCard(CardFormat.H10301.write(1, 2));
        bench.until(() -> !bench.events(CardPresented.class).isEmpty());
        bench.result(door.async().inputs());

        assertThat(call).isNotDone();
        sent(call);
        assertReceived(60_000);
    }

    @Test
    void aReportThatWaits_isAskedFor_howeverSeldomTheDeviceIsPolled() {
        device = bench.device("door", builder());
        Peripheral door = bench.online(PeripheralSettings.of("door", 5).pollEvery(Duration.ofSeconds(7)));
        bench.loop.advance(Duration.ofSeconds(1));
        CompletableFuture<FileSent> call = send(door, 60_000);
        bench.until(() -> receiver.parts.size() == 5);
        device.presentCard(CardFormat.H10301.write(1, 2));
        assertThat(bench.loop.runUntil(() -> !bench.events(CardPresented.class).isEmpty(), Duration.ofMillis(500)))
                .isTrue();

        sent(call);
        assertReceived(60_000);
    }

    @ParameterizedTest
    @CsvSource({"128, 100", "64, 36", "1440, 228"})
    void theSizeTheDeviceWants_isKept_asFarAsItsBufferGoes(int largest, int most) {
        Peripheral door = secured();
        receiver.toPart = status(INTERLEAVED, 0, 0, largest);
        sent(send(door, 3_000));

        assertReceived(3_000);
        assertThat(receiver.parts.get(0)).isEqualTo(228);
        assertThat(receiver.parts.subList(1, receiver.parts.size() - 1)).containsOnly(most);
    }

    // ---- how it ends ----

    @Test
    void aDeviceThatTakesNoFiles_isUnsupported() {
        device = bench.device("door", 5);
        Peripheral door = bench.online("door", 5);

        assertThat(bench.failure(send(door, 1_000))).isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(parts()).hasSize(1);
    }

    @Test
    void aDeviceThatDoesNotTakeThisFile_refuses() {
        device = bench.device("door", bench.builder("door", 5).files((type, size) -> Optional.empty()));
        Peripheral door = bench.online("door", 5);

        assertThat(bench.failure(send(door, 1_000)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(FileTransferStatus.ABORTED));
        assertThat(parts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -2, -3, -77})
    void aDeviceThatEndsTheTransfer_isNotToldToAbort(int detail) {
        Peripheral door = secured();
        CompletableFuture<FileSent> call = send(door, 20_000);
        bench.until(() -> receiver.parts.size() == 4);
        receiver.toPart = status(INTERLEAVED, 0, detail, 0);

        assertThat(bench.failure(call)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.code()).isEqualTo(detail);
            assertThat(refused.effect()).isEqualTo(AppliedEffect.PARTIAL);
        });
        bench.loop.advance(Duration.ofSeconds(2));
        assertThat(bench.wire.commands(CommandCode.ABORT)).isEmpty();
        assertThat(receiver.parts).hasSize(5);
    }

    @Test
    void aDeviceThatNeedsNoMore_getsNoMore() {
        Peripheral door = secured();
        CompletableFuture<FileSent> call = send(door, 20_000);
        bench.until(() -> receiver.parts.size() == 4);
        receiver.toPart = IncomingFile.PROCESSED;

        assertThat(sent(call).result()).isEqualTo(Result.PROCESSED);
        bench.loop.advance(Duration.ofSeconds(2));
        assertThat(receiver.parts).hasSize(5);
    }

    @Test
    void aDeviceThatStillWorks_isAskedUntilItIsReady() {
        Peripheral door = secured();
        FileTransferStatus finishing = status(INTERLEAVED, 1_000, FileTransferStatus.FINISHING, 0);
        receiver.atTheEnd.addAll(0, List.of(finishing, finishing, finishing));

        assertThat(sent(send(door, 1_000)).result()).isEqualTo(Result.PROCESSED);
        assertThat(receiver.completed).isEqualTo(4);
        assertReceived(1_000);
        List<Heard> parts = parts();
        for (int i = parts.size() - 3; i < parts.size(); i++) {
            assertThat(parts.get(i).start() - parts.get(i - 1).end())
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void aDeviceThatRestarts_saysSo_andComesBack() {
        Peripheral door = secured();
        bench.loop.advance(Duration.ofSeconds(12));
        receiver.atTheEnd.set(0, IncomingFile.REBOOTING);

        assertThat(sent(send(door, 1_000)).result()).isEqualTo(Result.RESTARTING);
        bench.until(() -> device.counts().sessions() == 2);
        bench.until(door::online);
    }

    @Test
    void aDeviceThatSaysNothingOfTheWhole_isAskedOnceMore() {
        Peripheral door = secured();
        receiver.atTheEnd.set(0, status(INTERLEAVED, 0, 0, 0));

        assertThat(sent(send(door, 1_000)).result()).isEqualTo(Result.NOT_REPORTED);
        assertThat(receiver.completed).isEqualTo(2);
    }

    @Test
    void aDeviceThatWantsTheRestInClear_doesNotGetIt() {
        Peripheral door = secured();
        CompletableFuture<FileSent> call = send(door, 20_000);
        bench.until(() -> receiver.parts.size() == 4);
        receiver.toPart = status(INTERLEAVED | LEAVE_SESSION, 0, 0, 0);

        assertThat(bench.failure(call)).isInstanceOf(RefusedException.class);
        bench.until(() -> receiver.discarded == 1);
        assertThat(receiver.parts).hasSize(5);
        assertThat(device.counts().carriedOut(CommandCode.ABORT)).isEqualTo(1);
        assertThat(parts()).allMatch(part -> part.block() == SecurityBlock.COMMAND_ENCRYPTED);
        assertThat(device.counts().sessions()).isEqualTo(1);
    }

    @Test
    void aTransferThatIsCancelled_isAbortedAtTheDevice() {
        Peripheral door = secured();
        CompletableFuture<FileSent> call = send(door, 60_000);
        bench.until(() -> receiver.parts.size() == 10);
        call.cancel(true);
        bench.until(() -> receiver.discarded == 1);
        int parts = receiver.parts.size();
        bench.loop.advance(Duration.ofSeconds(5));

        assertThat(receiver.parts).hasSize(parts);
        assertThat(device.counts().carriedOut(CommandCode.ABORT)).isEqualTo(1);
        Assertions.assertThatThrownBy(call::join)
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isInstanceOf(CancellationException.class),
                        failure -> assertThat(failure)
                                .isInstanceOf(CompletionException.class)
                                .cause()
                                .isInstanceOf(AxisException.class));
        assertThat(sent(send(door, 300)).result()).isEqualTo(Result.PROCESSED);
    }

    @Test
    void aTransferThatIsCancelledBeforeItsFirstPart_isNothingToTheDevice() {
        Peripheral door = secured();
        CompletableFuture<FileSent> call = send(door, 60_000);
        call.cancel(true);
        bench.loop.advance(Duration.ofSeconds(5));

        assertThat(parts()).isEmpty();
        assertThat(bench.wire.commands(CommandCode.ABORT)).isEmpty();
        assertThat(sent(send(door, 300)).result()).isEqualTo(Result.PROCESSED);
    }

    @Test
    void theCableIsPulled_andTheTransferIsNotContinuedByItself() {
        Peripheral door = secured();
        CompletableFuture<FileSent> call = send(door, 60_000);
        bench.until(() -> receiver.parts.size() == 10);
        bench.bus.unplug(bench.end("door"));

        assertThat(bench.failure(call)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(door.online()).isFalse();
        bench.bus.plug(bench.end("door"));
        bench.until(door::online);
        bench.loop.advance(Duration.ofSeconds(10));
        assertThat(receiver.discarded).isEqualTo(1);
        assertThat(receiver.parts).hasSizeLessThanOrEqualTo(11);
    }

    @Test
    void theCableIsPulledForAMoment_andTheTransferGoesOn() {
        Peripheral door = secured();
        CompletableFuture<FileSent> call = send(door, 20_000);
        bench.until(() -> receiver.parts.size() == 10);
        bench.bus.unplug(bench.end("door"));
        bench.loop.advance(Duration.ofSeconds(5));
        bench.bus.plug(bench.end("door"));

        assertThat(sent(call).result()).isEqualTo(Result.PROCESSED);
        assertReceived(20_000);
    }

    @Test
    void theDefaultKeyIsTried_whenTheFileIsThere() {
        Peripheral door = secured();
        CompletableFuture<FileSent> call = send(door, 20_000);
        bench.until(() -> receiver.parts.size() == 5);
        CompletableFuture<Boolean> trial = door.async().acceptsDefaultKey();

        assertThat(sent(call).result()).isEqualTo(Result.PROCESSED);
        assertThat(bench.result(trial)).isFalse();
        assertReceived(20_000);
    }

    @Test
    void aSecondFile_isTurnedAway_whileOneIsUnderWay() {
        Peripheral door = secured();
        CompletableFuture<FileSent> first = send(door, 10_000);
        assertThat(bench.failure(send(door, 10_000))).isInstanceOf(OverloadedException.class);

        assertThat(sent(first).result()).isEqualTo(Result.PROCESSED);
    }

    @Test
    void aFileToOne_leavesTheOthersTheirTurns() throws Exception {
        bench.close();
        bench = new Bench(LineModel.perfect(9_600));
        Peripheral door = secured();
        bench.device("gate", 6);
        bench.online(PeripheralSettings.of("gate", 6).pollEvery(Duration.ZERO));
        bench.loop.advance(Duration.ofSeconds(1));
        bench.wire.forget();
        CompletableFuture<FileSent> call = send(door, 10_000);
        bench.loop.advance(Duration.ofSeconds(10));

        assertThat(call).isNotDone();
        List<Heard> polls = bench.wire.commandsTo(6);
        for (int i = 1; i < polls.size(); i++) {
            // One part of 254 bytes and its answer, and a poll of each.
            assertThat(polls.get(i).start() - polls.get(i - 1).start())
                    .isLessThan(Duration.ofMillis(310 + 2 * 41).toNanos());
        }
        assertThat(polls.size()).isGreaterThan(25);
    }

    // ---- from a disk ----

    private FileSent onDisk(CompletableFuture<FileSent> call) {
        for (int i = 0; i < 1_000_000 && !call.isDone(); i++) {
            bench.loop.advance(Duration.ofMillis(1));
        }
        return call.join();
    }

    @Test
    void aFileOnADisk_isReadAndSent(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("firmware"), contents(150_000).toArray());
        Peripheral door = secured();

        assertThat(onDisk(door.async().sendFile(FileType.OPAQUE, file, progress::add)))
                .isEqualTo(new FileSent(150_000, Result.PROCESSED));
        assertReceived(150_000);
    }

    @Test
    void aFileThatIsNotThere_failsAtOnce(@TempDir Path folder) {
        Peripheral door = secured();

        Assertions.assertThatThrownBy(
                        () -> door.async().sendFile(FileType.OPAQUE, folder.resolve("nothing"), progress::add))
                .isInstanceOf(LocalFileException.class);
    }
}
