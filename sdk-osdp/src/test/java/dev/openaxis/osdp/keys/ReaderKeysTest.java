package dev.openaxis.osdp.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderKeysTest {
    private static final Scbk FIRST = key("01");
    private static final Scbk SECOND = key("02");
    private static final Scbk THIRD = key("03");
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00.000000001Z");
    private static final ReaderKeys NEW = ReaderKeys.none("front door");

    private static Scbk key(String end) {
        return Scbk.of(HexFormat.of().parseHex("C0112233445566778899AABBCCDDEE" + end));
    }

    @Test
    void aRotationAlwaysHoldsTheKeyTheReaderHas() {
        ReaderKeys paired = NEW.withNext(FIRST, NOW).promoted(FIRST);
        assertThat(paired.candidates()).containsExactly(FIRST);
        ReaderKeys under = paired.withNext(SECOND, NOW.plusSeconds(1));
        assertThat(under.candidates()).containsExactly(SECOND, FIRST);
        assertThat(under.promoted(SECOND).current()).contains(new StoredKey(SECOND, NOW.plusSeconds(1)));
        assertThat(under.promoted(SECOND).next()).isEmpty();
        assertThat(under.withoutNext(FIRST)).isEqualTo(paired);
    }

    @Test
    void whatCouldLoseTheOnlyKeyIsRefused() {
        ReaderKeys paired = NEW.withCurrent(FIRST, NOW);
        ReaderKeys under = paired.withNext(SECOND, NOW);

        assertThatThrownBy(() -> under.withNext(THIRD, NOW)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> paired.withCurrent(SECOND, NOW)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> NEW.withNext(FIRST, NOW).withCurrent(SECOND, NOW))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> under.promoted(FIRST)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> paired.promoted(FIRST)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> under.withoutNext(SECOND)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> NEW.withNext(FIRST, NOW).withoutNext(FIRST)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> paired.withNext(FIRST, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameNextKeyTwiceIsTheSameRotation() {
        ReaderKeys under = NEW.withNext(FIRST, NOW);

        assertThat(under.withNext(FIRST, NOW.plusSeconds(9))).isEqualTo(under);
    }

    @Test
    void theIdOfTheReaderStaysWithItsKeys() {
        Octets id = Octets.ofHex("00068E0000000000");

        assertThat(NEW.seen(id)
                        .withNext(FIRST, NOW)
                        .promoted(FIRST)
                        .withNext(SECOND, NOW)
                        .withoutNext(FIRST)
                        .clientId())
                .contains(id);
        assertThat(NEW.seen(id).withCurrent(FIRST, NOW).clientId()).contains(id);
        assertThatThrownBy(() -> NEW.seen(Octets.ofHex("00"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\uD800"})
    void aReaderHasAName(String name) {
        assertThatThrownBy(() -> ReaderKeys.none(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReaderKeys.none("x".repeat(129))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noKeyIsShown() {
        assertThat(NEW.withCurrent(FIRST, NOW).withNext(SECOND, NOW).toString())
                .contains("front door", "key hidden")
                .doesNotContainIgnoringCase("C011");
    }
}
