/**
 * The secure channel with AES-128 (OSDP v2.2, Annex D): how the two ends prove to one another that they hold the same
 * key, and how frames are authenticated and encrypted from then on. No line, no clock, no thread. Start reading at
 * {@link dev.openaxis.osdp.internal.secure.PanelHandshake} and
 * {@link dev.openaxis.osdp.internal.secure.SecureSession}.
 */
@NullMarked
package dev.openaxis.osdp.internal.secure;

import org.jspecify.annotations.NullMarked;
