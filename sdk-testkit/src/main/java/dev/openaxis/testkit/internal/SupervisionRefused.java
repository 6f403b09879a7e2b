package dev.openaxis.testkit.internal;

/** Ends the work on a supervised I/O request; the verdict is its answer. */
final class SupervisionRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final SupervisionVerdict verdict;

    SupervisionRefused(SupervisionVerdict verdict) {
        super(verdict.message(), null, false, false);
        this.verdict = verdict;
    }

    SupervisionVerdict verdict() {
        return verdict;
    }
}
