package dev.openaxis.osdp.panel;

import java.time.Duration;
import java.time.Instant;

/**
 * How well a panel gets on with its devices together, those that were taken away meanwhile included, and what it saw on its line that
 * belongs to none of them. Counts since the panel was started.
 *
 * @param exchanges commands sent, repetitions too
 * @param retries of them repetitions
 * @param timeouts commands that got no valid answer in time
 * @param busy answers BUSY
 * @param checkFailures answers with a wrong CRC or checksum
 * @param wrongMacs answers with a wrong MAC that no recent answer of the session had
 * @param replays answers of a session that somebody played again
 * @param medianDelay half of the recent answers of the devices there are began within this time after the command; zero if there were
 *     none
 * @param slowDelay 99 of 100 recent answers did
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
 * @param trend the score less that of the last five minutes, so less than 0 where it gets worse
 */
public record BusHealth(
        long exchanges,
        long retries,
        long timeouts,
        long busy,
        long checkFailures,
        long wrongMacs,
        long replays,
        Duration medianDelay,
        Duration slowDelay,
        long frames,
        long noise,
        long falseStarts,
        long truncated,
        long skipped,
        long strayBytes,
        boolean lineUp,
        Instant lineSince,
        long openings,
        int score,
        int trend) {}
