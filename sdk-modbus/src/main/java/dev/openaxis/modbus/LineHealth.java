package dev.openaxis.modbus;

/**
 * What a client saw on its line that belongs to no unit it asked, or to all.
 *
 * @param open whether the line is open
 * @param openings how often it was opened
 * @param frames frames received whose CRC, or header, is right
 * @param broken bytes received that are no frames, in pieces
 * @param brokenBytes how many bytes those are
 * @param foreign frames of units that were never asked, or requests that another client sends on the same bus
 * @param score 0 to 100 for the last minute: the mean of the units'; 0 while the line is closed
 */
public record LineHealth(
        boolean open, long openings, long frames, long broken, long brokenBytes, long foreign, int score) {}
