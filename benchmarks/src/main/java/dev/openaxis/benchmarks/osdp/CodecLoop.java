package dev.openaxis.benchmarks.osdp;

import com.sun.management.ThreadMXBean;
import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.core.Octets;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.secure.PanelHandshake;
import dev.openaxis.osdp.internal.secure.PeripheralHandshake;
import dev.openaxis.osdp.internal.secure.SecureSession;
import dev.openaxis.osdp.internal.secure.Verdict;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.BuzzerControl;
import dev.openaxis.osdp.message.BuzzerTone;
import dev.openaxis.osdp.message.CardDataFormat;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.RawCardData;
import dev.openaxis.osdp.message.Reply;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** Both ends of a line on one thread: every frame is written, found among received bytes, and read again. */
final class CodecLoop {
    private static final int ADDRESS = 5;
    private static final int PER_LOOK = 1000;

    /** What a bus mostly carries, and a card and a buzzer among it. */
    private static final List<Command> COMMANDS = List.of(
            new Poll(),
            new Poll(),
            new Poll(),
            new BuzzerControl(0, BuzzerTone.DEFAULT, Duration.ofMillis(100), Duration.ZERO, 1));

    private static final List<Reply> REPLIES = List.of(
            new Ack(), new Ack(), new RawCardData(0, new CardDataFormat(1), 26, Octets.of(new byte[4])), new Ack());

    private final FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
    private final byte[] frame = new byte[Layout.LARGEST];
    private final SecureSession panel;
    private final SecureSession device;

    CodecLoop() {
        SecureRandom random = new SecureRandom();
        Scbk key = Scbk.random(random);
        PanelHandshake asking = new PanelHandshake(key, random);
        PeripheralHandshake answering = new PeripheralHandshake(key, Octets.of(new byte[8]), random);
        require(answering
                .onChallenge(found(
                        FrameEncoder.handshake(asking.challenge(), asking.selector(), ADDRESS, 0, true, frame, 0)))
                .isEmpty());
        require(asking.onReply(found(FrameEncoder.handshake(
                        answering.clientCryptogram(), answering.selector(), ADDRESS, 0, true, frame, 0)))
                .isEmpty());
        require(answering
                .onServerCryptogram(found(FrameEncoder.handshake(
                        asking.serverCryptogram(), asking.selector(), ADDRESS, 1, true, frame, 0)))
                .isEmpty());
        require(asking.onReply(found(FrameEncoder.handshake(answering.initialMac(), 1, ADDRESS, 1, true, frame, 0)))
                .isEmpty());
        panel = asking.session();
        device = answering.session();
    }

    /**
     * Frames of one kind for a time.
     *
     * @param perSecond frames written and read again
     * @param bytesPerFrame memory that was allocated for one
     */
    record Speed(double perSecond, double bytesPerFrame) {}

    Speed run(boolean secured, Duration time) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long begun = System.nanoTime();
        long frames = 0;
        while (System.nanoTime() - begun < time.toNanos()) {
            for (int i = 0; i < PER_LOOK; i++) {
                if (secured) {
                    exchangeSecured(i);
                } else {
                    exchange(i);
                }
            }
            frames += 2 * PER_LOOK;
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Speed(frames / seconds, (threads.getCurrentThreadAllocatedBytes() - allocated) / (double) frames);
    }

    private void exchange(int i) {
        Command command = COMMANDS.get(i % COMMANDS.size());
        Frame asked = found(FrameEncoder.clear(command, ADDRESS, i & 3, true, frame, 0, frame.length));
        Command read = CommandReader.read(asked.code(), asked.bytes(), asked.dataAt(), asked.dataLength());
        Reply reply = REPLIES.get(i % REPLIES.size());
        Frame answered = found(FrameEncoder.clear(reply, ADDRESS, i & 3, true, frame, 0, frame.length));
        Reply told = ReplyReader.read(answered.code(), answered.bytes(), answered.dataAt(), answered.dataLength());
        require(read.code() == command.code() && told.code() == reply.code());
    }

    private void exchangeSecured(int i) {
        Command command = COMMANDS.get(i % COMMANDS.size());
        Frame asked = found(panel.seal(command, ADDRESS, i & 3, true, frame, 0, frame.length));
        require(device.open(asked) == Verdict.ACCEPTED);
        Command read = CommandReader.read(asked.code(), device.data(), device.dataAt(), device.dataLength());
        Reply reply = REPLIES.get(i % REPLIES.size());
        Frame answered = found(device.seal(reply, ADDRESS, i & 3, true, frame, 0, frame.length));
        require(panel.open(answered) == Verdict.ACCEPTED);
        Reply told = ReplyReader.read(answered.code(), panel.data(), panel.dataAt(), panel.dataLength());
        require(read.code() == command.code() && told.code() == reply.code());
    }

    private Frame found(int length) {
        decoder.space().put(frame, 0, length);
        require(decoder.next() == Found.FRAME);
        return decoder.frame();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new BenchmarkFailure("a frame is not what was written", null);
        }
    }
}
