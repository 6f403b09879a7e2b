package dev.openaxis.osdp.internal.secure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.secure.SecureSession.Role;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.testing.Vectors;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecureVectorsTest {
    private static final JsonNode BUS_KEYS = Vectors.file(Vectors.BUS).get("keys");

    @Test
    void theSessionOfTheAnnexIsReplayedAtBothEnds() {
        List<JsonNode> frames = Vectors.list(Vectors.ANNEX_E, "frames").toList();
        List<JsonNode> keys = Vectors.list(Vectors.ANNEX_E, "keys").toList();
        Replay replay = new Replay(
                frames,
                challenge -> keys.stream()
                        .filter(key ->
                                key.get("rndA").equals(challenge.get("fields").get("rndA")))
                        .findFirst()
                        .orElseThrow()
                        .get("scbk")
                        .asText());

        replay.run();

        assertThat(replay.handshakes).isEqualTo(3);
        assertThat(replay.written).isEqualTo(28);
        assertThat(replay.repeated).isEqualTo(3);
        assertThat(replay.notCarriedOut).isEqualTo(1);
    }

    @Test
    void theSessionWithChecksumsIsReplayedAtBothEnds() {
        Replay replay = new Replay(
                Vectors.list(Vectors.VARIANTS, "frames").toList(), challenge -> "303132333435363738393A3B3C3D3E3F");

        replay.run();

        assertThat(replay.handshakes).isEqualTo(1);
        assertThat(replay.written).isEqualTo(4);
    }

    @Test
    void theBusOfThreeDevicesIsReplayedAtBothEnds() {
        List<JsonNode> frames = Vectors.list(Vectors.BUS, "frames").toList();
        Replay replay = new Replay(
                frames,
                challenge -> BUS_KEYS.get(frames.get(challenge.get("n").asInt())
                                .get("key")
                                .asText())
                        .asText());

        replay.run();

        assertThat(replay.handshakes).isEqualTo(4);
        assertThat(replay.zeroKeys).isEqualTo(1);
        assertThat(replay.quirks).isEqualTo(3);
        assertThat(replay.repeated).isEqualTo(2);
        assertThat(replay.ended).isEqualTo(1);
        assertThat(replay.written).isEqualTo(162);
    }

    @Test
    void oddBlocksAreTakenAndTold_neverSent() {
        SecureSession panel = Ends.annexE(Role.PANEL);
        SecureSession device = Ends.annexE(Role.PERIPHERAL);
        Map<Integer, Quirk> quirks = Map.of(
                2, Quirk.READABLE_DATA,
                3, Quirk.EMPTY_CIPHER,
                4, Quirk.EMPTY_CIPHER,
                5, Quirk.ONLY_PADDING,
                6, Quirk.ONLY_PADDING,
                8, Quirk.COMMAND_BLOCK);

        Vectors.list(Vectors.VARIANTS, "edgeCases").forEach(vector -> {
            boolean command = vector.get("dir").asText().equals("command");
            SecureSession receiver = command ? device : panel;
            SecureSession sender = command ? panel : device;

            assertThat(receiver.open(Vectors.frame(Vectors.hex(vector, "hex")))).isEqualTo(Verdict.ACCEPTED);
            assertThat(Vectors.hex(receiver.data(), receiver.dataAt(), receiver.dataLength()))
                    .isEqualTo(vector.get("payload").asText());
            assertThat(receiver.quirk()).isEqualTo(quirks.get(vector.get("n").asInt()));
            if (quirks.containsKey(vector.get("n").asInt())) {
                Ends.move(sender, vector);
            } else {
                Replay.assertWritten(sender, vector);
            }
        });
    }

    static Stream<JsonNode> zeroKeyFrames() {
        return Vectors.list(Vectors.ZERO_KEYS, "frames");
    }

    @ParameterizedTest
    @MethodSource("zeroKeyFrames")
    void singleCommandsAreWrittenAndReadAsAnotherImplementationDoes(JsonNode vector) {
        SessionKeys zeros = new SessionKeys(new byte[16], new byte[16], new byte[16]);
        SecureSession panel = new SecureSession(Role.PANEL, zeros, new byte[16]);
        SecureSession device = new SecureSession(Role.PERIPHERAL, zeros, new byte[16]);

        Replay.assertWritten(panel, vector);
        Replay.assertRead(device, vector);
        if (vector.get("name").asText().equals("KEYSET")) {
            Command command = CommandReader.read(0x75, device.data(), device.dataAt(), device.dataLength());
            assertThat(((KeySet) command).key().hex())
                    .isEqualTo(vector.get("fields").get("key").asText());
        }
    }

    @Test
    void theHandshakeOfARealDeviceIsReplayed() {
        List<JsonNode> frames = Vectors.list(Vectors.CAPTURED, "frames").toList();
        Replay replay = new Replay(frames.subList(0, 4), challenge -> "303132333435363738393A3B3C3D3E3F");

        replay.run();

        assertThat(replay.handshakes).isEqualTo(1);
        assertThat(replay.oldBlocks).isEqualTo(1);
        assertThat(new PeripheralHandshake(
                                DefaultKey.forCommissioningOnly(), Octets.of(new byte[8]), new SecureRandom())
                        .onChallenge(Vectors.frame(Vectors.hex(frames.get(4), "hex"))))
                .isEmpty();
    }

    @Test
    void aReplyOfAnUnknownSessionIsNotTaken() {
        Frame frame = Vectors.frame(
                Vectors.hex(Vectors.list(Vectors.CAPTURED, "frames").toList().get(5), "hex"));
        SecureSession panel = Ends.annexE(Role.PANEL);

        assertThat(ClearChannel.judge(frame)).isEqualTo(Verdict.NO_SESSION);
        assertThat(panel.open(frame)).isEqualTo(Verdict.NOT_ASKED);
        panel.seal(new Poll(), 1, 3, true, new byte[20], 0, 20);
        assertThat(panel.open(frame)).isEqualTo(Verdict.MAC);
    }

    @Test
    void everyVectorWithAMacIsReplayed() {
        long secured = Stream.of(Vectors.ANNEX_E, Vectors.VARIANTS, Vectors.ZERO_KEYS, Vectors.CAPTURED, Vectors.BUS)
                .flatMap(file -> Vectors.list(file, "frames"))
                .filter(frame -> frame.path("macValid").asBoolean(false))
                .count();

        // what the replays above count as written, repeated and odd
        assertThat(secured).isEqualTo(28 + 3 + 4 + 12 + 162 + 2 + 3);
    }
}
