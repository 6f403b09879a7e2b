package dev.openaxis.modbus;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Octets;
import dev.openaxis.modbus.DeviceIdentification.Category;
import dev.openaxis.modbus.internal.client.Commands;
import java.util.List;

/**
 * One unit behind a line: a sensor, a relay box, a controller. A handle; making one says nothing to the unit.
 *
 * <p>What is read is asked again if no answer came, as {@link UnitOptions} say. What is written is sent once: if its answer
 * does not come, {@link dev.openaxis.core.OutcomeUnknownException} says that nobody knows whether it happened. An exception the unit
 * answers with is a {@link ModbusRefusedException}; no answer to a question is a {@link dev.openaxis.core.ConnectionException}, an answer
 * to another question a {@link dev.openaxis.core.MalformedResponseException}, and the end of the call's time, 10 s unless said otherwise,
 * a {@link dev.openaxis.core.DeadlineExceededException}. Numbers out of their ranges are {@link IllegalArgumentException}s, before anything is sent.
 *
 * <p>That a unit repeats a write is all the protocol tells; whether the contact behind the coil moved it does not.
 */
public final class ModbusUnit {
    private final Commands commands;

    ModbusUnit(Commands commands) {
        this.commands = commands;
    }

    /**
     * Its address.
     *
     * @return 1 to 247; over TCP also 0 or 255
     */
    public int address() {
        return commands.unit();
    }

    /**
     * The same unit, treated in another way.
     *
     * @param options for everything asked through the view
     * @return a view
     */
    public ModbusUnit with(UnitOptions options) {
        return new ModbusUnit(commands.with(options));
    }

    /**
     * The same unit, asked in another time.
     *
     * @param options for everything asked through the view
     * @return a view
     */
    public ModbusUnit with(CallOptions options) {
        return new ModbusUnit(commands.with(options));
    }

    /**
     * The same operations as futures.
     *
     * @return a view whose operations start when they are called
     */
    public AsyncModbusUnit async() {
        return new AsyncModbusUnit(commands);
    }

    /**
     * How well it and this client understand each other.
     *
     * @return as of now
     */
    public UnitHealth health() {
        return commands.health();
    }

    /**
     * Reads coils (function 1).
     *
     * @param address of the first coil, 0 to 65535
     * @param count 1 to 2000
     * @return their states
     */
    public Bits readCoils(int address, int count) {
        return commands.call("modbus.readCoils", commands.readCoils(address, count));
    }

    /**
     * Reads discrete inputs (function 2).
     *
     * @param address of the first input, 0 to 65535
     * @param count 1 to 2000
     * @return their states
     */
    public Bits readDiscreteInputs(int address, int count) {
        return commands.call("modbus.readDiscreteInputs", commands.readDiscreteInputs(address, count));
    }

    /**
     * Reads holding registers (function 3).
     *
     * @param address of the first register, 0 to 65535; 0 is what manuals call 40001
     * @param count 1 to 125
     * @return their contents
     */
    public Registers readHoldingRegisters(int address, int count) {
        return commands.call("modbus.readHoldingRegisters", commands.readHoldingRegisters(address, count));
    }

    /**
     * Reads input registers (function 4).
     *
     * @param address of the first register, 0 to 65535; 0 is what manuals call 30001
     * @param count 1 to 125
     * @return their contents
     */
    public Registers readInputRegisters(int address, int count) {
        return commands.call("modbus.readInputRegisters", commands.readInputRegisters(address, count));
    }

    /**
     * Sets a coil (function 5).
     *
     * @param address 0 to 65535
     * @param on its state from now on
     */
    public void writeCoil(int address, boolean on) {
        commands.call("modbus.writeCoil", commands.writeCoil(address, on));
    }

    /**
     * Sets a holding register (function 6).
     *
     * @param address 0 to 65535
     * @param value 0 to 65535
     */
    public void writeRegister(int address, int value) {
        commands.call("modbus.writeRegister", commands.writeRegister(address, value));
    }

    /**
     * Sets coils (function 15).
     *
     * @param address of the first coil, 0 to 65535
     * @param states 1 to 1968
     */
    public void writeCoils(int address, Bits states) {
        commands.call("modbus.writeCoils", commands.writeCoils(address, states));
    }

