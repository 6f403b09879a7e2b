package dev.openaxis.modbus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.client.ModbusClient;
import com.digitalpetri.modbus.client.ModbusRtuClient;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.MaskWriteRegisterRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadWriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.tcp.client.NettyRtuClientTransport;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.io.ModbusTransaction;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.msg.ReadCommEventCounterRequest;
import com.ghgande.j2mod.modbus.msg.ReadCommEventCounterResponse;
import com.ghgande.j2mod.modbus.msg.ReadExceptionStatusRequest;
import com.ghgande.j2mod.modbus.msg.ReadExceptionStatusResponse;
import com.ghgande.j2mod.modbus.msg.ReadFIFOQueueRequest;
import com.ghgande.j2mod.modbus.msg.ReadFIFOQueueResponse;
import com.ghgande.j2mod.modbus.msg.ReadFileRecordRequest;
import com.ghgande.j2mod.modbus.msg.ReadFileRecordResponse;
import com.ghgande.j2mod.modbus.msg.ReadMEIRequest;
import com.ghgande.j2mod.modbus.msg.ReadMEIResponse;
import com.ghgande.j2mod.modbus.msg.ReadWriteMultipleRequest;
import com.ghgande.j2mod.modbus.msg.ReadWriteMultipleResponse;
import com.ghgande.j2mod.modbus.msg.ReportSlaveIDRequest;
import com.ghgande.j2mod.modbus.msg.ReportSlaveIDResponse;
import com.ghgande.j2mod.modbus.msg.WriteFileRecordRequest;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.util.BitVector;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Octets;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.TcpAcceptor;
import dev.openaxis.core.line.TcpOptions;
import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.ModbusServer;
import dev.openaxis.modbus.ProcessImage;
import dev.openaxis.modbus.RegisterTable;
import dev.openaxis.modbus.Registers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that others wrote, on TCP and with RTU frames over TCP, against our server. */
class ForeignClientsTest {
    private static final int UNIT = 5;

    private final AxisRuntime runtime = AxisRuntime.create();
    private final ProcessImage image = ProcessImage.builder()
            .with(RegisterTable.COILS, 0, 100)
            .with(RegisterTable.DISCRETE_INPUTS, 0, 100)
            .with(RegisterTable.HOLDING_REGISTERS, 0, 200)
            .with(RegisterTable.INPUT_REGISTERS, 0, 200)
            .file(4, 20)
            .queue(0x04DE)
            .identification("Maker", "Code", "1.2")
            .serverId(Octets.ofHex("07 FF 41 42"))
            .build();
    private final ModbusServer server = new ModbusServer().unit(UNIT, image);
    private volatile boolean rtuFrames;
    private final TcpAcceptor port = TcpAcceptor.listen(
            runtime,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            TcpOptions.defaults().withBaudRate(115_200).withTolerance(Duration.ofMillis(20)),
            this::accept);

    private void accept(ByteLine line) {
        if (rtuFrames) {
            server.rtu(line);
        } else {
            server.tcp(line);
        }
    }

    @AfterEach
    void close() {
        server.close();
        port.close();
        runtime.close();
    }

    private void serve(boolean rtu) {
        rtuFrames = rtu;
        image.set(RegisterTable.DISCRETE_INPUTS, 3, Bits.of(true, false, true));
        image.set(RegisterTable.INPUT_REGISTERS, 8, Registers.of(0x000A, 0xFFFE));
    }

    private ModbusClient digitalpetri(boolean rtu) {
        return rtu
                ? ModbusRtuClient.create(NettyRtuClientTransport.create(cfg ->
                        cfg.setHostname("127.0.0.1").setPort(port.address().getPort())))
                : ModbusTcpClient.create(NettyTcpClientTransport.create(cfg ->
                        cfg.setHostname("127.0.0.1").setPort(port.address().getPort())));
    }

    private static byte[] bytes(String hex) {
        return Octets.ofHex(hex).toArray();
    }

