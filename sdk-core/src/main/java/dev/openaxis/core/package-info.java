/**
 * Addresses, credentials, AXIS OS versions, effects and the error hierarchy. A program meets
 * {@link dev.openaxis.core.AxisRuntime} (who owns the threads) and {@link dev.openaxis.core.AxisException} (what went
 * wrong and what may have happened in the world) first. Nothing here knows VAPIX.
 */
@NullMarked
package dev.openaxis.core;

import org.jspecify.annotations.NullMarked;
