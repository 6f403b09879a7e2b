package dev.openaxis.examples;

import dev.openaxis.core.CallListener;
import dev.openaxis.core.CallReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Times the SDK's calls with Micrometer: a timer {@code axis.calls} by operation, effect and outcome. The device is no tag, as
 * thousands of devices would make thousands of timers.
 */
public final class MicrometerCalls implements CallListener {
    private final MeterRegistry registry;

    /**
     * An adapter.
     *
     * @param registry where the timers live
     */
    public MicrometerCalls(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(CallReport report) {
        Timer.builder("axis.calls")
                .tag("operation", report.operation())
                .tag("effect", report.effect().name())
                .tag(
                        "outcome",
                        report.failure()
                                .map(failure -> failure.getClass().getSimpleName())
                                .orElse("ok"))
                .register(registry)
                .record(report.time());
    }
}
