package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.FileTransferStatus;
import dev.openaxis.osdp.message.InputState;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.CommandHandler;
import dev.openaxis.osdp.peripheral.IncomingFile;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import dev.openaxis.osdp.testing.Vectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole recorded conversations, in which the device says what the recorded one said, byte for byte. */
class PeripheralVectorsTest {
    /** The program that was recorded set no output and always said the same of them. */
    private static final int OUTPUTS_NOT_AS_SET = 113;

    private static List<JsonNode> frames(String file) {
        return Vectors.list(file, "frames").toList();
    }

    private static List<Capability> capabilities(JsonNode reply) {
        List<Capability> all = new ArrayList<>();
        reply.get("fields")
                .get("capabilities")
                .forEach(c -> all.add(new Capability(
                        c.get("function").asInt(),
                        c.get("compliance").asInt(),
                        c.get("items").asInt())));
        return all;
    }

    private static PdIdentification identification(JsonNode reply) {
        byte[] payload = Vectors.hex(reply, "payload");
        return (PdIdentification) ReplyReader.read(0x45, payload, 0, payload.length);
    }

    @Test
    void theSessionOfTheAnnexIsAnswered_withItsKeyAndItsNewAddress() {
        List<JsonNode> frames = frames(Vectors.ANNEX_E);
        Bench bench = new Bench();
        bench.address = 0;
        bench.identification = identification(frames.get(3));
        bench.capabilities = capabilities(frames.get(5));
        bench.installMode = Duration.ofMinutes(10);
        VectorReplay replay = new VectorReplay(bench);
        wasActive(bench, 0);
        List<Scbk> stored = new ArrayList<>();
        bench.keys = stored::add;

        for (int i = 0; i < frames.size(); i += 2) {
            bench.pass(Duration.ofMillis(20));
            replay.exchange(frames.get(i), frames.get(i + 1));
        }

        assertThat(replay.compared).isEqualTo(25);
        assertThat(bench.executed(CommandCode.OUT)).isEqualTo(1);
        assertThat(bench.executed(CommandCode.KEYSET)).isEqualTo(1);
        assertThat(bench.heard).contains("key", "install mode ended true", "rate 115200");
        assertThat(bench.moves).containsExactly(new CommunicationSettings(5, 115_200));
        assertThat(bench.engine().counts().repeated()).isEqualTo(1);
        assertThat(bench.engine().counts().sessions()).isEqualTo(3);
        assertThat(bench.faults).isEmpty();
    }

    @Test
    void theSessionWithChecksumsIsAnswered() {
        List<JsonNode> frames = frames(Vectors.VARIANTS);
        Bench bench = new Bench();
        bench.address = 3;
        bench.installMode = Duration.ofMinutes(10);
        VectorReplay replay = new VectorReplay(bench);

        for (int i = 0; i < frames.size(); i += 2) {
            replay.exchange(frames.get(i), frames.get(i + 1));
        }

        assertThat(replay.compared).isEqualTo(4);
        assertThat(bench.heard).containsExactly("sound 3");
    }

    @Test
    void theHandshakeOfARealDeviceIsAnswered_inItsOldBlock() {
        List<JsonNode> frames = frames(Vectors.CAPTURED);
        Bench bench = new Bench().with(PeripheralVariant.INITIAL_MAC_IN_OLD_BLOCK);
        bench.address = 0;
        bench.clientId = Octets.ofHex("00000015CD5B0700");
        bench.installMode = Duration.ofMinutes(10);
        VectorReplay replay = new VectorReplay(bench);

        replay.exchange(frames.get(0), frames.get(1));
        replay.exchange(frames.get(2), frames.get(3));

        assertThat(bench.engine().counts().sessions()).isEqualTo(1);
    }

