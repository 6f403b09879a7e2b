package dev.openaxis.osdp.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class LegacyMasterKeyTest {
    private static final byte[] MASTER = HexFormat.of().parseHex("C0112233445566778899AABBCCDDEE01");

    @Test
    void theKeyIsTheIdAndItsComplementEncrypted() throws Exception {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(MASTER, "AES"));
        byte[] expected = cipher.doFinal(HexFormat.of().parseHex("00068E0000000000FFF971FFFFFFFFFF"));

        assertThat(LegacyMasterKey.of(MASTER).keyOf(Octets.ofHex("00068E0000000000")))
                .isEqualTo(Scbk.of(expected));
    }

    @Test
    void whatIsNoKeyOrIdIsRefused_andNothingIsShown() {
        assertThatThrownBy(() -> LegacyMasterKey.of(HexFormat.of().parseHex("303132333435363738393A3B3C3D3E3F")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LegacyMasterKey.of(MASTER).keyOf(Octets.ofHex("00")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(LegacyMasterKey.of(MASTER)).hasToString("LegacyMasterKey[key hidden]");
    }
}
