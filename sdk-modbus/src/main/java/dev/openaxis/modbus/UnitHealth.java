package dev.openaxis.modbus;

import java.time.Duration;

/**
 * How well a client and one unit understand each other. Counts since the client started, each cause by itself.
 *
 * @param requests sent, repetitions too
 * @param retries of them repetitions
 * @param timeouts requests that were not answered in time
 * @param checkFailures bytes with a wrong CRC that came while it was asked, or could have been its answer
 * @param late answers that came after their time; on a TCP connection to a question that was given up
 * @param unsolicited frames it sent, or somebody in its name, without having been asked
 * @param wrongAnswers answers that are none to what was asked
 * @param exceptions answers that are exceptions, for whatever reason
 * @param busy of them those that say it is busy
 * @param medianDelay half of the recent answers were there within this time after the request; zero if there were none
 * @param slowDelay 99 of 100 recent answers were
 * @param score 0 to 100 for the last minute: the part of requests in which nothing went wrong on the line
 * @param trend the score less that of the last five minutes, so less than 0 where it gets worse
 */
public record UnitHealth(
        long requests,
        long retries,
        long timeouts,
        long checkFailures,
        long late,
        long unsolicited,
        long wrongAnswers,
        long exceptions,
        long busy,
        Duration medianDelay,
        Duration slowDelay,
        int score,
        int trend) {}
