/**
 * Modbus (Modbus Application Protocol V1.1b3, Modbus over Serial Line V1.02, Modbus Messaging on TCP/IP V1.0b): a
 * {@linkplain dev.openaxis.modbus.ModbusClient client} for the units behind a byte line, and a
 * {@linkplain dev.openaxis.modbus.ModbusServer server} for simulators and gateways. Addresses are those of the protocol and
 * count from 0: what a manual calls holding register 40001 is address 0.
 */
@NullMarked
package dev.openaxis.modbus;

import org.jspecify.annotations.NullMarked;
