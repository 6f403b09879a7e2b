package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.LevelUnit;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.SupervisedState;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** Whatever the general purpose I/O service says: a value or a typed error, and no relay that it did not call one. */
class GpioProperties {
    private final GpioDevice device = new GpioDevice();

    @AfterProperty
    void close() {
        device.close();
    }

    @Property(tries = 80)
    void anyListOfPorts(@ForAll("answers") String body, @ForAll("statuses") int status) {
        device.says("GetPortList");
        device.says("GetPortList", status, body);

        ScriptedDevice.valueOrTyped(() -> {
            List<Port> ports = device.client().io().ports();
            assertThat(status).isEqualTo(200);
            if (!body.contains("RelayOutput")) {
                assertThat(ports).extracting(Port::kind).doesNotContain(Port.Kind.RELAY);
            }
            if (!body.contains("ActiveState")) {
                assertThat(ports).allMatch(port -> port.normal() == CircuitState.UNKNOWN);
            }
        });
        ScriptedDevice.valueOrTyped(
                () -> assertThat(device.client().io().supervision().list())
                        .allMatch(one -> one.supervisable() && one.unit() == LevelUnit.MILLIVOLTS));
    }

    @Property(tries = 50)
    void anyPort_andAnyAnswerToAChange(
            @ForAll("answers") String port, @ForAll("answers") String changed, @ForAll("statuses") int status) {
        device.says("GetPortList", GpioDevice.list(GpioDevice.INPUT, GpioDevice.SUPERVISED));
        device.says("GetPort");
        device.says("GetPort", status, port);
        device.says("SetPort", changed);

        ScriptedDevice.valueOrTyped(
                () -> assertThat(device.client().io().supervision().ranges(PortId.of(2)))
                        .allMatch(range -> range.unit() == LevelUnit.MILLIVOLTS && range.highest() >= range.lowest()));
        ScriptedDevice.valueOrTyped(() -> device.client()
                .io()
                .configure(PortId.of(3), PortSettings.change().usage("Door")));
        ScriptedDevice.valueOrTyped(() -> device.client()
                .io()
                .supervision()
                .supervise(PortId.of(2), List.of(SupervisedRange.millivolts(SupervisedState.CUT, 1, 2))));
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 200, 200, 200, 400, 404, 500);
    }

    @Provide
    Arbitrary<String> answers() {
        Arbitrary<String> examples = Arbitraries.of(
                GpioDevice.list(GpioDevice.INPUT, GpioDevice.RELAY),
                GpioDevice.list(GpioDevice.SUPERVISED),
                "{\"PortId\":[\"2\",\"3\"]}",
                "{\"Port\":[\"2\",\"3\"]}",
                "{\"Fault\":\"env:Sender\",\"FaultCode\":\"ter:InvalidArgVal\",\"FaultReason\":\"no\"}");
        Arbitrary<String> mangled = Combinators.combine(
                        examples,
                        Arbitraries.integers().between(0, 2000),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of("", "\"", "null", "{}", "[]", "7", "-1", "1e99", "true", ",", "}", "Open", "\\"))
                .as((text, at, length, instead) -> {
                    int from = at % (text.length() + 1);
                    return text.substring(0, from) + instead + text.substring(Math.min(text.length(), from + length));
                });
        // A value in place of another keeps the document well-formed.
        Arbitrary<String> replaced = Combinators.combine(
                        examples,
                        Arbitraries.of(
                                "PortId", "CurrentMode", "Active", "ActiveState", "UpperLimit", "Triggers", "Port"),
                        Arbitraries.of("null", "{}", "[]", "-7", "\"x\"", "[\"3\"]", "99999999999999999999", "true"))
                .as((text, name, value) ->
                        text.replaceFirst("\"" + name + "\":(\"[^\"]*\"|true|false)", "\"" + name + "\":" + value));
        return Arbitraries.oneOf(
                examples, mangled, replaced, Arbitraries.strings().ofMaxLength(60));
    }
}
