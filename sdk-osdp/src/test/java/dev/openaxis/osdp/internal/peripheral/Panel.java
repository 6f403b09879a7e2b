package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.osdp.BaseKey;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.secure.PanelHandshake;
import dev.openaxis.osdp.internal.secure.SecureSession;
import dev.openaxis.osdp.internal.secure.Verdict;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.testing.Vectors;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/** As much of a panel as a secured conversation needs: it counts, seals and opens. */
final class Panel {
    private final Bench bench;
    final PanelHandshake handshake;
    int next;
    SecureSession session;

    Panel(Bench bench, BaseKey key) {
        this(bench, new PanelHandshake(key, new SecureRandom()));
    }

    Panel(Bench bench, PanelHandshake handshake) {
        this.bench = bench;
        this.handshake = handshake;
    }

    /** Both steps of the handshake, which must go well. */
    static Panel connected(Bench bench, BaseKey key) {
        Panel panel = new Panel(bench, key);
        panel.connect();
        return panel;
    }

    void connect() {
        assertThat(handshake.onReply(frame(challenge()))).isEmpty();
        assertThat(handshake.onReply(frame(prove()))).isEmpty();
        session = handshake.session();
    }

    /** Moves the chain as a frame does that was sealed elsewhere with the keys of this session. */
    void sealedByOther(byte[] frame) {
        Frame sealed = Vectors.frame(frame);
        session.seal(new Poll(), sealed.address(), sealed.sequence(), true, new byte[20], 0, 20);
        mac(frame, sealed.macAt());
    }

    /** A command whose data is under the MAC as it is. */
    byte[] readable(int code, byte[] data) {
        return authentic(SecurityBlock.COMMAND, code, data);
    }

    /** A command whose data is said to be encrypted, under a right MAC. */
    byte[] encrypted(int code, byte[] data) {
        return authentic(SecurityBlock.COMMAND_ENCRYPTED, code, data);
    }

    private byte[] authentic(int type, int code, byte[] data) {
        int head = Layout.HEADER + SecurityBlock.SECURED_SIZE + 1;
        byte[] frame = new byte[head + data.length + Layout.MAC + 2];
        int sequence = counted();
        session.seal(new Poll(), bench.address, sequence, true, new byte[20], 0, 20);
        FrameEncoder.secured(frame, 0, frame.length, bench.address, sequence, true, type, code);
        System.arraycopy(data, 0, frame, head, data.length);
        byte[] mac = mac(frame, head + data.length);
        System.arraycopy(mac, 0, frame, head + data.length, Layout.MAC);
        FrameEncoder.finish(frame, 0, frame.length, true);
        return frame;
    }

    /** What our own session does not do: a MAC over any bytes, which its chain goes on with. */
    private byte[] mac(byte[] frame, int covered) {
        try {
            Object crypto = field("crypto");
            byte[] commandMac = (byte[]) field("commandMac");
            Method mac = crypto.getClass()
                    .getDeclaredMethod("mac", byte[].class, int.class, int.class, byte[].class, byte[].class);
            mac.setAccessible(true);
            mac.invoke(crypto, frame, 0, covered, field("replyMac"), commandMac);
            return commandMac;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private Object field(String name) throws ReflectiveOperationException {
        Field field = SecureSession.class.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(session);
    }

    /** Both steps, if the device goes along. */
    void tryConnect() {
        if (handshake.onReply(frame(challenge())).isEmpty()
                && handshake.onReply(frame(prove())).isEmpty()) {
            session = handshake.session();
        }
    }

    /** Goes on with the chain if this is a frame of it. */
    void tryOpen(String hex) {
        FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
        decoder.take(ByteBuffer.wrap(Vectors.hex(hex)));
        if (decoder.next() == FrameDecoder.Found.FRAME && decoder.frame().isReply()) {
            session.open(decoder.frame());
        }
    }

    String challenge() {
        return step(handshake.challenge());
    }

    String prove() {
        return step(handshake.serverCryptogram());
    }

    private String step(Command command) {
        byte[] out = new byte[Layout.LARGEST];
        int length = FrameEncoder.handshake(command, handshake.selector(), bench.address, counted(), true, out, 0);
        return bench.send(Arrays.copyOf(out, length));
    }

    int counted() {
        int sequence = next;
        next = sequence == 3 ? 1 : sequence + 1;
        return sequence;
    }

    static Frame frame(String hex) {
        return Vectors.frame(Vectors.hex(hex));
    }

    /** The frame of a command, with the next number. */
    byte[] sealed(Command command) {
        return sealed(command, counted());
    }

    byte[] sealed(Command command, int sequence) {
        byte[] out = new byte[Layout.LARGEST];
        int length = session.seal(command, bench.address, sequence, true, out, 0, out.length);
        return Arrays.copyOf(out, length);
    }

    Reply ask(Command command) {
        return open(bench.send(sealed(command)));
    }

    Reply open(String hex) {
        Frame frame = frame(hex);
        assertThat(session.open(frame)).isEqualTo(Verdict.ACCEPTED);
        return ReplyReader.read(frame.code(), session.data(), session.dataAt(), session.dataLength());
    }
}
