/**
 * A device and what it can do. {@link dev.openaxis.vapix.AxisDevice} is where everything starts: it connects, knows the
 * device's identity and capabilities, and hands out one client per capability. The clients live in the sub-packages.
 */
@NullMarked
package dev.openaxis.vapix;

import org.jspecify.annotations.NullMarked;
