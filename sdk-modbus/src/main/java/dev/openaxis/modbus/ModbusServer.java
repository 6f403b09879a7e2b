package dev.openaxis.modbus;

import dev.openaxis.core.line.ByteLine;
import dev.openaxis.modbus.internal.server.RtuSession;
import dev.openaxis.modbus.internal.server.Sessions;
import dev.openaxis.modbus.internal.server.TcpSession;
import dev.openaxis.modbus.internal.server.Units;
import java.util.Objects;

/**
 * Answers for units: a simulator, or a gateway to something else. Serves any number of lines; units come and go while it does.
 *
 * <pre>{@code
 * ModbusServer server = new ModbusServer().unit(5, ProcessImage.builder()
 *         .with(RegisterTable.HOLDING_REGISTERS, 0, 10)
 *         .build());
 * server.rtu(SerialLine.on("/dev/ttyUSB0", SerialOptions.defaults()));
 * TcpAcceptor.listen(runtime, new InetSocketAddress(502), TcpOptions.defaults(), server::tcp);
 * }</pre>
 *
 * <p>A serial bus hears nothing about units that are not there; over TCP a client is told that they do not respond. What is said on a line
 * that is no Modbus is passed over, or ends a TCP connection. Nobody is asked who they are: who can reach the line can write.
 */
public final class ModbusServer implements AutoCloseable {
    private static final int LAST_UNIT = 247;

    private final Units units = new Units();
    private final Sessions sessions = new Sessions();

    /** A server without units, on no line. */
    public ModbusServer() {
        // Units and lines come later.
    }

    /**
     * Answers for a unit from now on, in the place of whoever did so before.
     *
     * @param address 1 to 247
     * @param handler what the unit does
     * @return this
     */
    public ModbusServer unit(int address, UnitHandler handler) {
        units.put(requireUnit(address), Objects.requireNonNull(handler, "handler"));
        return this;
    }

    /**
     * Answers for the device that is connected over TCP itself, which is unit 0 or 255.
     *
     * @param handler what it does
     * @return this
     */
    public ModbusServer device(UnitHandler handler) {
        units.device(Objects.requireNonNull(handler, "handler"));
        return this;
    }

    /**
     * Answers for a unit no more, as if its cable were pulled.
     *
     * @param address 1 to 247
     * @return this
     */
    public ModbusServer remove(int address) {
        units.remove(requireUnit(address));
        return this;
    }

    private static int requireUnit(int address) {
        if (address < 1 || address > LAST_UNIT) {
            throw new IllegalArgumentException("unit out of range 1 to 247: " + address);
        }
        return address;
    }

    /**
     * Serves a serial bus, or RTU frames over TCP. A line that closes is opened again, as long as it can be.
     *
     * @param line not open; it is opened now
     * @throws IllegalStateException if this server is closed, or the line is open
     */
    public void rtu(ByteLine line) {
        sessions.begin(new RtuSession(line, units, sessions));
    }

    /**
     * Serves a Modbus TCP connection, until it closes.
     *
     * @param line not open; it is opened now
     * @throws IllegalStateException if this server is closed, or the line is open
     */
    public void tcp(ByteLine line) {
        sessions.begin(new TcpSession(line, units, sessions));
    }

    /** Closes all lines. */
    @Override
    public void close() {
        sessions.close();
    }
}
