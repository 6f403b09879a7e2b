package dev.openaxis.osdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScbkTest {
    private static final String KEY = "C0112233445566778899AABBCCDDEE01";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000000000",
                "11111111111111111111111111111111",
                "000102030405060708090A0B0C0D0E0F",
                "F8F9FAFBFCFDFEFF0001020304050607",
                "0F0E0D0C0B0A09080706050403020100",
                "303132333435363738393A3B3C3D3E3F"
            })
    void aKeyThatCanBeGuessedIsRefused_andNotShown(String hex) {
        assertThat(Scbk.isWeak(bytes(hex))).isTrue();
        assertThatThrownBy(() -> Scbk.of(bytes(hex)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(hex.substring(0, 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                "0F1E2D3C4B5A69788796A5B4C3D2E1F0",
                "00000000000000000000000000000001",
                "000102030405060708090A0B0C0D0E10"
            })
    void othersAreTaken(String hex) {
        assertThat(Scbk.of(bytes(hex)).toBytes()).isEqualTo(bytes(hex));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17, 32})
    void aKeyHas16Bytes(int size) {
        byte[] key = new byte[size];
        new SecureRandom().nextBytes(key);

        assertThatThrownBy(() -> Scbk.of(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyIsNeverShown() {
        assertThat(Scbk.of(bytes(KEY))).hasToString("Scbk[key hidden]");
        assertThat(Scbk.of(bytes(KEY)).hashCode())
                .isEqualTo(Scbk.random(new SecureRandom()).hashCode());
    }

    @Test
    void keysAreEqualByTheirBytes() {
        assertThat(Scbk.of(bytes(KEY))).isEqualTo(Scbk.of(bytes(KEY))).isNotEqualTo(Scbk.random(new SecureRandom()));
    }

    @Test
    void aKeyCannotBeChangedFromOutside() {
        byte[] bytes = bytes(KEY);
        Scbk key = Scbk.of(bytes);
        bytes[0] = 0;
        key.toBytes()[1] = 0;

        assertThat(key.toBytes()).isEqualTo(bytes(KEY));
    }

    @Test
    void aDestroyedKeyCannotBeUsed() {
        Scbk key = Scbk.of(bytes(KEY));
        key.destroy();

        assertThat(key.isDestroyed()).isTrue();
        assertThat(key)
                .hasToString("Scbk[destroyed]")
                .isNotEqualTo(Scbk.of(bytes(KEY)))
                .isEqualTo(key);
        assertThatThrownBy(key::toBytes).isInstanceOf(IllegalStateException.class);
        Scbk other = Scbk.random(new SecureRandom());
        other.destroy();
        assertThat(other).isNotEqualTo(key);
    }

    @Test
    void aRandomKeyComesFromTheGenerator_andIsNeverWeak() {
        byte[] strong = bytes(KEY);
        SecureRandom first = new SecureRandom() {
            private static final long serialVersionUID = 1L;
            private int calls;

            @Override
            public void nextBytes(byte[] target) {
                if (calls++ > 0) {
                    System.arraycopy(strong, 0, target, 0, target.length);
                }
            }
        };

        assertThat(Scbk.random(first).toBytes()).isEqualTo(strong);
    }

    @Test
    void theDefaultKeyIsNoKeyOfADevice() {
        assertThat((Object) DefaultKey.forCommissioningOnly())
                .isNotInstanceOf(Scbk.class)
                .hasToString("SCBK-D");
    }
}
