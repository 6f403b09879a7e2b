/**
 * OSDP v2.2 (IEC 60839-11-5 and later): readers, keypads and their control panel on an RS-485 line or TCP. Here are the
 * keys of the secure channel; the {@link dev.openaxis.osdp.message messages} and the
 * {@link dev.openaxis.osdp.card cards} have rooms of their own. Start reading at {@link dev.openaxis.osdp.Scbk}.
 */
@NullMarked
package dev.openaxis.osdp;

import org.jspecify.annotations.NullMarked;
