/**
 * What the clients share: {@link dev.openaxis.vapix.internal.DeviceSession} is one device's state,
 * {@link dev.openaxis.vapix.internal.JsonCgi} the JSON envelope, {@link dev.openaxis.vapix.internal.Identification} the
 * connect sequence.
 */
@NullMarked
package dev.openaxis.vapix.internal;

import org.jspecify.annotations.NullMarked;
