package dev.openaxis.modbus.internal.client;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Octets;
import dev.openaxis.core.internal.operation.LocalCalls;
import dev.openaxis.core.internal.operation.LocalCalls.Task;
import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.DeviceIdentification;
import dev.openaxis.modbus.DeviceIdentification.Category;
import dev.openaxis.modbus.EventCounter;
import dev.openaxis.modbus.EventLog;
import dev.openaxis.modbus.FileRange;
import dev.openaxis.modbus.FileRecord;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitHealth;
import dev.openaxis.modbus.UnitOptions;
import dev.openaxis.modbus.internal.pdu.Diagnose;
import dev.openaxis.modbus.internal.pdu.MaskWriteRegister;
import dev.openaxis.modbus.internal.pdu.Raw;
import dev.openaxis.modbus.internal.pdu.ReadBits;
import dev.openaxis.modbus.internal.pdu.ReadEventCounter;
import dev.openaxis.modbus.internal.pdu.ReadEventLog;
import dev.openaxis.modbus.internal.pdu.ReadExceptionStatus;
import dev.openaxis.modbus.internal.pdu.ReadFifo;
import dev.openaxis.modbus.internal.pdu.ReadFile;
import dev.openaxis.modbus.internal.pdu.ReadIdentification;
import dev.openaxis.modbus.internal.pdu.ReadRegisters;
import dev.openaxis.modbus.internal.pdu.ReadWriteRegisters;
import dev.openaxis.modbus.internal.pdu.ReportServerId;
import dev.openaxis.modbus.internal.pdu.Request;
import dev.openaxis.modbus.internal.pdu.WriteCoil;
import dev.openaxis.modbus.internal.pdu.WriteCoils;
import dev.openaxis.modbus.internal.pdu.WriteFile;
import dev.openaxis.modbus.internal.pdu.WriteRegister;
import dev.openaxis.modbus.internal.pdu.WriteRegisters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Everything a unit can be asked, each a task that both views of the public API start.
 *
 * @param client whose line it is on
 * @param unit its address
 * @param options how it is treated
 * @param call how calls are made
 */
public record Commands(Client client, int unit, UnitOptions options, CallOptions call) {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** The same for calls that are made in another way. */
    public Commands with(CallOptions others) {
        return new Commands(client, unit, options, others);
    }

    /** The same with the unit treated in another way. */
    public Commands with(UnitOptions others) {
        return new Commands(client, unit, others, call);
    }

    private LocalCalls calls() {
        return client.calls();
    }

    /** Waits for a task. */
    public <T> T call(String name, Task<T> task) {
        client.requireOutsideLoop(name);
        return calls().call(name, task);
    }

    /** Starts a task. */
    public <T> CompletableFuture<T> start(Task<T> task) {
        return calls().start(task);
    }

    private <R> Task<R> ask(Request<R> request) {
        return client.ask(unit, request, options, call.deadline().orElse(DEADLINE));
    }

    public Task<Bits> readCoils(int address, int count) {
        return ask(new ReadBits(true, address, count));
    }

    public Task<Bits> readDiscreteInputs(int address, int count) {
        return ask(new ReadBits(false, address, count));
    }

    public Task<Registers> readHoldingRegisters(int address, int count) {
        return ask(new ReadRegisters(true, address, count));
    }

    public Task<Registers> readInputRegisters(int address, int count) {
        return ask(new ReadRegisters(false, address, count));
    }

    public Task<Void> writeCoil(int address, boolean on) {
        return ask(new WriteCoil(address, on));
    }

    public Task<Void> writeRegister(int address, int value) {
        return ask(new WriteRegister(address, value));
    }

    public Task<Void> writeCoils(int address, Bits states) {
        return ask(new WriteCoils(address, states));
    }

    public Task<Void> writeRegisters(int address, Registers values) {
        return ask(new WriteRegisters(address, values));
    }

    public Task<Void> maskWriteRegister(int address, int and, int or) {
        return ask(new MaskWriteRegister(address, and, or));
    }

    public Task<Registers> readWriteRegisters(int readAddress, int readCount, int writeAddress, Registers values) {
        return ask(new ReadWriteRegisters(readAddress, readCount, writeAddress, values));
    }

    public Task<Integer> readExceptionStatus() {
        return ask(new ReadExceptionStatus());
    }

    public Task<Registers> diagnose(int subfunction, Registers data) {
        return ask(new Diagnose(subfunction, data));
    }

    public Task<EventCounter> readEventCounter() {
        return ask(new ReadEventCounter());
    }

    public Task<EventLog> readEventLog() {
        return ask(new ReadEventLog());
    }

    public Task<Octets> reportServerId() {
        return ask(new ReportServerId());
    }

    public Task<List<Registers>> readFile(List<FileRange> ranges) {
        return ask(new ReadFile(ranges));
    }

    public Task<Void> writeFile(List<FileRecord> records) {
        return ask(new WriteFile(records));
    }

    public Task<Registers> readFifo(int address) {
        return ask(new ReadFifo(address));
    }

    public Task<DeviceIdentification> identification(Category category) {
        return ask(new ReadIdentification(category.code(), 0, Map.of()));
    }

    public Task<Octets> raw(int function, Octets data) {
        return ask(new Raw(function, data));
    }

    /** How it does. */
    public UnitHealth health() {
        return client.health(unit);
    }
}
