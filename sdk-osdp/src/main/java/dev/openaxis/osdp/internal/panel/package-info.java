/**
 * The panel's end of a bus, on the loop of its line: {@link dev.openaxis.osdp.internal.panel.Talk} sends one frame at a time and waits
 * for its answer, {@link dev.openaxis.osdp.internal.panel.Bus} says whose turn it is, and a
 * {@link dev.openaxis.osdp.internal.panel.Link} knows what one device is to be asked next. Start reading at Bus.
 */
@NullMarked
package dev.openaxis.osdp.internal.panel;

import org.jspecify.annotations.NullMarked;
