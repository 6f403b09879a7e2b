package dev.openaxis.osdp.message;

import java.util.List;

/**
 * All inputs (OSDP v2.2, ISTATR; 1 byte each).
 *
 * @param inputs the first is input 0
 */
public record InputStatus(List<InputState> inputs) implements Reply {
    /** Refuses what the wire cannot carry. */
    public InputStatus {
        inputs = List.copyOf(inputs);
    }

    @Override
    public int code() {
        return ReplyCode.ISTATR;
    }
}
