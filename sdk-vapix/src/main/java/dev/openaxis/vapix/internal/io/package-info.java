/**
 * How outputs are driven. {@link dev.openaxis.vapix.internal.io.Actuator} holds the rules for acting on the physical world;
 * {@link dev.openaxis.vapix.internal.io.PortWire} the requests; {@link dev.openaxis.vapix.internal.io.ProductTable} what is
 * known about terminals.
 */
@NullMarked
package dev.openaxis.vapix.internal.io;

import org.jspecify.annotations.NullMarked;
