/**
 * The transport on Netty's HTTP codec. {@link dev.openaxis.core.internal.http.DeviceTransport} is one device's pool and
 * lives on one event loop, so its state needs no locks. Reference counting stays in this package.
 */
@NullMarked
package dev.openaxis.core.internal.http;

import org.jspecify.annotations.NullMarked;
