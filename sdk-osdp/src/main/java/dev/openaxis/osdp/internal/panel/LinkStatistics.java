package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.internal.line.Latencies;
import dev.openaxis.core.internal.line.LineHistory;
import dev.openaxis.osdp.panel.LinkHealth;
import java.time.Duration;

/** What went wrong between the panel and one device, each cause by itself, and how fast it answers. On the loop. */
final class LinkStatistics {
    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.99;

    long exchanges;
    long timeouts;
    long retries;
    long busy;
    long checkFailures;
    long blockFaults;
    long wrongSequence;
    long secondAnswers;
    long restartsAsked;
    long naks;
    long wrongMacs;
    long replays;
    long wrongCryptograms;
    long brokenMessages;
    long oversized;
    long clearReplies;
    long brokenCiphers;
    long unexpectedBlocks;
    long malformed;
    long unexpectedReplies;
    long refusedHandshakes;
    long sessions;

    /** Exchanges in which something went wrong on the line, whatever and however often. */
    private long wrong;

    private boolean isSpoiled;
    private final Latencies delays = new Latencies();
    private final LineHistory history = new LineHistory();

    /** A command goes out, and a new exchange begins. */
    void sent() {
        exchanges++;
        isSpoiled = false;
    }

    /** Something went wrong on the line with the exchange under way. */
    void spoiled() {
        wrong += isSpoiled ? 0 : 1;
        isSpoiled = true;
    }

    /** An answer began after this time. */
    void answered(long nanos) {
        delays.took(nanos);
    }

    /** Counts what was counted of another device, too; not how fast it answers. */
    void add(LinkStatistics other) {
        exchanges += other.exchanges;
        timeouts += other.timeouts;
        retries += other.retries;
        busy += other.busy;
        checkFailures += other.checkFailures;
        wrongMacs += other.wrongMacs;
        replays += other.replays;
    }

    /** How fast another device answers, too. */
    void addDelays(LinkStatistics other) {
        delays.add(other.delays);
    }

    private LineHistory.Sums sums() {
        return new LineHistory.Sums(exchanges, wrong);
    }

    /** Called every ten seconds. */
    void sample() {
        history.sample(sums());
    }

    LinkHealth health() {
        return new LinkHealth(
                exchanges,
                retries,
                timeouts,
                busy,
                checkFailures,
                blockFaults,
                wrongSequence,
                secondAnswers,
                restartsAsked,
                naks,
                wrongMacs,
                replays,
                clearReplies,
                brokenCiphers,
                unexpectedBlocks,
                malformed,
                unexpectedReplies,
                oversized,
                brokenMessages,
                refusedHandshakes,
                wrongCryptograms,
                sessions,
                medianDelay(),
                slowDelay(),
                history.score(sums()),
                history.trend(sums()));
    }

    /** Half of the recent answers began within this time. */
    Duration medianDelay() {
        return delay(MEDIAN);
    }

    /** 99 of 100 recent answers did. */
    Duration slowDelay() {
        return delay(SLOW);
    }

    private Duration delay(double part) {
        return Duration.ofNanos(delays.percentile(part).orElse(0));
    }
}
