package dev.openaxis.modbus;

import dev.openaxis.modbus.internal.client.Commands;

/**
 * All units of a serial bus at once (Modbus over Serial Line V1.02, section 2.1). Every method returns when its message is on its way:
 * it was <em>accepted</em> for sending, and nothing more is ever known. No unit answers, and nothing is sent again.
 */
public final class ModbusBroadcast {
    private final Commands commands;

    ModbusBroadcast(Commands commands) {
        this.commands = commands;
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
}
