package dev.openaxis.osdp.panel;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineListener;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.Reply;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Somebody on the bus who knows no key, and answers in the place of a device as a test tells. */
final class Intruder implements LineListener {
    private static final Duration REACTION = Duration.ofMillis(3);

    private final ByteLine line;
    private final Function<Frame, byte @Nullable []> answer;
    private final FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);

    private Intruder(ByteLine line, Function<Frame, byte @Nullable []> answer) {
        this.line = line;
        this.answer = answer;
    }

    /**
     * Somebody who answers commands.
     *
     * @param answer what is sent after a command, which is valid during the call only; {@code null} for silence
     */
    static Intruder on(ByteLine line, Function<Frame, byte @Nullable []> answer) {
        Intruder intruder = new Intruder(line, answer);
        line.open(intruder);
        return intruder;
    }

    /** A reply in clear that fits the command. */
    static byte[] clear(Reply reply, Frame command) {
        return clear(reply, command, command.sequence());
    }

    static byte[] clear(Reply reply, Frame command, int sequence) {
        byte[] out = new byte[Layout.LARGEST];
        int length = FrameEncoder.clear(reply, command.address(), sequence, command.hasCrc(), out, 0, Layout.LARGEST);
        return Arrays.copyOf(out, length);
    }

    @Override
    public void opened() {
        // it waits for somebody to speak
    }

    @Override
    public void received(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            decoder.take(bytes);
            for (Found found = decoder.next(); found != Found.NOTHING; found = decoder.next()) {
                byte[] said = found == Found.FRAME && !decoder.frame().isReply() ? answer.apply(decoder.frame()) : null;
                if (said != null) {
                    line.loop().schedule(REACTION, () -> line.send(ByteBuffer.wrap(said)));
                }
            }
        }
    }

    @Override
    public void closed(@Nullable AxisException cause) {
        // nobody is answered any more
    }

    void leave() {
        line.close();
    }
}
