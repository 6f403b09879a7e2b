/** The client: one question at a time on a bus, several on a TCP connection. */
@NullMarked
package dev.openaxis.modbus.internal.client;

import org.jspecify.annotations.NullMarked;