    /**
     * Sets holding registers (function 16).
     *
     * @param address of the first register, 0 to 65535
     * @param values 1 to 123
     */
    public void writeRegisters(int address, Registers values) {
        commands.call("modbus.writeRegisters", commands.writeRegisters(address, values));
    }

    /**
     * Changes some bits of a holding register: (contents AND {@code and}) OR ({@code or} AND NOT {@code and}) (function 22).
     *
     * @param address 0 to 65535
     * @param and bits that stay, 0 to 65535
     * @param or bits that are set where they do not stay, 0 to 65535
     */
    public void maskWriteRegister(int address, int and, int or) {
        commands.call("modbus.maskWriteRegister", commands.maskWriteRegister(address, and, or));
    }

    /**
     * Sets holding registers, then reads some, in one message (function 23). It is a write in everything that concerns repetition.
     *
     * @param readAddress of the first register to read, 0 to 65535
     * @param readCount 1 to 125
     * @param writeAddress of the first register to set, 0 to 65535
     * @param values 1 to 121
     * @return the contents of those that were to be read
     */
    public Registers readWriteRegisters(int readAddress, int readCount, int writeAddress, Registers values) {
        return commands.call(
                "modbus.readWriteRegisters", commands.readWriteRegisters(readAddress, readCount, writeAddress, values));
    }

    /**
     * Reads eight states that the unit's maker chose (function 7; serial lines only).
     *
     * @return 0 to 255, the first state in the lowest bit
     */
    public int readExceptionStatus() {
        return commands.call("modbus.readExceptionStatus", commands.readExceptionStatus());
    }

    /**
     * Tests the line or asks for the unit's counters (function 8; serial lines only). Subfunctions 1 (restart) and 4 (listen only) {@linkplain dev.openaxis.core.Effect#DISRUPT disrupt}; nobody answers the latter. What is neither the echo, the diagnostic register nor a counter is a write.
     *
     * @param subfunction 0 to 65535: 0 repeats the data, 2 is the diagnostic register, 11 to 18 are counters
     * @param data what goes with it; one register 0 for most
     * @return what it answers, one register for most
     */
    public Registers diagnose(int subfunction, Registers data) {
        return commands.call("modbus.diagnose", commands.diagnose(subfunction, data));
    }

    /**
     * Asks how many requests the unit has carried out (function 11; serial lines only).
     *
     * @return the counter
     */
    public EventCounter readEventCounter() {
        return commands.call("modbus.readEventCounter", commands.readEventCounter());
    }

    /**
     * Asks what the unit remembers of its line (function 12; serial lines only).
     *
     * @return the log
     */
    public EventLog readEventLog() {
        return commands.call("modbus.readEventLog", commands.readEventLog());
    }

    /**
     * Asks what the unit is, in its maker's own format (function 17; serial lines only).
     *
     * @return its answer
     */
    public Octets reportServerId() {
        return commands.call("modbus.reportServerId", commands.reportServerId());
    }

    /**
     * Reads records of files (function 20).
     *
     * @param ranges 1 to 35, with at most 251 bytes in all when two are added for each
     * @return the contents of each
     */
    public List<Registers> readFile(List<FileRange> ranges) {
        return commands.call("modbus.readFile", commands.readFile(ranges));
    }

    /**
     * Writes records of files (function 21).
     *
     * @param records at least one, with at most 251 bytes in all when seven are added for each
     */
    public void writeFile(List<FileRecord> records) {
        commands.call("modbus.writeFile", commands.writeFile(records));
    }

    /**
     * Reads a queue of registers, which stay in it (function 24).
     *
     * @param address of the queue's counter, 0 to 65535
     * @return at most 31 registers
     */
    public Registers readFifo(int address) {
        return commands.call("modbus.readFifo", commands.readFifo(address));
    }

    /**
     * Asks what the unit is (function 43, type 14), in as many parts as it takes.
     *
     * @param category how much
     * @return what it says
     */
    public DeviceIdentification identification(Category category) {
        return commands.call("modbus.identification", commands.identification(category));
    }

    /**
     * Asks something this library does not know. It is a write in everything that concerns repetition.
     *
     * @param function 1 to 127; on serial lines the answer to one that is not the protocol's own is told by silence
     * @param data what follows the function code, at most 252 bytes
     * @return what follows the function code in the answer
     */
    public Octets raw(int function, Octets data) {
        return commands.call("modbus.raw", commands.raw(function, data));
    }

    @Override
    public String toString() {
        return "unit " + address();
    }
}
