package dev.openaxis.osdp.internal.secure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.testing.Vectors;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recorded line at both ends: every frame must be written by the one byte for byte, and taken by the other.
 * Retransmissions must be the bytes that were written before.
 */
final class Replay {
    private static final String ALL_ZERO = "00000000000000000000000000000000";

    /** What is known of one device. */
    private static final class Line {
        @Nullable
        PanelHandshake panelHandshake;

        @Nullable
        PeripheralHandshake deviceHandshake;

        @Nullable
        SecureSession panel;

        @Nullable
        SecureSession device;

        String command = "";
        String reply = "";
    }

    private final List<JsonNode> frames;
    private final Function<JsonNode, String> keys;
    private final Map<Integer, Line> lines = new HashMap<>();
    int handshakes;
    int oldBlocks;
    int zeroKeys;
    int written;
    int repeated;
    int quirks;
    int notCarriedOut;
    int ended;

    /**
     * Plays these frames.
     *
     * @param keys the device's key for a challenge
     */
    Replay(List<JsonNode> frames, Function<JsonNode, String> keys) {
        this.frames = frames;
        this.keys = keys;
    }

    void run() {
        for (int i = 0; i < frames.size(); i++) {
            JsonNode vector = frames.get(i);
            if (!vector.get("checkValid").asBoolean()) {
                continue;
            }
            Line line = lines.computeIfAbsent(vector.get("address").asInt(), address -> new Line());
            switch (vector.get("name").asText()) {
                case "CHLNG" -> challenge(line, vector, frames.get(i + 1));
                case "CCRYPT" -> clientCryptogram(line, vector);
                case "SCRYPT" -> serverCryptogram(line, vector);
                case "RMAC_I" -> initialMac(line, vector);
                default -> running(line, vector);
            }
        }
    }

    private static Frame frame(JsonNode vector) {
        return Vectors.frame(Vectors.hex(vector, "hex"));
    }

    private static void assertBytes(byte[] out, int length, JsonNode vector) {
        assertThat(Vectors.hex(out, 0, length))
                .isEqualTo(vector.get("hex").asText().replace(" ", ""));
    }

    private void challenge(Line line, JsonNode vector, JsonNode answer) {
        Frame frame = frame(vector);
        byte[] randomA = Vectors.hex(vector, "payload");
        String key = keys.apply(vector);
        line.panel = null;
        line.device = null;
        // A panel never holds the key of zeros; it asks with the one it has.
        String own = key.equals(ALL_ZERO) ? "C0112233445566778899AABBCCDDEE01" : key;
        PanelHandshake panel = new PanelHandshake(Ends.key(own), randomA);
        byte[] out = new byte[Layout.LARGEST];
        int length = FrameEncoder.handshake(
                panel.challenge(), panel.selector(), frame.address(), frame.sequence(), frame.hasCrc(), out, 0);
        assertBytes(out, length, vector);
        line.panelHandshake = panel;
        line.deviceHandshake = null;
        if (!key.equals(ALL_ZERO)) {
            byte[] payload = Vectors.hex(answer, "payload");
            PeripheralHandshake device =
                    new PeripheralHandshake(Ends.key(key), Octets.copyOf(payload, 0, 8), new SecureRandom());
            byte[] randomB = Octets.copyOf(payload, 8, 8).toArray();
            assertThat(device.onChallenge(frame, randomB)).isEmpty();
            line.deviceHandshake = device;
        }
    }

    private void clientCryptogram(Line line, JsonNode vector) {
        Frame frame = frame(vector);
        PeripheralHandshake device = line.deviceHandshake;
        if (device == null) {
            assertThat(line.panelHandshake.onReply(frame)).contains(HandshakeRefusal.ZERO_KEY);
            zeroKeys++;
            return;
        }
        byte[] out = new byte[Layout.LARGEST];
        int length = FrameEncoder.handshake(
                device.clientCryptogram(),
                device.selector(),
                frame.address(),
                frame.sequence(),
                frame.hasCrc(),
                out,
                0);
        assertBytes(out, length, vector);
        assertThat(line.panelHandshake.onReply(frame)).isEmpty();
        assertThat(line.panelHandshake.clientId().hex())
                .isEqualTo(vector.get("fields").get("cuid").asText());
    }

