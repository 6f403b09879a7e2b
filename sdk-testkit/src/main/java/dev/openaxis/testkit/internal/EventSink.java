package dev.openaxis.testkit.internal;

/** Whoever is told about events: a web socket, a pull point. Called on the device's loop. */
interface EventSink {
    void told(EventNotice notice);
}
