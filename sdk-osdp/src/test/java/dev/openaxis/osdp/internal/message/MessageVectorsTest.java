package dev.openaxis.osdp.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.MalformedCommand;
import dev.openaxis.osdp.message.MalformedReply;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.message.UnknownCommand;
import dev.openaxis.osdp.message.UnknownReply;
import dev.openaxis.osdp.testing.Vectors;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageVectorsTest {
    static Stream<JsonNode> messages() {
        return Vectors.goodFrames().filter(frame -> frame.has("fields"));
    }

    /** Frames in clear that a panel or a device may send. */
    static Stream<JsonNode> clearFrames() {
        return Vectors.goodFrames()
                .filter(frame -> !frame.has("scs"))
                .filter(frame -> !frame.get("name").asText().equals("KEYSET"));
    }

    private static JsonNode tree(Map<String, Object> fields) throws JsonProcessingException {
        return Vectors.json(new ObjectMapper().writeValueAsString(fields));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageSaysWhatTheVectorSays_andIsWrittenAsItWas(JsonNode vector) throws JsonProcessingException {
        byte[] payload = Vectors.hex(vector, "payload");
        int code = Integer.parseInt(vector.get("code").asText(), 16);
        byte[] written = new byte[payload.length];

        if (vector.get("dir").asText().equals("command")) {
            Command command = CommandReader.read(code, payload, 0, payload.length);
            assertThat(command).isNotInstanceOfAny(MalformedCommand.class, UnknownCommand.class);
            assertThat(tree(Fields.of(command))).isEqualTo(vector.get("fields"));
            assertThat(command.code()).isEqualTo(code);
            assertThat(CommandCode.name(code)).isEqualTo(vector.get("name").asText());
            assertThat(CommandWriter.length(command)).isEqualTo(payload.length);
            CommandWriter.write(command, written, 0);
        } else {
            Reply reply = ReplyReader.read(code, payload, 0, payload.length);
            assertThat(reply).isNotInstanceOfAny(MalformedReply.class, UnknownReply.class);
            assertThat(tree(Fields.of(reply))).isEqualTo(vector.get("fields"));
            assertThat(reply.code()).isEqualTo(code);
            assertThat(ReplyCode.name(code)).isEqualTo(vector.get("name").asText());
            assertThat(ReplyWriter.length(reply)).isEqualTo(payload.length);
            ReplyWriter.write(reply, written, 0);
        }

        assertThat(written).isEqualTo(payload);
    }

    @ParameterizedTest
    @MethodSource("clearFrames")
    void everyClearFrameIsWrittenAsItWas(JsonNode vector) {
        byte[] bytes = Vectors.hex(vector, "hex");
        Frame frame = Vectors.frame(bytes);
        byte[] out = new byte[bytes.length + 2];

        int length = frame.isReply()
                ? FrameEncoder.clear(
                        ReplyReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength()),
                        frame.address(),
                        frame.sequence(),
                        frame.hasCrc(),
                        out,
                        1,
                        bytes.length)
                : FrameEncoder.clear(
                        CommandReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength()),
                        frame.address(),
                        frame.sequence(),
                        frame.hasCrc(),
                        out,
                        1,
                        bytes.length);

        assertThat(Vectors.hex(out, 0, out.length)).isEqualTo("00" + Vectors.hex(bytes, 0, bytes.length) + "00");
        assertThat(length).isEqualTo(bytes.length);
    }

    static Stream<JsonNode> handshakes() {
        return Vectors.goodFrames()
                .filter(frame -> frame.has("scs"))
                .filter(frame ->
                        Set.of("11", "12", "13", "14").contains(frame.get("scs").asText()))
                // An old device's RMAC_I in a block of type 12 is taken, never sent.
                .filter(frame -> !frame.get("name").asText().equals("RMAC_I")
                        || frame.get("scs").asText().equals("14"));
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void everyStepOfAHandshakeIsWrittenAsItWas(JsonNode vector) {
        byte[] bytes = Vectors.hex(vector, "hex");
        Frame frame = Vectors.frame(bytes);
        byte[] out = new byte[Layout.LARGEST];

        int length = frame.isReply()
                ? FrameEncoder.handshake(
                        ReplyReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength()),
                        frame.blockData(),
                        frame.address(),
                        frame.sequence(),
                        frame.hasCrc(),
                        out,
                        0)
                : FrameEncoder.handshake(
                        CommandReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength()),
                        frame.blockData(),
                        frame.address(),
                        frame.sequence(),
                        frame.hasCrc(),
                        out,
                        0);

        assertThat(Vectors.hex(out, 0, length)).isEqualTo(Vectors.hex(bytes, 0, bytes.length));
    }
}