    /** As far as one device does all of it: the recorded one pads an empty reply the next time. */
    @Test
    void oddBlocksAreTakenFromAPanel_andSaidByADeviceOfThatKind() {
        List<JsonNode> odd = Vectors.list(Vectors.VARIANTS, "edgeCases").toList();
        List<JsonNode> annex = frames(Vectors.ANNEX_E);
        Bench bench = new Bench().with(PeripheralVariant.READABLE_REPLIES, PeripheralVariant.EMPTY_ENCRYPTED_REPLIES);
        bench.address = 0;
        bench.capabilities = List.of(new Capability(Capability.INPUTS, 1, 8));
        bench.installMode = Duration.ofMinutes(10);
        VectorReplay replay = new VectorReplay(bench);
        wasActive(bench, 1);
        replay.exchange(annex.get(6), annex.get(7));
        replay.exchange(annex.get(8), annex.get(9));

        replay.exchange(odd.get(0), odd.get(1));
        replay.exchange(odd.get(2), odd.get(3));
        assertThat(Bench.summary(bench.send(Vectors.hex(odd.get(4), "hex")))).isEqualTo("ACK");

        assertThat(bench.executed(CommandCode.POLL)).isEqualTo(2);
        assertThat(bench.faults).isEmpty();
    }

    /** The three devices of file 08 as libosdp runs them. */
    private static Map<Integer, Bench> bus(List<JsonNode> frames) {
        Map<Integer, Bench> bus = new HashMap<>();
        for (int address : new int[] {1, 2, 5}) {
            Bench bench = new Bench()
                    .with(
                            PeripheralVariant.ACK_TO_OUT,
                            PeripheralVariant.COMMAND_BLOCK_ON_STATUS,
                            PeripheralVariant.SESSION_ENDS_AFTER_KEYSET,
                            PeripheralVariant.SESSION_ENDS_ON_FOREIGN_ERROR,
                            PeripheralVariant.ZERO_KEY_WITHOUT_KEY,
                            PeripheralVariant.SILENT_ON_WRONG_CHECK);
            bench.address = address;
            List<JsonNode> own = frames.stream()
                    .filter(f -> f.get("address").asInt() == address)
                    .toList();
            bench.identification = identification(named(own, "PDID"));
            bench.capabilities = capabilities(named(own, "PDCAP"));
            bench.files = (type, size) -> Optional.of(new Collected(size));
            bench.handler(new CommandHandler() {
                @Override
                public Answer manufacturer(ManufacturerCommand command) {
                    return Answer.done();
                }
            });
            if (address != 5) {
                bench.clientId = Octets.copyOf(Vectors.hex(named(own, "CCRYPT"), "payload"), 0, 8);
            }
            bus.put(address, bench);
        }
        bus.get(1).installMode = Duration.ofMinutes(10);
        bus.get(2).key(Scbk.of(Vectors.hex("C0112233445566778899AABBCCDDEE02")));
        return bus;
    }

