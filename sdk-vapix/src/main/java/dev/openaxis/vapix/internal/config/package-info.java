/**
 * The wire of the Device Configuration APIs. {@link dev.openaxis.vapix.internal.config.ConfigOperations} defines the
 * operations, {@link dev.openaxis.vapix.internal.config.ConfigDiscovery} finds and picks an API,
 * {@link dev.openaxis.vapix.internal.config.ConfigReply} reads an answer.
 */
@NullMarked
package dev.openaxis.vapix.internal.config;

import org.jspecify.annotations.NullMarked;
