package dev.openaxis.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.modbus.testing.Rtu;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** On a line that hears itself, what comes back is nobody's. */
class EchoTest {
    @Test
    void unitsAreReadAndWrittenAllTheSame() {
        VirtualLoop loop = new VirtualLoop();
        MemoryBus bus = new MemoryBus(
                loop, LineModel.builder().baudRate(9_600).echo(true).build());
        ProcessImage image = ProcessImage.builder()
                .with(RegisterTable.HOLDING_REGISTERS, 0, 2)
                .build();
        ModbusServer server = new ModbusServer().unit(5, image);
        server.rtu(bus.attach("server"));
        try (AxisRuntime runtime = AxisRuntime.create();
                ModbusClient client =
                        ModbusClient.rtu(bus.attach("client")).runtime(runtime).start()) {
            CompletableFuture<Void> written = client.unit(5).async().writeRegister(1, 3);
            CompletableFuture<Registers> read = client.unit(5).async().readHoldingRegisters(0, 2);
            loop.advance(Duration.ofSeconds(1));
            assertThat(written).succeedsWithin(Duration.ofSeconds(20));
            assertThat(read).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(Registers.of(0, 3));
        }
    }

    /** An RS-485 driver whose receiver stays on hears what it sends; the repetition of a write looks the same. */
    @Test
    void whatTheClientHearsOfItself_isNoAnswer() {
        try (Bench bench =
                Bench.rtu(LineModel.builder().baudRate(9_600).echo(true).build(), all -> all)) {
            bench.assertFails(bench.unit(5).writeRegister(1, 3), OutcomeUnknownException.class, AppliedEffect.POSSIBLE);
        }
    }

    @Test
    void whatTheServerHearsOfItself_isNoRequest() {
        VirtualLoop loop = new VirtualLoop();
        MemoryBus bus = new MemoryBus(
                loop, LineModel.builder().baudRate(9_600).echo(true).build());
        int[] writes = new int[1];
        ModbusServer server = new ModbusServer().unit(5, new UnitHandler() {
            @Override
            public void writeRegister(int address, int value) {
                writes[0]++;
            }
        });
        server.rtu(bus.attach("server"));
        var client = bus.attach("client");
        client.open(new LineListener() {
            @Override
            public void opened() {}

            @Override
            public void received(ByteBuffer bytes) {}

            @Override
            public void closed(AxisException cause) {}
        });
        loop.advance(Duration.ofMillis(50));
        client.send(ByteBuffer.wrap(Rtu.frame("05 06 00 01 00 03")));
        loop.advance(Duration.ofSeconds(1));
        assertThat(writes[0]).isEqualTo(1);
    }
}
