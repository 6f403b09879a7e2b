/**
 * What goes over the wire, byte by byte, and what every documented answer becomes.
 * {@link dev.openaxis.vapix.wire.ScriptedDevice} answers what a test puts into it.
 */
package dev.openaxis.vapix.wire;
