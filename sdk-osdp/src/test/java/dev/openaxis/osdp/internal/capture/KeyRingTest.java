package dev.openaxis.osdp.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static Octets key(int number) {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> 8);
        bytes[15] = 7;
        return Octets.of(bytes);
    }

    @Test
    void aCaptureFullOfKeysIsNotRemembered() {
        KeyRing ring = new KeyRing(List.of(key(5000)));
        for (int i = 0; i < 1000; i++) {
            ring.learn(key(i));
        }

        assertThat(ring.candidates()).hasSize(KeyRing.MOST_LEARNED + 3).startsWith(key(999), key(998));
        assertThat(ring.candidates()).contains(key(5000), KeyRing.DEFAULT);
    }

    @Test
    void theSameKeyTwiceIsOneKey() {
        KeyRing ring = new KeyRing(List.of());
        ring.learn(key(1));
        ring.learn(key(2));
        ring.learn(key(1));

        assertThat(ring.candidates()).hasSize(4).startsWith(key(1), key(2));
        assertThat(ring.name(0)).isEqualTo("the key of a KEYSET before");
    }
}