    @ParameterizedTest(name = "RTU over TCP: {0}")
    @ValueSource(booleans = {false, true})
    void digitalpetri_readsAndWritesEverythingItCan(boolean rtu) throws Exception {
        serve(rtu);
        ModbusClient client = digitalpetri(rtu);
        client.connect();
        try {
            client.writeSingleCoil(UNIT, new WriteSingleCoilRequest(1, true));
            client.writeMultipleCoils(UNIT, new WriteMultipleCoilsRequest(8, 10, bytes("CD 01")));
            assertThat(client.readCoils(UNIT, new ReadCoilsRequest(0, 18)).coils())
                    .isEqualTo(bytes("02 CD 01"));
            assertThat(client.readDiscreteInputs(UNIT, new ReadDiscreteInputsRequest(3, 3))
                            .inputs())
                    .isEqualTo(bytes("05"));
            client.writeSingleRegister(UNIT, new WriteSingleRegisterRequest(10, 0xABCD));
            client.writeMultipleRegisters(UNIT, new WriteMultipleRegistersRequest(11, 2, bytes("00 01 00 02")));
            assertThat(client.readHoldingRegisters(UNIT, new ReadHoldingRegistersRequest(10, 3))
                            .registers())
                    .isEqualTo(bytes("AB CD 00 01 00 02"));
            assertThat(client.readInputRegisters(UNIT, new ReadInputRegistersRequest(8, 2))
                            .registers())
                    .isEqualTo(bytes("00 0A FF FE"));
            client.writeSingleRegister(UNIT, new WriteSingleRegisterRequest(20, 0x12));
            client.maskWriteRegister(UNIT, new MaskWriteRegisterRequest(20, 0xF2, 0x25));
            assertThat(client.readWriteMultipleRegisters(
                                    UNIT, new ReadWriteMultipleRegistersRequest(20, 2, 21, 1, bytes("00 07")))
                            .registers())
                    .isEqualTo(bytes("00 17 00 07"));
            assertThat(client.readHoldingRegisters(UNIT, new ReadHoldingRegistersRequest(0, 125))
                            .registers())
                    .hasSize(250);
            assertThatThrownBy(() -> client.readHoldingRegisters(UNIT, new ReadHoldingRegistersRequest(199, 2)))
                    .isInstanceOfSatisfying(ModbusResponseException.class, e -> {
                        assertThat(e.getFunctionCode()).isEqualTo(3);
                        // With RTU frames 2.1.4 tells the function byte where the code should be.
                        assertThat(e.getExceptionCode()).isEqualTo(rtu ? (byte) 0x83 : 2);
                    });
        } finally {
            client.disconnect();
        }
    }

    private static <T extends ModbusResponse> T ask(ModbusTCPMaster master, ModbusRequest request, Class<T> kind)
            throws Exception {
        request.setUnitID(UNIT);
        ModbusTransaction transaction = master.getTransport().createTransaction();
        transaction.setRequest(request);
        transaction.execute();
        return kind.cast(transaction.getResponse());
    }

    private static Register[] registers(int... values) {
        Register[] registers = new Register[values.length];
        for (int i = 0; i < values.length; i++) {
            registers[i] = new SimpleRegister(values[i]);
        }
        return registers;
    }

