package dev.openaxis.osdp;

/** A key that can be guessed, see {@link Scbk#isWeak}. The message does not hold it. */
public final class WeakKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    WeakKeyException() {
        super("this key can be guessed: it is one byte repeated, or it counts up or down");
    }
}
