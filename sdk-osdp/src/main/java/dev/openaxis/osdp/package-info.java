/**
 * OSDP v2.2 (IEC 60839-11-5 and later): readers, keypads and their control panel on an RS-485 line or TCP. Here are the
 * keys of the secure channel and the {@linkplain dev.openaxis.osdp.PeripheralDevice peripheral device}; the
 * {@link dev.openaxis.osdp.message messages}, the {@link dev.openaxis.osdp.card cards} and what a
 * {@link dev.openaxis.osdp.peripheral device needs} have rooms of their own. Start reading at
 * {@link dev.openaxis.osdp.PeripheralDevice} and {@link dev.openaxis.osdp.Scbk}.
 */
@NullMarked
package dev.openaxis.osdp;

import org.jspecify.annotations.NullMarked;
