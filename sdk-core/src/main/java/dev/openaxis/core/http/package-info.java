/**
 * The HTTP/1.1 and WebSocket transport as its callers see it. {@link dev.openaxis.core.http.HttpTransport} is one
 * device's connection pool; {@link dev.openaxis.core.http.HttpRequest} carries the effect that decides what may be
 * repeated. The Netty implementation is not visible here.
 */
@NullMarked
package dev.openaxis.core.http;

import org.jspecify.annotations.NullMarked;
