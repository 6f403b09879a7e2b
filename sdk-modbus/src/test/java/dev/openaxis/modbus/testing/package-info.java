/** What tests of both ends of the line have in common. */
@NullMarked
package dev.openaxis.modbus.testing;

import org.jspecify.annotations.NullMarked;
