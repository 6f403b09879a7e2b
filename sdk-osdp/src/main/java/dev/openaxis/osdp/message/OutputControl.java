package dev.openaxis.osdp.message;

import java.util.List;

/**
 * Sets outputs (OSDP v2.2, OUT; 4 bytes each); answered by {@link OutputStatus} or {@link Ack}.
 *
 * @param outputs at least one
 */
public record OutputControl(List<OutputSetting> outputs) implements Command {
    /** Refuses what the wire cannot carry. */
    public OutputControl {
        outputs = Wire.some("output", outputs);
    }

    @Override
    public int code() {
        return CommandCode.OUT;
    }
}
