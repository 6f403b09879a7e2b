/**
 * The flight recorder: what was said to each device and what it answered, bounded and without secrets, for the support case
 * that is over when somebody looks. Start with {@link dev.openaxis.core.trace.FlightRecorder}.
 */
@NullMarked
package dev.openaxis.core.trace;

import org.jspecify.annotations.NullMarked;
