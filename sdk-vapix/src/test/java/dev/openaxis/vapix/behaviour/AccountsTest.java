package dev.openaxis.vapix.behaviour;

import static dev.openaxis.core.AppliedEffect.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.Account;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Accounts and parameters as the simulated device understands them. */
class AccountsTest {

    @Test
    void theDevicesAccountsAreListed_andTheOneInUseKnowsItself() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .user(SimulatedDevice.DEFAULT_USER, Clients.PASSWORD, SimulatedRole.ADMIN)
                        .user("guest", "look-only", SimulatedRole.VIEWER)
                        .start();
                AxisDevice client = Clients.connect(device);
                AxisDevice guest = Clients.clearText(device)
                        .credentials(Credentials.of("guest", "look-only"))
                        .connect()) {
            assertThat(client.accounts().list())
                    .contains(new Account("guest", Optional.of(AccountRole.VIEWER), false))
                    .contains(client.accounts().whoAmI());
            assertThat(client.accounts().whoAmI().role()).hasValue(AccountRole.ADMIN);
            assertThat(guest.accounts().whoAmI())
                    .isEqualTo(new Account("guest", Optional.of(AccountRole.VIEWER), false));
        }
    }

    @Test
    void aViewer_isToldThatAccountsNeedAnAdministrator() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                        .user("guest", "look-only", SimulatedRole.VIEWER)
                        .start();
                AxisDevice guest = Clients.clearText(device)
                        .credentials(Credentials.of("guest", "look-only"))
                        .connect()) {
            Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "accounts.list",
                    NONE,
                    () -> guest.accounts().list());
            Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "accounts.add",
                    NONE,
                    () -> guest.accounts().add(NewAccount.of("joe", "invented-too", AccountRole.VIEWER)));
            assertThat(device.counters().failedLogins()).isZero();
        }
    }

    @Test
    void aDeviceWithoutUsergroup_saysSo() {
        try (SimulatedDevice device =
                        SimulatedDevice.a9210().without("usergroup.cgi").start();
                AxisDevice client = Clients.connect(device)) {
            Told.by(
                    UnsupportedCapabilityException.class,
                    device.httpUri(),
                    "accounts.whoAmI",
                    NONE,
                    () -> client.accounts().whoAmI());
        }
    }

    @Test
    void aListTooLongForAUrl_isUnderstoodInTheBody() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start();
                AxisDevice client = Clients.connect(device)) {
            String[] many = IntStream.range(0, 600)
                    .mapToObj(i -> i == 300 ? "Brand" : "StreamProfile.S" + i)
                    .toArray(String[]::new);

            assertThat(client.parameters().list(many).get("Brand.ProdNbr")).hasValue("A9210");
        }
    }
}
