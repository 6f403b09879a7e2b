package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.config.ConfigResource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The generic client of Device Configuration APIs against a device that keeps what it is given. */
class ConfigurationTest extends ConnectedTest {

    private ConfigResource users() {
        return client.config().api("ssh").at("users");
    }

    private void addOne() {
        users().add(Map.of("username", "svc1", "password", "an-invented-one", "comment", "service"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.8.20", "11.11.192", "12.9.57"})
    void anEntry_comesChangesAndGoes(String version) {
        use(SimulatedDevice.a9210().axisOs(version));

        addOne();
        assertThat(device.sshUser("svc1").hasPassword("an-invented-one")).isTrue();
        assertThat(users().get().items()).hasSize(1);

        ConfigResource user = client.config().api("ssh").at("users", "svc1");
        user.set(Map.of("comment", "changed"));
        assertThat(user.get().at("comment").text()).contains("changed");
        assertThat(device.sshUser("svc1").comment()).contains("changed");

        user.async().remove().join();
        assertThat(device.sshUser("svc1").exists()).isFalse();
    }

    @Test
    void aDuplicate_andWhatIsNotThere() {
        addOne();

        assertThatThrownBy(this::addOne)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.details()).containsEntry("reason", "exists"))
                .hasMessageNotContaining("an-invented-one");
        assertThatThrownBy(
                        () -> client.config().api("ssh").at("users", "nobody").get())
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.details()).containsEntry("reason", "item"));
    }

    @Test
    void anOperator_mayNot() {
        client.accounts().add(NewAccount.of("porter", "pass-of-porter-1", AccountRole.OPERATOR));
        try (AxisDevice porter = Clients.at(device.httpUri())
                .credentials(Credentials.of("porter", "pass-of-porter-1"))
                .connect()) {
            assertThatThrownBy(() -> porter.config().api("ssh").at("users").get())
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void aLostAnswer_isNoSecondEntry() {
        users().get();
        device.faults().inject(Fault.resetAfterExecuting().saying("svc1"));

        assertThatThrownBy(this::addOne)
                .isInstanceOfSatisfying(
                        AxisException.class, e -> assertThat(e.effect()).isEqualTo(AppliedEffect.POSSIBLE));

        assertThat(device.sshUser("svc1").exists()).isTrue();
        assertThat(device.requests())
                .filteredOn(request -> request.bodyText().contains("svc1"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.12.323", "9.80.2.2"})
    void anOlderDevice_doesNotHaveTheFramework(String version) {
        use(SimulatedDevice.a9210().axisOs(version));

        assertThatThrownBy(() -> users().get()).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void anApiTheDeviceDoesNotHave() {
        assertThatThrownBy(() -> client.config().api("teleport").at("x").get())
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("teleport");
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {
                "CONFIG_BASE_STRICT",
                "CONFIG_DISCOVERY_NEEDS_ADMIN",
                "CONFIG_ADD_WITHOUT_DATA",
                "CONFIG_ADD_EMPTY_DATA",
                "CONFIG_ADD_ANSWERED_200",
                "CONFIG_ANSWERS_WITH_REMARKS",
                "SSH_MISSING_COMMENT_OMITTED"
            })
    void whateverTheReferencesLeaveOpen(Variant variant) {
        use(SimulatedDevice.a9210().variant(variant));

        addOne();

        assertThat(users().get().items())
                .singleElement()
                .satisfies(user -> assertThat(user.at("username").text()).contains("svc1"));
    }
}
