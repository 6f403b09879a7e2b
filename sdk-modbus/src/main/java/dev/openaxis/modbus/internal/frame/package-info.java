/** How messages travel: RTU frames with a CRC, or TCP with a header. */
@NullMarked
package dev.openaxis.modbus.internal.frame;

import org.jspecify.annotations.NullMarked;
