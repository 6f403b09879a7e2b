/**
 * Live data: events, gaps and points. Every item of a subscription is a {@link dev.openaxis.core.live.LiveItem}, and a
 * possible loss is an item of the same sequence, a {@link dev.openaxis.core.live.Gap}. Points are the last known state
 * with its quality.
 */
@NullMarked
package dev.openaxis.core.live;

import org.jspecify.annotations.NullMarked;
