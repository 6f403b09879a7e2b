package dev.openaxis.osdp.panel;

import dev.openaxis.osdp.internal.panel.Panel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a {@link ControlPanel} does that takes time, as futures, which complete on the callback executor. Each acts when it is called. */
public final class AsyncControlPanel {
    private final Panel panel;

    AsyncControlPanel(Panel panel) {
        this.panel = panel;
    }

    /**
     * Looks for devices at addresses that are not the panel's, between the turns of those it has.
     *
     * @param options where to look, and for how long
     * @param found hears of each at once; called where listeners are
     * @return completes with all of them, by rate and address; cancelling it ends the search. It fails as
     *     {@link ControlPanel#discover} does
     */
    public CompletableFuture<List<FoundPeripheral>> discover(
            DiscoveryOptions options, Consumer<FoundPeripheral> found) {
        return panel.calls().start(panel.discover(options, found));
    }
}
