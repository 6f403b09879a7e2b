/**
 * Captures: what went over an OSDP line, as a file and as lines for people. A {@link dev.openaxis.osdp.capture.CaptureReader}
 * reads {@code .osdpcap} and pcap files, a {@link dev.openaxis.osdp.capture.CaptureWriter} writes {@code .osdpcap}, and a
 * {@link dev.openaxis.osdp.capture.CaptureTrace} says what the frames mean. Captures hold cards, PINs and, unless they
 * were masked, keys: they are to be kept like these.
 */
@NullMarked
package dev.openaxis.osdp.capture;

import org.jspecify.annotations.NullMarked;