    private void serverCryptogram(Line line, JsonNode vector) {
        Frame frame = frame(vector);
        PanelHandshake panel = line.panelHandshake;
        byte[] out = new byte[Layout.LARGEST];
        int length = FrameEncoder.handshake(
                panel.serverCryptogram(), panel.selector(), frame.address(), frame.sequence(), frame.hasCrc(), out, 0);
        assertBytes(out, length, vector);
        assertThat(line.deviceHandshake.onServerCryptogram(frame)).isEmpty();
        line.device = line.deviceHandshake.session();
    }

    private void initialMac(Line line, JsonNode vector) {
        Frame frame = frame(vector);
        assertThat(line.deviceHandshake.initialMac().mac().hex())
                .isEqualTo(vector.get("payload").asText());
        assertThat(line.panelHandshake.onReply(frame)).isEmpty();
        line.panel = line.panelHandshake.session();
        handshakes++;
        oldBlocks += line.panelHandshake.usesOldBlock() ? 1 : 0;
    }

    private void running(Line line, JsonNode vector) {
        String hex = vector.get("hex").asText();
        boolean command = vector.get("dir").asText().equals("command");
        if (line.panel == null) {
            assertThat(vector.has("scs")).isFalse();
        } else if (!vector.has("scs")) {
            unsecured(line, vector);
        } else if (command) {
            command(line, vector, hex);
        } else {
            reply(line, vector, hex);
        }
    }

    private void unsecured(Line line, JsonNode vector) {
        Verdict verdict = line.panel.open(frame(vector));
        if (vector.get("name").asText().equals("BUSY")) {
            assertThat(verdict).isEqualTo(Verdict.NOT_CARRIED_OUT);
            // the device forgets the command and expects it again
            line.reply = "";
            notCarriedOut++;
        } else {
            assertThat(vector.get("name").asText()).isEqualTo("NAK");
            assertThat(verdict).isEqualTo(Verdict.CLEAR);
            ended++;
        }
    }

    private void command(Line line, JsonNode vector, String hex) {
        if (vector.path("retransmission").asBoolean(false)) {
            assertThat(hex).isEqualTo(line.command);
            repeated++;
        } else {
            assertWritten(line.panel, vector);
            line.command = hex;
            line.reply = "";
            written++;
        }
        if (line.reply.isEmpty()) {
            assertRead(line.device, vector);
        }
    }

    private void reply(Line line, JsonNode vector, String hex) {
        boolean quirk =
                line.device.isCommandOpen() && vector.path("note").asText("").contains("quirk");
        if (quirk) {
            Ends.move(line.device, vector);
            quirks++;
        } else if (!line.reply.isEmpty()) {
            // the stored reply, for a command that was repeated
            assertThat(hex).isEqualTo(line.reply);
            repeated++;
        } else {
            assertWritten(line.device, vector);
            written++;
        }
        line.reply = hex;
        if (!vector.path("lost").asBoolean(false)) {
            assertRead(line.panel, vector);
            assertThat(line.panel.quirk()).isEqualTo(quirk ? Quirk.COMMAND_BLOCK : null);
        }
    }

    static void assertWritten(SecureSession session, JsonNode vector) {
        Frame frame = frame(vector);
        byte[] payload = Vectors.hex(vector, "payload");
        byte[] out = new byte[Layout.LARGEST];
        int length = frame.isReply()
                ? session.seal(
                        ReplyReader.read(frame.code(), payload, 0, payload.length),
                        frame.address(),
                        frame.sequence(),
                        frame.hasCrc(),
                        out,
                        0,
                        out.length)
                : session.seal(
                        CommandReader.read(frame.code(), payload, 0, payload.length),
                        frame.address(),
                        frame.sequence(),
                        frame.hasCrc(),
                        out,
                        0,
                        out.length);
        assertBytes(out, length, vector);
    }

    static void assertRead(SecureSession session, JsonNode vector) {
        assertThat(session.open(frame(vector))).isEqualTo(Verdict.ACCEPTED);
        assertThat(Vectors.hex(session.data(), session.dataAt(), session.dataLength()))
                .isEqualTo(vector.get("payload").asText());
    }
}
