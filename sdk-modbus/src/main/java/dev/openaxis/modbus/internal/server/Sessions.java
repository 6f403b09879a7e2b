package dev.openaxis.modbus.internal.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lines of a server that are in use. */
public final class Sessions {
    private final Set<Session> all = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Begins one. */
    public void begin(Session session) {
        if (closed) {
            throw new IllegalStateException("the server is closed");
        }
        all.add(session);
        try {
            session.open();
        } catch (RuntimeException e) {
            all.remove(session);
            throw e;
        }
        if (closed) {
            session.line.close();
        }
    }

    /** One is over. */
    void over(Session session) {
        all.remove(session);
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends all. */
    public void close() {
        closed = true;
        all.forEach(session -> session.line.close());
    }
}
