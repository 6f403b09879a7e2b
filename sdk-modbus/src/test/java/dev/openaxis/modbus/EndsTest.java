package dev.openaxis.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.TcpLine;
import dev.openaxis.core.line.VirtualLoop;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever becomes of the line, every call ends, and nothing is done after its time. */
class EndsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aRuntimeThatIsClosedFirst_endsEveryCall() throws Exception {
        AxisRuntime runtime = AxisRuntime.create();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ModbusClient client = ModbusClient.tcp(TcpLine.to(runtime, "127.0.0.1", server.getLocalPort()))
                    .runtime(runtime)
                    .start();
            CompletableFuture<Registers> read = client.unit(1).async().readHoldingRegisters(0, 1);
            CompletableFuture<Void> write = client.unit(1).async().writeRegister(0, 1);
            try (Socket accepted = server.accept()) {
                accepted.setSoTimeout((int) SOON.toMillis());
                assertThat(accepted.getInputStream().readNBytes(12)).hasSize(12);
                runtime.close();
                assertThat(read).failsWithin(SOON);
                assertThat(write).failsWithin(SOON);
                assertThat(client.unit(1).async().readHoldingRegisters(0, 1))
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .withCauseInstanceOf(ClosedException.class);
                assertThatThrownBy(client::health).isInstanceOf(ClosedException.class);
                client.close();
            }
        }
    }

    @Test
    void anActionWhoseTimeIsOver_isNotDone_atTheMomentTheLineComesBack() {
        VirtualLoop loop = new VirtualLoop();
        MemoryBus bus = new MemoryBus(loop, LineModel.perfect(9_600));
        AtomicInteger done = new AtomicInteger();
        ModbusServer server = new ModbusServer().unit(2, new UnitHandler() {
            @Override
            public void writeCoil(int address, boolean on) {
                done.incrementAndGet();
            }
        });
        server.tcp(bus.attach("server"));
        try (AxisRuntime runtime = AxisRuntime.create()) {
            var line = bus.attach("client");
            ModbusClient client = ModbusClient.tcp(line)
                    .runtime(runtime)
                    .reopen(Duration.ofMinutes(1))
                    .start();
            loop.advance(Duration.ofMillis(100));
            // Both take a minute from this moment on.
            line.close();
            loop.advance(Duration.ZERO);
            CompletableFuture<Void> write = client.unit(2)
                    .with(CallOptions.deadline(Duration.ofMinutes(1)))
                    .async()
                    .writeCoil(0, true);
            loop.advance(Duration.ofMinutes(3));

            assertThat(write)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(AxisException.class)
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(done).hasValue(0);
            loop.execute(client::close);
            loop.advance(Duration.ofSeconds(1));
        }
    }
}
