/**
 * The RTSP metadata stream as others see it: {@link dev.openaxis.core.internal.rtsp.RtpDocuments} puts documents together. The
 * conversation is in {@code internal.http}, where connections and log-ins are.
 */
@NullMarked
package dev.openaxis.core.internal.rtsp;

import org.jspecify.annotations.NullMarked;
