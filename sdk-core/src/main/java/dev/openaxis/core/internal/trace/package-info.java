/**
 * The flight recorder's inside: what is kept and for how long ({@link dev.openaxis.core.internal.trace.Recorder}), what the
 * transport tells it ({@link dev.openaxis.core.internal.trace.DeviceTrace}), and how secrets are found
 * ({@link dev.openaxis.core.internal.trace.Redaction}).
 */
@NullMarked
package dev.openaxis.core.internal.trace;

import org.jspecify.annotations.NullMarked;
