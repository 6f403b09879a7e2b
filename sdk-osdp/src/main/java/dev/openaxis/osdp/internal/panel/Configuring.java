package dev.openaxis.osdp.internal.panel;

import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommunicationChange;
import dev.openaxis.osdp.message.CommunicationReport;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.panel.CommunicationOutcome;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Address and rate are set: over when the device has answered where it says it will be, or where it was. */
final class Configuring implements Dialog<CommunicationOutcome>, Move.Owner {
    private final CommunicationChange change;
    private final Supplier<Optional<String>> obstacle;
    private final Consumer<Move.Owner> announce;
    private @Nullable Question<CommunicationOutcome> request;

    /**
     * A dialog.
     *
     * @param obstacle why the device must not be told to go there, if somebody has gone there meanwhile
     * @param announce says who waits for the end of the move that the answer begins
     */
    Configuring(CommunicationChange change, Supplier<Optional<String>> obstacle, Consumer<Move.Owner> announce) {
        this.change = change;
        this.obstacle = obstacle;
        this.announce = announce;
    }

    /** Whose dialog it is. */
    void whose(Question<CommunicationOutcome> caller) {
        request = caller;
    }

    @Override
    public int code() {
        return change.code();
    }

    @Override
    public Optional<String> obstacle() {
        return obstacle.get();
    }

    @Override
    public Command next(int room) {
        return change;
    }

    @Override
    public Step<CommunicationOutcome> answered(Reply reply) {
        if (!(reply instanceof CommunicationReport)) {
            return new Step.NotMine<>();
        }
        announce.accept(this);
        return new Step.Elsewhere<>();
    }

    @Override
    public void found(CommunicationOutcome outcome) {
        Objects.requireNonNull(request).done(outcome);
    }

    @Override
    public void lost(String what) {
        Objects.requireNonNull(request).unanswered(what);
    }
}
