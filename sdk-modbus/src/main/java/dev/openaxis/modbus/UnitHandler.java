package dev.openaxis.modbus;

import dev.openaxis.core.Octets;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link ModbusServer} does when a unit is asked; a {@link ProcessImage} is one. A function that is not overridden
 * is answered with {@link ExceptionCode#ILLEGAL_FUNCTION}. Called on the loop of the line it was asked over, so that it must not block, and
 * by several lines at a time if it serves several.
 *
 * <p>To refuse, throw a {@link UnitException}. Anything else that is thrown is logged, and answered with {@link
 * ExceptionCode#SERVER_DEVICE_FAILURE}. Numbers are in the ranges of the protocol, and addresses end at 65535.
 */
public interface UnitHandler {

    /**
     * How long the unit takes to answer, asked before each answer; more than nothing for simulators.
     *
     * @return from the last byte of the request to the first of the answer; zero is no longer than needed, which on a serial bus is the
     *     silence between two frames
     */
    default Duration answerTime() {
        return Duration.ZERO;
    }

    private static UnitException missing() {
        return new UnitException(ExceptionCode.ILLEGAL_FUNCTION);
    }

    /**
     * Function 1.
     *
     * @param address of the first coil, 0 to 65535
     * @param count 1 to 2000
     * @return as many states
     */
    default Bits readCoils(int address, int count) {
        throw missing();
    }

    /**
     * Function 2.
     *
     * @param address of the first input, 0 to 65535
     * @param count 1 to 2000
     * @return as many states
     */
    default Bits readDiscreteInputs(int address, int count) {
        throw missing();
    }

    /**
     * Function 3.
     *
     * @param address of the first register, 0 to 65535
     * @param count 1 to 125
     * @return as many registers
     */
    default Registers readHoldingRegisters(int address, int count) {
        throw missing();
    }

    /**
     * Function 4.
     *
     * @param address of the first register, 0 to 65535
     * @param count 1 to 125
     * @return as many registers
     */
    default Registers readInputRegisters(int address, int count) {
        throw missing();
    }

    /**
     * Function 5.
     *
     * @param address of the coil, 0 to 65535
     * @param on its state from now on
     */
    default void writeCoil(int address, boolean on) {
        throw missing();
    }

    /**
     * Function 6.
     *
     * @param address of the register, 0 to 65535
     * @param value its contents from now on, 0 to 65535
     */
    default void writeRegister(int address, int value) {
        throw missing();
    }

    /**
     * Function 7.
     *
     * @return eight states, the first one in the lowest bit
     */
    default int readExceptionStatus() {
        throw missing();
    }

    /**
     * Function 8. A server on a serial line answers what is about the line itself (0 to 2, 4, 10 to 18 and 20) and does not ask for it here.
     *
     * @param subfunction 0 to 65535
     * @param data what goes with it
     * @return what is to be answered
     */
    default Registers diagnose(int subfunction, Registers data) {
        throw missing();
    }

    /**
     * Function 11. A server on a serial line answers this itself.
     *
     * @return how many requests were carried out
     */
    default EventCounter readEventCounter() {
        throw missing();
    }

    /**
     * Function 12. A server on a serial line answers this itself.
     *
     * @return what happened on the line, with at most 64 entries
     */
    default EventLog readEventLog() {
        throw missing();
    }

    /**
     * Function 15.
     *
     * @param address of the first coil, 0 to 65535
     * @param states 1 to 1968
     */
    default void writeCoils(int address, Bits states) {
        throw missing();
    }

    /**
     * Function 16.
     *
     * @param address of the first register, 0 to 65535
     * @param values 1 to 123
     */
    default void writeRegisters(int address, Registers values) {
        throw missing();
    }

    /**
     * Function 17.
     *
     * @return what the unit says about itself, at most 251 bytes
     */
    default Octets reportServerId() {
        throw missing();
    }

    /**
     * Function 20.
     *
     * @param ranges what is asked for
     * @return the registers of each
     */
    default List<Registers> readFile(List<FileRange> ranges) {
        throw missing();
    }

    /**
     * Function 21.
     *
     * @param records what is to be written
     */
    default void writeFile(List<FileRecord> records) {
        throw missing();
    }

    /**
     * Function 22.
     *
     * @param address of the register, 0 to 65535
     * @param and bits that stay, 0 to 65535
     * @param or bits that are set where they do not stay, 0 to 65535
     */
    default void maskWriteRegister(int address, int and, int or) {
        throw missing();
    }

    /**
     * Function 23: writes, then reads.
     *
     * @param readAddress of the first register to read, 0 to 65535
     * @param readCount 1 to 125
     * @param writeAddress of the first register to write, 0 to 65535
     * @param values 1 to 121
     * @return as many registers as were asked for
     */
    default Registers readWriteRegisters(int readAddress, int readCount, int writeAddress, Registers values) {
        throw missing();
    }

    /**
     * Function 24.
     *
     * @param address of the queue's counter, 0 to 65535
     * @return what is in the queue, at most 31 registers; it stays there
     */
    default Registers readFifo(int address) {
        throw missing();
    }

    /**
     * Function 43, type 14. Answered in as many parts as it takes.
     *
     * @return everything the unit says about itself, with objects 0 to 2 at least, each of at most 244 bytes
     */
    default DeviceIdentification identification() {
        throw missing();
    }

    /**
     * Another function, that is none of the above.
     *
     * @param function 1 to 127
     * @param data the request without the function code, at most 252 bytes
     * @return the answer without the function code, at most 252 bytes
     */
    default Octets raw(int function, Octets data) {
        throw missing();
    }
}
