/**
 * The RTSP metadata stream: {@link dev.openaxis.core.internal.rtsp.RtspFramer} cuts the bytes into messages and packets, {@link
 * dev.openaxis.core.internal.rtsp.RtpDocuments} puts documents together. The conversation is in {@code internal.http}, where
 * connections and log-ins are.
 */
@NullMarked
package dev.openaxis.core.internal.rtsp;

import org.jspecify.annotations.NullMarked;
