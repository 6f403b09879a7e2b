package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralListener;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the host's code. What it throws is logged and counted; the device goes on. */
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final PeripheralListener listener;
    private final Tally tally;

    Notices(PeripheralListener listener, Tally tally) {
        this.listener = listener;
        this.tally = tally;
    }

    void tell(Consumer<PeripheralListener> notice) {
        run(() -> notice.accept(listener));
    }

    void fault(PeripheralFault fault) {
        tally.count(fault);
        tell(told -> told.fault(fault));
    }

    /** Runs code of the host that gives nothing. */
    void run(Runnable host) {
        ask(
                () -> {
                    host.run();
                    return true;
                },
                false);
    }

    /** Runs code of the host; the other value is for when it fails. */
    <T> T ask(Supplier<T> host, T otherwise) {
        try {
            return Objects.requireNonNull(host.get(), "the host gave null");
        } catch (RuntimeException e) {
            tally.count(PeripheralFault.HOST);
            LOG.warn("the host of an OSDP device threw an exception", e);
            return otherwise;
        }
    }
}
