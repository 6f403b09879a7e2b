package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.Effect;
import dev.openaxis.core.internal.operation.LocalRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A request that is one dialog.
 *
 * @param <T> what the caller gets
 */
final class Question<T> extends LocalRequest<T> {
    private final Dialog<T> dialog;

    Question(
            String device,
            String operation,
            Effect effect,
            Duration within,
            Dialog<T> dialog,
            Consumer<? super Question<T>> submit) {
        super(device, operation, effect, within, request -> submit.accept((Question<T>) request));
        this.dialog = dialog;
    }

    Dialog<T> dialog() {
        return dialog;
    }
}