    private static JsonNode named(List<JsonNode> frames, String name) {
        return frames.stream()
                .filter(f -> f.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Says what the recorded device said. */
    private record Collected(long size) implements IncomingFile {
        @Override
        public FileTransferStatus write(long offset, Octets part) {
            for (int i = 0; i < part.length(); i++) {
                assertThat(part.at(i)).isEqualTo((int) ((offset + i) % 256));
            }
            return NEXT;
        }

        @Override
        public FileTransferStatus complete() {
            return new FileTransferStatus(1, Duration.ZERO, FileTransferStatus.PROCESSED, 0);
        }

        @Override
        public void discarded() {
            throw new AssertionError("the file was complete");
        }
    }

    @Test
    void theBusOfThreeLibosdpDevicesIsAnswered_byAllOfThemInItsOrder() {
        List<JsonNode> frames = frames(Vectors.BUS);
        Map<Integer, Bench> bus = bus(frames);
        Map<Integer, VectorReplay> replays = new HashMap<>();
        bus.forEach((address, bench) -> replays.put(address, new VectorReplay(bench)));
        for (int device : new int[] {2, 5}) {
            wasActive(bus.get(device), 2);
        }

        double time = 1002;
        for (int i = 0; i < frames.size(); i++) {
            JsonNode frame = frames.get(i);
            if (frame.get("dir").asText().equals("reply")) {
                continue;
            }
            double at = frame.get("tMs").asDouble();
            Duration wait = Duration.ofNanos((long) ((at - time) * 1_000_000));
            time = at;
            int address = frame.get("address").asInt();
            bus.values().forEach(bench -> bench.pass(wait));
            bus.forEach((other, bench) -> {
                if (other != address) {
                    assertThat(bench.send(Vectors.hex(frame, "hex"))).isEmpty();
                }
            });
            if (frame.get("n").asInt() == OUTPUTS_NOT_AS_SET) {
                assertThat(bus.get(address).send(Vectors.hex(frame, "hex"))).startsWith("53850A00074A");
            } else if (frame.has("defect")) {
                assertThat(bus.get(address).send(Vectors.hex(frame, "hex"))).isEmpty();
            } else {
                replays.get(address).exchange(frame, frames.get(i + 1));
            }
        }

        assertThat(replays.values().stream().mapToInt(r -> r.compared).sum()).isEqualTo(151);
        assertThat(bus.get(1).engine().counts().sessions()).isEqualTo(2);
        assertThat(bus.get(2).engine().counts().sessions()).isEqualTo(2);
        assertThat(bus.get(2).heard).contains("key");
        assertThat(bus.get(1).count(PeripheralFault.NO_SESSION)).isEqualTo(1);
        assertThat(bus.get(2).executed(CommandCode.FILETRANSFER)).isEqualTo(2);
        assertThat(bus.get(5).executed(CommandCode.OUT)).isEqualTo(1);
    }

    /** An input that was active before the recording, so that nobody reports it. */
    private static void wasActive(Bench bench, int input) {
        bench.engine().input(input, InputState.ACTIVE);
        bench.engine().restart();
        bench.engine().installMode(bench.installMode, bench.now);
        bench.heard.clear();
    }

    /** Says what the recorded device said to each part. */
    private static final class Scripted implements IncomingFile {
        private final List<FileTransferStatus> answers;
        private final List<FileTransferStatus> endings;
        boolean discarded;

        Scripted(List<FileTransferStatus> answers, List<FileTransferStatus> endings) {
            this.answers = new ArrayList<>(answers);
            this.endings = new ArrayList<>(endings);
        }

        @Override
        public FileTransferStatus write(long offset, Octets part) {
            return answers.remove(0);
        }

        @Override
        public FileTransferStatus complete() {
            return endings.remove(0);
        }

        @Override
        public void discarded() {
            discarded = true;
        }
    }

    private static FileTransferStatus status(int action, int delay, int status, int largest) {
        return new FileTransferStatus(action, Duration.ofMillis(delay), status, largest);
    }

    @Test
    void theFileTransfersAreAnswered_wholeBrokenAndUnsupported() {
        List<JsonNode> frames = frames(Vectors.FILES);
        Scripted whole = new Scripted(
                List.of(status(1, 50, 0, 0), status(1, 0, 0, 64), status(1, 0, 0, 0), status(1, 0, 0, 0)),
                List.of(status(1, 500, 3, 0), status(1, 500, 3, 0), status(0, 0, 1, 0)));
        Scripted broken = new Scripted(List.of(status(0, 0, 0, 0)), List.of());
        List<Scripted> files = new ArrayList<>(List.of(whole, broken));
        Bench bench = new Bench();
        bench.address = 4;
        bench.files = (type, size) -> Optional.of(files.remove(0));
        VectorReplay replay = new VectorReplay(bench);

        for (int i = 0; i < 20; i += 2) {
            if (i == 14) {
                bench.engine().restart();
            }
            replay.exchange(frames.get(i), frames.get(i + 1));
        }

        assertThat(whole.discarded).isFalse();
        assertThat(broken.discarded).isTrue();
        assertThat(bench.count(PeripheralFault.FILE_ORDER)).isEqualTo(1);

        Bench without = new Bench();
        without.address = 4;
        new VectorReplay(without).exchange(frames.get(20), frames.get(21));
    }
}
