/**
 * Messages that do not fit a frame (OSDP v2.2, 5.10): taken apart before they are sent, and put together again, with a
 * limit on how much memory a device can make us hold. Start reading at
 * {@link dev.openaxis.osdp.internal.multipart.Reassembler}.
 */
@NullMarked
package dev.openaxis.osdp.internal.multipart;

import org.jspecify.annotations.NullMarked;
