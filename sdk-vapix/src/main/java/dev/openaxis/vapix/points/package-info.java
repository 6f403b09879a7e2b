/**
 * Live points: everything of a device that has a wire, with its last known value and how far that can be trusted. Start reading at
 * {@link dev.openaxis.vapix.points.Points}.
 */
@NullMarked
package dev.openaxis.vapix.points;

import org.jspecify.annotations.NullMarked;
