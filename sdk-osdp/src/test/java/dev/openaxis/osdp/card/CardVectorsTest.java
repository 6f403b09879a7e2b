package dev.openaxis.osdp.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.testing.Vectors;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CardVectorsTest {
    private static final List<CardFormat> FORMATS =
            List.of(CardFormat.H10301, CardFormat.FACILITY_34, CardFormat.UID_34, CardFormat.H10304, CardFormat.H10302);

    static Stream<JsonNode> cards() {
        return Vectors.list(Vectors.CARDS, "cards");
    }

    @ParameterizedTest
    @MethodSource("cards")
    void aCardIsReadFromItsFrameAsTheVectorSays_andMadeAgain(JsonNode vector) {
        Frame frame = Vectors.frame(Vectors.hex(vector, "frame"));
        RawCardData raw =
                (RawCardData) ReplyReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength());
        CardFormat format = FORMATS.stream()
                .filter(known -> known.name().equals(vector.get("format").asText()))
                .findFirst()
                .orElseThrow();
        long number = vector.has("card")
                ? vector.get("card").asLong()
                : vector.get("number").asLong();
        boolean valid = vector.get("parityValid").asBoolean();

        CardRead read = format.read(raw.bits()).orElseThrow();

        assertThat(raw.bitCount()).isEqualTo(vector.get("bitCount").asInt()).isEqualTo(format.length());
        assertThat(raw.data().hex()).isEqualTo(vector.get("rawData").asText());
        assertThat(raw.bits().toText()).isEqualTo(vector.get("bits").asText());
        assertThat(read.number()).isEqualTo(number);
        assertThat(read.facility())
                .isEqualTo(
                        vector.has("facility")
                                ? OptionalLong.of(vector.get("facility").asLong())
                                : OptionalLong.empty());
        assertThat(read.parityValid()).isEqualTo(valid);
        CardBits made =
                read.facility().isPresent() ? format.write(read.facility().getAsLong(), number) : format.write(number);
        assertThat(made.equals(raw.bits())).isEqualTo(valid);
    }

    static Stream<JsonNode> keys() {
        return Vectors.list(Vectors.CARDS, "keypad");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyIsReadAsTheVectorSays(JsonNode vector) {
        String name = vector.get("key").asText();
        String wanted = switch (name) {
            case "*" -> "STAR";
            case "#" -> "POUND";
            default -> Character.isDigit(name.charAt(0)) ? "DIGIT_" + name : name.replace('+', '_');
        };
        int code = Integer.parseInt(vector.get("code").asText(), 16);

        KeypadKey key = KeypadKey.of(code).orElseThrow();

        assertThat(key.name()).isEqualTo(wanted);
        assertThat(key.code()).isEqualTo(code);
        assertThat(key.digit().isPresent()).isEqualTo(Character.isDigit(name.charAt(0)));
        key.digit().ifPresent(digit -> assertThat(String.valueOf(digit)).isEqualTo(name));
    }

    @Test
    void everyKeyIsInTheVectors() {
        assertThat(keys().map(vector -> KeypadKey.of(
                                Integer.parseInt(vector.get("code").asText(), 16))
                        .orElseThrow()))
                .containsExactlyInAnyOrder(KeypadKey.values());
        assertThat(KeypadKey.of('*')).contains(KeypadKey.STAR);
        assertThat(KeypadKey.of('#')).contains(KeypadKey.POUND);
        assertThat(KeypadKey.of(0x49)).isEmpty();
    }
}
