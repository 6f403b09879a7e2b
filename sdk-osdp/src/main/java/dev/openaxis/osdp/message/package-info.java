/**
 * Every command a control panel sends and every reply a peripheral device gives, one record each, as OSDP v2.2 lays them
 * out on the wire. A record takes any value the wire can carry, so that what was received can be written again byte for
 * byte; whether a device can do what it says is for the device to judge. Start reading at
 * {@link dev.openaxis.osdp.message.Command} and {@link dev.openaxis.osdp.message.Reply}.
 */
@NullMarked
package dev.openaxis.osdp.message;

import org.jspecify.annotations.NullMarked;
