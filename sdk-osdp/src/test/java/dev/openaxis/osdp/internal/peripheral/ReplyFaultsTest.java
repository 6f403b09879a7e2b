package dev.openaxis.osdp.internal.peripheral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.secure.HandshakeRefusal;
import dev.openaxis.osdp.internal.secure.Verdict;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.KeepActive;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.peripheral.ReplyFault;
import dev.openaxis.osdp.testing.Vectors;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Replies that go wrong on demand, and nothing else with them. */
class ReplyFaultsTest {
    private final Bench bench = new Bench().key(Bench.KEY);

    private static Found found(String hex) {
        FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
        decoder.take(ByteBuffer.wrap(Vectors.hex(hex)));
        return decoder.next();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"BUSY", "WRONG_CRYPTOGRAM", "WRONG_INITIAL_MAC"})
    void theCommandIsCarriedOutOnce_andItsRightReplyFollowsTheRepetition(ReplyFault fault) {
        Panel panel = Panel.connected(bench, Bench.KEY);
        bench.engine().misbehave(fault, 1);
        byte[] command = panel.sealed(new KeepActive(Duration.ofMillis(5)));

        String spoiled = bench.send(command);
        bench.pass(Duration.ofSeconds(1));
        bench.sent.clear();
        String right = bench.send(command);

        if (fault != ReplyFault.DUPLICATED) {
            assertThat(spoiled).isNotEqualTo(right);
        }
        assertThat(panel.open(right)).isEqualTo(new Ack());
        assertThat(bench.executed(CommandCode.KEEPACTIVE)).isEqualTo(1);
        assertThat(bench.heard).containsExactly("keep 5");
        assertThat(panel.ask(new Poll())).isEqualTo(new Ack());
    }

    @Test
    void eachFaultIsWhatItsNameSays() {
        Panel panel = Panel.connected(bench, Bench.KEY);
        byte[] command = panel.sealed(new Poll());
        int sequence = Vectors.frame(command).sequence();

        assertThat(spoiled(command, ReplyFault.LOST)).isEmpty();
        assertThat(found(spoiled(command, ReplyFault.TRUNCATED))).isEqualTo(Found.NOTHING);
        assertThat(found(spoiled(command, ReplyFault.WRONG_CHECK))).isEqualTo(Found.FAULTY);
        assertThat(Panel.frame(spoiled(command, ReplyFault.WRONG_SEQUENCE)).sequence())
                .isEqualTo(sequence + 1);
        assertThat(Panel.frame(spoiled(command, ReplyFault.SEQUENCE_ZERO)).sequence())
                .isZero();
        assertThat(Panel.frame(spoiled(command, ReplyFault.WRONG_ADDRESS)).address())
                .isZero();
        assertThat(panel.session.open(Panel.frame(spoiled(command, ReplyFault.WRONG_MAC))))
                .isEqualTo(Verdict.MAC);
    }

    private String spoiled(byte[] command, ReplyFault fault) {
        bench.engine().misbehave(fault, 1);
        String reply = bench.send(command);
        bench.sent.clear();
        return reply;
    }

    @Test
    void aLateReplyComesAfterThePanelGaveUp_andADuplicatedOneTwice() {
        bench.ask(new Poll(), 0);
        byte[] command = bench.clear(new Poll(), 1);
        bench.engine().misbehave(ReplyFault.LATE, 1);
        assertThat(bench.send(command)).isEmpty();
        bench.pass(Duration.ofMillis(292));
        assertThat(bench.sent).isEmpty();
        bench.pass(Duration.ofMillis(1));
        String late = bench.sent.remove();

        bench.engine().misbehave(ReplyFault.DUPLICATED, 1);
        assertThat(bench.send(command)).isEqualTo(late);
        assertThat(bench.sent).containsExactly(late);
    }

    @Test
    void faultsOfTheHandshakeWaitForTheirStep() {
        bench.engine().misbehave(ReplyFault.WRONG_CRYPTOGRAM, 1);
        bench.engine().misbehave(ReplyFault.WRONG_INITIAL_MAC, 1);
        bench.engine().misbehave(ReplyFault.WRONG_MAC, 1);
        assertThat(bench.ask(new Poll(), 0)).isEqualTo("ACK");

        Panel first = new Panel(bench, Bench.KEY);
        assertThat(first.handshake.onReply(Panel.frame(first.challenge()))).contains(HandshakeRefusal.WRONG_KEY);
        Panel second = new Panel(bench, Bench.KEY);
        assertThat(second.handshake.onReply(Panel.frame(second.challenge()))).isEmpty();
        assertThat(second.handshake.onReply(Panel.frame(second.prove()))).contains(HandshakeRefusal.INITIAL_MAC);
        Panel third = Panel.connected(bench, Bench.KEY);
        byte[] poll = third.sealed(new Poll());
        Frame wrong = Panel.frame(bench.send(poll));
        assertThat(third.session.open(wrong)).isEqualTo(Verdict.MAC);
        assertThat(third.open(bench.send(poll))).isEqualTo(new Ack());
    }

    @Test
    void severalFaultsComeOneAfterTheOther_andStopWhenAsked() {
        bench.engine().misbehave(ReplyFault.LOST, 2);
        assertThat(bench.ask(new Poll(), 0)).isEmpty();
        assertThat(bench.ask(new Poll(), 0)).isEmpty();
        assertThat(bench.ask(new Poll(), 0)).isEqualTo("ACK");

        bench.engine().misbehave(ReplyFault.BUSY, 9);
        assertThat(bench.ask(new Poll(), 0)).isEqualTo("BUSY");
        bench.engine().behave();
        assertThat(bench.ask(new Poll(), 0)).isEqualTo("ACK");
    }
}
