package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.NotAnAxisDeviceException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.PassphrasePolicy;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first administrator of a device: made once, on the right device, whatever its generation. */
class SetUpTest {
    private static final String SECRET = "Invented-Horse-7";
    private static final NewAccount INSTALLER = NewAccount.of("installer", SECRET, AccountRole.ADMIN);

    private SimulatedDevice device = SimulatedDevice.a9210().factoryDefaulted().start();

    @AfterEach
    void stop() {
        device.close();
    }

    private void useInstead(SimulatedDevice.Builder other) {
        device.close();
        device = other.start();
    }

    private AxisDevice.Builder builder() {
        return AxisDevice.builder(device.httpsUri().toString()).trust(TrustPolicy.pinned(device.certificateSha256()));
    }

    private void assertInstallerAlone() {
        assertThat(device.account("installer").role()).contains(SimulatedRole.ADMIN);
        assertThat(device.account("installer").hasPassword(SECRET)).isTrue();
        assertThat(device.account("root").exists()).isFalse();
    }

    private void assertNoPasswordArrived() {
        assertThat(device.requests())
                .noneMatch(request -> request.bodyText().contains("Invented")
                        || request.target().contains("Invented"));
    }

    private List<String> additions() {
        return device.requests().stream()
                .filter(request -> request.bodyText().contains("action=add"))
                .map(request -> request.bodyText().replaceAll(".*user=([a-z]*).*", "$1"))
                .toList();
    }

    @Test
    void theAccountIsMade_andConnectedWith() {
        try (AxisDevice client = builder().setUp(INSTALLER)) {
            assertThat(client.accounts().whoAmI().name()).isEqualTo("installer");
            assertThat(client.io().ports()).hasSize(11);
        }
        assertInstallerAlone();
        assertThat(device.account("installer").hasPtz()).isTrue();
        assertThat(additions()).containsExactly("installer");
    }

