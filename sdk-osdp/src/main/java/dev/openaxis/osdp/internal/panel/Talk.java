package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineTimer;
import dev.openaxis.osdp.internal.frame.AddressFilter;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameCounters;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.panel.PanelTiming;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The manners of a half-duplex line with one panel: a frame goes out after two characters of silence, then nothing until its answer is
 * there or has not come in time (OSDP v2.2, 5.2 to 5.8). Everything on the line's loop.
 */
final class Talk implements LineListener {

    /** Hears what comes of one frame; exactly one of {@link #frame}, if it says so, and the last three ends it. */
    interface Answer {
        /**
         * A frame of the device that was asked.
         *
         * @return whether it is the answer; if not, the waiting goes on
         */
        boolean frame(Frame frame);

        /** A frame of that device, broken on its way or by its making. */
        void faulty(Frame frame);

        /** A frame of that device began, with a length no frame can have. */
        default void oversized() {
            // it is noise, too
        }

        /** Something came that is no frame of that device, not even a broken one. */
        void noise();

        /** The question waits until the line is silent. */
        void held();

        /** The question goes out now; {@code false} if it is not to be asked any more. */
        boolean goesOut();

        /** The question was not sent: somebody spoke all the time, or the line closed before. */
        void unsent();

        /** Nothing that is an answer came in time. */
        void silence();

        /** The line closed before an answer was there. */
        void lineLost();
    }

    /** Whose line it is. */
    interface Owner {
        /** The line can be spoken over. */
        void opened();

        /** It cannot. */
        void closed(@Nullable AxisException cause);

        /** The answer is there, or will not come: somebody else can speak. */
        void idle();

        /** A whole frame came although nobody was asked: an answer that is late, or one too many. */
        void unasked(Frame frame);
    }

    /** Looks over the shoulder. */
    interface Tap {
        /** A frame goes out. */
        void sent(byte[] bytes, int at, int length);

        /** A frame came in. */
        void received(Frame frame);

        /** Bytes came in that are no frame. */
        void noise(byte[] bytes, int length);
    }

    private static final int IDLE_CHARACTERS = 2;
    private static final int MARKS = 1;
    private static final long LONGEST_QUIET = Duration.ofSeconds(2).toNanos();

    private final ByteLine line;
    private final LineLoop loop;
    private final PanelTiming times;
    private final Owner owner;
    private final FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
    private final ByteBuffer out = ByteBuffer.allocate(MARKS + Layout.LARGEST);
    private final List<Tap> taps = new CopyOnWriteArrayList<>();

    private boolean open;
    private @Nullable Answer awaited;
    /** Counts what was asked, so that a timer knows whether it is still meant. */
    private long asked;

    private int length;
    private boolean sending;
    private long sentAt;
    private long deadline;
    private long latest;
    private long askedAt;
    private long lastByteAt;
    private long quietFor;
    /** The answer was a broken frame. */
    private boolean broken;

    private @Nullable LineTimer timer;
    private boolean silenceWatched;
    private long strayBytes;
    /** What came and is no frame, for those who look over the shoulder. */
    private final ByteBuffer noise = ByteBuffer.allocate(Layout.LARGEST);

    Talk(ByteLine line, PanelTiming times, Owner owner) {
        this.line = line;
        this.loop = line.loop();
        this.times = times;
        this.owner = owner;
        this.lastByteAt = loop.nanoTime() - Duration.ofSeconds(1).toNanos();
        decoder.waste(this::passed);
    }

    /** Those who look over the shoulder. */
    List<Tap> taps() {
        return taps;
    }

    FrameCounters counters() {
        return decoder.counters();
    }

    /** Bytes that came although nobody was asked. */
    long strayBytes() {
        return strayBytes;
    }

    boolean isOpen() {
        return open;
    }

    /** Whether somebody was asked and has not answered. */
    boolean isBusy() {
        return awaited != null;
    }

    /** How long the device took to begin an answer that is complete now. */
    long delayOf(Frame answer) {
        return Math.max(0, lastByteAt - sentAt - characters(MARKS + answer.length()));
    }

    private long characters(int count) {
        return (long) count * line.bitsPerCharacter() * 1_000_000_000L / line.baudRate();
    }

    private long interCharacter() {
        return times.interCharacter().plus(line.tolerance()).toNanos();
    }

    /**
     * Sends a frame when the line has been silent for long enough, and waits for the answer.
     *
     * @param frame a buffer that stays as it is until then
     * @param at index of the start byte
     * @param size of the frame
     * @param address of the device
     * @param whose hears the answer
     */
    void ask(byte[] frame, int at, int size, int address, Answer whose) {
        if (awaited != null) {
            throw new IllegalStateException("one question at a time");
        }
        awaited = whose;
        asked++;
        length = size;
        out.clear();
        for (int i = 0; i < MARKS; i++) {
            out.put((byte) Layout.MARK);
        }
        out.put(frame, at, size).flip();
        decoder.filter(AddressFilter.repliesFrom(address));
        sending = true;
        askedAt = loop.nanoTime();
        send(asked);
    }

    private void sendAfterSilence(long question) {
        boolean meant = question == asked && awaited != null && sending;
        send(question);
        if (meant && awaited == null && question == asked) {
            owner.idle();
        }
    }

