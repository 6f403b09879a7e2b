package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class ActionGrammarProperties {
    @Provide
    Arbitrary<ActionGrammar.Action> actions() {
        Arbitrary<ActionGrammar.Step> waiting = Combinators.combine(
                        Arbitraries.of(true, false), Arbitraries.integers().between(0, 999_999_999))
                .as(ActionGrammar.Step::new);
        Arbitrary<ActionGrammar.Step> last =
                Arbitraries.of(true, false).map(active -> new ActionGrammar.Step(active, 0));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 999_999),
                        waiting.list().ofMaxSize(30),
                        last)
                .as((port, steps, end) -> {
                    List<ActionGrammar.Step> all = new java.util.ArrayList<>(steps);
                    all.add(end);
                    return new ActionGrammar.Action(port, all);
                });
    }

    private static String write(ActionGrammar.Action action) {
        StringBuilder text = new StringBuilder().append(action.portId()).append(':');
        List<ActionGrammar.Step> steps = action.steps();
        for (int i = 0; i < steps.size(); i++) {
            text.append(steps.get(i).active() ? '/' : '\\');
            if (i < steps.size() - 1) {
                text.append(steps.get(i).waitMillis());
            }
        }
        return text.toString();
    }

    @Property
    void whatIsWrittenAfterTheGrammarIsReadBack(@ForAll("actions") ActionGrammar.Action action) {
        assertThat(ActionGrammar.parse(write(action))).isEqualTo(action);
    }

    @Property
    void anythingElseIsNoActionOrOneThatIsWrittenTheSameWay(@ForAll("almostActions") String text) {
        ActionGrammar.Action action = ActionGrammar.parse(text);
        if (action != null) {
            assertThat(ActionGrammar.parse(write(action))).isEqualTo(action);
            assertThat(text).matches("[0-9]*:[/\\\\]([0-9]+[/\\\\])*");
        } else if (text.length() < 60) {
            assertThat(text.matches("[0-9]{0,9}:[/\\\\]([0-9]{1,9}[/\\\\])*")).isFalse();
        }
    }

    @Provide
    Arbitrary<String> almostActions() {
        return Arbitraries.strings().withChars("0123456789:/\\ +-x").ofMaxLength(40);
    }

    @Property
    void noTextBreaksTheReader(@ForAll @StringLength(max = 2000) String text) {
        ActionGrammar.parse(text);
    }

    @Example
    void theDocumentedExamplesAreRead() {
        assertThat(ActionGrammar.parse("2:/300\\500/300\\"))
                .isEqualTo(new ActionGrammar.Action(
                        2,
                        List.of(
                                new ActionGrammar.Step(true, 300),
                                new ActionGrammar.Step(false, 500),
                                new ActionGrammar.Step(true, 300),
                                new ActionGrammar.Step(false, 0))));
        assertThat(ActionGrammar.parse(":/"))
                .isEqualTo(new ActionGrammar.Action(1, List.of(new ActionGrammar.Step(true, 0))));
        for (String wrong : List.of(
                "", ":", "1:", "1", "1:/500", "1:/active", "/", "1:/\\", "1:/ 5\\", "-1:/", "1:/1234567890\\")) {
            assertThat(ActionGrammar.parse(wrong)).as(wrong).isNull();
        }
    }
}