    @Test
    void theFuture_doesTheSame() throws Exception {
        try (AxisDevice client = builder().setUpAsync(INSTALLER).get(30, TimeUnit.SECONDS)) {
            assertThat(client.info().serial()).isEqualTo(device.serial());
        }
        assertInstallerAlone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.80.2.2", "10.12.323"})
    void whereOnlyRootCanBeFirst_rootIsMadeAndThenTheAccount(String version) {
        useInstead(SimulatedDevice.a9210().axisOs(version).factoryDefaulted());

        try (AxisDevice client = builder().setUp(INSTALLER)) {
            assertThat(client.accounts().whoAmI().name()).isEqualTo("installer");
        }

        // The last one twice: its first sending draws the challenge.
        assertThat(additions()).containsExactly("installer", "root", "installer", "installer");
        assertThat(device.account("installer").role()).contains(SimulatedRole.ADMIN);
        assertThat(device.account("root").hasPassword(SECRET)).isTrue();
    }

    @Test
    void rootItself_isMadeAtOnce() {
        useInstead(SimulatedDevice.a9210().axisOs("10.12.323").factoryDefaulted());

        builder().setUp(NewAccount.of("root", SECRET, AccountRole.ADMIN)).close();

        assertThat(additions()).containsExactly("root");
        assertThat(device.account("root").hasPassword(SECRET)).isTrue();
    }

    @Test
    void aDeviceThatIsSetUp_isConnectedTo() {
        builder().setUp(INSTALLER).close();

        builder().setUp(INSTALLER).close();

        assertThat(additions()).containsExactly("installer");
    }

    @Test
    void aDeviceSetUpBySomebodyElse_refusesTheLogIn() {
        useInstead(SimulatedDevice.a9210());

        assertThatThrownBy(() -> builder().setUp(INSTALLER))
                .isInstanceOfSatisfying(
                        AuthenticationException.class,
                        e -> assertThat(e.effect()).isEqualTo(AppliedEffect.NONE));

        assertThat(additions()).isEmpty();
        assertThat(device.account("installer").exists()).isFalse();
    }

    @Test
    void aLostAnswer_isNoSecondAccount() {
        device.faults().inject(Fault.resetAfterExecuting().on("/axis-cgi/pwdgrp.cgi"));

        builder().setUp(INSTALLER).close();

        assertInstallerAlone();
        assertThat(additions()).containsExactly("installer");
    }

    @Test
    void aRequestThatNeverArrived_isTold_andCanBeMadeAgain() {
        device.faults().inject(Fault.resetBeforeExecuting().on("/axis-cgi/pwdgrp.cgi"));

        assertThatThrownBy(() -> builder().setUp(INSTALLER))
                .isInstanceOfSatisfying(
                        AxisException.class, e -> assertThat(e.effect()).isEqualTo(AppliedEffect.POSSIBLE));
        assertThat(device.account("installer").exists()).isFalse();

        builder().setUp(INSTALLER).close();
        assertInstallerAlone();
    }

    @Test
    void anotherDevice_getsNoPassword() {
        assertThatThrownBy(() -> builder().serial("ACCC8E000000").setUp(INSTALLER))
                .isInstanceOf(NotAnAxisDeviceException.class)
                .hasMessageContaining(device.serial());
        assertNoPasswordArrived();
    }

    @Test
    void clearText_hasToBeAllowed() {
        AxisDevice.Builder clearText = AxisDevice.builder(device.httpUri().toString());

        assertThatThrownBy(() -> clearText.setUp(INSTALLER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("setUpOverClearText");
        assertThat(device.requests()).isEmpty();

        clearText.setUpOverClearText().setUp(INSTALLER).close();
        assertInstallerAlone();
    }

    @Test
    void onlyAnAdministrator_canBeFirst() {
        assertThatThrownBy(() -> builder().setUp(NewAccount.of("guest", SECRET, AccountRole.VIEWER)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(SECRET);
        assertThat(device.requests()).isEmpty();
    }

    @Test
    void whatFails_namesNoPassword() {
        device.faults().inject(Fault.status(500).on("/axis-cgi/pwdgrp.cgi"));

        assertThatThrownBy(() -> builder().setUpAsync(INSTALLER).get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AxisException.class)
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @EnumSource(value = PassphrasePolicy.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aPasswordTheDeviceWouldNotTake_isNotSent(PassphrasePolicy policy) {
        useInstead(SimulatedDevice.a9210().passphrasePolicy(policy).factoryDefaulted());
        NewAccount weak = NewAccount.of("installer", "Invented1", AccountRole.ADMIN);

        assertThatThrownBy(() -> builder().setUp(weak))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.details()).containsEntry("reason", "password");
                    assertThat(e.effect()).isEqualTo(AppliedEffect.NONE);
                })
                .hasMessageNotContaining("Invented1");
        assertNoPasswordArrived();

        builder()
                .setUp(NewAccount.of("installer", "Invented-Horse-Stable-7", AccountRole.ADMIN))
                .close();
        assertThat(device.account("installer").exists()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"installer", "root"})
    void theFactoryPassword_isReplaced(String name) {
        useInstead(SimulatedDevice.a9210().axisOs("9.30.1").factoryDefaulted());

        try (AxisDevice client = builder().setUp(NewAccount.of(name, SECRET, AccountRole.ADMIN))) {
            assertThat(client.accounts().whoAmI().name()).isEqualTo(name);
        }

        assertThat(device.account("root").hasPassword("pass")).isFalse();
        assertThat(device.account("root").hasPassword(SECRET)).isTrue();
        assertThat(device.account(name).hasPassword(SECRET)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {
                "FIRST_PASSWORD_WORKS_LATER",
                "FIRST_NAME_FREE_FROM_11_5",
                "SETUP_SENTENCE_ONLY_FOR_ACCOUNTS",
                "DIGEST_EVERYWHERE"
            })
    void whateverTheReferencesLeaveOpen(Variant variant) {
        useInstead(SimulatedDevice.a9210().variant(variant).factoryDefaulted());

        builder().setUp(INSTALLER).close();

        assertInstallerAlone();
    }
}