    @ParameterizedTest(name = "RTU over TCP: {0}")
    @ValueSource(booleans = {false, true})
    void j2mod_readsAndWritesEverythingItCan(boolean rtu) throws Exception {
        serve(rtu);
        ModbusTCPMaster master = new ModbusTCPMaster("127.0.0.1", port.address().getPort(), 3_000, false, rtu);
        master.connect();
        try {
            assertThat(master.writeCoil(UNIT, 1, true)).isTrue();
            master.writeMultipleCoils(UNIT, 8, BitVector.createBitVector(bytes("CD 01"), 10));
            BitVector coils = master.readCoils(UNIT, 0, 18);
            assertThat(coils.getBit(1)).isTrue();
            assertThat(coils.getBit(8)).isTrue();
            assertThat(coils.getBit(9)).isFalse();
            assertThat(master.readInputDiscretes(UNIT, 3, 3).getBit(2)).isTrue();
            master.writeSingleRegister(UNIT, 10, new SimpleRegister(0xABCD));
            master.writeMultipleRegisters(UNIT, 11, registers(1, 2));
            Register[] read = master.readMultipleRegisters(UNIT, 10, 3);
            assertThat(read[0].getValue()).isEqualTo(0xABCD);
            assertThat(read[2].getValue()).isEqualTo(2);
            assertThat(master.readInputRegisters(UNIT, 8, 2)[1].toUnsignedShort())
                    .isEqualTo(0xFFFE);
            master.writeSingleRegister(UNIT, 20, new SimpleRegister(0x12));
            master.maskWriteRegister(UNIT, 20, 0xF2, 0x25);
            ReadWriteMultipleRequest both = new ReadWriteMultipleRequest(UNIT, 20, 2, 21, 1);
            both.setRegisters(registers(7));
            ReadWriteMultipleResponse changed = ask(master, both, ReadWriteMultipleResponse.class);
            assertThat(changed.getRegisterValue(0)).isEqualTo(0x17);
            assertThat(changed.getRegisterValue(1)).isEqualTo(7);
            assertThatThrownBy(() -> master.readMultipleRegisters(UNIT, 199, 2))
                    .isInstanceOfSatisfying(
                            ModbusSlaveException.class,
                            e -> assertThat(e.getType()).isEqualTo(2));
            assertThat(master.readMultipleRegisters(UNIT, 0, 125)).hasSize(125);
        } finally {
            master.disconnect();
        }
    }

    @ParameterizedTest(name = "RTU over TCP: {0}")
    @ValueSource(booleans = {false, true})
    void j2mod_readsFilesQueuesAndWhatAUnitSaysAboutItself(boolean rtu) throws Exception {
        serve(rtu);
        image.exceptionStatus(0x6D);
        image.enqueue(0x04DE, 0x01B8);
        image.enqueue(0x04DE, 0x1284);
        ModbusTCPMaster master = new ModbusTCPMaster("127.0.0.1", port.address().getPort(), 3_000, false, rtu);
        master.connect();
        try {
            assertThat(ask(master, new ReadExceptionStatusRequest(), ReadExceptionStatusResponse.class)
                            .getStatus())
                    .isEqualTo(0x6D);
            assertThat(ask(master, new ReportSlaveIDRequest(), ReportSlaveIDResponse.class)
                            .getSlaveID())
                    .isEqualTo(7);
            ReadFIFOQueueRequest queue = new ReadFIFOQueueRequest();
            queue.setReference(0x04DE);
            assertThat(ask(master, queue, ReadFIFOQueueResponse.class).getRegisters())
                    .containsExactly(0x01B8, 0x1284);
            WriteFileRecordRequest write = new WriteFileRecordRequest();
            write.addRequest(new WriteFileRecordRequest.RecordRequest(4, 7, new short[] {0x06AF, 0x04BE}));
            ask(master, write, ModbusResponse.class);
            ReadFileRecordRequest file = new ReadFileRecordRequest();
            file.addRequest(new ReadFileRecordRequest.RecordRequest(4, 7, 2));
            ReadFileRecordResponse records = ask(master, file, ReadFileRecordResponse.class);
            assertThat(records.getRecord(0).getRegister(1).getValue()).isEqualTo(0x04BE);
            ReadMEIResponse said = ask(master, new ReadMEIRequest(1, 0), ReadMEIResponse.class);
            assertThat(said.getFields()).containsExactly("Maker", "Code", "1.2");
            if (rtu) {
                assertThat(ask(master, new ReadCommEventCounterRequest(), ReadCommEventCounterResponse.class)
                                .getEventCount())
                        .isEqualTo(6);
            }
        } finally {
            master.disconnect();
        }
    }
}
