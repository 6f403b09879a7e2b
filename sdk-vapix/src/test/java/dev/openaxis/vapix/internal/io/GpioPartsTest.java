package dev.openaxis.vapix.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.service.Answers;
import dev.openaxis.vapix.io.PortId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers that tell a part: of the list just before an action, and of several changes. */
class GpioPartsTest {
    private static final String PORT =
            "{\"PortId\":\"8\",\"SupportedModes\":[\"RelayOutput\"],\"CurrentMode\":\"RelayOutput\"}";

    private static PortList proven(String answer) {
        try (Answers answers = new Answers();
                IoSession io = new IoSession(answers.session(), false)) {
            return answers.read(context ->
                    new GpioPorts().proven(io, context, new DeviceInfo(Map.of()), Answers.answer(200, answer)));
        }
    }

    @Test
    void aWholeListProves_aFirstPageDoesNot() {
        assertThat(proven("{\"Port\":[" + PORT + "]}").ports()).hasSize(1);
        assertThatThrownBy(() -> proven("{\"NextStartReference\":\"p2\",\"Port\":[" + PORT + "]}"))
                .isInstanceOf(UnverifiedMappingException.class)
                .hasMessageContaining("several answers");
    }

    @Test
    void ofSeveralPorts_someMayBeLeftUnchanged() {
        try (Answers answers = new Answers();
                IoSession io = new IoSession(answers.session(), false)) {
            assertThatThrownBy(() -> answers.read(context -> {
                        new GpioWire(io, context)
                                .requireUpdated(
                                        List.of(PortId.of(9), PortId.of(3)),
                                        Answers.answer(200, "{\"PortId\":[\"9\"]}"));
                        return "changed";
                    }))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.effect()).isEqualTo(AppliedEffect.PARTIAL))
                    .hasMessageContaining("did not change [port 3]");
        }
    }
}
