package dev.openaxis.core.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.TcpOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilentConverterTest {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private final LineListener listener = new LineListener() {
        @Override
        public void opened() {
            told.add("opened");
        }

        @Override
        public void received(ByteBuffer bytes) {
            told.add("received");
        }

        @Override
        public void closed(@Nullable AxisException cause) {
            told.add(String.valueOf(cause));
        }
    };

    @Test
    void oneThatHasBeenSilentTooLong_losesItsLineToWhoeverDials() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (AxisRuntime runtime = AxisRuntime.create()) {
            TcpServerLine line =
                    TcpServerLine.listen(runtime, new InetSocketAddress(here, 0), TcpOptions.defaults(), Duration.ZERO);
            line.open(listener);
            try (Socket silent = new Socket(here, line.address().getPort())) {
                assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("opened");
                try (Socket moved = new Socket(here, line.address().getPort(), InetAddress.getByName("127.0.0.2"), 0)) {
                    assertThat(told.poll(20, TimeUnit.SECONDS)).contains("127.0.0.2 dialled in anew");
                    line.open(listener);
                    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("opened");
                    moved.getOutputStream().write(1);
                    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("received");
                    assertThat(silent.getInputStream().read()).isNegative();
                }
            }
        }
    }
}
