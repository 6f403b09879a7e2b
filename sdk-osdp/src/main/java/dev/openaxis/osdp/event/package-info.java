/**
 * What the peripheral devices of a bus tell, and what the panel finds out about them, as events of the SDK's live model. Start reading
 * at {@link dev.openaxis.osdp.event.OsdpEvent}; what happens to the line itself is {@link dev.openaxis.osdp.event.LineChanged}.
 */
@NullMarked
package dev.openaxis.osdp.event;

import org.jspecify.annotations.NullMarked;
