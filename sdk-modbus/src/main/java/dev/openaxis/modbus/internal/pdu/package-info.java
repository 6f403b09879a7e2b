/** What can be asked of a unit, one class per function of the protocol: the request and its answer, at both ends. */
@NullMarked
package dev.openaxis.modbus.internal.pdu;

import org.jspecify.annotations.NullMarked;
