package dev.openaxis.osdp.internal.panel;

/** What went wrong between the panel and one device, each cause by itself. Counted on the loop. */
final class LinkCounters {
    long exchanges;
    long timeouts;
    long retries;
    long busy;
    long checkFailures;
    long blockFaults;
    long wrongSequence;
    long restartsAsked;
    long naks;
    long wrongMacs;
    long clearReplies;
    long brokenCiphers;
    long unexpectedBlocks;
    long malformed;
    long unexpectedReplies;
    long refusedHandshakes;
    long sessions;
    long secondAnswers;
}
