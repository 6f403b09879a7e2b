/**
 * What the clients share: {@link dev.openaxis.vapix.internal.DeviceSession} is one device's state,
 * {@link dev.openaxis.vapix.internal.JsonCgi} the JSON envelope, {@link dev.openaxis.vapix.internal.Identification} the
 * connect sequence, {@link dev.openaxis.vapix.internal.Form} and {@link dev.openaxis.vapix.internal.DeviceWords} what
 * classic CGIs are told and how their answers may be quoted.
 */
@NullMarked
package dev.openaxis.vapix.internal;

import org.jspecify.annotations.NullMarked;
