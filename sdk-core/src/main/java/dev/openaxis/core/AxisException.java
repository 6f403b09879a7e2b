package dev.openaxis.core;

/**
 * The root of every error the SDK raises about a device. Unchecked. The message says which device, which operation, what
 * happened, what may have changed and what to try; it never holds a secret.
 */
public abstract class AxisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String device;
    private final String operation;
    private final String what;
    private final AppliedEffect effect;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    protected AxisException(Failure failure) {
        super(failure.message(), failure.cause());
        this.device = failure.device();
        this.operation = failure.operation();
        this.what = failure.what();
        this.effect = failure.effect();
    }

    /**
     * Which device.
     *
     * @return its address, without any account
     */
    public final String device() {
        return device;
    }

    /**
     * Which operation.
     *
     * @return its name, for example {@code io.activate}
     */
    public final String operation() {
        return operation;
    }

    /**
     * What happened: the message without device, operation, effect and advice.
     *
     * @return one sentence without the final period
     */
    public final String what() {
        return what;
    }

    /**
     * What may have changed in the world although this was raised.
     *
     * @return nothing, a part, or unknown
     */
    public final AppliedEffect effect() {
        return effect;
    }
}
