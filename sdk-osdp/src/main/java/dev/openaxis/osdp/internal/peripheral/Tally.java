package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.osdp.internal.frame.FrameCounters;
import dev.openaxis.osdp.peripheral.PeripheralCounts;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts. Written by the loop, read by anybody. */
final class Tally implements PeripheralCounts {
    private static final int CODES = 256;

    private final AtomicLongArray carriedOut = new AtomicLongArray(CODES);
    private final Map<PeripheralFault, AtomicLong> faults = new EnumMap<>(PeripheralFault.class);
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();

    Tally() {
        for (PeripheralFault fault : PeripheralFault.values()) {
            faults.put(fault, new AtomicLong());
        }
    }

    private AtomicLong counter(PeripheralFault fault) {
        return Objects.requireNonNull(faults.get(fault));
    }

    void countCarriedOut(int code) {
        carriedOut.incrementAndGet(code);
    }

    void countRepeated() {
        repeated.incrementAndGet();
    }

    void countSent() {
        sent.incrementAndGet();
    }

    void countSession() {
        sessions.incrementAndGet();
    }

    void count(PeripheralFault fault) {
        counter(fault).incrementAndGet();
    }

    void countReceived() {
        received.incrementAndGet();
    }

    /** Takes over what the decoder counted by itself. */
    void take(FrameCounters decoder, long foreign) {
        skipped.set(decoder.skipped() + foreign);
        counter(PeripheralFault.TRUNCATED).set(decoder.truncated());
        counter(PeripheralFault.FRAME_LENGTH).set(decoder.falseStarts());
        counter(PeripheralFault.NOISE).set(decoder.noise());
    }

    @Override
    public long carriedOut(int code) {
        return carriedOut.get(code);
    }

    @Override
    public long repeated() {
        return repeated.get();
    }

    @Override
    public long received() {
        return received.get();
    }

    @Override
    public long sent() {
        return sent.get();
    }

    @Override
    public long skipped() {
        return skipped.get();
    }

    @Override
    public long sessions() {
        return sessions.get();
    }

    @Override
    public long faults(PeripheralFault fault) {
        return counter(fault).get();
    }
}
