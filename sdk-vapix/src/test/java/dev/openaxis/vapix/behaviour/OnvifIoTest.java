package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.Reading;
import dev.openaxis.testkit.ReceivedRequest;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.SoapVariant;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.OnvifIo;
import dev.openaxis.vapix.io.ReferenceToken;
import dev.openaxis.vapix.io.RelayOutput;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Relay outputs and inputs as ONVIF has them, on a device that reads the references on its own. */
class OnvifIoTest extends ConnectedTest {
    private static final String SERVICES = "/vapix/services";
    private static final ReferenceToken RELAY = ReferenceToken.of("0");

    private static Stream<Set<Reading>> everyReading() {
        return Reading.oneAtATime(SoapVariant.class).stream();
    }

    private OnvifIo onvif() {
        return client.io().onvif();
    }

    private long sent(String operation) {
        return device.requests().stream()
                .map(ReceivedRequest::bodyText)
                .filter(body -> body.contains(operation))
                .count();
    }

    // ---- reading ----

    @Test
    void outputsAndInputs_byTheirTokens() {
        assertThat(onvif().relayOutputs()).containsExactly(output("0"), output("3"), output("4"), output("6"));
        assertThat(onvif().digitalInputs())
                .extracting(ReferenceToken::value)
                .containsExactly("1", "2", "5", "7", "8", "9", "10");
    }

    private static RelayOutput output(String token) {
        return new RelayOutput(
                ReferenceToken.of(token),
                Optional.of(RelayOutput.Mode.BISTABLE),
                Optional.of(Duration.ofSeconds(1)),
                CircuitState.OPEN);
    }

