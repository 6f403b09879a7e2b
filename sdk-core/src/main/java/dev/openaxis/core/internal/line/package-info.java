/**
 * How byte lines are made: what all of them do the same way, and the ones over TCP and serial ports. Start reading at
 * {@link dev.openaxis.core.internal.line.OpenableLine}.
 */
@NullMarked
package dev.openaxis.core.internal.line;

import org.jspecify.annotations.NullMarked;
