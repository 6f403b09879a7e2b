package dev.openaxis.osdp.panel;

import java.time.Duration;

/**
 * How well a panel and one device understand each other. Counts since the device was added, each cause by itself.
 *
 * @param exchanges commands sent, repetitions too
 * @param retries of them repetitions
 * @param timeouts commands that got no valid answer in time
 * @param busy answers BUSY
 * @param checkFailures answers with a wrong CRC or checksum
 * @param blockFaults answers with an impossible security block
 * @param wrongSequence answers with another sequence number
 * @param secondAnswers answers too many, as two devices with one address give them
 * @param restartsAsked times the device asked for a new beginning
 * @param naks refusals, for whatever reason
 * @param wrongMacs answers with a wrong MAC that no recent answer of the session had
 * @param replays answers with the MAC of one of the last 1024 answers of the session: somebody plays it again
 * @param clearReplies answers in clear that the session should have carried
 * @param brokenCiphers answers with a right MAC that could not be decrypted
 * @param unexpectedBlocks answers of another channel than the one in use
 * @param malformed answers whose contents make no sense
 * @param unexpectedReplies answers that are none to what was asked
 * @param oversized answers that began with a length no frame has
 * @param brokenMessages messages in parts that ended early, or whose parts did not follow one another
 * @param refusedHandshakes secure channels that did not come up
 * @param wrongCryptograms of them those for which the device proved another key than it was asked for, not counting trials of the default key
 * @param sessions secure channels that came up
 * @param medianDelay half of the recent answers began within this time after the command; zero if there were none
 * @param slowDelay 99 of 100 recent answers did
 * @param score 0 to 100 for the last minute: the part of exchanges in which nothing went wrong on the line
 * @param trend the score less that of the last five minutes, so less than 0 where it gets worse
 */
public record LinkHealth(
        long exchanges,
        long retries,
        long timeouts,
        long busy,
        long checkFailures,
        long blockFaults,
        long wrongSequence,
        long secondAnswers,
        long restartsAsked,
        long naks,
        long wrongMacs,
        long replays,
        long clearReplies,
        long brokenCiphers,
        long unexpectedBlocks,
        long malformed,
        long unexpectedReplies,
        long oversized,
        long brokenMessages,
        long refusedHandshakes,
        long wrongCryptograms,
        long sessions,
        Duration medianDelay,
        Duration slowDelay,
        int score,
        int trend) {
    /** The best {@link #score()}. */
    public static final int PERFECT = 100;
}
