package dev.openaxis.core.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Reading challenges: whatever was written by the grammar of RFC 9110 is read back; anything else does no harm. */
class ChallengeProperties {
    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_.!#$%&'*+^`|~";

    @Property
    void anyText_isAListOfChallengesAndNeverAnError(@ForAll String text) {
        assertThat(Challenge.parse(text)).isNotNull();
    }

    @Property
    void anyTextOfTheGrammarsCharacters_isAListOfChallengesAndNeverAnError(@ForAll("grammatical") String text) {
        List<Challenge> challenges = Challenge.parse(text);

        assertThat(challenges.size()).isLessThanOrEqualTo(text.length());
        assertThat(challenges)
                .allSatisfy(challenge -> assertThat(challenge.scheme()).isNotEmpty());
    }

    @Provide
    Arbitrary<String> grammatical() {
        return Arbitraries.strings().withChars("aB1=, \t\"\\-").ofMaxLength(60);
    }

    @Property(tries = 20)
    void longText_isReadInTime(@ForAll("grammatical") String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> Challenge.parse(text.repeat(5000)));
    }

    @Property
    void whatWasWritten_isReadBack(
            @ForAll("challenges") List<Challenge> written, @ForAll("separators") String separator) {
        List<String> texts = new ArrayList<>();
        for (Challenge challenge : written) {
            StringBuilder text = new StringBuilder(challenge.scheme());
            String before = " ";
            for (Map.Entry<String, String> parameter : challenge.parameters().entrySet()) {
                text.append(before).append(parameter.getKey()).append("=\"");
                text.append(parameter.getValue().replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
                before = separator;
            }
            texts.add(text.toString());
        }

        assertThat(Challenge.parse(String.join(separator, texts))).isEqualTo(written);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(", ", ",", " , ", ",,", ",\t");
    }

    @Provide
    Arbitrary<List<Challenge>> challenges() {
        Arbitrary<String> names =
                Arbitraries.strings().withChars("abcxyz-").ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> values =
                Arbitraries.strings().withChars(TOKEN + " ,=;\"\\()").ofMaxLength(20);
        Arbitrary<Map<String, String>> parameters =
                Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(5).map(LinkedHashMap::new);
        return Combinators.combine(names, parameters).as(Challenge::new).list().ofMaxSize(4);
    }
}
