package dev.openaxis.vapix.behaviour;

import static dev.openaxis.core.AppliedEffect.NONE;
import static dev.openaxis.core.AppliedEffect.POSSIBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.BlockedException;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.NotAnAxisDeviceException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.TlsTrustException;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.WireApi;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong on a device or on the way to it, and what the caller is told. */
class ErrorsTest {
    private static final String PORT_MANAGEMENT = "/axis-cgi/io/portmanagement.cgi";
    private static final Duration SHORT = Duration.ofSeconds(3);

    private SimulatedDevice device = SimulatedDevice.a9210().start();
    private AxisDevice client;

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
        device.close();
    }

    private void useInstead(SimulatedDevice.Builder other) {
        device.close();
        device = other.start();
    }

    private AxisDevice connected() {
        client = Clients.connect(device);
        return client;
    }

    private Output relay() {
        return connected().io().relay(RelayId.of(0));
    }

    private AxisDevice.Builder soon(URI address) {
        return Clients.at(address).with(CallOptions.deadline(SHORT));
    }

    private void assertNoCredentialsArrived() {
        assertThat(device.requests())
                .noneMatch(request -> request.header("Authorization").isPresent());
    }

    private void assertNothingExecuted() {
        assertThat(device.counters().actionsExecuted()).isZero();
    }

    // ---- the address ----

    @Test
    void aHostThatDoesNotExist() {
        URI nowhere = URI.create("http://no-such-device.invalid:8080");

        Told.by(
                ConnectionException.class,
                nowhere,
                "connect",
                NONE,
                () -> soon(nowhere).connect());
    }

    @Test
    void aPortWhereNobodyListens() throws IOException {
        URI nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }

        Told.by(
                ConnectionException.class,
                nobody,
                "connect",
                NONE,
                () -> soon(nobody).connect());
    }

    @Test
    void aPortWhereSomebodyListensButNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());

            Told.by(
                    DeadlineExceededException.class,
                    address,
                    "connect",
                    NONE,
                    () -> Clients.at(address)
                            .with(CallOptions.deadline(Duration.ofMillis(300)))
                            .connect());
        }
    }

    @Test
    void httpsSpokenToThePortForHttp() {
        URI wrong = URI.create("https://127.0.0.1:" + device.httpUri().getPort());

        AxisException failure = Told.by(
                ConnectionException.class,
                wrong,
                "connect",
                NONE,
                () -> soon(wrong)
                        .trust(TrustPolicy.pinned(device.certificateSha256()))
                        .connect());

        assertThat(failure.getMessage()).contains("http://");
    }

    @Test
    void httpSpokenToThePortForHttps() {
        URI wrong = URI.create("http://127.0.0.1:" + device.httpsUri().getPort());

        AxisException failure = Told.by(
                AxisException.class, wrong, "connect", NONE, () -> soon(wrong).connect());

        assertThat(failure).isInstanceOfAny(ConnectionException.class, NotAnAxisDeviceException.class);
        assertNoCredentialsArrived();
    }

    @Test
    void anotherCertificateThanThePinnedOne_namesThePresentedFingerprint_andSendsNothing() {
        TlsTrustException failure = Told.by(
                TlsTrustException.class,
                device.httpsUri(),
                "connect",
                NONE,
                () -> soon(device.httpsUri())
                        .trust(TrustPolicy.pinned("00".repeat(32)))
                        .connect());

        assertThat(failure.presentedSha256()).contains(device.certificateSha256());
        assertThat(failure.getMessage()).contains(device.certificateSha256());
        assertThat(device.counters().requests()).isZero();
    }

    @Test
    void anUnknownCertificate_isNotTrustedByDefault() {
        Told.by(
                TlsTrustException.class,
                device.httpsUri(),
                "connect",
                NONE,
                () -> soon(device.httpsUri()).connect());
        assertThat(device.counters().requests()).isZero();
    }

    @Test
    void anotherDeviceThanExpected_getsNoCredentials() {
        Stream.of(device.httpUri(), device.httpsUri())
                .forEach(address -> Told.by(
                        NotAnAxisDeviceException.class,
                        address,
                        "connect",
                        NONE,
                        () -> soon(address)
                                .trust(TrustPolicy.pinned(device.certificateSha256()))
                                .serial("B8A44F999999")
                                .connect()));
        assertNoCredentialsArrived();
    }

    static Stream<SimulatedDevice.Builder> devicesThatSayLittle() {
        return Stream.of(
                SimulatedDevice.a9210().without("basic-device-info"),
                SimulatedDevice.a9210().without("basic-device-info").without("systemready"),
                SimulatedDevice.a9210()
                        .without("basic-device-info")
                        .without("systemready")
                        .without("api-discovery"),
                SimulatedDevice.a9210().variant(Variant.UNRESTRICTED_PROPERTIES_NEED_LOGIN),
                SimulatedDevice.a9210()
                        .variant(Variant.ABSENT_APIS_ASK_LOGIN_FIRST)
                        .without("basic-device-info"));
    }

    @ParameterizedTest
    @MethodSource("devicesThatSayLittle")
    void anotherDeviceThanExpected_thatDoesNotTellItsSerialNumberAtOnce_getsNoCredentialsEither(
            SimulatedDevice.Builder kind) {
        useInstead(kind);

        Told.by(
                NotAnAxisDeviceException.class,
                device.httpsUri(),
                "connect",
                NONE,
                () -> soon(device.httpsUri())
                        .trust(TrustPolicy.pinned(device.certificateSha256()))
                        .serial("B8A44F999999")
                        .connect());
        assertNoCredentialsArrived();
    }

    @ParameterizedTest
    @MethodSource("devicesThatSayLittle")
    void theExpectedDevice_isConnectedTo_howeverLittleItSays(SimulatedDevice.Builder kind) {
        useInstead(kind);

        client = Clients.secure(device).serial(device.serial().toLowerCase()).connect();

        assertThat(client.info().serial()).isEqualTo(device.serial());
    }

    // ---- the account ----

    @Test
    void aWrongPassword_isTriedOnce() {
        String wrong = "not-" + Clients.PASSWORD.hashCode();
        Stream.of(device.httpUri(), device.httpsUri())
                .forEach(address -> Told.by(
                        AuthenticationException.class,
                        address,
                        "connect",
                        NONE,
                        () -> soon(address)
                                .trust(TrustPolicy.pinned(device.certificateSha256()))
                                .credentials(Credentials.of("root", wrong))
                                .connect()));
        assertThat(device.counters().failedLogins()).isEqualTo(2);
    }

    @Test
    void aClientTheDeviceBlocks_isToldHowLongToWait() {
        useInstead(SimulatedDevice.a9210().bruteForceProtection(1, Duration.ofSeconds(30), Duration.ofSeconds(30)));
        AxisDevice guessing = Clients.clearText(device)
                .credentials(Credentials.of("root", "guess"))
                .build();
        client = guessing;
        assertThatThrownBy(() -> guessing.io().ports()).isInstanceOf(AuthenticationException.class);

        AxisException failure = Told.by(
                AxisException.class,
                device.httpUri(),
                "io.ports",
                NONE,
                () -> guessing.io().ports());

        assertThat(failure)
                .isInstanceOfSatisfying(
                        BlockedException.class,
                        blocked -> assertThat(blocked.retryAfter()).isPositive());
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {"LOW_ROLE_FORBIDDEN", "LOW_ROLE_IN_BAND", "CHUNKED_ANSWERS"})
    void aRoleThatIsTooLow_isNotTakenForAWrongPassword(Variant variant) {
        useInstead(SimulatedDevice.a9210().variant(variant).user("guest", Clients.PASSWORD, SimulatedRole.VIEWER));
        client = Clients.clearText(device)
                .credentials(Credentials.of("guest", Clients.PASSWORD))
                .connect();

        Told.by(
                AuthorizationException.class,
                device.httpUri(),
                "system.info",
                NONE,
                () -> client.system().info());
        Told.by(
                AuthorizationException.class,
                device.httpUri(),
                "io.activate",
                NONE,
                () -> client.io()
                        .relay(RelayId.of(0))
                        .via(WireApi.PORT_MANAGEMENT)
                        .activate());
        assertNothingExecuted();
        assertThat(device.counters().failedLogins()).isZero();

        client.io().relay(RelayId.of(0)).activate();

        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    @Test
    void basicOverClearText_isNotSpokenUnasked() {
        useInstead(SimulatedDevice.a9210().variant(Variant.BASIC_EVERYWHERE));

        Told.by(
                AuthenticationException.class,
                device.httpUri(),
                "connect",
                NONE,
                () -> soon(device.httpUri()).connect());
        assertNoCredentialsArrived();
    }

    @Test
    void aDeviceThatIsNotTheExpectedOne_getsNoLogInFromThePlainClientEither() {
        client = Clients.clearText(device).serial("B8A44F999999").build();

        assertThatThrownBy(() -> client.http()
                        .send(HttpRequest.get("/axis-cgi/usergroup.cgi").build()))
                .isInstanceOf(NotAnAxisDeviceException.class);
        assertThat(client.http()
                        .send(HttpRequest.get("/axis-cgi/usergroup.cgi")
                                .anonymous()
                                .build())
                        .status())
                .isEqualTo(401);
        assertNoCredentialsArrived();
    }

    @Test
    void aFactoryDefaultedDevice() {
        useInstead(SimulatedDevice.a9210().factoryDefaulted());

        Told.by(
                SetupNeededException.class,
                device.httpUri(),
                "connect",
                NONE,
                () -> soon(device.httpUri()).connect());
        assertNoCredentialsArrived();
    }

    @Test
    void aFactoryDefaultedDevice_tooOldToSayItsReadiness() {
        useInstead(SimulatedDevice.a9210().factoryDefaulted().without("systemready"));

        Told.by(
                SetupNeededException.class,
                device.httpUri(),
                "connect",
                NONE,
                () -> soon(device.httpUri()).connect());
        assertNoCredentialsArrived();
    }

    @Test
    void aDeviceThatIsStillStarting_isWaitedFor() {
        useInstead(SimulatedDevice.a9210().readyAfterRestart(Duration.ofMillis(700)));
        device.restart(Duration.ZERO);

        client = org.awaitility.Awaitility.await()
                .atMost(Clients.SOON)
                .ignoreException(ConnectionException.class)
                .until(() -> Clients.connect(device), connected -> true);

        assertThat(device.isReady()).isTrue();
        assertThat(client.io().ports()).hasSize(11);
    }

    @Test
    void aDeviceThatIsStillStartingWhenTheTimeIsOver() {
        useInstead(SimulatedDevice.a9210().readyAfterRestart(Duration.ofSeconds(60)));
        device.restart(Duration.ZERO);
        org.awaitility.Awaitility.await()
                .atMost(Clients.SOON)
                .ignoreExceptions()
                .until(() -> {
                    AxisException failure = Told.by(
                            DeadlineExceededException.class,
                            device.httpUri(),
                            "connect",
                            NONE,
                            () -> Clients.at(device.httpUri())
                                    .with(CallOptions.deadline(Duration.ofMillis(800)))
                                    .connect());
                    return failure.getMessage().contains("starting");
                });
        assertNoCredentialsArrived();
    }

    // ---- ports and arguments ----

    @Test
    void aPortTheDeviceDoesNotHave() {
        connected();

        Told.by(
                WrongPortException.class,
                device.httpUri(),
                "io.port",
                NONE,
                () -> client.io().port(PortId.of(99)));
        Told.by(
                WrongPortException.class,
                device.httpUri(),
                "io.activate",
                NONE,
                () -> client.io().output(PortId.of(99)).activate());
        Told.by(
                WrongPortException.class,
                device.httpUri(),
                "io.awaitState",
                NONE,
                () -> client.io().awaitState(PortId.of(99), PortState.ACTIVE, SHORT));
        assertThatThrownBy(() -> PortId.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RelayId.of(256)).isInstanceOf(IllegalArgumentException.class);
        assertNothingExecuted();
    }

    @Test
    void aPulseOnAnInput() {
        connected();

        Told.by(
                WrongPortException.class,
                device.httpUri(),
                "io.pulse",
                NONE,
                () -> client.io().output(PortId.of(1)).pulse(Duration.ofMillis(100)));
        assertThat(Clients.actions(device)).isEmpty();
    }

    static Stream<Duration> pulsesOutOfRange() {
        return Stream.of(
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofNanos(1),
                Duration.ofNanos(999_999),
                Duration.ofNanos(1_500_000),
                Duration.ofHours(24).plusMillis(1),
                Duration.ofDays(365),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MIN_VALUE),
                ChronoUnit.FOREVER.getDuration());
    }

    @ParameterizedTest
    @MethodSource("pulsesOutOfRange")
    void aPulseOutOfRange_isRefusedWithoutAskingTheDevice(Duration length) {
        Output relay = relay();
        long before = device.counters().requests();

        assertThatThrownBy(() -> relay.pulse(length)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> relay.async().pulse(length).join())
                .satisfiesAnyOf(
                        direct -> assertThat(direct).isInstanceOf(IllegalArgumentException.class),
                        wrapped -> assertThat(wrapped).hasCauseInstanceOf(IllegalArgumentException.class));

        assertThat(device.counters().requests()).isEqualTo(before);
    }

    @Test
    void aPulseThatIsTooLongForTheOnlyApiTheDeviceHas() {
        useInstead(SimulatedDevice.a9210().without("port.cgi"));

        Told.by(
                UnsupportedCapabilityException.class,
                device.httpUri(),
                "io.pulse",
                NONE,
                () -> relay().pulse(Duration.ofMillis(65_536)));
        assertNothingExecuted();

        client.io().relay(RelayId.of(0)).pulse(Duration.ofMillis(65_535));

        assertThat(device.relay(0).isActive()).isTrue();
    }

    @Test
    void anApiTheDeviceDoesNotHave() {
        useInstead(SimulatedDevice.a9210().without("port.cgi").without("io-port-management"));
        connected();

        UnsupportedCapabilityException failure = Told.by(
                UnsupportedCapabilityException.class,
                device.httpUri(),
                "io.ports",
                NONE,
                () -> client.io().ports());

        assertThat(failure.getMessage()).contains("io-port-management").contains("9.70");
        Told.by(
                UnsupportedCapabilityException.class,
                device.httpUri(),
                "io.activate",
                NONE,
                () -> client.io().output(PortId.of(0)).activate());
    }

    @Test
    void anApiTheCallerInsistsOn_thatTheDeviceDoesNotHave() {
        useInstead(SimulatedDevice.a9210().without("port.cgi"));

        Told.by(
                UnsupportedCapabilityException.class,
                device.httpUri(),
                "io.activate",
                NONE,
                () -> relay().via(WireApi.PORT_CGI).activate());
        assertNothingExecuted();
    }

    @Test
    void otherPortsThanTheHandleWasMadeFor() {
        connected().io().ports();
        Output relay = client.io().relay(RelayId.of(0));
        device.changeTopology(7, Direction.OUTPUT);

        Told.by(TopologyChangedException.class, device.httpUri(), "io.activate", NONE, relay::activate);
        assertNothingExecuted();
    }

    @Test
    void mappingsNobodyVerified() {
        connected();

        Told.by(
                UnverifiedMappingException.class,
                device.httpUri(),
                "io.activate",
                NONE,
                () -> client.io().relay(RelayId.of(3)).activate());
        device.removeNormalState(3);
        Told.by(
                UnverifiedMappingException.class,
                device.httpUri(),
                "io.activate",
                NONE,
                () -> client.io()
                        .output(PortId.of(3))
                        .via(WireApi.PORT_MANAGEMENT)
                        .activate());
        client.io().accept(new dev.openaxis.vapix.io.PortMap("B8A44F999999", "other", java.util.Map.of()));
        Told.by(
                UnverifiedMappingException.class,
                device.httpUri(),
                "io.activate",
                NONE,
                () -> client.io().relay(RelayId.of(0)).activate());
        assertNothingExecuted();
    }

    // ---- answers ----

    @Test
    void anAnswerCutInTheMiddle() {
        connected();
        for (Fault cut : new Fault[] {Fault.truncate(), Fault.resetMidBody()}) {
            device.faults().inject(cut.on(PORT_MANAGEMENT));

            Told.by(
                    ConnectionException.class,
                    device.httpUri(),
                    "io.ports",
                    NONE,
                    () -> client.io().ports());
        }
        assertThat(client.io().ports()).hasSize(11);
    }

    @Test
    void tenMegabytesWhereAKilobyteWasDue() {
        connected();
        device.faults().inject(Fault.hugeBody(10_000_000).on(PORT_MANAGEMENT));

        Told.by(
                MalformedResponseException.class,
                device.httpUri(),
                "io.ports",
                NONE,
                () -> client.io().ports());
        assertThat(client.io().ports()).hasSize(11);
    }

    static Stream<String> answersOfAnotherKind() {
        return Stream.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"data\":{}}",
                "{\"data\":[]}",
                "<html>",
                "{\"data\":{\"items\":7}}",
                "{\"data\":{\"numberOfPorts\":2}}",
                "x".repeat(99_999));
    }

    @ParameterizedTest
    @MethodSource("answersOfAnotherKind")
    void anAnswerThatIsNotWhatWasAskedFor_isNamed_andNotQuotedWithoutEnd(String body) {
        connected();
        device.faults().inject(Fault.body("application/json", body).on(PORT_MANAGEMENT));

        AxisException failure = Told.by(
                MalformedResponseException.class,
                device.httpUri(),
                "io.ports",
                NONE,
                () -> client.io().ports());

        assertThat(failure.getMessage()).hasSizeLessThan(2_000).contains("port");
    }

    @Test
    void bytesThatAreNotHttp() {
        connected();
        device.faults()
                .inject(Fault.garbage("\0\1 nonsense\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1))
                        .on(PORT_MANAGEMENT));

        Told.by(
                AxisException.class,
                device.httpUri(),
                "io.ports",
                NONE,
                () -> client.io().ports());
        assertThat(client.io().ports()).hasSize(11);
    }

    @Test
    void anErrorInsideHttp200() {
        connected();
        device.faults()
                .inject(Fault.errorInsideOk(2104, "Invalid parameter value specified")
                        .on(PORT_MANAGEMENT));

        RefusedException failure = Told.by(
                RefusedException.class,
                device.httpUri(),
                "io.ports",
                NONE,
                () -> client.io().ports());

        assertThat(failure.code()).isEqualTo(2104);
        assertThat(failure.endpoint()).isEqualTo(PORT_MANAGEMENT);
        assertThat(failure.deviceMessage()).isEqualTo("Invalid parameter value specified");
    }

    @ParameterizedTest
    @EnumSource(WireApi.class)
    void anErrorInsteadOfAnAction(WireApi api) {
        Output relay = relay().via(api);
        boolean json = api == WireApi.PORT_MANAGEMENT;
        String path = json ? PORT_MANAGEMENT : "/axis-cgi/io/port.cgi?action";
        if (json) {
            device.faults().inject(Fault.latency(Duration.ZERO).on(PORT_MANAGEMENT));
        }
        device.faults()
                .inject(
                        json
                                ? Fault.errorInsideOk(2104, "no").on(path)
                                : Fault.status(400).on(path));

        Told.by(RefusedException.class, device.httpUri(), "io.activate", NONE, relay::activate);
        assertNothingExecuted();
    }

    @Test
    void aServerErrorToAnAction_leavesTheOutcomeOpen() {
        Output relay = relay();
        device.faults().inject(Fault.status(500).on("/axis-cgi/io/port.cgi?action"));

        Told.by(OutcomeUnknownException.class, device.httpUri(), "io.activate", POSSIBLE, relay::activate);
        assertThat(Clients.actions(device)).hasSize(1);
    }

    @Test
    void anActionWithoutAnAnswer_endsWithTheDeadline() {
        connected();
        device.faults().inject(Fault.stall().on("/axis-cgi/io/port.cgi?action"));
        Output relay =
                client.with(CallOptions.deadline(Duration.ofMillis(700))).io().relay(RelayId.of(0));
        long start = System.nanoTime();

        Told.by(OutcomeUnknownException.class, device.httpUri(), "io.activate", POSSIBLE, relay::activate);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2000));
    }

    @Test
    void aReadWithoutAnAnswer_endsWithTheDeadline() {
        connected();
        device.faults().inject(Fault.stall().on(PORT_MANAGEMENT));
        AxisDevice impatient = client.with(CallOptions.deadline(Duration.ofMillis(300)));

        Told.by(
                DeadlineExceededException.class,
                device.httpUri(),
                "io.ports",
                NONE,
                () -> impatient.io().ports());
        assertThat(client.io().ports()).hasSize(11);
    }

    @Test
    void anythingAfterClosing() {
        connected();
        client.close();

        Told.by(
                ClosedException.class,
                device.httpUri(),
                "io.ports",
                NONE,
                () -> client.io().ports());
        Told.by(
                ClosedException.class,
                device.httpUri(),
                "io.activate",
                NONE,
                () -> client.io().relay(RelayId.of(0)).activate());
        client.close();
    }

    @Test
    void aStateThatDoesNotCome() {
        connected();

        Told.by(
                DeadlineExceededException.class,
                device.httpUri(),
                "io.awaitState",
                NONE,
                () -> client.io().awaitState(PortId.of(1), PortState.ACTIVE, Duration.ofMillis(300)));
    }

    @Test
    void noErrorSaysAPassword_notEvenTheObjects() {
        connected();

        assertThat(client.toString()).doesNotContain(Clients.PASSWORD);
        assertThat(Clients.ACCOUNT.toString()).doesNotContain(Clients.PASSWORD);
        assertThat(client.io().relay(RelayId.of(0)).toString()).doesNotContain(Clients.PASSWORD);
        assertThat(AppliedEffect.values()).hasSize(3);
    }
}
