package dev.openaxis.modbus;

import dev.openaxis.core.Octets;

/**
 * What a unit remembers of its line (function 12).
 *
 * @param busy whether it is still at a program command
 * @param events requests carried out, 0 to 65535
 * @param messages messages it processed since it restarted, 0 to 65535
 * @param entries a byte for each event, the latest first, at most 64; what their bits mean is in section 6.10 of the protocol
 */
public record EventLog(boolean busy, int events, int messages, Octets entries) {}
