/** The server: frames in, a handler's answers out. */
@NullMarked
package dev.openaxis.modbus.internal.server;

import org.jspecify.annotations.NullMarked;
