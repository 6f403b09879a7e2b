package dev.openaxis.modbus.internal.server;

/** What all units on one serial line count together: messages heard, and messages that were broken. On the loop. */
final class SerialLineCounts {
    private static final int WORD = 0xFFFF;

    private int messages;
    private int broken;

    void heard() {
        messages = (messages + 1) & WORD;
    }

    void brokenOne() {
        broken = (broken + 1) & WORD;
    }

    int counter(int which) {
        return which == 0 ? messages : broken;
    }

    void clear() {
        messages = 0;
        broken = 0;
    }
}
