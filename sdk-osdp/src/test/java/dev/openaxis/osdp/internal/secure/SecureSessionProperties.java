package dev.openaxis.osdp.internal.secure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.secure.SecureSession.Role;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Busy;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.ManufacturerReply;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.Reply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class SecureSessionProperties {

    /** What happens to one try of an exchange. */
    enum Trouble {
        NONE,
        COMMAND_LOST,
        COMMAND_CHANGED,
        COMMAND_TWICE,
        OLD_COMMAND_FIRST,
        BUSY,
        REPLY_LOST,
        REPLY_CHANGED,
        REPLY_TWICE,
        OLD_REPLY_FIRST
    }

    /** A device that keeps the bytes of its last command and reply, and nothing else. */
    private static final class Device {
        private final SecureSession session = Ends.annexE(Role.PERIPHERAL);
        private final List<Command> carriedOut = new ArrayList<>();
        private final List<Reply> replies = new ArrayList<>();
        private byte[] lastCommand = new byte[0];
        private byte[] lastReply = new byte[0];

        byte[] receive(byte[] bytes, Reply answer, boolean busy) {
            Frame frame = decode(bytes);
            if (frame == null) {
                return new byte[0];
            }
            if (frame.isSameAs(lastCommand, 0, lastCommand.length)) {
                return lastReply;
            }
            if (session.open(frame) != Verdict.ACCEPTED) {
                return new byte[0];
            }
            byte[] out = new byte[Layout.LARGEST];
            if (busy) {
                lastCommand = new byte[0];
                int length = FrameEncoder.clear(new Busy(), 1, 0, true, out, 0, out.length);
                return Arrays.copyOf(out, length);
            }
            carriedOut.add(CommandReader.read(frame.code(), session.data(), session.dataAt(), session.dataLength()));
            replies.add(answer);
            int length = session.seal(answer, 1, frame.sequence(), true, out, 0, out.length);
            lastReply = Arrays.copyOf(out, length);
            lastCommand = bytes.clone();
            return lastReply;
        }
    }

    private static Frame decode(byte[] bytes) {
        FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
        decoder.take(ByteBuffer.wrap(bytes));
        return decoder.next() == Found.FRAME ? decoder.frame() : null;
    }

    /** Somebody on the line changes a bit and makes the check characters right again. */
    private static byte[] changed(byte[] bytes, Random random) {
        byte[] other = bytes.clone();
        if (other.length > 0) {
            int index = 4 + random.nextInt(other.length - 6);
            other[index] ^= (byte) (1 << random.nextInt(8));
            FrameEncoder.finish(other, 0, other.length, (other[4] & 4) != 0);
        }
        return other;
    }

    private static Command command(byte[] data) {
        return data.length == 0 ? new Poll() : new ManufacturerCommand(new Oui(data.length), Octets.of(data));
    }

    private static Reply reply(byte[] data) {
        return data.length == 0 ? new Ack() : new ManufacturerReply(new Oui(data.length), Octets.of(data));
    }

    @Property(tries = 500)
    void throughAnyTrouble_eachCommandIsCarriedOutOnce_andEachReplyTakenOnce(
            @ForAll @Size(min = 1, max = 6) List<@Size(max = 40) byte[]> commands,
            @ForAll @Size(max = 12) List<Trouble> troubles,
            @ForAll Random random) {
        SecureSession panel = Ends.annexE(Role.PANEL);
        Device device = new Device();
        List<Command> sent = new ArrayList<>();
        List<Reply> taken = new ArrayList<>();
        List<byte[]> oldCommands = new ArrayList<>();
        List<byte[]> oldReplies = new ArrayList<>();
        int next = 0;

        for (byte[] data : commands) {
            Command command = command(data);
            Reply answer = reply(Arrays.copyOf(data, data.length / 2));
            byte[] out = new byte[Layout.LARGEST];
            int length = panel.seal(command, 1, 1 + sent.size() % 3, true, out, 0, out.length);
            byte[] bytes = Arrays.copyOf(out, length);
            sent.add(command);
            byte[] replyBytes = new byte[0];
            int tries = 0;
            while (panel.isCommandOpen()) {
                assertThat(tries++).isLessThanOrEqualTo(troubles.size());
                Trouble trouble = next < troubles.size() ? troubles.get(next++) : Trouble.NONE;
                byte[] arriving = send(device, bytes, answer, trouble, oldCommands, random);
                replyBytes = device.lastReply;
                receive(panel, arriving, trouble, oldReplies, taken, random);
            }
            oldCommands.add(bytes);
            oldReplies.add(replyBytes);
        }

        assertThat(device.carriedOut).isEqualTo(sent);
        assertThat(taken).isEqualTo(device.replies);
    }

    private static byte[] send(
            Device device, byte[] bytes, Reply answer, Trouble trouble, List<byte[]> old, Random random) {
        int before = device.carriedOut.size();
        switch (trouble) {
            case COMMAND_LOST -> {
                return new byte[0];
            }
            case COMMAND_CHANGED -> {
                byte[] reply = device.receive(changed(bytes, random), answer, false);
                assertThat(device.carriedOut).hasSize(before);
                assertThat(reply).isEmpty();
                return reply;
            }
            case COMMAND_TWICE -> {
                byte[] first = device.receive(bytes, answer, false);
                assertThat(device.receive(bytes, answer, false)).isEqualTo(first);
                return first;
            }
            case OLD_COMMAND_FIRST -> {
                if (old.size() > 1) {
                    device.receive(old.get(random.nextInt(old.size() - 1)), answer, false);
                    assertThat(device.carriedOut).hasSize(before);
                }
                return device.receive(bytes, answer, false);
            }
            default -> {
                return device.receive(bytes, answer, trouble == Trouble.BUSY);
            }
        }
    }

    private static void receive(
            SecureSession panel, byte[] bytes, Trouble trouble, List<byte[]> old, List<Reply> taken, Random random) {
        switch (trouble) {
            case REPLY_LOST -> {}
            case REPLY_CHANGED -> {
                take(panel, changed(bytes, random), taken);
                assertThat(panel.isCommandOpen()).isTrue();
            }
            case REPLY_TWICE -> {
                take(panel, bytes, taken);
                take(panel, bytes, taken);
            }
            case OLD_REPLY_FIRST -> {
                if (!old.isEmpty()) {
                    take(panel, old.get(random.nextInt(old.size())), taken);
                    assertThat(panel.isCommandOpen()).isTrue();
                }
                take(panel, bytes, taken);
            }
            default -> take(panel, bytes, taken);
        }
    }

    private static void take(SecureSession panel, byte[] bytes, List<Reply> taken) {
        Frame frame = bytes.length == 0 ? null : decode(bytes);
        if (frame != null && panel.open(frame) == Verdict.ACCEPTED) {
            taken.add(ReplyReader.read(frame.code(), panel.data(), panel.dataAt(), panel.dataLength()));
        }
    }

    @Property
    void anyFrameWithAMac_isRefusedUnlessItWasWrittenWithTheKeys(
            @ForAll @Size(min = 4, max = 60) byte[] data, @ForAll Role role, @ForAll boolean encrypted) {
        byte[] bytes = new byte[Layout.HEADER + 3 + data.length + 2];
        boolean reply = role == Role.PANEL;
        int type = 0x15 + (reply ? 1 : 0) + (encrypted ? 2 : 0);
        FrameEncoder.secured(bytes, 0, bytes.length, reply ? 0x81 : 1, 2, true, type, reply ? 0x40 : 0x60);
        System.arraycopy(data, 0, bytes, Layout.HEADER + 3, data.length);
        FrameEncoder.finish(bytes, 0, bytes.length, true);
        SecureSession session = Ends.annexE(role);
        if (reply) {
            session.seal(new Poll(), 1, 2, true, new byte[20], 0, 20);
        }

        assertThat(session.open(decode(bytes))).isEqualTo(Verdict.MAC);
        assertThat(session.dataLength()).isZero();
    }
}
