/**
 * The control panel: one bus, its peripheral devices, what they are told and what they tell. Start reading at
 * {@link dev.openaxis.osdp.panel.ControlPanel}.
 */
@NullMarked
package dev.openaxis.osdp.panel;

import org.jspecify.annotations.NullMarked;
