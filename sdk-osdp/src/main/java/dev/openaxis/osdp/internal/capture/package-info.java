/**
 * Capture files, and what a listener on the line can say of the frames in them. Start reading at
 * {@link dev.openaxis.osdp.internal.capture.BusTrace}.
 */
@NullMarked
package dev.openaxis.osdp.internal.capture;

import org.jspecify.annotations.NullMarked;
