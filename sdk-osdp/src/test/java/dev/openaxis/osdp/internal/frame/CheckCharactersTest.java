package dev.openaxis.osdp.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.osdp.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckCharactersTest {
    static Stream<JsonNode> primitives() {
        return Vectors.list(Vectors.CHECKS, "primitives");
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void bothKindsAreAsTheAnnexSays(JsonNode vector) {
        byte[] input = Vectors.hex(vector, "input");
        byte[] shifted = new byte[input.length + 5];
        System.arraycopy(input, 0, shifted, 3, input.length);

        int crc = CheckCharacters.crc16(shifted, 3, input.length);

        assertThat(String.format("%04X", crc)).isEqualTo(vector.get("crc16").asText());
        assertThat(String.format("%02X %02X", crc & 0xFF, crc >> 8))
                .isEqualTo(vector.get("crcOnWire").asText());
        assertThat(String.format("%02X", CheckCharacters.checksum(shifted, 3, input.length)))
                .isEqualTo(vector.get("checksum").asText());
    }
}
