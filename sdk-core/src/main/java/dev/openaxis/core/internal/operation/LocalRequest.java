package dev.openaxis.core.internal.operation;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.internal.operation.LocalCalls.Pending;
import dev.openaxis.core.internal.operation.LocalCalls.Task;
import dev.openaxis.core.line.LineTimer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a host wants of one device: waits in a row, is sent once, and ends once. Ends by itself at its deadline, wherever it is by then;
 * what was sent and is no mere question has an unknown outcome then.
 *
 * @param <T> what the caller gets
 */
public class LocalRequest<T> implements Task<T> {

    /** Where it is. Moved by whoever ends it; everything else happens on the line's loop. */
    private enum Stage {
        WAITING,
        SENT,
        OVER
    }

    private final String device;
    private final String operation;
    private final Effect effect;
    private final Duration within;
    private final Consumer<LocalRequest<T>> submit;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    /** Whether it was asked before, without an answer. */
    private volatile boolean wasSent;

    private @Nullable Pending<T> pending;
    private volatile @Nullable LineTimer timer;

    /**
     * A request.
     *
     * @param device what people call the device
     * @param operation its name, for example {@code osdp.output}
     * @param within deadline from now
     * @param submit takes it to the loop
     */
    public LocalRequest(
            String device, String operation, Effect effect, Duration within, Consumer<LocalRequest<T>> submit) {
        this.device = device;
        this.operation = operation;
        this.effect = effect;
        this.within = within;
        this.submit = submit;
    }

    @Override
    public void begin(Pending<T> whose) {
        pending = whose;
        submit.accept(this);
    }

    /** What it may do to the world. */
    public Effect effect() {
        return effect;
    }

    /** The time it has. */
    public Duration within() {
        return within;
    }

    /** Whose deadline it has; cancelled when it ends. */
    public void timer(LineTimer whichEndsIt) {
        timer = whichEndsIt;
        if (isOver()) {
            ended();
        }
    }

    /** Whether it ended. */
    public boolean isOver() {
        return stage.get() == Stage.OVER;
    }

    /** Its bytes go out now; {@code false} if it ended before. */
    public boolean send() {
        return stage.compareAndSet(Stage.WAITING, Stage.SENT) || stage.get() == Stage.SENT;
    }

    /** A question that was not answered can be asked once more. */
    public boolean askAgain() {
        wasSent |= effect == Effect.READ && stage.get() == Stage.SENT;
        return effect == Effect.READ && stage.compareAndSet(Stage.SENT, Stage.WAITING);
    }

    /** The device says that it did not do it; {@code false} if it may not be sent again all the same. */
    public boolean declined() {
        return effect.mayBeSentAgain() && stage.compareAndSet(Stage.SENT, Stage.WAITING);
    }

    /** Its bytes did not go out after all, not one of them. */
    public void unsent() {
        stage.compareAndSet(Stage.SENT, Stage.WAITING);
    }

    /** A failure of this request that changed nothing. */
    public Failure failure(String what) {
        return Failure.of(device, operation, what);
    }

    /** The device did it. */
    public void done(T value) {
        if (end()) {
            owner().complete(value);
        }
    }

    /** The device refused it, or it was never sent: nothing has happened. */
    public void failed(AxisException cause) {
        if (end()) {
            owner().fail(cause);
        }
    }

    /** The device answered, and the answer does not tell whether it did what it was told. */
    public void odd(String what, String answer) {
        failed(new MalformedResponseException(
                failure(what).effect(effect == Effect.READ ? AppliedEffect.NONE : AppliedEffect.POSSIBLE), answer));
    }

    /** Whether its bytes went out, perhaps not all of them. */
    public boolean isSent() {
        return stage.get() == Stage.SENT;
    }

    /** No answer will come. */
    public void unanswered(String what) {
        Stage before = stage.getAndSet(Stage.OVER);
        if (before != Stage.OVER) {
            ended();
            owner().fail(before == Stage.SENT ? unknown(what) : new ConnectionException(failure(what)));
        }
    }

    /** Its time is over. */
    public void expire() {
        Stage before = stage.getAndSet(Stage.OVER);
        if (before != Stage.OVER) {
            String what = before == Stage.SENT || wasSent
                    ? "there is no answer within " + within.toMillis() + " ms"
                    : "it was not sent within " + within.toMillis()
                            + " ms, as the device was not there or others came first";
            owner().fail(before == Stage.SENT ? unknownOr(what) : new DeadlineExceededException(failure(what)));
        }
    }

    /** Nobody carries it any more. */
    public void close() {
        Stage before = stage.getAndSet(Stage.OVER);
        if (before != Stage.OVER) {
            ended();
            owner().fail(
                            before == Stage.SENT
                                    ? unknown(
                                            "the line was closed, or the device taken from it, before the answer came")
                                    : new ClosedException(failure("the line was closed, or the device taken from it")));
        }
    }

    @Override
    public boolean cancel() {
        Stage before = stage.getAndSet(Stage.OVER);
        if (before == Stage.OVER) {
            return false;
        }
        ended();
        return owner().failNow(
                        before == Stage.SENT && effect != Effect.READ
                                ? unknown("the command was sent, and the waiting ended before it was answered")
                                : new CancellationException("cancelled"));
    }

    private AxisException unknownOr(String what) {
        return effect == Effect.READ ? new DeadlineExceededException(failure(what)) : unknown(what);
    }

    private AxisException unknown(String what) {
        return effect == Effect.READ
                ? new ConnectionException(failure(what))
                : new OutcomeUnknownException(failure(what)
                        .effect(AppliedEffect.POSSIBLE)
                        .advice("Look at the device's state before sending it again"));
    }

    private boolean end() {
        boolean mine = stage.getAndSet(Stage.OVER) != Stage.OVER;
        if (mine) {
            ended();
        }
        return mine;
    }

    private void ended() {
        LineTimer deadline = timer;
        if (deadline != null) {
            deadline.cancel();
        }
    }

    private Pending<T> owner() {
        return Objects.requireNonNull(pending);
    }

    @Override
    public String toString() {
        return operation;
    }
}
