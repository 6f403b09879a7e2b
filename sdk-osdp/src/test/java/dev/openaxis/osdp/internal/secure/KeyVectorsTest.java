package dev.openaxis.osdp.internal.secure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyVectorsTest {
    private static SessionKeys macKeys() {
        JsonNode keys = Vectors.file(Vectors.KEYS).get("macKeys");
        return new SessionKeys(Vectors.hex(keys, "sEnc"), Vectors.hex(keys, "sMac1"), Vectors.hex(keys, "sMac2"));
    }

    private static String hex(byte[] bytes) {
        return Vectors.hex(bytes, 0, bytes.length);
    }

    static Stream<JsonNode> sessions() {
        return Stream.concat(
                Vectors.list(Vectors.KEYS, "sessions"),
                Stream.of(Vectors.ANNEX_E, Vectors.VARIANTS, Vectors.CAPTURED, Vectors.ERRONEOUS)
                        .flatMap(file -> Vectors.list(file, "keys")));
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void keysAndCryptogramsAreDerivedAsTheVectorSays(JsonNode vector) {
        byte[] randomA = Vectors.hex(vector, "rndA");
        byte[] randomB = Vectors.hex(vector, "rndB");
        SessionKeys keys = SessionKeys.derive(Vectors.hex(vector, "scbk"), randomA);

        assertThat(hex(SessionKeys.input(0x82, randomA)))
                .isEqualTo(vector.get("sEncInput").asText());
        assertThat(hex(SessionKeys.input(0x01, randomA)))
                .isEqualTo(vector.get("sMac1Input").asText());
        assertThat(hex(SessionKeys.input(0x02, randomA)))
                .isEqualTo(vector.get("sMac2Input").asText());
        assertThat(hex(keys.encryption())).isEqualTo(vector.get("sEnc").asText());
        assertThat(hex(keys.firstMac())).isEqualTo(vector.get("sMac1").asText());
        assertThat(hex(keys.secondMac())).isEqualTo(vector.get("sMac2").asText());
        assertThat(hex(keys.clientCryptogram(randomA, randomB)))
                .isEqualTo(vector.get("clientCryptogram").asText());
        byte[] server = keys.serverCryptogram(randomA, randomB);
        assertThat(hex(server)).isEqualTo(vector.get("serverCryptogram").asText());
        assertThat(hex(keys.initialMac(server))).isEqualTo(vector.get("rmacI").asText());
    }

    @Test
    void aKeyOfEitherKindLeadsToTheSameKeysAsItsBytes() {
        byte[] randomA = {1, 2, 3, 4, 5, 6, 7, 8};
        byte[] own = Vectors.hex("0F1E2D3C4B5A69788796A5B4C3D2E1F0");
        byte[] known = Vectors.hex("303132333435363738393A3B3C3D3E3F");

        assertThat(SessionKeys.derive(Scbk.of(own), randomA).encryption())
                .isEqualTo(SessionKeys.derive(own, randomA).encryption());
        assertThat(SessionKeys.derive(DefaultKey.forCommissioningOnly(), randomA)
                        .encryption())
                .isEqualTo(SessionKeys.derive(known, randomA).encryption());
    }

    @Test
    void destroyedKeysAreZeros() {
        SessionKeys keys = macKeys();
        keys.destroy();

        assertThat(keys.encryption()).containsOnly(0);
        assertThat(keys.firstMac()).containsOnly(0);
        assertThat(keys.secondMac()).containsOnly(0);
    }

    static Stream<JsonNode> diversification() {
        return Vectors.list(Vectors.KEYS, "diversification");
    }

    @ParameterizedTest
    @MethodSource("diversification")
    void aKeyIsDiversifiedAsTheVectorSays(JsonNode vector) {
        assertThat(hex(KeyDiversification.derive(Vectors.hex(vector, "masterKey"), Vectors.hex(vector, "cuid"))))
                .isEqualTo(vector.get("scbk").asText());
    }

    static Stream<JsonNode> macs() {
        return Vectors.list(Vectors.KEYS, "macPrimitive");
    }

    @ParameterizedTest
    @MethodSource("macs")
    void aMacOfAnyLengthIsAsTheVectorSays(JsonNode vector) {
        byte[] input = Vectors.hex(vector, "input");
        byte[] shifted = new byte[input.length + 7];
        System.arraycopy(input, 0, shifted, 3, input.length);
        byte[] chain = Vectors.hex(vector, "icv");

        new ChainedCrypto(macKeys()).mac(shifted, 3, input.length, chain, chain);

        assertThat(hex(chain))
                .isEqualTo(vector.get("mac").asText())
                .startsWith(vector.get("onWire").asText());
    }

    static Stream<JsonNode> ciphers() {
        return Vectors.list(Vectors.KEYS, "cipherPrimitive");
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void dataOfAnyLengthIsEncryptedAsTheVectorSays_andDecryptedAgain(JsonNode vector) {
        ChainedCrypto crypto = new ChainedCrypto(macKeys());
        byte[] plain = Vectors.hex(vector, "plain");
        byte[] chain = Vectors.hex(vector, "icv");
        byte[] bytes = new byte[plain.length + 20];
        System.arraycopy(plain, 0, bytes, 3, plain.length);

        int length = crypto.encrypt(bytes, 3, plain.length, chain);

        assertThat(Vectors.hex(bytes, 3, length)).isEqualTo(vector.get("cipher").asText());
        assertThat(length).isEqualTo(ChainedCrypto.paddedLength(plain.length));
        byte[] decrypted = new byte[length];
        assertThat(crypto.decrypt(bytes, 3, length, chain, decrypted)).isEqualTo(plain.length);
        assertThat(hex(decrypted)).isEqualTo(vector.get("padded").asText());
    }
}
