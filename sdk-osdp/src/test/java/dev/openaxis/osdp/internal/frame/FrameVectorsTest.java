package dev.openaxis.osdp.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.testing.Vectors;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameVectorsTest {
    static Stream<JsonNode> frames() {
        return Vectors.goodFrames();
    }

    @Test
    void noVectorIsForgotten() {
        assertThat(frames()).hasSize(19 + 74 + 57 + 50 + 8 + 10 + 12 + 6 + 304 + 37 + 22);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void everyHeaderIsReadAsTheVectorSays(JsonNode vector) {
        byte[] bytes = Vectors.hex(vector, "hex");
        int marks = vector.get("markBytes").asInt();
        FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
        for (int i = 0; i < marks; i++) {
            decoder.take(ByteBuffer.wrap(new byte[] {(byte) Layout.MARK}));
        }
        decoder.take(ByteBuffer.wrap(bytes));

        assertThat(decoder.next()).isEqualTo(Found.FRAME);

        Frame frame = decoder.frame();
        assertThat(frame.fault()).isEqualTo(FrameFault.NONE);
        assertThat(frame.isReply()).isEqualTo(vector.get("dir").asText().equals("reply"));
        assertThat(frame.address()).isEqualTo(vector.get("address").asInt());
        assertThat(frame.sequence()).isEqualTo(vector.get("sqn").asInt());
        assertThat(frame.hasCrc()).isEqualTo(vector.get("check").asText().equals("crc"));
        assertThat(frame.length()).isEqualTo(bytes.length);
        assertThat(String.format("%02X", frame.code()))
                .isEqualTo(vector.get("code").asText());
        assertThat(decoder.counters().marks()).isEqualTo(marks);
        if (!vector.has("scs")) {
            assertThat(frame.hasBlock()).isFalse();
            assertThat(Vectors.hex(bytes, frame.dataAt() - frame.at(), frame.dataLength()))
                    .isEqualTo(vector.get("payload").asText());
            return;
        }
        assertThat(String.format("%02X", frame.blockType()))
                .isEqualTo(vector.get("scs").asText());
        if (frame.isSecured()) {
            assertThat(vector.get("scbData").asText()).isEmpty();
        } else {
            assertThat(String.format("%02X", frame.blockData()))
                    .isEqualTo(vector.get("scbData").asText());
        }
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
    }

    @Test
    void theFrameDamagedOnTheBusHasAWrongCheck() {
        List<JsonNode> damaged = Vectors.list(Vectors.BUS, "frames")
                .filter(frame -> !frame.get("checkValid").asBoolean())
                .toList();

        assertThat(damaged).hasSize(1);
        FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
        decoder.take(ByteBuffer.wrap(Vectors.hex(damaged.get(0), "hex")));
        assertThat(decoder.next()).isEqualTo(Found.FAULTY);
        assertThat(decoder.frame().fault()).isEqualTo(FrameFault.CHECK);
        assertThat(decoder.frame().address()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample-acu-view.osdpcap", "sample-monitor-view.osdpcap"})
    void capturedLinesHoldTheFirstFramesOfTheBus(String capture) {
        List<String> bus = Vectors.list(Vectors.BUS, "frames")
                .limit(60)
                .map(frame -> frame.get("hex").asText().replace(" ", ""))
                .toList();

        List<String> captured = Vectors.text(capture)
                .lines()
                .map(line ->
                        Vectors.frame(Vectors.hex(Vectors.json(line).get("data").asText())))
                .map(frame -> Vectors.hex(frame.bytes(), frame.at(), frame.length()))
                .toList();

        assertThat(captured).isEqualTo(bus);
    }
}
