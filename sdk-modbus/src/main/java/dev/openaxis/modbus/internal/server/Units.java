package dev.openaxis.modbus.internal.server;

import dev.openaxis.modbus.UnitHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is there to answer, at this moment. */
public final class Units {
    /** Whoever answers for the device that is connected itself. */
    public static final int DEVICE = 255;

    private final Map<Integer, UnitHandler> handlers = new ConcurrentHashMap<>();

    /** Adds one, or puts it in another's place. */
    public void put(int unit, UnitHandler handler) {
        handlers.put(unit, handler);
    }

    /** Takes one away, as if its cable were pulled. */
    public void remove(int unit) {
        handlers.remove(unit);
    }

    @Nullable
    UnitHandler get(int unit) {
        return handlers.get(unit);
    }

    Map<Integer, UnitHandler> all() {
        return handlers;
    }
}
