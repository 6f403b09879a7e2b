package dev.openaxis.osdp.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class CardProperties {
    private static final List<CardFormat> WITH_FACILITY =
            List.of(CardFormat.H10301, CardFormat.FACILITY_34, CardFormat.H10304);
    private static final List<CardFormat> WITHOUT = List.of(CardFormat.UID_34, CardFormat.H10302, CardFormat.CSN_32);

    @Property
    void aCardIsReadAsItWasMade(
            @ForAll @IntRange(max = 2) int which,
            @ForAll @LongRange(max = 255) long facility,
            @ForAll @LongRange(max = 65_535) long number,
            @ForAll @LongRange(max = 0xFFFF_FFFFL) long large) {
        CardFormat with = WITH_FACILITY.get(which);
        CardFormat without = WITHOUT.get(which);

        assertThat(with.read(with.write(facility, number)))
                .contains(new CardRead(with, OptionalLong.of(facility), number, true));
        assertThat(without.read(without.write(large)))
                .contains(new CardRead(without, OptionalLong.empty(), large, true));
    }

    @Property
    void bitsAreTheSameAsTextAndAsBytes(@ForAll @Size(max = 20) byte[] bytes, @ForAll @IntRange(max = 7) int unused) {
        int length = Math.max(0, bytes.length * 8 - unused);
        CardBits bits = CardBits.of(bytes, length);

        assertThat(CardBits.parse(bits.toText())).isEqualTo(bits);
        assertThat(CardBits.of(bits.toBytes(), length)).isEqualTo(bits);
        assertThat(bits.toText()).hasSize(length);
        if (length > 0 && length <= 63) {
            assertThat(bits.number(0, length)).isEqualTo(Long.parseLong(bits.toText(), 2));
        }
    }
}