    @Test
    void aDeviceWithoutTheServices() {
        use(SimulatedDevice.a9210().without("soap"));

        assertThatThrownBy(onvif()::relayOutputs).isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(onvif()::digitalInputs).isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> onvif().activate(RELAY)).isInstanceOf(UnsupportedCapabilityException.class);
    }

    // ---- switching ----

    @Test
    void aBistableOutput_staysAsItIsSwitched() {
        assertThat(onvif().activate(RELAY).evidence()).isEqualTo(Evidence.ACCEPTED);
        assertThat(device.relay(0).isClosed()).isTrue();
        onvif().deactivate(RELAY);

        assertThat(device.relay(0).transitions()).hasSize(2);
        assertThat(device.counters().actionsExecuted()).isEqualTo(2);
    }

    @Test
    void aMonostableOutput_becomesInactiveByItself() {
        RelayOutput now =
                onvif().configure(RELAY, RelayOutput.Settings.monostable(Duration.ofSeconds(1), CircuitState.CLOSED));

        assertThat(now.mode()).hasValue(RelayOutput.Mode.MONOSTABLE);
        assertThat(device.relay(0).isClosed()).as("idles closed").isTrue();
        onvif().activate(RELAY);
        assertThat(device.relay(0).openings()).isEqualTo(1);
        await().atMost(Clients.SOON).until(() -> device.relay(0).isClosed());
        assertThat(device.relay(0).openings()).isEqualTo(1);
        assertThat(device.counters().actionsExecuted()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {"RELAY_TOKEN_COUNTED", "RELAY_TOKEN_OPAQUE"})
    void otherTokens_areTakenAsTheyAreListed_andTheirEventIsTheProof(Variant tokens) {
        use(SimulatedDevice.a9210().variant(tokens));
        try (Subscription listening = client.events().subscribe(item -> {})) {
            await().atMost(Clients.SOON).until(() -> client.events().live());
            ReferenceToken second = onvif().relayOutputs().get(1).token();

            assertThat(onvif().activate(second).evidence()).isEqualTo(Evidence.EVENT);
        }
        assertThat(device.output(3).closures()).isEqualTo(1);
        assertThat(device.counters().actionsExecuted()).isEqualTo(1);
    }

    @Test
    void aTokenThatIsNotListed_isNeverSent() {
        Told.by(
                WrongPortException.class,
                device.httpUri(),
                "io.onvif.activate",
                AppliedEffect.NONE,
                () -> onvif().activate(ReferenceToken.of("1")));
        assertThatThrownBy(() ->
                        onvif().configure(ReferenceToken.of("nine"), RelayOutput.Settings.bistable(CircuitState.OPEN)))
                .isInstanceOf(WrongPortException.class);
        assertThat(sent("SetRelayOutput")).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = SoapVariant.class,
            names = {"FAULTS_WITH_500", "FAULTS_WITH_200", "ENVELOPE_PREFIX_ENV"})
    void aTokenThatIsGoneMeanwhile_isRefusedByTheDevice(SoapVariant form) {
        use(SimulatedDevice.a9210().variant(form));
        String listing = "<Envelope xmlns=\"http://www.w3.org/2003/05/soap-envelope\"><Body><GetRelayOutputsResponse"
                + " xmlns=\"http://www.onvif.org/ver10/device/wsdl\"><RelayOutputs token=\"gone\"/>"
                + "</GetRelayOutputsResponse></Body></Envelope>";
        device.faults()
                .inject(Fault.body("application/soap+xml", listing)
                        .on(SERVICES)
                        .saying("GetRelayOutputs")
                        .always());

        Told.by(
                WrongPortException.class,
                device.httpUri(),
                "io.onvif.activate",
                AppliedEffect.NONE,
                () -> onvif().activate(ReferenceToken.of("gone")));
        assertThat(sent("SetRelayOutputState")).isEqualTo(1);
        assertThat(device.counters().actionsExecuted()).isZero();
    }

    @Test
    void theRelaysOfADoorController_onlyWhenAskedFor() {
        use(SimulatedDevice.a9210().product("A1601"));

        assertThatThrownBy(() -> onvif().activate(RELAY)).isInstanceOf(UnverifiedMappingException.class);
        assertThatThrownBy(() -> onvif().configure(RELAY, RelayOutput.Settings.bistable(CircuitState.CLOSED)))
                .isInstanceOf(UnverifiedMappingException.class);
        assertThat(device.relay(0).transitions()).isEmpty();

        onvif().drivingDoorController().activate(RELAY);
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    // ---- who may ----

    @ParameterizedTest
    @EnumSource(
            value = SoapVariant.class,
            names = {"FAULTS_WITH_500", "FAULTS_WITH_200", "ENVELOPE_PREFIX_ENV"})
    void whoMayNot_isTold_inWhateverForm(SoapVariant form) {
        for (Reading[] refusal : new Reading[][] {{}, {Variant.LOW_ROLE_IN_BAND}, {Variant.LOW_ROLE_FORBIDDEN}}) {
            use(SimulatedDevice.a9210()
                    .variant(form, SoapVariant.ACTUATE_NEEDS_ADMIN)
                    .variant(refusal)
                    .user(SimulatedDevice.DEFAULT_USER, Clients.PASSWORD, SimulatedRole.ADMIN)
                    .user("guard", "pass-of-guard-1", SimulatedRole.OPERATOR));
            try (AxisDevice guard = Clients.at(device.httpUri())
                    .credentials(Credentials.of("guard", "pass-of-guard-1"))
                    .connect()) {
                assertThat(guard.io().onvif().relayOutputs()).hasSize(4);
                Told.by(
                        AuthorizationException.class,
                        device.httpUri(),
                        "io.onvif.activate",
                        AppliedEffect.NONE,
                        () -> guard.io().onvif().activate(RELAY));
            }
            assertThat(device.counters().actionsExecuted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SoapVariant.class,
            names = {"ONVIF_REFUSED_WITH_401", "FAULTS_WITH_500", "FAULTS_WITH_200"})
    void anAccountThatIsNoneForOnvif_isTold(SoapVariant form) {
        use(SimulatedDevice.a9210().variant(SoapVariant.ONVIF_NEEDS_ONVIF_ACCOUNT, form));

        assertThatThrownBy(onvif()::relayOutputs).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(onvif()::digitalInputs).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> onvif().activate(RELAY)).isInstanceOf(AuthorizationException.class);
        assertThat(device.counters().actionsExecuted()).isZero();
        assertThat(device.counters().failedLogins()).isZero();
    }

    // ---- what the references leave open ----

    @ParameterizedTest
    @MethodSource("everyReading")
    void underEveryReading_itWorksOrIsRefused(Set<Reading> reading) {
        use(SimulatedDevice.a9210().variants(reading));
        if (reading.contains(SoapVariant.ONVIF_NEEDS_ONVIF_ACCOUNT)) {
            assertThatThrownBy(onvif()::relayOutputs).isInstanceOf(AuthorizationException.class);
            return;
        }
        assertThat(onvif().relayOutputs()).extracting(RelayOutput::token).contains(RELAY);
        assertThat(onvif().digitalInputs()).hasSize(7);

        onvif().activate(RELAY);
        onvif().deactivate(RELAY);
        assertThat(device.relay(0).transitions()).hasSize(2);
        RelayOutput.Settings twoSeconds = RelayOutput.Settings.monostable(Duration.ofSeconds(2), CircuitState.OPEN);
        assertThat(onvif().configure(RELAY, twoSeconds).delay()).hasValue(Duration.ofSeconds(2));
        assertThat(device.relay(0).transitions()).hasSize(2);

        // The device has whole seconds: it says so, or tells others afterwards.
        assertThatThrownBy(() -> onvif().configure(
                                RELAY, RelayOutput.Settings.monostable(Duration.ofMillis(1500), CircuitState.OPEN)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.effect())
                                .isEqualTo(
                                        reading.contains(SoapVariant.DELAY_TIME_ROUNDED)
                                                ? AppliedEffect.POSSIBLE
                                                : AppliedEffect.NONE));
        assertThat(device.counters().actionsExecuted()).isEqualTo(2);
    }
}
