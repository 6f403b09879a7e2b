package dev.openaxis.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Octets;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.ThreadLoop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Client and server on a bus in memory: what one asks the other does. */
class BusTest {
    private final AxisRuntime runtime = AxisRuntime.create();
    private final ThreadLoop loop = new ThreadLoop("bus");
    private final MemoryBus bus = new MemoryBus(loop, LineModel.perfect(38_400));
    private final ProcessImage image = ProcessImage.builder()
            .with(RegisterTable.COILS, 0, 20)
            .with(RegisterTable.DISCRETE_INPUTS, 0, 20)
            .with(RegisterTable.HOLDING_REGISTERS, 100, 50)
            .with(RegisterTable.INPUT_REGISTERS, 0, 4)
            .file(4, 100)
            .queue(1000)
            .identification("Tibbo", "BP#01", "1.2")
            .object(0x80, "x".repeat(200))
            .object(0x81, "y".repeat(200))
            .serverId(Octets.ofHex("40 FF 01"))
            .build();
    private final ModbusServer server = new ModbusServer().unit(5, image);
    private final ModbusClient client =
            ModbusClient.rtu(bus.attach("client")).runtime(runtime).start();
    private final ModbusUnit unit = client.unit(5);

    BusTest() {
        server.rtu(bus.attach("server"));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        runtime.close();
        loop.close();
    }

    @Test
    void everyFunctionIsDone() {
        unit.writeCoils(0, Bits.of(true, false, true, true, false, false, false, false, true));
        unit.writeCoil(1, true);
        assertThat(unit.readCoils(0, 10)).hasToString("[1111000010]");
        image.set(RegisterTable.DISCRETE_INPUTS, 3, Bits.of(true));
        assertThat(unit.readDiscreteInputs(2, 3)).isEqualTo(Bits.of(false, true, false));
        unit.writeRegisters(100, Registers.of(1, 2, 3));
        unit.writeRegister(101, 0xFFFF);
        unit.maskWriteRegister(102, 0xF2, 0x25);
        assertThat(unit.readHoldingRegisters(100, 3)).isEqualTo(Registers.of(1, 0xFFFF, (3 & 0xF2) | (0x25 & ~0xF2)));
        assertThat(unit.readWriteRegisters(100, 2, 101, Registers.of(7))).isEqualTo(Registers.of(1, 7));
        image.set(RegisterTable.INPUT_REGISTERS, 0, Registers.of(-3));
        assertThat(unit.readInputRegisters(0, 1).signed(0)).isEqualTo(-3);
        unit.writeFile(List.of(new FileRecord(4, 7, Registers.of(0x6AF, 0x4BE))));
        assertThat(unit.readFile(List.of(new FileRange(4, 6, 2), new FileRange(4, 8, 1))))
                .containsExactly(Registers.of(0, 0x6AF), Registers.of(0x4BE));
        image.enqueue(1000, 9);
        assertThat(unit.readFifo(1000)).isEqualTo(Registers.of(9));
        image.exceptionStatus(0x6D);
        assertThat(unit.readExceptionStatus()).isEqualTo(0x6D);
        assertThat(unit.reportServerId()).isEqualTo(Octets.ofHex("40FF01"));
        assertThat(unit.diagnose(0, Registers.of(0xA537))).isEqualTo(Registers.of(0xA537));
        DeviceIdentification all = unit.identification(DeviceIdentification.Category.EXTENDED);
        assertThat(all.vendorName()).contains("Tibbo");
        assertThat(all.text(0x81)).contains("y".repeat(200));
        assertThat(unit.readEventCounter().events()).isEqualTo(18);
        assertThat(unit.readEventLog().entries().length()).isGreaterThan(30);
        assertThat(client.health().score()).isEqualTo(100);
    }

    @Test
    void aBroadcast_isDoneByAll_andAnsweredByNobody() {
        client.broadcast().writeRegister(101, 7);
        client.broadcast().writeRegisters(102, Registers.of(8, 9));
        client.broadcast().maskWriteRegister(103, 0, 1);
        client.broadcast().writeCoil(1, true);
        client.broadcast().writeCoils(2, Bits.of(false, true));
        assertThat(unit.readHoldingRegisters(101, 3)).isEqualTo(Registers.of(7, 8, 1));
        assertThat(unit.readCoils(0, 5)).hasToString("[01010]");
        assertThat(unit.health().requests()).isEqualTo(2);
        assertThat(client.health().frames()).isEqualTo(2);
    }
}
