package dev.openaxis.benchmarks.modbus;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.TcpLine;
import dev.openaxis.modbus.ModbusClient;
import dev.openaxis.modbus.ModbusUnit;
import java.util.concurrent.CompletionStage;

/** A client with one connection; every one with time limits as it has them by default. */
interface Contender extends AutoCloseable {
    /** How many registers every request reads. */
    int COUNT = 10;

    /** Reads and waits. */
    void read();

    /** Reads without waiting, where the client can. */
    CompletionStage<?> readAsync();

    /** Whether it can. */
    default boolean isAsync() {
        return true;
    }

    @Override
    void close();

    /** This project's. */
    final class Ours implements Contender {
        private final AxisRuntime runtime = AxisRuntime.create();
        private final ModbusClient client;
        private final ModbusUnit unit;

        Ours(int port, int inFlight) {
            client = ModbusClient.tcp(TcpLine.to(runtime, "127.0.0.1", port))
                    .inFlight(inFlight)
                    .runtime(runtime)
                    .start();
            unit = client.unit(1);
        }

        @Override
        public void read() {
            unit.readHoldingRegisters(0, COUNT);
        }

        @Override
        public CompletionStage<?> readAsync() {
            return unit.async().readHoldingRegisters(0, COUNT);
        }

        @Override
        public void close() {
            client.close();
            runtime.close();
        }
    }

    /** digitalpetri's. */
    final class Digitalpetri implements Contender {
        private final ModbusTcpClient client;

        Digitalpetri(int port) {
            client = ModbusTcpClient.create(NettyTcpClientTransport.create(config -> {
                config.setHostname("127.0.0.1");
                config.setPort(port);
            }));
            try {
                client.connect();
            } catch (com.digitalpetri.modbus.exceptions.ModbusExecutionException e) {
                throw new BenchmarkFailure("digitalpetri does not connect", e);
            }
        }

        @Override
        public void read() {
            try {
                client.readHoldingRegisters(1, new ReadHoldingRegistersRequest(0, COUNT));
            } catch (com.digitalpetri.modbus.exceptions.ModbusException e) {
                throw new BenchmarkFailure("digitalpetri does not read", e);
            }
        }

        @Override
        public CompletionStage<?> readAsync() {
            return client.readHoldingRegistersAsync(1, new ReadHoldingRegistersRequest(0, COUNT));
        }

        @Override
        public void close() {
            try {
                client.disconnect();
            } catch (com.digitalpetri.modbus.exceptions.ModbusExecutionException e) {
                throw new BenchmarkFailure("digitalpetri does not disconnect", e);
            }
        }
    }

    /** j2mod's, which has one request under way at a time whatever is asked. */
    final class J2mod implements Contender {
        private final ModbusTCPMaster master;

        J2mod(int port) {
            master = new ModbusTCPMaster("127.0.0.1", port);
            try {
                master.connect();
            } catch (Exception e) {
                throw new BenchmarkFailure("j2mod does not connect", e);
            }
        }

        @Override
        public void read() {
            try {
                master.readMultipleRegisters(1, 0, COUNT);
            } catch (ModbusException e) {
                throw new BenchmarkFailure("j2mod does not read", e);
            }
        }

        @Override
        public CompletionStage<?> readAsync() {
            throw new UnsupportedOperationException("j2mod blocks");
        }

        @Override
        public boolean isAsync() {
            return false;
        }

        @Override
        public void close() {
            master.disconnect();
        }
    }
}
