/**
 * Frames: what is between the start byte and the check characters (OSDP v2.2, 5.9 and Annex C). Bytes in, frames out, in
 * whatever pieces they arrive; no line, no clock, no thread. Start reading at
 * {@link dev.openaxis.osdp.internal.frame.FrameDecoder}.
 */
@NullMarked
package dev.openaxis.osdp.internal.frame;

import org.jspecify.annotations.NullMarked;
