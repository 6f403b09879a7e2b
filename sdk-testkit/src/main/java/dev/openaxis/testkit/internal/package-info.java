/**
 * The inside of the simulated devices: port board, timers, web server, authentication, one class per endpoint.
 *
 * <p>Everything of one device runs on one event loop, so there are no locks; only counters and switch states are read
 * from other threads. Start reading at {@code DeviceCore}, then {@code Connection} (one request after the other) and
 * {@code PortBoard} (what really switched).
 */
@NullMarked
package dev.openaxis.testkit.internal;

import org.jspecify.annotations.NullMarked;
