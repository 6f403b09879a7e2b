/**
 * The engine behind every live stream: epochs, resynchronisation, lanes. Start reading at
 * {@link dev.openaxis.core.internal.live.LiveStream}, whose {@link dev.openaxis.core.internal.live.LiveConnection} drives a
 * feed; {@link dev.openaxis.core.internal.live.Lane} delivers to one subscriber. Its state lives on one event loop.
 */
@NullMarked
package dev.openaxis.core.internal.live;

import org.jspecify.annotations.NullMarked;
