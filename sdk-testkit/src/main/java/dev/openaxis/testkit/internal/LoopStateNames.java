package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How {@code supervisedio.cgi} spells states; its pages disagree, reference 02 section 4.2. */
final class LoopStateNames {
    private final String closed;
    private final String shorted;

    LoopStateNames(DeviceConfig config) {
        boolean close = config.is(Variant.SUPERVISED_CLOSE_SHORT) || config.is(Variant.SUPERVISED_CLOSE_SHORTED);
        boolean participle =
                config.is(Variant.SUPERVISED_CLOSE_SHORTED) || config.is(Variant.SUPERVISED_CLOSED_SHORTED);
        this.closed = close ? "close" : "closed";
        this.shorted = participle ? "shorted" : "short";
    }

    String of(LoopState state) {
        return switch (state) {
            case OPEN -> "open";
            case CLOSED -> closed;
            case SHORT -> shorted;
            case CUT -> "cut";
            case UNDEFINED -> "undefined";
        };
    }

    /** The state of a port: of its loop, or of the circuit of a port that has none. */
    String of(Port port) {
        return of(port.isSupervisable() ? port.loop().state() : port.closed() ? LoopState.CLOSED : LoopState.OPEN);
    }

    /** The names ranges may have, in the order of the documentation. */
    List<String> all() {
        return Stream.of(LoopState.OPEN, LoopState.CLOSED, LoopState.SHORT, LoopState.CUT)
                .map(this::of)
                .toList();
    }

    @Nullable
    LoopState parse(String name) {
        return Stream.of(LoopState.values())
                .filter(state -> state != LoopState.UNDEFINED && of(state).equals(name))
                .findFirst()
                .orElse(null);
    }
}
