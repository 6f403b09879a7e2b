package dev.openaxis.benchmarks.modbus;

import dev.openaxis.benchmarks.SimulatedConverter;
import dev.openaxis.core.line.LineModel;
import dev.openaxis.core.line.MemoryBus;
import dev.openaxis.core.line.VirtualLoop;
import dev.openaxis.modbus.ModbusServer;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitHandler;
import java.io.IOException;
import java.time.Duration;

/** Sensors on a simulated line behind a TCP port; started with the rate, the number of sensors, and their time to an answer. */
final class SensorProcess {
    private SensorProcess() {}

    /**
     * The program.
     *
     * @param arguments bits per second, number of sensors, ms to an answer
     * @throws IOException if the port cannot be opened
     */
    public static void main(String[] arguments) throws IOException {
        VirtualLoop loop = new VirtualLoop();
        MemoryBus bus = new MemoryBus(loop, LineModel.perfect(Integer.parseInt(arguments[0])));
        Duration answerTime = Duration.ofMillis(Integer.parseInt(arguments[2]));
        try (ModbusServer sensors = new ModbusServer()) {
            for (int address = 1; address <= Integer.parseInt(arguments[1]); address++) {
                sensors.unit(address, new Sensor(answerTime));
            }
            sensors.rtu(bus.attach("sensors"));
            SimulatedConverter.serve(bus.attach("converter"), loop);
        }
    }

    private record Sensor(Duration answerTime) implements UnitHandler {
        @Override
        public Registers readHoldingRegisters(int address, int count) {
            return Registers.of(new int[count]);
        }
    }
}
