package dev.openaxis.osdp.panel;

/**
 * What a panel saw on its line that belongs to no device. Counts since the panel was started.
 *
 * @param frames whole frames of the devices that were asked
 * @param noise bytes that belong to no frame, without the mark bytes before frames
 * @param falseStarts start bytes with an impossible length behind them
 * @param truncated frames that were not complete when the line fell silent
 * @param skipped frames of or for others than the one that was asked, an echo of the panel's own too
 * @param strayBytes bytes that came although nobody was asked
 * @param openings times the line was opened
 * @param score 0 to 100: the mean of the devices' scores
 */
public record BusHealth(
        long frames,
        long noise,
        long falseStarts,
        long truncated,
        long skipped,
        long strayBytes,
        long openings,
        int score) {}
