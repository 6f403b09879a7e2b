package dev.openaxis.modbus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.server.ModbusRtuServer;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyRtuServerTransport;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalIn;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalOut;
import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.TcpLine;
import dev.openaxis.core.line.TcpOptions;
import dev.openaxis.modbus.AsyncModbusUnit;
import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.ModbusClient;
import dev.openaxis.modbus.ModbusRefusedException;
import dev.openaxis.modbus.ModbusUnit;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client against servers that others wrote, on TCP and with RTU frames over TCP. */
class ForeignServersTest {
    private static final int UNIT = 5;

    private final AxisRuntime runtime = AxisRuntime.create();
    private final int port = freePort();

    @AfterEach
    void close() {
        runtime.close();
    }

    /** Neither of the two tells which port it took. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ModbusClient client(boolean rtu, int inFlight) {
        ByteLine line = TcpLine.to(
                runtime,
                "127.0.0.1",
                port,
                TcpOptions.defaults().withBaudRate(115_200).withTolerance(Duration.ofMillis(20)));
        return (rtu ? ModbusClient.rtu(line) : ModbusClient.tcp(line).inFlight(inFlight))
                .runtime(runtime)
                .start();
    }

    private interface Running extends AutoCloseable {
        @Override
        void close() throws Exception;
    }

    private Running digitalpetri(boolean rtu) throws Exception {
        com.digitalpetri.modbus.server.ProcessImage image = new com.digitalpetri.modbus.server.ProcessImage();
        image.with(tx -> {
            tx.writeDiscreteInputs(inputs -> inputs.put(3, true));
            tx.writeInputRegisters(registers -> registers.put(8, new byte[] {0, 10}));
        });
        ReadWriteModbusServices services = new ReadWriteModbusServices() {
            @Override
            protected Optional<com.digitalpetri.modbus.server.ProcessImage> getProcessImage(int unitId) {
                return unitId == UNIT ? Optional.of(image) : Optional.empty();
            }
        };
        com.digitalpetri.modbus.server.ModbusServer server = rtu
                ? ModbusRtuServer.create(
                        NettyRtuServerTransport.create(
                                cfg -> cfg.setBindAddress("127.0.0.1").setPort(port)),
                        services)
                : ModbusTcpServer.create(
                        NettyTcpServerTransport.create(
                                cfg -> cfg.setBindAddress("127.0.0.1").setPort(port)),
                        services);
        server.start();
        return server::stop;
    }

    private Running j2mod(boolean rtu) throws Exception {
        ModbusSlave slave = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 3, rtu);
        SimpleProcessImage image = new SimpleProcessImage(UNIT);
        for (int i = 0; i < 40; i++) {
            image.addDigitalOut(new SimpleDigitalOut(false));
            image.addDigitalIn(new SimpleDigitalIn(i == 3));
            image.addRegister(new SimpleRegister(0));
            image.addInputRegister(new SimpleInputRegister(i == 8 ? 10 : 0));
        }
        slave.addProcessImage(UNIT, image);
        slave.open();
        return () -> ModbusSlaveFactory.close(slave);
    }

    private static void assertReadsAndWrites(ModbusUnit unit) {
        unit.writeCoil(1, true);
        unit.writeCoils(8, Bits.of(true, false, true, true, false, false, true, true, true, false));
        assertThat(unit.readCoils(0, 18)).hasToString("[010000001011001110]");
        assertThat(unit.readDiscreteInputs(2, 3)).isEqualTo(Bits.of(false, true, false));
        unit.writeRegister(10, 0xABCD);
        unit.writeRegisters(11, Registers.of(1, 2));
        assertThat(unit.readHoldingRegisters(10, 3)).isEqualTo(Registers.of(0xABCD, 1, 2));
        assertThat(unit.readInputRegisters(8, 1)).isEqualTo(Registers.of(10));
        unit.writeRegister(20, 0x12);
        unit.maskWriteRegister(20, 0xF2, 0x25);
        assertThat(unit.readWriteRegisters(20, 2, 21, Registers.of(7))).isEqualTo(Registers.of(0x17, 7));
    }

    @ParameterizedTest(name = "RTU over TCP: {0}")
    @ValueSource(booleans = {false, true})
    void digitalpetri_isReadAndWritten(boolean rtu) throws Exception {
        try (Running server = digitalpetri(rtu);
                ModbusClient client = client(rtu, 1)) {
            assertReadsAndWrites(client.unit(UNIT));
            assertThat(client.unit(UNIT).health().wrongAnswers()).isZero();
        }
    }

    @Test
    void digitalpetri_answersManyAtOnce() throws Exception {
        try (Running server = digitalpetri(false);
                ModbusClient client = client(false, 16)) {
            AsyncModbusUnit unit = client.unit(UNIT)
                    .with(UnitOptions.DEFAULT.withReply(Duration.ofSeconds(20)))
                    .with(CallOptions.deadline(Duration.ofSeconds(60)))
                    .async();
            List<CompletableFuture<Void>> writes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                writes.add(unit.writeRegister(i, i));
            }
            writes.forEach(CompletableFuture::join);
            List<CompletableFuture<Registers>> reads = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                reads.add(unit.readHoldingRegisters(i, 1));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(reads.get(i).join()).isEqualTo(Registers.of(i));
            }
        }
    }

    @ParameterizedTest(name = "RTU over TCP: {0}")
    @ValueSource(booleans = {false, true})
    void j2mod_isReadAndWritten(boolean rtu) throws Exception {
        try (Running server = j2mod(rtu);
                ModbusClient client = client(rtu, 1)) {
            ModbusUnit unit = client.unit(UNIT);
            assertReadsAndWrites(unit);
            assertThatThrownBy(() -> unit.readHoldingRegisters(39, 2))
                    .isInstanceOfSatisfying(
                            ModbusRefusedException.class,
                            e -> assertThat(e.reason()).contains(ExceptionCode.ILLEGAL_DATA_ADDRESS));
            assertThatThrownBy(unit::reportServerId)
                    .isInstanceOfSatisfying(
                            ModbusRefusedException.class,
                            e -> assertThat(e.reason()).contains(ExceptionCode.ILLEGAL_FUNCTION));
            assertThat(unit.health().wrongAnswers()).isZero();
        }
    }
}
