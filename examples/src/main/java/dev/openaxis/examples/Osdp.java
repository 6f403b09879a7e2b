package dev.openaxis.examples;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Octets;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.TcpLine;
import dev.openaxis.core.line.TcpOptions;
import dev.openaxis.core.line.TcpServer;
import dev.openaxis.core.line.ThreadLoop;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.card.CardFormat;
import dev.openaxis.osdp.card.CardRead;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.ChannelChanged.Channel;
import dev.openaxis.osdp.keys.OsdpKeyStore;
import dev.openaxis.osdp.keys.Pkcs12OsdpKeyStore;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.FileType;
import dev.openaxis.osdp.panel.ControlPanel;
import dev.openaxis.osdp.panel.FileSent;
import dev.openaxis.osdp.panel.Peripheral;
import dev.openaxis.osdp.panel.PeripheralSettings;
import dev.openaxis.osdp.peripheral.FileReceiver;
import dev.openaxis.osdp.peripheral.IncomingFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Readers on two lines: eight on one simulated RS-485 bus at 9600 baud, one that dials in over TCP. Each is given a key of its own, cards
 * are swiped, a file is sent, and a cable is pulled and plugged in again.
 */
public final class Osdp {
    private static final int READERS = 8;
    private static final int TCP_ADDRESS = 0;
    private static final int FILE_SIZE = 64 * 1024;
    private static final Duration INSTALL = Duration.ofMinutes(2);

    private final Map<String, Integer> cards = new ConcurrentHashMap<>();
    private final AtomicInteger gaps = new AtomicInteger();
    private final Queue<Octets> received = new ConcurrentLinkedQueue<>();

    private Osdp() {}

    /**
     * Runs it.
     *
     * @param arguments none
     * @throws Exception if something did not work
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("osdp-example");
        try {
            new Osdp().run(folder.resolve("readers.p12"));
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void run(Path file) throws Exception {
        try (AxisRuntime runtime = AxisRuntime.create();
                ThreadLoop thread = new ThreadLoop("osdp-bus");
                Pkcs12OsdpKeyStore keys = Pkcs12OsdpKeyStore.create(file, () -> "pass-of-example".toCharArray())) {
            MemoryBus wires = new MemoryBus(thread, LineModel.perfect(9600));
            TcpServer port = TcpServer.listen(
                    runtime,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    TcpOptions.defaults().withBaudRate(115_200).withTolerance(Duration.ofMillis(20)));
            List<ByteLine> ends = new ArrayList<>();
            List<PeripheralDevice> devices = new ArrayList<>();
            try (ControlPanel bus = panel(wires.attach("panel"), keys, runtime);
                    ControlPanel single = panel(port.line(), keys, runtime)) {
                for (int address = 1; address <= READERS; address++) {
                    ByteLine end = wires.attach("reader " + address);
                    ends.add(end);
                    devices.add(device(end, address));
                    bus.add(PeripheralSettings.of("reader " + address, address).pollEvery(Duration.ZERO));
                }
                devices.add(
                        device(TcpLine.to(runtime, "127.0.0.1", port.address().getPort()), TCP_ADDRESS));
                single.add(PeripheralSettings.of("gate", TCP_ADDRESS).pollEvery(Duration.ZERO));
                List<Peripheral> readers = new ArrayList<>(bus.peripherals());
                readers.addAll(single.peripherals());

                installKeys(readers);
                swipe(devices, readers);
                sendFile(readers.get(READERS));
                pullCable(wires, ends.get(0), readers.get(0));

                long secured = readers.stream()
                        .filter(reader -> reader.channel() == Channel.SECURED)
                        .count();
                int findings = bus.audit().size() + single.audit().size();
                require(findings == 0, findings + " findings of the audit");
                require(keys.readers().size() == readers.size(), "keys of all readers are stored");
                System.out.println("bus: " + bus.health());
                int told = cards.values().stream().mapToInt(Integer::intValue).sum();
                System.out.println("OK osdp readers=" + readers.size() + " cards=" + told + " secured=" + secured);
            } finally {
                devices.forEach(PeripheralDevice::close);
                port.close();
            }
        }
    }

    private ControlPanel panel(ByteLine line, OsdpKeyStore keys, AxisRuntime runtime) {
        ControlPanel panel = ControlPanel.on(line).keys(keys).runtime(runtime).start();
        panel.subscribe(this::hear);
        return panel;
    }

    private void hear(LiveItem item) {
        if (item instanceof Gap) {
            gaps.incrementAndGet();
        } else if (item instanceof LiveItem.Happened happened && happened.event() instanceof CardPresented card) {
            CardRead read = CardFormat.H10301.read(card.bits()).orElseThrow();
            require(read.parityValid() && card.secured(), "a card is read whole, and in secret");
            cards.merge(card.peripheral() + " " + read.number(), 1, Integer::sum);
        }
    }

    private PeripheralDevice device(ByteLine line, int address) {
        return PeripheralDevice.builder(line)
                .address(address)
                .installMode(Duration.ofMinutes(5))
                .files(FileReceiver.inMemory(FILE_SIZE, (type, whole) -> {
                    received.add(whole);
                    return IncomingFile.PROCESSED;
                }))
                .start();
    }

    private static void installKeys(List<Peripheral> readers) {
        List<CompletableFuture<Void>> installed = readers.stream()
                .map(reader -> reader.async().installKey(INSTALL))
                .toList();
        installed.forEach(CompletableFuture::join);
        System.out.println(installed.size() + " readers have keys of their own");
    }

    private void swipe(List<PeripheralDevice> devices, List<Peripheral> readers) throws InterruptedException {
        for (Peripheral reader : readers) {
            Stage.await(reader + " is online", reader::online);
        }
        for (int i = 0; i < devices.size(); i++) {
            devices.get(i).presentCard(CardFormat.H10301.write(17, 1000 + i));
        }
        Stage.await("all cards are told", () -> cards.size() == devices.size());
        for (Peripheral reader : readers) {
            reader.buzzer(new BuzzerControl(0, BuzzerTone.DEFAULT, Duration.ofMillis(100), Duration.ZERO, 1));
        }
        System.out.println(cards.size() + " cards were read, each once: "
                + cards.values().stream().allMatch(times -> times == 1));
    }

    private void sendFile(Peripheral reader) {
        byte[] contents = new byte[FILE_SIZE];
        new Random(42).nextBytes(contents);
        FileSent sent = reader.sendFile(FileType.OPAQUE, Octets.of(contents), taken -> {});
        require(sent.result() == FileSent.Result.PROCESSED, "the file is processed");
        require(received.contains(Octets.of(contents)), "the file arrives as it is");
        System.out.println("a file of " + sent.size() + " bytes was sent to " + reader);
    }

    private void pullCable(MemoryBus wires, ByteLine end, Peripheral reader) throws InterruptedException {
        wires.unplug(end);
        Stage.await(reader + " is offline", () -> !reader.online());
        wires.plug(end);
        Stage.await(reader + " is online again", reader::online);
        Stage.await("the gap is told", () -> gaps.get() > 0);
        System.out.println(reader + " was cut off for " + "8 s and more, and is back: " + reader.channel());
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("not so: " + what);
        }
    }
}
