/**
 * The device itself: is it ready, who is it, which APIs does it have, who am I.
 * {@link dev.openaxis.vapix.system.DeviceSystem} answers; the records hold the answers.
 */
@NullMarked
package dev.openaxis.vapix.system;

import org.jspecify.annotations.NullMarked;
