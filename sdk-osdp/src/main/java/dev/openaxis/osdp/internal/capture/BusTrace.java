package dev.openaxis.osdp.internal.capture;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.capture.CaptureEntry;
import dev.openaxis.osdp.capture.RecordedAs;
import dev.openaxis.osdp.capture.TraceLine;
import dev.openaxis.osdp.card.CardDecoder;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameCounters;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.internal.frame.FrameFault;
import dev.openaxis.osdp.internal.frame.Layout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a line: finds the frames in the entries of a capture and says what they mean. What a frame means to one device
 * is told by {@link AddressTrace}; here is what concerns the line as a whole.
 */
public final class BusTrace {
    /** Bridges pause within a frame, but not for so long (OSDP v2.2, 5.8 and their practice). */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(150);

    private static final int ADDRESSES = 128;

    private final FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
    private final @Nullable AddressTrace[] addresses = new @Nullable AddressTrace[ADDRESSES];
    private final KeyRing keys;
    private final ReplyText replies;
    private List<TraceLine> lines = new ArrayList<>();
    private @Nullable CaptureEntry before;
    private @Nullable Asked asked;
    private long seenNoise;
    private long seenTruncated;
    private boolean damaged;
    private long frames;
    private long oddities;

    /** A command that was not answered yet. */
    private record Asked(Instant time, int address, String name) {}

    /** Listens with these keys. */
    public BusTrace(List<Octets> keys, CardDecoder cards, boolean pins) {
        this.keys = new KeyRing(keys);
        this.replies = new ReplyText(cards, pins);
    }

    /** Reads an entry. */
    public List<TraceLine> take(CaptureEntry entry) {
        if (before != null && isWithinFrame() && isNewFrame(before, entry)) {
            endFrame(before.time());
        }
        before = entry;
        damaged = false;
        ByteBuffer in = ByteBuffer.wrap(entry.bytes().toArray());
        do {
            decoder.take(in);
            readFrames(entry.time());
        } while (in.hasRemaining());
        if (damaged) {
            // What looks like the beginning of a frame behind a damaged one is mostly a part of it.
            decoder.silence();
            readFrames(entry.time());
        }
        reportNoise(entry.time());
        return handOver();
    }

    /** Says what is left. */
    public List<TraceLine> finish() {
        if (before != null && isWithinFrame()) {
            endFrame(before.time());
        }
        return handOver();
    }

    /** Frames so far. */
    public long frames() {
        return frames;
    }

    /** Odd lines so far. */
    public long oddities() {
        return oddities;
    }

    private boolean isWithinFrame() {
        return decoder.space().position() > 0;
    }

    /** Whether an entry does not go on with the frame that the one before it began. */
    private static boolean isNewFrame(CaptureEntry before, CaptureEntry entry) {
        boolean turned = before.recordedAs() != RecordedAs.TRACE && entry.recordedAs() != before.recordedAs();
        return turned
                || Duration.between(before.time(), entry.time()).compareTo(LONGEST_PAUSE) > 0
                || isWhole(entry.bytes().toArray());
    }

    private static boolean isWhole(byte[] bytes) {
        FrameDecoder own = new FrameDecoder(Layout.LARGEST);
        own.take(ByteBuffer.wrap(bytes));
        return own.next() == Found.FRAME
                && own.counters().noise() == 0
                && own.counters().falseStarts() == 0
                && own.frame().length() + own.counters().marks() == bytes.length;
    }

    private void endFrame(Instant time) {
        decoder.silence();
        readFrames(time);
        reportNoise(time);
    }

    private void readFrames(Instant time) {
        for (Found found = decoder.next(); found != Found.NOTHING; found = decoder.next()) {
            frames++;
            Frame frame = decoder.frame();
            if (found == Found.FRAME) {
                onFrame(time, frame);
            } else {
                onFaulty(time, frame);
            }
        }
    }

    private void onFrame(Instant time, Frame frame) {
        AddressTrace address = address(frame.address());
        if (frame.isReply()) {
            asked = null;
        } else {
            reportNoAnswer(time);
            asked = new Asked(time, frame.address(), Heads.name(frame));
        }
        Remarks remarks = new Remarks();
        String fields = address.read(time, frame, remarks);
        line(time, remarks.isOdd(), Heads.of(frame), fields, remarks.text());
    }

    private AddressTrace address(int number) {
        AddressTrace address = addresses[number];
        if (address == null) {
            address = new AddressTrace(keys, replies);
            addresses[number] = address;
        }
        return address;
    }

    private void onFaulty(Instant time, Frame frame) {
        Remarks remarks = new Remarks();
        if (frame.fault() == FrameFault.CHECK) {
            damaged = true;
            if (Heads.isDecryptedByRecorder(frame)) {
                remarks.note("decrypted by the recorder, the check characters are those of before");
            } else {
                remarks.odd((frame.hasCrc() ? "CRC" : "checksum") + " wrong: no part of it is to be trusted");
            }
        } else {
            remarks.odd(Heads.fault(frame.fault()));
        }
        if (frame.isReply()) {
            asked = null;
        } else {
            reportNoAnswer(time);
        }
        line(time, remarks.isOdd(), Heads.of(frame), "", remarks.text());
    }

    private void reportNoAnswer(Instant time) {
        if (asked != null) {
            Duration waited = Duration.between(asked.time(), time);
            String within = waited.isNegative() ? "" : " within " + Words.millis(waited);
            String text = String.format("%02X   no answer to %s%s", asked.address(), asked.name(), within);
            line(time, true, text, "", "");
            asked = null;
        }
    }

    private void reportNoise(Instant time) {
        FrameCounters counters = decoder.counters();
        long noise = counters.noise() + counters.falseStarts() - seenNoise;
        long truncated = counters.truncated() - seenTruncated;
        seenNoise += noise;
        seenTruncated += truncated;
        if (damaged) {
            return;
        }
        if (truncated > 0) {
            line(time, true, "     a frame that is not complete", "", "");
        } else if (noise > 0) {
            line(time, true, "     " + Words.count(noise, "byte") + " of no frame", "", "");
        }
    }

    private void line(Instant time, boolean odd, String head, String fields, String remarks) {
        if (odd) {
            oddities++;
        }
        String text = (head + "  " + fields).stripTrailing();
        lines.add(new TraceLine(time, odd, (text + " " + remarks).stripTrailing()));
    }

    private List<TraceLine> handOver() {
        List<TraceLine> done = lines;
        lines = new ArrayList<>();
        return done;
    }
}
