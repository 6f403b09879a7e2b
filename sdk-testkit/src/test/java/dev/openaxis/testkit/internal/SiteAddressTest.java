package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiteAddressTest {
    @Test
    void addressesAreCountedUpWithoutNetworkAndBroadcastNumbers() {
        assertThat(LoopbackAddresses.of(0).getHostAddress()).isEqualTo("127.1.0.1");
        assertThat(LoopbackAddresses.of(253).getHostAddress()).isEqualTo("127.1.0.254");
        assertThat(LoopbackAddresses.of(254).getHostAddress()).isEqualTo("127.1.1.1");
        assertThat(LoopbackAddresses.of(65_023).getHostAddress()).isEqualTo("127.1.255.254");
        assertThat(LoopbackAddresses.of(65_024).getHostAddress()).isEqualTo("127.2.0.1");
        assertThat(LoopbackAddresses.of(16_516_095).getHostAddress()).isEqualTo("127.254.255.254");
    }

    @Test
    void noTwoDevicesHaveTheSameAddress() {
        Set<InetAddress> seen = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            assertThat(seen.add(LoopbackAddresses.of(i))).isTrue();
        }
        assertThat(seen).allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void moreDevicesThanAddressesAreRefused() {
        assertThatThrownBy(() -> LoopbackAddresses.of(16_516_096)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LoopbackAddresses.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bothEndsOfAConnectionMustBeOnThisMachine() throws UnknownHostException {
        assertThat(isLocal("127.1.0.1", "127.0.0.1")).isTrue();
        assertThat(isLocal("127.1.0.1", "127.1.0.1")).isTrue();
        assertThat(isLocal("10.0.0.5", "10.0.0.5")).isFalse();
        assertThat(isLocal("10.0.0.5", "127.0.0.1")).isFalse();
        // The kernel lets this through where route_localnet is on.
        assertThat(isLocal("127.1.0.1", "10.0.0.9")).isFalse();
        assertThat(isLocal("::1", "::1")).isFalse();
    }

    private static boolean isLocal(String local, String remote) throws UnknownHostException {
        return SiteListener.isLocal(at(local), at(remote));
    }

    @Test
    void aConnectionThatEndedBeforeItWasSeenIsNotLocal() throws UnknownHostException {
        assertThat(SiteListener.isLocal(null, at("127.0.0.1"))).isFalse();
        assertThat(SiteListener.isLocal(at("127.0.0.1"), null)).isFalse();
    }

    private static InetSocketAddress at(String address) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(address), 4711);
    }
}
