package dev.openaxis.core;

import org.jspecify.annotations.Nullable;

/**
 * What every error of the SDK says: which device, which operation, what happened, what may have changed, what to try.
 *
 * @param device address of the device, or of the SDK part where there is none
 * @param operation name of the operation, for example {@code io.activate}
 * @param what what happened, one sentence without the final period, free of secrets
 * @param effect what may have changed
 * @param advice what to try, one sentence without the final period; empty if there is nothing to say
 * @param cause the lower error, or {@code null}
 */
public record Failure(
        String device,
        String operation,
        String what,
        AppliedEffect effect,
        String advice,
        @Nullable Throwable cause) {

    /**
     * A failure that changed nothing.
     *
     * @param device address of the device
     * @param operation name of the operation
     * @param what what happened
     * @return the failure, without advice and cause
     */
    public static Failure of(Object device, String operation, String what) {
        return new Failure(device.toString(), operation, what, AppliedEffect.NONE, "", null);
    }

    /**
     * The same failure with another effect.
     *
     * @param newEffect what may have changed
     * @return a copy
     */
    public Failure effect(AppliedEffect newEffect) {
        return new Failure(device, operation, what, newEffect, advice, cause);
    }

    /**
     * The same failure with advice.
     *
     * @param newAdvice what to try
     * @return a copy
     */
    public Failure advice(String newAdvice) {
        return new Failure(device, operation, what, effect, newAdvice, cause);
    }

    /** The same failure, with this advice if it has none. */
    Failure orAdvice(String general) {
        return advice.isEmpty() ? advice(general) : this;
    }

    /**
     * The same failure with a lower error.
     *
     * @param newCause the lower error
     * @return a copy
     */
    public Failure cause(@Nullable Throwable newCause) {
        return new Failure(device, operation, what, effect, advice, newCause);
    }

    /** The message of the exception. */
    String message() {
        String changed = switch (effect) {
            case NONE -> "Nothing was changed";
            case PARTIAL -> "A part was applied";
            case POSSIBLE -> "It may have taken effect or not";
        };
        return device + ": " + operation + ": " + what + ". " + changed + "."
                + (advice.isEmpty() ? "" : " " + advice + ".");
    }
}
