package dev.openaxis.modbus;

import dev.openaxis.core.Octets;
import dev.openaxis.modbus.DeviceIdentification.Category;
import dev.openaxis.modbus.internal.client.Commands;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The operations of a {@link ModbusUnit} as futures, which complete on the callback executor. Each acts when it is called. */
public final class AsyncModbusUnit {
    private final Commands commands;

    AsyncModbusUnit(Commands commands) {
        this.commands = commands;
    }

    /**
     * Reads coils (function 1).
     *
     * @param address of the first coil, 0 to 65535
     * @param count 1 to 2000
     * @return completes with their states
     */
    public CompletableFuture<Bits> readCoils(int address, int count) {
        return commands.start(commands.readCoils(address, count));
    }

    /**
     * Reads discrete inputs (function 2).
     *
     * @param address of the first input, 0 to 65535
     * @param count 1 to 2000
     * @return completes with their states
     */
    public CompletableFuture<Bits> readDiscreteInputs(int address, int count) {
        return commands.start(commands.readDiscreteInputs(address, count));
    }

    /**
     * Reads holding registers (function 3).
     *
     * @param address of the first register, 0 to 65535; 0 is what manuals call 40001
     * @param count 1 to 125
     * @return completes with their contents
     */
    public CompletableFuture<Registers> readHoldingRegisters(int address, int count) {
        return commands.start(commands.readHoldingRegisters(address, count));
    }

    /**
     * Reads input registers (function 4).
     *
     * @param address of the first register, 0 to 65535; 0 is what manuals call 30001
     * @param count 1 to 125
     * @return completes with their contents
     */
    public CompletableFuture<Registers> readInputRegisters(int address, int count) {
        return commands.start(commands.readInputRegisters(address, count));
    }

    /**
     * Sets a coil (function 5).
     *
     * @param address 0 to 65535
     * @param on its state from now on
     * @return completes when the unit has repeated it
     */
    public CompletableFuture<Void> writeCoil(int address, boolean on) {
        return commands.start(commands.writeCoil(address, on));
    }

    /**
     * Sets a holding register (function 6).
     *
     * @param address 0 to 65535
     * @param value 0 to 65535
     * @return completes when the unit has repeated it
     */
    public CompletableFuture<Void> writeRegister(int address, int value) {
        return commands.start(commands.writeRegister(address, value));
    }

    /**
     * Sets coils (function 15).
     *
     * @param address of the first coil, 0 to 65535
     * @param states 1 to 1968
     * @return completes when the unit has confirmed it
     */
    public CompletableFuture<Void> writeCoils(int address, Bits states) {
        return commands.start(commands.writeCoils(address, states));
    }

    /**
     * Sets holding registers (function 16).
     *
     * @param address of the first register, 0 to 65535
     * @param values 1 to 123
     * @return completes when the unit has confirmed it
     */
    public CompletableFuture<Void> writeRegisters(int address, Registers values) {
        return commands.start(commands.writeRegisters(address, values));
    }

    /**
     * Changes some bits of a holding register: (contents AND {@code and}) OR ({@code or} AND NOT {@code and}) (function 22).
     *
     * @param address 0 to 65535
     * @param and bits that stay, 0 to 65535
     * @param or bits that are set where they do not stay, 0 to 65535
     * @return completes when the unit has repeated it
     */
    public CompletableFuture<Void> maskWriteRegister(int address, int and, int or) {
        return commands.start(commands.maskWriteRegister(address, and, or));
    }

    /**
     * Sets holding registers, then reads some, in one message (function 23). It is a write in everything that concerns repetition.
     *
     * @param readAddress of the first register to read, 0 to 65535
     * @param readCount 1 to 125
     * @param writeAddress of the first register to set, 0 to 65535
     * @param values 1 to 121
     * @return completes with the contents of those that were to be read
     */
    public CompletableFuture<Registers> readWriteRegisters(
            int readAddress, int readCount, int writeAddress, Registers values) {
        return commands.start(commands.readWriteRegisters(readAddress, readCount, writeAddress, values));
    }

    /**
     * Reads eight states that the unit's maker chose (function 7; serial lines only).
     *
     * @return completes with 0 to 255, the first state in the lowest bit
     */
    public CompletableFuture<Integer> readExceptionStatus() {
        return commands.start(commands.readExceptionStatus());
    }

    /**
     * Tests the line or asks for the unit's counters (function 8; serial lines only). Subfunctions 1 (restart) and 4 (listen only) {@linkplain dev.openaxis.core.Effect#DISRUPT disrupt}; nobody answers the latter. What is neither the echo, the diagnostic register nor a counter is a write.
     *
     * @param subfunction 0 to 65535: 0 repeats the data, 2 is the diagnostic register, 11 to 18 are counters
     * @param data what goes with it; one register 0 for most
     * @return completes with what it answers, one register for most
     */
    public CompletableFuture<Registers> diagnose(int subfunction, Registers data) {
        return commands.start(commands.diagnose(subfunction, data));
    }

    /**
     * Asks how many requests the unit has carried out (function 11; serial lines only).
     *
     * @return completes with the counter
     */
    public CompletableFuture<EventCounter> readEventCounter() {
        return commands.start(commands.readEventCounter());
    }

    /**
     * Asks what the unit remembers of its line (function 12; serial lines only).
     *
     * @return completes with the log
     */
    public CompletableFuture<EventLog> readEventLog() {
        return commands.start(commands.readEventLog());
    }

    /**
     * Asks what the unit is, in its maker's own format (function 17; serial lines only).
     *
     * @return completes with its answer
     */
    public CompletableFuture<Octets> reportServerId() {
        return commands.start(commands.reportServerId());
    }

    /**
     * Reads records of files (function 20).
     *
     * @param ranges 1 to 35, with at most 251 bytes in all when two are added for each
     * @return completes with the contents of each
     */
    public CompletableFuture<List<Registers>> readFile(List<FileRange> ranges) {
        return commands.start(commands.readFile(ranges));
    }

    /**
     * Writes records of files (function 21).
     *
     * @param records at least one, with at most 251 bytes in all when seven are added for each
     * @return completes when the unit has repeated it
     */
    public CompletableFuture<Void> writeFile(List<FileRecord> records) {
        return commands.start(commands.writeFile(records));
    }

    /**
     * Reads a queue of registers, which stay in it (function 24).
     *
     * @param address of the queue's counter, 0 to 65535
     * @return completes with at most 31 registers
     */
    public CompletableFuture<Registers> readFifo(int address) {
        return commands.start(commands.readFifo(address));
    }

    /**
     * Asks what the unit is (function 43, type 14), in as many parts as it takes.
     *
     * @param category how much
     * @return completes with what it says
     */
    public CompletableFuture<DeviceIdentification> identification(Category category) {
        return commands.start(commands.identification(category));
    }

    /**
     * Asks something this library does not know. It is a write in everything that concerns repetition.
     *
     * @param function 1 to 127; on serial lines the answer to one that is not the protocol's own is told by silence
     * @param data what follows the function code, at most 252 bytes
     * @return completes with what follows the function code in the answer
     */
    public CompletableFuture<Octets> raw(int function, Octets data) {
        return commands.start(commands.raw(function, data));
    }
}
