package dev.openaxis.vapix.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.service.Answers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The look just before an action is one read: it proves all ports or nothing. */
class GpioProofTest {
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
}
