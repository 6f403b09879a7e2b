package dev.openaxis.modbus.internal.server;

import dev.openaxis.modbus.UnitHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is there to answer, at this moment. */
public final class Units {
    private final Map<Integer, UnitHandler> handlers = new ConcurrentHashMap<>();
    private volatile @Nullable UnitHandler device;

    /** Adds one, or puts it in another's place. */
    public void put(int unit, UnitHandler handler) {
        handlers.put(unit, handler);
    }

    /** Adds the one that is connected over TCP itself, which no serial bus has. */
    public void device(UnitHandler handler) {
        device = handler;
    }

    /** Takes one away, as if its cable were pulled. */
    public void remove(int unit) {
        handlers.remove(unit);
    }

    @Nullable
    UnitHandler get(int unit) {
        return handlers.get(unit);
    }

    @Nullable
    UnitHandler device() {
        return device;
    }

    Map<Integer, UnitHandler> all() {
        return handlers;
    }
}
