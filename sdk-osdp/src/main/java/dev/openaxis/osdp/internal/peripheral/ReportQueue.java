package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.peripheral.Answer;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.ReportOverflow;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What waits to be told, one at a poll and in order. Never more than the limit. */
final class ReportQueue {
    private final Settings.Reports settings;
    private final Notices notices;
    private final Deque<Answer> waiting = new ArrayDeque<>();

    ReportQueue(Settings.Reports settings, Notices notices) {
        this.settings = settings;
        this.notices = notices;
    }

    /**
     * Lets a report wait.
     *
     * @param linked whether there is a panel; without one only what the device is can wait, as a card that was read then may not
     *     open a door later
     */
    void add(Answer report, boolean linked) {
        if (!linked && !outlivesThePanel(report)) {
            discard(report);
            return;
        }
        if (waiting.size() == settings.limit()) {
            if (settings.overflow() == ReportOverflow.DROP_NEWEST) {
                discard(report);
                return;
            }
            discard(waiting.remove());
        }
        waiting.add(report);
    }

    @Nullable
    Answer next() {
        return waiting.poll();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The panel is gone: what was said to it in particular is not for the next one (OSDP v2.2, 7.11 and 7.12). */
    void panelGone() {
        waiting.removeIf(report -> {
            boolean gone = !outlivesThePanel(report);
            if (gone) {
                discard(report);
            }
            return gone;
        });
    }

    void clear() {
        waiting.clear();
    }

    private void discard(Answer report) {
        notices.fault(PeripheralFault.REPORT_DISCARDED);
        notices.tell(listener -> listener.reportDiscarded(report));
    }

    private static boolean outlivesThePanel(Answer report) {
        if (!(report instanceof Answer.Single single)) {
            return false;
        }
        int code = single.reply().code();
        return code == ReplyCode.LSTATR
                || code == ReplyCode.ISTATR
                || code == ReplyCode.OSTATR
                || code == ReplyCode.RSTATR;
    }
}
