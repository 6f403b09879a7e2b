package dev.openaxis.osdp.message;

import java.util.List;

/**
 * All outputs (OSDP v2.2, OSTATR; 1 byte each).
 *
 * @param outputs the first is output 0
 */
public record OutputStatus(List<OutputState> outputs) implements Reply {
    /** Refuses what the wire cannot carry. */
    public OutputStatus {
        outputs = List.copyOf(outputs);
    }

    @Override
    public int code() {
        return ReplyCode.OSTATR;
    }
}