    /** Nobody is waited for any more. */
    void abandon() {
        end();
    }

    private void send(long question) {
        if (question != asked || awaited == null || !sending) {
            return;
        }
        long now = loop.nanoTime();
        long wait = lastByteAt + Math.max(quietFor, characters(IDLE_CHARACTERS)) - now;
        if (wait > 0 && now - askedAt > LONGEST_QUIET) {
            // Somebody talks and talks: this is not the line of whoever speaks next either.
            Answer whose = awaited;
            end();
            whose.noise();
            whose.unsent();
            return;
        }
        if (wait > 0) {
            awaited.held();
            timer = loop.schedule(Duration.ofNanos(wait), () -> sendAfterSilence(question));
            return;
        }
        if (!awaited.goesOut()) {
            end();
            return;
        }
        sending = false;
        quietFor = 0;
        tellNoise();
        taps.forEach(tap -> tap.sent(out.array(), MARKS, length));
        line.send(out);
        sentAt = now + characters(MARKS + length);
        lastByteAt = sentAt;
        // A character is heard when it is over, at that moment at the latest.
        deadline = sentAt + times.reply().plus(line.tolerance()).toNanos() + characters(1) + 1;
        latest = deadline + characters(Layout.LARGEST);
        broken = false;
        timer = loop.schedule(Duration.ofNanos(deadline - now), () -> tooLate(question));
    }

    /** An answer that is just arriving is waited for, though not longer than the longest takes. */
    private void tooLate(long question) {
        if (question != asked || awaited == null) {
            return;
        }
        long now = loop.nanoTime();
        long arriving = lastByteAt + interCharacter();
        if (lastByteAt > sentAt && arriving > now && now < latest) {
            timer = loop.schedule(Duration.ofNanos(arriving - now), () -> tooLate(question));
            return;
        }
        decoder.silence();
        drain();
        Answer whose = awaited;
        if (question == asked && whose != null) {
            // What comes late must not meet the next frame.
            quietFor = interCharacter();
            end();
            if (lastByteAt > sentAt && !broken) {
                whose.noise();
            }
            whose.silence();
            owner.idle();
        }
    }

    private void end() {
        awaited = null;
        sending = false;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    // ---- the line ----

    void open() {
        line.open(this);
    }

    void close() {
        line.close();
    }

    @Override
    public void opened() {
        open = true;
        owner.opened();
    }

    @Override
    public void received(ByteBuffer bytes) {
        lastByteAt = loop.nanoTime();
        if (awaited == null || sending) {
            strayBytes += bytes.remaining();
            quietFor = interCharacter();
        }
        while (bytes.hasRemaining()) {
            decoder.take(bytes);
            drain();
        }
        watchSilence();
    }

    private void drain() {
        for (Found found = next(); found != Found.NOTHING; found = next()) {
            Frame frame = decoder.frame();
            tellNoise();
            taps.forEach(tap -> tap.received(frame));
            Answer whose = awaited;
            if (whose == null || sending) {
                if (found == Found.FRAME) {
                    owner.unasked(frame);
                }
                continue;
            }
            if (found == Found.FAULTY) {
                broken = true;
                whose.faulty(frame);
                // It may have been noise before the answer; if nothing follows, nobody needs to wait longer.
                deadline = lastByteAt;
                awaitSilence(asked);
            } else if (whose.frame(frame)) {
                end();
                owner.idle();
            }
        }
    }

    private Found next() {
        long before = decoder.counters().oversized();
        Found found = decoder.next();
        Answer whose = awaited;
        if (whose != null && !sending && decoder.counters().oversized() > before) {
            whose.oversized();
        }
        return found;
    }

    private void passed(byte[] bytes, int at, int count) {
        if (count > noise.remaining()) {
            tellNoise();
        }
        noise.put(bytes, at, count);
    }

    private void tellNoise() {
        if (noise.position() > 0) {
            taps.forEach(tap -> tap.noise(noise.array(), noise.position()));
            noise.clear();
        }
    }

    private void awaitSilence(long question) {
        if (timer != null) {
            timer.cancel();
        }
        long left = Math.max(0, latest - loop.nanoTime());
        timer = loop.schedule(Duration.ofNanos(Math.min(interCharacter(), left)), () -> tooLate(question));
    }

    /** A frame that is not complete when the line falls silent will never be. */
    private void watchSilence() {
        if (!silenceWatched) {
            silenceWatched = true;
            loop.schedule(Duration.ofNanos(interCharacter()), this::lookForSilence);
        }
    }

    private void lookForSilence() {
        long left = lastByteAt + interCharacter() - loop.nanoTime();
        if (left > 0) {
            loop.schedule(Duration.ofNanos(left), this::lookForSilence);
            return;
        }
        silenceWatched = false;
        decoder.silence();
        drain();
        tellNoise();
    }

    @Override
    public void closed(@Nullable AxisException cause) {
        open = false;
        Answer whose = awaited;
        boolean unsent = sending;
        end();
        decoder.silence();
        while (decoder.next() != Found.NOTHING) {
            // what was left of the old connection is nobody's
        }
        tellNoise();
        if (whose != null && unsent) {
            whose.unsent();
        } else if (whose != null) {
            whose.lineLost();
        }
        owner.closed(cause);
    }
}
