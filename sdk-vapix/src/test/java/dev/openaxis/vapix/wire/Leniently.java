package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.MalformedResponseException;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;

/** What every operation owes its caller, whatever the device answers. */
final class Leniently {
    private Leniently() {}

    /** A value or a typed error of bounded length within its time. */
    static void valueOrTyped(Runnable call) {
        valueOrTyped("never sent", call);
    }

    /** The same, without a secret that was sent. */
    static void valueOrTyped(String secret, Runnable call) {
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            try {
                call.run();
            } catch (AxisException e) {
                assertThat(e.getMessage()).doesNotContain(secret).hasSizeLessThan(5_000);
                if (e instanceof MalformedResponseException malformed) {
                    assertThat(malformed.excerpt()).hasSizeLessThan(400);
                }
            }
        });
    }
}
