/**
 * The device's Device Configuration APIs ({@code /config}). {@link dev.openaxis.vapix.config.DeviceConfiguration} tells which
 * ones there are, {@link dev.openaxis.vapix.config.ConfigApi} is one of them, and a
 * {@link dev.openaxis.vapix.config.ConfigResource} reads and changes what is below a path, in
 * {@link dev.openaxis.vapix.config.ConfigValue}s.
 */
@NullMarked
package dev.openaxis.vapix.config;

import org.jspecify.annotations.NullMarked;
