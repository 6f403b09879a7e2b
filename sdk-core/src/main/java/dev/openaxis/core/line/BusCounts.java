package dev.openaxis.core.line;

import java.time.Duration;

/**
 * What a {@link MemoryBus} has carried, and done, since it was made.
 *
 * @param sends how many sends there were
 * @param bytes how many bytes they had
 * @param collisions how many pairs of sends met on the wire
 * @param garbledBytes how many bytes were changed, by collisions, by chance or as told
 * @param lostSends how many sends were lost whole, by chance, as told or because their end was not plugged in
 * @param lostBytes how many bytes of the others were lost, by chance, as told or because their end was unplugged or closed while it sent
 * @param repeatedSends how many sends were heard twice
 * @param busy how long the wire was busy up to now
 */
public record BusCounts(
        long sends,
        long bytes,
        long collisions,
        long garbledBytes,
        long lostSends,
        long lostBytes,
        long repeatedSends,
        Duration busy) {}
