package dev.openaxis.core.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.AcceptedLine;
import dev.openaxis.core.line.TcpOptions;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TcpPortTest {

    @Test
    void aPeerThatVanishes_isAskedForByTheSystem_alsoBeforeTheLineIsOpened() throws Exception {
        CompletableFuture<AcceptedLine> accepted = new CompletableFuture<>();
        try (AxisRuntime runtime = AxisRuntime.create()) {
            InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            TcpPort port = TcpPort.listen(runtime, local, TcpOptions.defaults(), null, accepted::complete);
            try (Socket peer =
                    new Socket(port.address().getAddress(), port.address().getPort())) {
                TcpAcceptedLine line = (TcpAcceptedLine) accepted.get(20, TimeUnit.SECONDS);

                assertThat(line.connection.config().getOption(ChannelOption.SO_KEEPALIVE))
                        .isTrue();
                assertThat(peer.isConnected()).isTrue();
            }
        }
    }
}
