package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.Reading;
import dev.openaxis.testkit.ShockVariant;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.ShockDetection;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shock detection, on a device that reads the references on its own. */
class ShockDetectionTest extends ConnectedTest {

    private static Stream<Set<Reading>> everyReading() {
        return Reading.oneAtATime(ShockVariant.class).stream();
    }

    @Override
    @BeforeEach
    void start() {
        use(SimulatedDevice.a9210().shockDetection());
    }

    private ShockDetection shocks() {
        return client.io().shockDetection();
    }

    @ParameterizedTest
    @MethodSource("everyReading")
    void underEveryReading_whatIsSetIsTold(Set<Reading> reading) {
        use(SimulatedDevice.a9210().shockDetection().variants(reading));

        assertThat(shocks().enabled()).isEqualTo(device.shockDetection().isEnabled());
        shocks().enable();
        assertThat(device.shockDetection().isEnabled()).isTrue();
        assertThat(shocks().enabled()).isTrue();
        shocks().disable();
        assertThat(device.shockDetection().isEnabled()).isFalse();
        assertThat(shocks().async().enabled().join()).isFalse();
        for (int level : new int[] {0, 37, 100}) {
            shocks().sensitivity(level);
            assertThat(device.shockDetection().sensitivity()).isEqualTo(level);
            assertThat(shocks().sensitivity()).isEqualTo(level);
        }
    }

    @Test
    void aDeviceWithoutIt() {
        use(SimulatedDevice.a9210());

        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> shocks().enabled(),
            () -> shocks().enable(),
            () -> shocks().sensitivity(),
            () -> shocks().sensitivity(5),
            () -> shocks().schemaVersions()
        }) {
            assertThatThrownBy(call).isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    @Test
    void aViewer_mayNotEvenAsk() {
        use(SimulatedDevice.a9210()
                .shockDetection()
                .user(SimulatedDevice.DEFAULT_USER, Clients.PASSWORD, SimulatedRole.ADMIN)
                .user("guard", "pass-of-guard-1", SimulatedRole.VIEWER));
        try (AxisDevice guard = Clients.at(device.httpUri())
                .credentials(Credentials.of("guard", "pass-of-guard-1"))
                .connect()) {
            Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "io.shockDetection.enabled",
                    AppliedEffect.NONE,
                    () -> guard.io().shockDetection().enabled());
            Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "io.shockDetection.enable",
                    AppliedEffect.NONE,
                    () -> guard.io().shockDetection().enable());
        }
        assertThat(device.shockDetection().isEnabled()).isFalse();
    }

    @Test
    void anotherSchema_isSaidToBeUnsupported() {
        device.faults()
                .inject(Fault.body(
                                "text/xml",
                                "<ShockDetectionResponse xmlns=\"http://www.axis.com/vapix/http_cgi/shockdetection1\">"
                                        + "<Error><GeneralError><ErrorCode>40</ErrorCode></GeneralError></Error>"
                                        + "</ShockDetectionResponse>")
                        .on("/axis-cgi/shockdetection/"));

        assertThatThrownBy(() -> shocks().enable()).isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(device.shockDetection().isEnabled()).isFalse();
    }
}
