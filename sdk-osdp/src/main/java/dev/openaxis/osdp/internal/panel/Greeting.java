package dev.openaxis.osdp.internal.panel;

import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.CapabilitiesRequest;
import dev.openaxis.osdp.message.Capability;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.IdRequest;
import dev.openaxis.osdp.message.InputStatusRequest;
import dev.openaxis.osdp.message.LocalStatusRequest;
import dev.openaxis.osdp.message.OutputStatusRequest;
import dev.openaxis.osdp.message.PdCapabilities;
import dev.openaxis.osdp.message.PdIdentification;
import dev.openaxis.osdp.message.ReaderStatusRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a device is asked before it is used: who it is, what it can do, and how all of it is. */
final class Greeting {
    private final Deque<Command> questions = new ArrayDeque<>();
    private @Nullable PdIdentification identification;
    private @Nullable PdCapabilities capabilities;
    private int largest = Layout.LEAST_RECEIVED;

    void begin() {
        questions.clear();
        questions.add(IdRequest.STANDARD);
        questions.add(CapabilitiesRequest.STANDARD);
        questions.add(new LocalStatusRequest());
    }

    /** The next question. */
    Command next() {
        return Objects.requireNonNull(questions.peekFirst());
    }

    /** It was answered, or will not be. */
    void answered() {
        questions.pollFirst();
    }

    boolean isOver() {
        return questions.isEmpty();
    }

    /** Who the device is; {@code true} if it was another before. */
    boolean identified(PdIdentification who) {
        PdIdentification before = identification;
        identification = who;
        return before != null && (!before.vendor().equals(who.vendor()) || before.serial() != who.serial());
    }

    /** What the device can do; {@code true} if it denies that it has a secure channel. */
    boolean understood(PdCapabilities can) {
        capabilities = can;
        int buffer = can.receiveBuffer().orElse(Layout.LEAST_RECEIVED);
        largest = Math.max(Layout.LEAST_RECEIVED, Math.min(Layout.LARGEST, buffer));
        ask(can, Capability.INPUTS, new InputStatusRequest());
        ask(can, Capability.OUTPUTS, new OutputStatusRequest());
        ask(can, Capability.READERS, new ReaderStatusRequest());
        return can.find(Capability.SECURITY)
                .map(security -> (security.compliance() & 1) == 0)
                .orElse(false);
    }

    private void ask(PdCapabilities can, int function, Command question) {
        if (can.find(function).map(Capability::objects).orElse(0) > 0) {
            questions.add(question);
        }
    }

    Optional<PdIdentification> identification() {
        return Optional.ofNullable(identification);
    }

    Optional<PdCapabilities> capabilities() {
        return Optional.ofNullable(capabilities);
    }

    /** Largest frame the device takes. */
    int largest() {
        return largest;
    }
}
