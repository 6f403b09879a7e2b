package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.osdp.BaseKey;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.internal.secure.PanelHandshake;
import dev.openaxis.osdp.internal.secure.SecureSession;
import dev.openaxis.osdp.internal.secure.Verdict;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.testing.Vectors;
import java.security.SecureRandom;
import java.util.Arrays;

/** As much of a panel as a secured conversation needs: it counts, seals and opens. */
final class Panel {
    private final Bench bench;
    final PanelHandshake handshake;
    int next;
    SecureSession session;

    Panel(Bench bench, BaseKey key) {
        this.bench = bench;
        this.handshake = new PanelHandshake(key, new SecureRandom());
    }

    /** Both steps of the handshake, which must go well. */
    static Panel connected(Bench bench, BaseKey key) {
        Panel panel = new Panel(bench, key);
        assertThat(panel.handshake.onReply(frame(panel.challenge()))).isEmpty();
        assertThat(panel.handshake.onReply(frame(panel.prove()))).isEmpty();
        panel.session = panel.handshake.session();
        return panel;
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
