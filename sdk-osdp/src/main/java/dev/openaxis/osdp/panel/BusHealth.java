package dev.openaxis.osdp.panel;

import java.time.Instant;

/**
 * What a panel saw on its line that belongs to no device. Counts since the panel was started.
 *
 * @param frames whole frames of the devices that were asked
 * @param noise bytes that belong to no frame, without the mark bytes before frames
 * @param falseStarts start bytes with an impossible length behind them
 * @param truncated frames that were not complete when the line fell silent
 * @param skipped frames of or for others than the one that was asked, an echo of the panel's own too
 * @param strayBytes bytes that came although nobody was asked
 * @param lineUp whether the line is open at this moment; {@link dev.openaxis.osdp.event.LineChanged} tells when that has lasted
 * @param lineSince since when it is open, or is not; at first the panel's start
 * @param openings times the line was opened: one more than it came back
 * @param score 0 to 100: the mean of the devices' scores, times the part of the last minute in which the line was open; 0 while
 *     it is not
 */
public record BusHealth(
        long frames,
        long noise,
        long falseStarts,
        long truncated,
        long skipped,
        long strayBytes,
        boolean lineUp,
        Instant lineSince,
        long openings,
        int score) {}
