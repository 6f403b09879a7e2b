/**
 * Modbus at both ends of the line: client and server over TCP, TLS, serial ports and RTU over TCP, and the contents of registers.
 * Start reading at {@link dev.openaxis.modbus.ModbusClient}.
 */
module dev.openaxis.modbus {
    requires static org.jspecify;
    requires transitive dev.openaxis.core;
    requires org.slf4j;

    exports dev.openaxis.modbus;
    exports dev.openaxis.modbus.register;
    exports dev.openaxis.modbus.sensor;
}
