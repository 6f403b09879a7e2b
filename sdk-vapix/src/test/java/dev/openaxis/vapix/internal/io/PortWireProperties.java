package dev.openaxis.vapix.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The text forms of port.cgi, by the examples and the grammar of the reference. */
class PortWireProperties {

    @Example
    void theReferencesOwnExamplesComeOut() {
        PortId second = PortId.of(1);
        assertThat(PortWire.action(second, Command.to(PortState.ACTIVE))).isEqualTo("2:/");
        assertThat(PortWire.action(second, Command.to(PortState.INACTIVE))).isEqualTo("2:\\");
        assertThat(PortWire.action(second, Command.pulse(Duration.ofMillis(300))))
                .isEqualTo("2:/300\\");
        Sequence twoPulses = Sequence.start()
                .active(Duration.ofMillis(300))
                .inactive(Duration.ofMillis(500))
                .active(Duration.ofMillis(300))
                .endInactive();
        assertThat(PortWire.action(second, Command.run(twoPulses))).isEqualTo("2:/300\\500/300\\");
    }

    @Property(tries = 200)
    void everyActionFollowsTheGrammar(
            @ForAll @IntRange(min = 0, max = 255) int port,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 90_000) Integer> holds,
            @ForAll boolean first) {
        Sequence.Builder builder = Sequence.start();
        boolean active = first;
        for (int hold : holds) {
            builder = active ? builder.active(Duration.ofMillis(hold)) : builder.inactive(Duration.ofMillis(hold));
            active = !active;
        }
        Sequence sequence = active ? builder.endActive() : builder.endInactive();

        String action = PortWire.action(PortId.of(port), Command.run(sequence));

        assertThat(action).matches("\\d+:[/\\\\](\\d+[/\\\\])*").startsWith((port + 1) + ":");
        assertThat(action.replaceAll("^\\d+:|[/\\\\]", " ").trim().replaceAll(" +", " "))
                .isEqualTo(holds.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    @Property(tries = 500)
    void anyTextSaysActiveInactiveOrNothing(@ForAll String text, @ForAll @IntRange(min = 0, max = 255) int port) {
        assertThat(PortWire.state(PortWire.answers(text).getOrDefault(PortId.of(port), "")))
                .isNotNull();
    }

    @Property(tries = 100)
    void anAnswerIsFoundWithAndWithoutTheWordPort(
            @ForAll @IntRange(min = 0, max = 255) int port, @ForAll boolean active, @ForAll boolean word) {
        String line = (word ? "port" : "") + (port + 1) + "=" + (active ? "active" : "inactive") + "\r\n";

        assertThat(PortWire.state(
                        PortWire.answers("port999=inactive\r\n" + line).getOrDefault(PortId.of(port), "")))
                .isEqualTo(active ? PortState.ACTIVE : PortState.INACTIVE);
    }
}
