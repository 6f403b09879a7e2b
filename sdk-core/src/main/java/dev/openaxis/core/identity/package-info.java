/**
 * Who answers at an address, asked without any log-in. {@link dev.openaxis.core.identity.IdentityProbe} asks, {@link
 * dev.openaxis.core.identity.DeviceIdentity} is the answer.
 */
@NullMarked
package dev.openaxis.core.identity;

import org.jspecify.annotations.NullMarked;
