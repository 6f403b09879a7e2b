package dev.openaxis.modbus.internal.client;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.internal.operation.LocalRequest;
import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.ModbusRefusedException;
import dev.openaxis.modbus.UnitOptions;
import dev.openaxis.modbus.internal.pdu.Request;
import dev.openaxis.modbus.internal.pdu.WrongAnswer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A question to a unit until it is answered, which can take several requests.
 *
 * @param <R> what the caller gets
 */
final class Transaction<R> extends LocalRequest<R> {
    private static final int EXCEPTION = 0x80;

    final int unit;
    final UnitOptions options;
    /** When it ends, answered or not, in nanoseconds of the loop. */
    long expiresAt;
    /** When the request left. */
    long sentAt;
    /** When the answer must have come. */
    long dueAt;

    private Request<R> request;
    private int attempts;
    private int timesBusy;
    private @Nullable String wrong;

    Transaction(
            String device,
            int unit,
            Request<R> request,
            UnitOptions options,
            Duration within,
            Consumer<? super Transaction<R>> submit) {
        super(
                device,
                request.operation(),
                request.effect(options.writing()),
                within,
                self -> submit.accept((Transaction<R>) self));
        this.unit = unit;
        this.request = request;
        this.options = options;
    }

    Request<R> request() {
        return request;
    }

    /** It is sent now. */
    void sent(long now, long due) {
        attempts++;
        sentAt = now;
        dueAt = due;
        wrong = null;
    }

    /** Whether it was sent before. */
    boolean isRetry() {
        return attempts > 0;
    }

    /** Whether a message with this function is about it. */
    boolean isAbout(int function) {
        return (function & ~EXCEPTION) == request.function();
    }

    /**
     * It is answered.
     *
     * @return whether more is to be asked
     * @throws WrongAnswer if this is no answer to it
     */
    boolean answered(ByteBuffer data) throws WrongAnswer {
        ByteBuffer whole = data.duplicate();
        R answer = request.readAnswer(data);
        Optional<Request<R>> rest = request.rest(answer, whole);
        if (rest.isPresent()) {
            request = rest.get();
            attempts = 0;
            return askAgain();
        }
        done(answer);
        return false;
    }

    /** It left, and nobody answers it. */
    void sentUnanswered() {
        done(request.unanswered());
    }

    /** What came is no answer to it; another may follow. */
    void wrong(String why) {
        wrong = why;
    }

    /**
     * The unit, or a gateway, answers with an exception.
     *
     * @return whether it is to be asked again, later
     */
    boolean refused(int code) {
        Optional<ExceptionCode> reason = ExceptionCode.of(code);
        boolean busy = reason.equals(Optional.of(ExceptionCode.SERVER_DEVICE_BUSY));
        boolean unreachable = reason.equals(Optional.of(ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
        if (busy && timesBusy++ < options.retries() && declined()) {
            return true;
        }
        if (unreachable && attempts <= options.retries() && askAgain()) {
            return true;
        }
        String what = "it answers with exception " + code
                + reason.map(known -> " (" + known + ")").orElse("");
        Failure failure = failure(what);
        ModbusRefusedException refusal = new ModbusRefusedException(
                effect() == Effect.READ || !mayHaveHappened(reason) ? failure : failure.effect(AppliedEffect.POSSIBLE),
                unit,
                request.function(),
                code);
        boolean unknown = unreachable || reason.equals(Optional.of(ExceptionCode.ACKNOWLEDGE));
        failed(
                unknown && effect() != Effect.READ
                        ? new OutcomeUnknownException(
                                failure.effect(AppliedEffect.POSSIBLE).cause(refusal))
                        : refusal);
        return false;
    }

    private static boolean mayHaveHappened(Optional<ExceptionCode> reason) {
        return reason.isEmpty()
                || switch (reason.get()) {
                    case SERVER_DEVICE_FAILURE, MEMORY_PARITY_ERROR, ACKNOWLEDGE, GATEWAY_TARGET_FAILED_TO_RESPOND ->
                        true;
                    default -> false;
                };
    }

    /**
     * No answer came in time.
     *
     * @return whether it is to be asked again
     */
    boolean timedOut() {
        if (attempts <= options.retries() && askAgain()) {
            return true;
        }
        String tries = attempts == 1 ? "" : ", asked " + attempts + " times";
        if (wrong == null) {
            unanswered("it did not answer within " + options.reply().toMillis() + " ms" + tries);
        } else {
            odd("what it answered " + wrong + tries, "");
        }
        return false;
    }

    /** The line is lost. */
    boolean lineLost() {
        return isSent() && askAgain();
    }
}
