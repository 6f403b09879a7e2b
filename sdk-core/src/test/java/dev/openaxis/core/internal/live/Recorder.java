package dev.openaxis.core.internal.live;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers everything. */
class Recorder extends Sequence implements LiveListener {
    final List<AxisException> ends = new CopyOnWriteArrayList<>();
    final List<AxisException> interruptions = new CopyOnWriteArrayList<>();

    @Override
    public void onItem(LiveItem item) {
        take(item);
    }

    @Override
    public void onInterrupted(AxisException cause) {
        interruptions.add(cause);
    }

    @Override
    public void onEnd(AxisException cause) {
        ends.add(cause);
    }
}
