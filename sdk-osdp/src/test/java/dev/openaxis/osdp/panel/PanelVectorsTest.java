package dev.openaxis.osdp.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.osdp.PeripheralDevice;
import dev.openaxis.osdp.PeripheralDeviceBuilder;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.event.CardPresented;
import dev.openaxis.osdp.event.KeysPressed;
import dev.openaxis.osdp.event.OtherReported;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.LedControl;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.OutputControl;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.TextOutput;
import dev.openaxis.osdp.panel.Wiretap.Heard;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.PeripheralListener;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.testing.Vectors;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Recorded conversations. Whatever follows from the random numbers and the keys of a recording, the panel sends byte for byte; what
 * a panel is free to choose, such as when it polls, is compared by what arrives at the devices.
 */
class PanelVectorsTest {

    /** Says the random numbers of a recording, and its own when there are no more. */
    private static final class Recorded extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final transient Deque<byte[]> numbers = new ArrayDeque<>();

        Recorded say(String hex) {
            numbers.add(Vectors.hex(hex));
            return this;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            byte[] next = numbers.poll();
            if (next == null) {
                super.nextBytes(bytes);
            } else {
                System.arraycopy(next, 0, bytes, 0, bytes.length);
            }
        }
    }

    private Bench bench;

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static List<JsonNode> frames(String file) {
        return Vectors.list(file, "frames").toList();
    }

    private static String hex(JsonNode vector) {
        return vector.get("hex").asText().replace(" ", "");
    }

    private static String payload(JsonNode vector) {
        return vector.get("payload").asText();
    }

    private static List<String> handshake(List<JsonNode> frames, int... numbers) {
        return Arrays.stream(numbers).mapToObj(n -> hex(frames.get(n))).toList();
    }

    /** All frames of the handshakes on the bus, four for each. */
    private List<String> handshakes() {
        return bench.wire.all.stream()
                .filter(heard -> heard.isFrame() && heard.block() >= 0x11 && heard.block() <= 0x14)
                .map(Heard::hex)
                .toList();
    }

    private static PdIdentification identification(JsonNode reply) {
        byte[] bytes = Vectors.hex(reply, "payload");
        return (PdIdentification) ReplyReader.read(0x45, bytes, 0, bytes.length);
    }

    private static PdCapabilities capabilities(JsonNode reply) {
        byte[] bytes = Vectors.hex(reply, "payload");
        return (PdCapabilities) ReplyReader.read(0x46, bytes, 0, bytes.length);
    }

    @Test
    void theThreeHandshakesOfTheAnnex_areMade_withTheDefaultKey_aNewKey_andANewAddress() {
        List<JsonNode> frames = frames(Vectors.ANNEX_E);
        Recorded panel = new Recorded()
                .say(payload(frames.get(6)))
                .say(payload(frames.get(36)))
                .say(payload(frames.get(44)));
        Recorded random = new Recorded();
        for (int ccrypt : new int[] {7, 37, 45}) {
            random.say(payload(frames.get(ccrypt)).substring(16, 32));
        }
        bench = new Bench(LineModel.perfect(9_600), panel);
        Scbk key = Scbk.of(Vectors.hex(payload(frames.get(34)).substring(4)));
        bench.makes = () -> key;
        List<Scbk> given = new ArrayList<>();
        PeripheralDevice device = bench.started(bench.builder("door", 0)
                .random(random)
                .identification(identification(frames.get(3)))
                .capabilities(capabilities(frames.get(5)))
                .clientId(Octets.ofHex("00068E0000000000"))
                .keyStorage(given::add)
                .installMode(Duration.ofMinutes(10)));
        Peripheral door = bench.panel.add(PeripheralSettings.of("door", 0));
        bench.result(door.async().installKey(Duration.ofMinutes(2)));
        bench.until(door::online);
        bench.loop.advance(Duration.ofSeconds(12));
        byte[] comset = Vectors.hex(frames.get(42), "payload");
        assertThat(Octets.of(comset).hex()).isEqualTo("0500C20100");
        bench.result(door.async().configure(new CommunicationSettings(5, 115_200)));
        bench.until(() -> device.counts().sessions() == 3);
        bench.loop.advance(Duration.ofSeconds(1));

        assertThat(given).containsExactly(key);
        assertThat(handshakes())
                .startsWith(handshake(frames, 6, 7, 8, 9, 36, 37, 38, 39).toArray(String[]::new));
        // The listening end stayed at the old rate; the third is known by the device's having taken it.
        assertThat(device.communication()).isEqualTo(new CommunicationSettings(5, 115_200));
        assertThat(door.channel().name()).isEqualTo("SECURED");
    }

    @Test
    void theHandshakeOfARealDevice_isTaken_inItsOldBlock() {
        List<JsonNode> frames = frames(Vectors.CAPTURED);
        bench = new Bench(LineModel.perfect(9_600), new Recorded().say(payload(frames.get(0))));
        PeripheralDevice device = bench.started(bench.builder("door", 0)
                .random(new Recorded().say(payload(frames.get(1)).substring(16, 32)))
                .clientId(Octets.ofHex("00000015CD5B0700"))
                .variant(PeripheralVariant.INITIAL_MAC_IN_OLD_BLOCK)
                .installMode(Duration.ofMinutes(10)));
        Peripheral door = bench.panel.add(PeripheralSettings.of("door", 0));
        bench.result(door.async().installKey(Duration.ofMinutes(2)));

        // Recorded with other sequence numbers, so that the bytes of the frames around these differ.
        List<String> data = bench.wire.all.stream()
                .filter(heard -> heard.isFrame() && heard.block() >= 0x11 && heard.block() <= 0x14)
                .map(heard -> Vectors.hex(heard.data(), 0, heard.data().length))
                .toList();
        assertThat(data.subList(0, 4))
                .containsExactly(
                        payload(frames.get(0)), payload(frames.get(1)), payload(frames.get(2)), payload(frames.get(3)));
        assertThat(device.counts().sessions()).isEqualTo(2);
    }

    /** The three devices of file 08 as libosdp runs them. */
    private final class Recording {
        final List<JsonNode> frames = frames(Vectors.BUS);
        final Map<Integer, PeripheralDevice> devices = new HashMap<>();
        final Map<Integer, Peripheral> readers = new HashMap<>();
        final Map<Integer, List<Command>> arrived = new HashMap<>();

        private JsonNode first(int address, String name) {
            return frames.stream()
                    .filter(frame -> frame.get("address").asInt() == address
                            && frame.get("name").asText().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        PeripheralDeviceBuilder builder(int address) {
            arrived.put(address, new ArrayList<>());
            return bench.builder("reader " + address, address)
                    .identification(identification(first(address, "PDID")))
                    .capabilities(capabilities(first(address, "PDCAP")))
                    .variant(PeripheralVariant.ACK_TO_OUT)
                    .variant(PeripheralVariant.COMMAND_BLOCK_ON_STATUS)
                    .variant(PeripheralVariant.SESSION_ENDS_AFTER_KEYSET)
                    .variant(PeripheralVariant.SESSION_ENDS_ON_FOREIGN_ERROR)
                    .variant(PeripheralVariant.ZERO_KEY_WITHOUT_KEY)
                    .variant(PeripheralVariant.SILENT_ON_WRONG_CHECK)
                    .handler(new CommandHandler() {
                        @Override
                        public Answer manufacturer(ManufacturerCommand command) {
                            return Answer.done();
                        }
                    })
                    .listener(new PeripheralListener() {
                        @Override
                        public void carriedOut(Command command) {
                            arrived.get(address).add(command);
                        }
                    });
        }

        void start(int address, PeripheralDeviceBuilder builder, PeripheralSettings settings) {
            devices.put(address, bench.started(builder));
            readers.put(address, bench.online(settings.pollEvery(Duration.ofMillis(100))));
        }

        CompletableFuture<?> send(AsyncPeripheral to, Command command) {
            if (command instanceof OutputControl output) {
                return to.output(output);
            } else if (command instanceof LedControl led) {
                return to.led(led);
            } else if (command instanceof BuzzerControl buzzer) {
                return to.buzzer(buzzer);
            } else if (command instanceof TextOutput text) {
                return to.text(text);
            } else if (command instanceof ManufacturerCommand manufacturer) {
                return to.manufacturer(manufacturer);
            }
            return switch (command.code()) {
                case CommandCode.ISTAT -> to.inputs();
                case CommandCode.OSTAT -> to.outputs();
                case CommandCode.LSTAT -> to.localStatus();
                default -> throw new AssertionError(command);
            };
        }
    }

    private static final Set<String> OF_THE_HOST =
            Set.of("OUT", "LED", "BUZ", "TEXT", "ISTAT", "OSTAT", "LSTAT", "MFG");
    private static final Set<String> REPORTS = Set.of("RAW", "KEYPAD", "MFGREP");

    @Test
    void theRecordedBus_isRunByThisPanel() {
        List<JsonNode> all = frames(Vectors.BUS);
        // First and second handshake of device 2, as the recorded panel had keys for both.
        Recorded panel = new Recorded()
                .say(payload(all.get(14)))
                .say(payload(all.get(36)))
                .say(payload(all.get(170)));
        bench = new Bench(LineModel.perfect(9_600), panel);
        Recording recording = new Recording();
        bench.store.update("reader 2", keys -> keys.withCurrent(key("K2"), bench.loop.now()));
        bench.store.update("reader 1", keys -> keys.withCurrent(key("K1"), bench.loop.now()));
        recording.start(
                2,
                recording
                        .builder(2)
                        .key(key("K2"))
                        .clientId(Octets.ofHex("ADBE010001100000"))
                        .random(new Recorded()
                                .say(payload(all.get(15)).substring(16, 32))
                                .say(payload(all.get(171)).substring(16, 32))),
                PeripheralSettings.of("reader 2", 2));
        recording.start(
                1,
                recording
                        .builder(1)
                        .key(key("K1"))
                        .clientId(Octets.ofHex("ADBE010000100000"))
                        .random(new Recorded().say(payload(all.get(37)).substring(16, 32))),
                PeripheralSettings.of("reader 1", 1));
        recording.start(
                5,
                recording.builder(5).securityRequired(false),
                PeripheralSettings.of("reader 5", 5).allowingClear());
        recording.arrived.values().forEach(List::clear);
        List<Command> sent = new ArrayList<>();
        List<Reply> told = new ArrayList<>();
        for (JsonNode frame : all.subList(81, 164)) {
            int address = frame.get("address").asInt();
            byte[] bytes = Vectors.hex(frame, "payload");
            int code = Integer.parseInt(frame.get("code").asText(), 16);
            String name = frame.get("name").asText();
            if (OF_THE_HOST.contains(name)) {
                Command command = CommandReader.read(code, bytes, 0, bytes.length);
                bench.result(recording.send(recording.readers.get(address).async(), command));
                assertThat(lastOf(recording.arrived.get(address), code)).isEqualTo(command);
                sent.add(command);
            } else if (REPORTS.contains(name)) {
                Reply reply = ReplyReader.read(code, bytes, 0, bytes.length);
                recording.devices.get(address).report(Answer.of(reply));
                told.add(reply);
                bench.until(() -> reports().size() == told.size());
            }
        }
        assertThat(sent).hasSize(12);
        assertThat(reports()).isEqualTo(told).hasSize(4);
        Scbk next = key("K2b");
        bench.makes = () -> next;
        bench.result(recording.readers.get(2).async().rotateKey());

        assertThat(handshakes())
                .containsExactlyElementsOf(handshake(all, 14, 15, 20, 21, 36, 37, 42, 43, 170, 171, 176, 177));
    }

    private static Command lastOf(List<Command> commands, int code) {
        return commands.stream()
                .filter(command -> command.code() == code)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private List<Object> reports() {
        List<Object> all = new ArrayList<>();
        bench.items.forEach(item -> {
            if (item instanceof LiveItem.Happened happened) {
                if (happened.event() instanceof CardPresented card) {
                    all.add(new RawCardData(
                            card.reader(),
                            card.format(),
                            card.bits().length(),
                            Octets.of(card.bits().toBytes())));
                } else if (happened.event() instanceof KeysPressed keys) {
                    all.add(new Keypad(keys.reader(), keys.codes()));
                } else if (happened.event() instanceof OtherReported other) {
                    all.add(other.reply());
                }
            }
        });
        return all;
    }

    private static Scbk key(String name) {
        return Scbk.of(
                Vectors.hex(Vectors.file(Vectors.BUS).get("keys").get(name).asText()));
    }

    /** The first words to a device, as the annex has them. */
    @Test
    void theFirstWordToADevice_isTheOneOfTheAnnex() {
        bench = new Bench();
        bench.panel.add(PeripheralSettings.of("door", 0));
        bench.panel.add(PeripheralSettings.of("plain", 1).allowingClear());
        bench.loop.advance(Duration.ofMillis(500));

        assertThat(bench.wire.commandsTo(0).get(0).hex()).isEqualTo("53000900046100C066");
        // Section 2.6 for address 0; the check characters of address 1 are those of no other frame.
        assertThat(bench.wire.commandsTo(1).get(0).hex()).startsWith("530108000460");
    }
}
