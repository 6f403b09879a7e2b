package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What every error of the SDK must tell: device, operation, what happened, what may have changed, what to try. */
final class Told {
    private static final Map<AppliedEffect, String> SENTENCES = Map.of(
            AppliedEffect.NONE, "Nothing was changed.",
            AppliedEffect.PARTIAL, "A part was applied.",
            AppliedEffect.POSSIBLE, "It may have taken effect or not.");

    private Told() {}

    /** Calls, expects the failure, and checks everything that holds for all failures. */
    static <E extends AxisException> E by(
            Class<E> type, URI device, String operation, AppliedEffect effect, ThrowingCallable call) {
        Throwable raised = catchThrowable(call);
        assertThat(raised).isInstanceOf(type);
        E failure = type.cast(raised);
        assertThat(failure.effect()).as(failure.getMessage()).isEqualTo(effect);
        assertThat(failure.operation()).isEqualTo(operation);
        assertThat(failure.device()).contains(device.getHost() + ":" + device.getPort());
        assertThat(failure.getMessage()).contains(failure.device()).contains(operation);
        String sentence = SENTENCES.get(effect);
        assertThat(failure.getMessage()).contains(sentence);
        String advice = failure.getMessage()
                .substring(failure.getMessage().indexOf(sentence) + sentence.length())
                .trim();
        assertThat(advice).as("advice of: %s", failure.getMessage()).isNotEmpty();
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain(Clients.PASSWORD).doesNotContain("Authorization: ");
        return failure;
    }
}
