package dev.openaxis.osdp.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.osdp.card.ParityBit.Kind;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CardFormatTest {
    private static void refused(ThrowingCallable made) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSiteCanHaveItsOwnFormat() {
        CardFormat own = CardFormat.named("every other bit", 8)
                .number(1, 4)
                .facility(5, 2)
                .parity(new ParityBit(0, Kind.ODD, Set.of(1, 3, 5)))
                .parity(ParityBit.over(7, Kind.EVEN, 0, 6))
                .build();

        CardBits card = own.write(2, 0b1010);

        assertThat(card.toText()).isEqualTo("01010101");
        CardRead read = own.read(card).orElseThrow();
        assertThat(read.number()).isEqualTo(0b1010);
        assertThat(read.facility()).hasValue(2);
        assertThat(read.parityValid()).isTrue();
        assertThat(own.read(CardBits.parse("1101010")).isEmpty()).isTrue();
    }

    @Test
    void garbageBehindTheLastBitIsNotLookedAt() {
        CardBits clean = CardBits.of(new byte[] {0x3D, (byte) 0x98, 0x1C, (byte) 0xC0}, 26);
        CardBits garbage = CardBits.of(new byte[] {0x3D, (byte) 0x98, 0x1C, (byte) 0xFF, 0x55}, 26);

        assertThat(garbage).isEqualTo(clean).hasSameHashCodeAs(clean);
        assertThat(CardFormat.H10301.read(garbage).orElseThrow().number()).isEqualTo(12345);
        assertThat(clean).isNotEqualTo(CardBits.of(new byte[] {0x3D, (byte) 0x98, 0x1C, (byte) 0xC0}, 27));
        refused(() -> CardBits.of(new byte[3], 25));
        refused(() -> CardBits.parse("012"));
        assertThatThrownBy(() -> clean.bit(26)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> clean.number(20, 7)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aCardIsReadInTheFormatOfItsLength() {
        CardDecoder decoder = CardDecoder.of(CardFormat.H10301, CardFormat.H10302, CardFormat.CSN_32);

        assertThat(decoder.read(CardFormat.H10301.write(123, 12345))
                        .orElseThrow()
                        .format())
                .isEqualTo(CardFormat.H10301);
        assertThat(decoder.read(CardBits.of(new byte[] {1, 2, 3, 4}, 32))
                        .orElseThrow()
                        .number())
                .isEqualTo(0x01020304);
        assertThat(decoder.read(CardBits.of(new byte[] {1, 2, 3, 4}, 32).withBytesReversed())
                        .orElseThrow()
                        .number())
                .isEqualTo(0x04030201);
        assertThat(decoder.read(CardBits.of(new byte[5], 34))).isEmpty();
        assertThatThrownBy(() -> CardBits.of(new byte[5], 34).withBytesReversed())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void formatsThatTheBitsDoNotTellApartAreNotMixed() {
        assertThatThrownBy(() -> CardDecoder.of(CardFormat.H10302, CardFormat.H10304))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("H10302")
                .hasMessageContaining("H10304");
    }

    @Test
    void everyBitFlippedUnderAParityIsSeen() {
        String text = CardFormat.H10304.write(5555, 123456).toText();
        for (int i = 0; i < text.length(); i++) {
            String flipped = text.substring(0, i) + (text.charAt(i) == '0' ? '1' : '0') + text.substring(i + 1);
            assertThat(CardFormat.H10304
                            .read(CardBits.parse(flipped))
                            .orElseThrow()
                            .parityValid())
                    .as("bit %d", i)
                    .isFalse();
        }
    }

    @Test
    void theMiddleBitOf37IsUnderBothParities() {
        String middle = "1" + "0".repeat(17) + "1" + "0".repeat(18);

        assertThat(CardFormat.H10304.write(0, 1L << 17).toText()).isEqualTo(middle);
        assertThat(CardFormat.H10302.write(1L << 17).toText()).isEqualTo(middle);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused(() -> CardFormat.H10301.write(256, 1));
        refused(() -> CardFormat.H10301.write(1, 65_536));
        refused(() -> CardFormat.H10301.write(1, -1));
        refused(() -> CardFormat.H10301.write(1));
        refused(() -> CardFormat.H10302.write(1, 1));
    }

    @Test
    void whatIsNoFormatIsRefused() {
        refused(() -> CardFormat.named("none", 0));
        refused(() -> CardFormat.named("no number", 8).build());
        refused(() -> CardFormat.named("too far", 8).number(4, 5));
        refused(() -> CardFormat.named("too far", 8).parity(ParityBit.over(0, Kind.ODD, 1, 8)));
        refused(() -> CardFormat.named("twice", 8).number(0, 4).facility(3, 2).build());
        refused(() -> CardFormat.named("twice", 8)
                .number(0, 4)
                .parity(ParityBit.over(3, Kind.ODD, 4, 5))
                .build());
        refused(() -> new ParityBit(3, Kind.ODD, Set.of(3)));
        refused(() -> new BitField(0, 64));
        refused(() -> new BitField(-1, 3));
    }

    @Test
    void nobodysCardIsShown() {
        assertThat(CardFormat.H10301.write(123, 12345)).hasToString("CardBits[26]");
        assertThat(CardFormat.H10301.read(CardFormat.H10301.write(123, 12345)).orElseThrow())
                .hasToString("CardRead[26-bit H10301, parity right]");
    }
}
