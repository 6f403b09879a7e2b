package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Octets;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.Disturbance;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.capture.CaptureEntry;
import dev.openaxis.osdp.capture.CaptureReader;
import dev.openaxis.osdp.capture.CaptureTrace;
import dev.openaxis.osdp.capture.CaptureWriter;
import dev.openaxis.osdp.capture.RecordedAs;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.card.KeypadKey;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ChannelChanged;
import dev.openaxis.osdp.event.ConnectionChanged;
import dev.openaxis.osdp.event.KeysPressed;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.peripheral.IncomingFile;
import dev.openaxis.osdp.peripheral.LinkState;
import dev.openaxis.osdp.peripheral.ReplyFault;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
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
                .containsExactly(Optional.of(KeypadKey.DIGIT_1), Optional.of(KeypadKey.POUND));
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

    @Test
    void aNewDevice_isGivenAKey_inInstallModeOnly() {
        PeripheralDevice device = bench.started(
                PeripheralDevice.builder(bench.bus.attach("new")).address(5).installMode(Duration.ofMinutes(10)));
        Peripheral door = bench.panel.add(PeripheralSettings.of("door", 5));
        bench.until(() -> !bench.panel.audit().isEmpty());
        assertThat(door.online()).isFalse();
        assertThat(bench.panel.audit()).extracting(SecurityFinding::kind).containsExactly(SecurityFinding.Kind.NO_KEY);

        bench.result(door.async().installKey(Duration.ofMinutes(2)));
        bench.until(door::online);

        assertThat(door.channel()).isEqualTo(ChannelChanged.Channel.SECURED);
        assertThat(device.link()).isEqualTo(LinkState.SECURED);
        assertThat(bench.store.find("door").orElseThrow().current()).isPresent();
        assertThat(bench.store.find("door").orElseThrow().next()).isEmpty();
        assertThat(bench.panel.audit()).isEmpty();
    }

    @Test
    void aKey_isRotated() {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        Scbk before =
                bench.store.find("door").orElseThrow().current().orElseThrow().key();

        bench.result(door.async().rotateKey());
        bench.until(door::online);

        Scbk after =
                bench.store.find("door").orElseThrow().current().orElseThrow().key();
        assertThat(after).isNotEqualTo(before);
        assertThat(bench.store.find("door").orElseThrow().next()).isEmpty();
    }

    @Test
    void aFile_isSent() {
        List<byte[]> received = new ArrayList<>();
        bench.device(
                "door",
                PeripheralDevice.builder(bench.bus.attach("door"))
                        .address(5)
                        .files((type, size) -> Optional.of(new Kept((int) size, received))));
        Peripheral door = bench.online("door", 5);
        byte[] contents = new byte[5000];
        new Random(1).nextBytes(contents);

        FileSent sent = bench.result(door.async().sendFile(FileType.OPAQUE, Octets.of(contents), taken -> {}));

        assertThat(sent.size()).isEqualTo(5000);
        assertThat(received).singleElement().isEqualTo(contents);
    }

    @Test
    void devicesAreFound_whileOthersGoOn() {
        bench.device("door", 5);
        Peripheral door = bench.online("door", 5);
        bench.device("gate", 17);
        bench.started(
                PeripheralDevice.builder(bench.bus.attach("new")).address(0x7E).installMode(Duration.ofMinutes(10)));
        List<FoundPeripheral> told = new ArrayList<>();

        CompletableFuture<List<FoundPeripheral>> scan =
                bench.panel.async().discover(DiscoveryOptions.EVERY_ADDRESS.tryingDefaultKey(), told::add);
        bench.loop.runUntil(scan::isDone, Duration.ofMinutes(1));
        List<FoundPeripheral> found = bench.result(scan);

        assertThat(found).extracting(FoundPeripheral::address).containsExactly(17, 0x7E);
        assertThat(found)
                .extracting(one -> one.acceptsDefaultKey().orElseThrow())
                .containsExactly(false, true);
        assertThat(found).allSatisfy(one -> assertThat(one.identification()).isPresent());
        assertThat(told).isEqualTo(found);
        assertThat(door.online()).isTrue();
        assertThat(bench.gaps()).isEmpty();
    }

    @Test
    void aNewDevice_isFoundAtAnotherRate() {
        ByteLine far = bench.bus.attach("new");
        bench.loop.execute(() -> far.changeBaudRate(38_400));
        bench.started(PeripheralDevice.builder(far).address(3));

        List<FoundPeripheral> found =
                bench.result(bench.panel.async().discover(DiscoveryOptions.EVERYTHING.addresses(0, 5), one -> {}));

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.address()).isEqualTo(3);
            assertThat(one.baudRate()).isEqualTo(38_400);
        });
        assertThat(bench.panelEnd.baudRate()).isEqualTo(9600);
    }

    @Test
    void lookingForDevices_afterThePanelWasClosed_isAFutureThatFails() {
        bench.panel.close();

        assertThat(bench.failure(bench.panel.async().discover(DiscoveryOptions.EVERY_ADDRESS, one -> {})))
                .isInstanceOf(ClosedException.class);
    }

    @Test
    void whatIsSaid_isWrittenToACapture() throws Exception {
        StringWriter lines = new StringWriter();
        bench.device("door", 5);
        try (AutoCloseable recording = bench.panel.record(CaptureWriter.masking(lines))) {
            bench.online("door", 5);
        }

        assertThat(lines.toString().lines())
                .anyMatch(line -> line.contains("\"io\":\"output\"") && line.contains("-76-"))
                .anyMatch(line -> line.contains("\"io\":\"input\""));
    }

    @Test
    void whatIsNoFrame_isWrittenToACapture_too_andReadFromIt() throws Exception {
        StringWriter lines = new StringWriter();
        PeripheralDevice device = bench.device("door", bench.builder("door", 5));
        Peripheral door = bench.quiet("door", 5);
        ByteLine stranger = bench.bus.attach("stranger");
        stranger.open(new Deaf());
        bench.settle();
        long noise = bench.panel.health().noise();
        try (AutoCloseable recording = bench.panel.record(CaptureWriter.masking(lines))) {
            bench.loop.execute(() -> stranger.send(ByteBuffer.wrap(new byte[] {1, 2, (byte) 0xFF, 3})));
            bench.settle();
            device.misbehave(ReplyFault.TRUNCATED, 1);
            bench.result(door.async().inputs());
            bench.settle();
        }

        List<CaptureEntry> entries = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.osdpcap(new StringReader(lines.toString()))) {
            for (Optional<CaptureEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                entries.add(entry.get());
            }
            assertThat(reader.skipped()).isZero();
        }
        assertThat(bench.panel.health().noise()).isGreaterThan(noise + 2);
        assertThat(entries.get(0).bytes().hex()).isEqualTo("0102FF03");
        assertThat(entries.get(0).recordedAs()).isEqualTo(RecordedAs.INPUT);
        assertThat(entries.get(0).direction()).isEmpty();
        // The command, what there is of its answer, the command again, the answer.
        List<CaptureEntry> exchange = entries.subList(1, 5);
        assertThat(exchange)
                .extracting(CaptureEntry::recordedAs)
                .containsExactly(RecordedAs.OUTPUT, RecordedAs.INPUT, RecordedAs.OUTPUT, RecordedAs.INPUT);
        String answer = exchange.get(3).bytes().hex();
        assertThat(exchange.get(1).bytes().hex()).isEqualTo(answer.substring(0, answer.length() - 2));
        CaptureTrace trace = CaptureTrace.builder().build();
        entries.forEach(trace::take);
        assertThat(trace.oddities()).isPositive();
    }

    @Test
    void theEchoOfAKey_isInNoCapture_howeverDamaged() throws Exception {
        LineModel echo = LineModel.perfect(9_600).toBuilder().echo(true).build();
        StringWriter lines = new StringWriter();
        bench.bus.model(echo);
        bench.started(bench.builder("door", 5).installMode(Duration.ofMinutes(10)));
        Peripheral door = bench.panel.add(PeripheralSettings.of("door", 5));
        Intruder.on(bench.bus.attach("watcher"), command -> {
            if (command.code() == CommandCode.SCRYPT) {
                // The next thing the panel says is KEYSET; its start byte is lost to itself.
                bench.bus.disturb(bench.panelEnd, Disturbance.none().dropBytes(1));
            }
            return null;
        });
        try (AutoCloseable recording = bench.panel.record(CaptureWriter.masking(lines))) {
            bench.result(door.async().installKey(Duration.ofMinutes(2)));
            bench.until(door::online);
        }
        List<String> sent = bench.wire.commands(CommandCode.KEYSET).stream()
                .map(Wiretap.Heard::data)
                .map(data -> Octets.of(data).hex())
                .toList();
        assertThat(sent).isNotEmpty();
        String all = lines.toString().replace("-", "");
        assertThat(sent).noneMatch(all::contains);
    }

    /** Hears nothing. */
    private static final class Deaf implements LineListener {
        @Override
        public void opened() {
            // it only sends
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

    /** Keeps what it is sent. */
    private record Kept(byte[] bytes, List<byte[]> into) implements IncomingFile {
        Kept(int size, List<byte[]> into) {
            this(new byte[size], into);
        }

        @Override
        public FileTransferStatus write(long offset, Octets part) {
            part.copyTo(bytes, (int) offset);
            return NEXT;
        }

        @Override
        public FileTransferStatus complete() {
            into.add(bytes);
            return PROCESSED;
        }

        @Override
        public void discarded() {}
    }
}
