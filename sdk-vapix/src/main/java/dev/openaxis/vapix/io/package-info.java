/**
 * Ports and relays. {@link dev.openaxis.vapix.io.Io} lists and reads them, an {@link dev.openaxis.vapix.io.Output} drives
 * one, and every action returns an {@link dev.openaxis.vapix.io.Actuation} with its evidence or throws. Numbers are typed:
 * {@link dev.openaxis.vapix.io.PortId} counts from 0 as the device does.
 */
@NullMarked
package dev.openaxis.vapix.io;

import org.jspecify.annotations.NullMarked;
