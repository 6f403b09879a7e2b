package dev.openaxis.modbus.internal.frame;

import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineLoop;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Finds RTU frames in what a line brings. A frame ends where its function says so, if its CRC is right there; all else is
 * looked through when the line has been silent, byte by byte, so that noise before a frame costs time and not the frame. On the loop.
 */
public final class RtuReceiver {
    /** Above this rate silences have fixed lengths (Modbus over Serial Line V1.02, section 2.5.1.1). */
    private static final int FAST = 19_200;

    private static final Duration FAST_SILENCE = Duration.ofNanos(1_750_000);
    private static final int NEVER = Integer.MAX_VALUE;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final long NANOS = 1_000_000_000L;

    /** Who gets the frames. */
    public interface Frames {
        /**
         * A frame whose CRC is right.
         *
         * @param unit 0 to 255
         * @param function 0 to 255
         * @param data what follows, without the CRC; valid during the call only
         * @param asAnswer whether it has the length of an answer, which some requests have as well
         */
        void frame(int unit, int function, ByteBuffer data, boolean asAnswer);

        /**
         * Bytes in front of a frame, or before a silence, that are none.
         *
         * @param first their first one, which would be the unit
         * @param length how many
         */
        void broken(int first, int length);
    }

    private final ByteLine line;
    private final LineLoop loop;
    private final Frames frames;
    /** Whether answers are expected, or else requests. */
    private final boolean answers;

    private final ByteBuffer buffer = ByteBuffer.allocate(2 * RtuLength.LONGEST);
    private long lastByte;
    /** What is still to come back of the frame that was sent last. */
    private ByteBuffer echo = NOTHING;

    private boolean watching;
    /** Of the frame that was found last. */
    private boolean asAnswer;

    private RtuReceiver(ByteLine line, Frames frames, boolean answers) {
        this.line = line;
        this.loop = line.loop();
        this.frames = frames;
        this.answers = answers;
        this.lastByte = loop.nanoTime();
    }

    /** Receives answers from a line, and the requests of others. */
    public static RtuReceiver ofAnswers(ByteLine line, Frames frames) {
        return new RtuReceiver(line, frames, true);
    }

    /** Receives requests from a line, and the answers of others. */
    public static RtuReceiver ofRequests(ByteLine line, Frames frames) {
        return new RtuReceiver(line, frames, false);
    }

    /** How long so many bytes take on this line. */
    public static long nanosFor(ByteLine line, int bytes) {
        return bytes * NANOS * line.bitsPerCharacter() / line.baudRate();
    }

    /** The silence between frames on this line, without its tolerance. */
    public static long silence(ByteLine line) {
        // Three and a half characters.
        return line.baudRate() > FAST ? FAST_SILENCE.toNanos() : nanosFor(line, 7) / 2;
    }

    /** How long the longest frame can take, with the silence that ends it. */
    public static long longestFrame(ByteLine line) {
        return nanosFor(line, RtuLength.LONGEST)
                + silence(line)
                + line.tolerance().toNanos();
    }

    /** When somebody may send: after a silence, and longer if somebody seems to be in the middle of a frame. */
    public long freeAt() {
        return isReceiving() ? endOfFrame() : lastByte + silence(line);
    }

    /** Whether a frame has begun. */
    public boolean isReceiving() {
        return buffer.position() > 0;
    }

    /** A frame was sent: on a line that hears itself it comes back first. */
    public void sent(ByteBuffer frame) {
        if (line.hearsItself()) {
            echo = frame.duplicate();
        }
    }

    /** What comes back of the frame that was sent last, as far as it does, is nobody's. */
    private void dropEcho(ByteBuffer bytes) {
        while (bytes.hasRemaining() && echo.hasRemaining()) {
            if (bytes.get(bytes.position()) == echo.get(echo.position())) {
                bytes.get();
                echo.get();
            } else {
                // It collided with something: what comes is noise, and is found to be that.
                echo = NOTHING;
            }
        }
    }

    /** Begins anew. */
    public void reset() {
        echo = NOTHING;
        buffer.clear();
        lastByte = loop.nanoTime();
    }

    /** Takes bytes. */
    public void received(ByteBuffer bytes) {
        lastByte = loop.nanoTime();
        dropEcho(bytes);
        while (bytes.hasRemaining()) {
            if (!buffer.hasRemaining()) {
                scan(RtuLength.LONGEST);
            }
            int some = Math.min(buffer.remaining(), bytes.remaining());
            buffer.put(bytes.slice(bytes.position(), some));
            bytes.position(bytes.position() + some);
            scan(NEVER);
        }
        if (isReceiving() && !watching) {
            watch(endOfFrame() - lastByte);
        }
    }

    private void watch(long nanos) {
        watching = true;
        loop.schedule(Duration.ofNanos(nanos), this::silent);
    }

    private void silent() {
        watching = false;
        end();
        if (isReceiving()) {
            watch(endOfFrame() - loop.nanoTime());
        }
    }

    private long endOfFrame() {
        return lastByte + silence(line) + line.tolerance().toNanos();
    }

    /** Looks through what is there, if the line has been silent since for so long that nothing belongs to it any more. */
    public void end() {
        if (isReceiving() && loop.nanoTime() - endOfFrame() >= 0) {
            scan(0);
        }
    }

    /**
     * Looks for frames.
     *
     * @param most what is no frame by now is none if more bytes than this are there; 0 if no more come
     */
    private void scan(int most) {
        buffer.flip();
        int noiseFrom = 0;
        int from = 0;
        while (from < buffer.limit()) {
            int length = length(from, most);
            if (length == RtuLength.LATER) {
                break;
            } else if (length == RtuLength.UNTOLD) {
                from++;
            } else {
                tellNoise(noiseFrom, from);
                tell(from, length);
                from += length;
                noiseFrom = from;
            }
        }
        tellNoise(noiseFrom, from);
        buffer.position(from);
        buffer.compact();
    }

    /** Of the frame that begins here, or that there is none, or that it cannot be told yet. */
    private int length(int from, int most) {
        int there = buffer.limit() - from;
        int none = there > most ? RtuLength.UNTOLD : RtuLength.LATER;
        if (there < RtuLength.SHORTEST) {
            return none;
        }
        int answer = RtuLength.answer(buffer, from, buffer.limit());
        int request = RtuLength.request(buffer, from, buffer.limit());
        int expected = answers ? answer : request;
        if (isFrame(from, expected)) {
            asAnswer = answers;
            return expected;
        }
        // One of 65536 frames begins with what would be a frame of the other kind.
        if (none == RtuLength.LATER && (expected < RtuLength.SHORTEST || expected > there)) {
            return none;
        }
        int other = answers ? request : answer;
        if (isFrame(from, other)) {
            asAnswer = !answers;
            return other;
        }
        // Functions that do not tell their length are held together by the silence alone.
        asAnswer = most == 0 && there <= RtuLength.LONGEST && isFrame(from, there);
        return asAnswer ? there : none;
    }

    private boolean isFrame(int from, int length) {
        int end = from + length;
        return length >= RtuLength.SHORTEST && end <= buffer.limit() && Crc.isRight(buffer, from, end);
    }

    private void tell(int from, int length) {
        ByteBuffer data = buffer.slice(from + 2, length - RtuLength.SHORTEST);
        frames.frame(buffer.get(from) & 0xFF, buffer.get(from + 1) & 0xFF, data, asAnswer);
    }

    private void tellNoise(int from, int to) {
        if (to > from) {
            frames.broken(buffer.get(from) & 0xFF, to - from);
        }
    }
}
