package dev.openaxis.osdp.internal.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.BaseKey;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.testing.Vectors;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Scbk KEY = Scbk.random(RANDOM);
    private static final Octets CLIENT = Octets.ofHex("00068E0000000000");

    private final PanelHandshake panel = new PanelHandshake(KEY, RANDOM);
    private final PeripheralHandshake device = new PeripheralHandshake(KEY, CLIENT, RANDOM);

    private static Frame frame(byte[] out, int length) {
        return Vectors.frame(Arrays.copyOf(out, length));
    }

    private static Frame step(Command command, int selector) {
        byte[] out = new byte[Layout.LARGEST];
        return frame(out, FrameEncoder.handshake(command, selector, 1, 0, true, out, 0));
    }

    private static Frame step(Reply reply, int blockData) {
        byte[] out = new byte[Layout.LARGEST];
        return frame(out, FrameEncoder.handshake(reply, blockData, 1, 0, true, out, 0));
    }

    private static Frame clear(Reply reply) {
        byte[] out = new byte[Layout.LARGEST];
        return frame(out, FrameEncoder.clear(reply, 1, 0, true, out, 0, out.length));
    }

    /** The frame with another type of block. */
    private static Frame retyped(Frame frame, int type) {
        byte[] bytes = new byte[frame.length()];
        frame.copyTo(bytes, 0);
        bytes[6] = (byte) type;
        FrameEncoder.finish(bytes, 0, bytes.length, true);
        return frame(bytes, bytes.length);
    }

    private Frame challenge() {
        return step(panel.challenge(), panel.selector());
    }

    private Frame clientCryptogram() {
        assertThat(device.onChallenge(challenge())).isEmpty();
        return step(device.clientCryptogram(), device.selector());
    }

    private Frame serverCryptogram() {
        assertThat(panel.onReply(clientCryptogram())).isEmpty();
        return step(panel.serverCryptogram(), panel.selector());
    }

    private Frame initialMac() {
        assertThat(device.onServerCryptogram(serverCryptogram())).isEmpty();
        return step(device.initialMac(), SecurityBlock.ACCEPTED);
    }

    @Test
    void bothEndsWithOneKeyHaveASession() {
        Frame last = initialMac();
        assertThat(device.isDone()).isTrue();
        assertThat(panel.isDone()).isFalse();

        assertThat(panel.onReply(last)).isEmpty();

        assertThat(panel.isDone()).isTrue();
        assertThat(panel.clientId()).isEqualTo(CLIENT);
        assertThat(panel.usesOldBlock()).isFalse();
        byte[] out = new byte[30];
        int length = panel.session().seal(new Poll(), 1, 2, true, out, 0, out.length);
        assertThat(device.session().open(frame(out, length))).isEqualTo(Verdict.ACCEPTED);
        length = device.session().seal(new Ack(), 1, 2, true, out, 0, out.length);
        assertThat(panel.session().open(frame(out, length))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void theDefaultKeyIsUsedOnlyByThoseWhoAskedForIt() {
        BaseKey known = DefaultKey.forCommissioningOnly();
        PanelHandshake asking = new PanelHandshake(known, RANDOM);
        Frame challenge = step(asking.challenge(), asking.selector());

        assertThat(asking.selector()).isEqualTo(SecurityBlock.DEFAULT_KEY);
        assertThat(device.onChallenge(challenge)).contains(HandshakeRefusal.NO_SUCH_KEY);
        assertThat(new PeripheralHandshake(null, CLIENT, RANDOM).onChallenge(challenge))
                .contains(HandshakeRefusal.NO_SUCH_KEY);
        PeripheralHandshake installing = new PeripheralHandshake(known, CLIENT, RANDOM);
        assertThat(installing.onChallenge(challenge())).contains(HandshakeRefusal.NO_SUCH_KEY);
        assertThat(installing.onChallenge(challenge)).isEmpty();
        assertThat(asking.onReply(step(installing.clientCryptogram(), 0))).isEmpty();
    }

    @Test
    void aTryThatWasRefusedIsOver() {
        Frame last = initialMac();
        InitialMac wrong = new InitialMac(Octets.of(new byte[16]));
        assertThat(panel.onReply(step(wrong, SecurityBlock.ACCEPTED))).contains(HandshakeRefusal.INITIAL_MAC);

        assertThat(panel.onReply(last)).contains(HandshakeRefusal.OUT_OF_ORDER);
        assertThat(panel.isDone()).isFalse();
    }

    @Test
    void everyTryHasOtherRandomNumbers() {
        assertThat(new PanelHandshake(KEY, RANDOM).challenge()).isNotEqualTo(panel.challenge());
        assertThat(panel.challenge()).isEqualTo(panel.challenge());
        clientCryptogram();
        Octets first = device.clientCryptogram().randomB();
        assertThat(device.clientCryptogram().randomB()).isEqualTo(first);
        clientCryptogram();
        assertThat(device.clientCryptogram().randomB()).isNotEqualTo(first);
    }

    @Test
    void anotherKeyIsToldAtOnce() {
        PeripheralHandshake other = new PeripheralHandshake(Scbk.random(RANDOM), CLIENT, RANDOM);
        assertThat(other.onChallenge(challenge())).isEmpty();

        assertThat(panel.onReply(step(other.clientCryptogram(), 1))).contains(HandshakeRefusal.WRONG_KEY);
        assertThatThrownBy(panel::session).isInstanceOf(IllegalStateException.class);
        assertThat(panel.onReply(clientCryptogram())).contains(HandshakeRefusal.OUT_OF_ORDER);
    }

    @Test
    void thePanelRefusesTheOtherKeyThanItAskedFor() {
        Frame answer = clientCryptogram();
        Frame switched = step(device.clientCryptogram(), SecurityBlock.DEFAULT_KEY);

        assertThat(panel.onReply(switched)).contains(HandshakeRefusal.SELECTOR);
        assertThat(panel.onReply(answer)).contains(HandshakeRefusal.OUT_OF_ORDER);
    }

    @ParameterizedTest
    @EnumSource
    void thePanelRefusesWhatIsNotTheNextStep(WrongAnswer wrong) {
        if (wrong.afterProof) {
            serverCryptogram();
        }

        assertThat(panel.onReply(wrong.frame(this))).contains(wrong.refusal);
        assertThat(panel.isDone()).isFalse();
    }

    enum WrongAnswer {
        NAK(false, HandshakeRefusal.NAK),
        ACK(false, HandshakeRefusal.OUT_OF_ORDER),
        RMAC_FIRST(false, HandshakeRefusal.OUT_OF_ORDER),
        OWN_COMMAND(false, HandshakeRefusal.OUT_OF_ORDER),
        CCRYPT_IN_ANOTHER_BLOCK(false, HandshakeRefusal.SECURITY_BLOCK),
        CCRYPT_AGAIN(true, HandshakeRefusal.OUT_OF_ORDER),
        NAK_TO_PROOF(true, HandshakeRefusal.NAK),
        RMAC_IN_ANOTHER_BLOCK(true, HandshakeRefusal.SECURITY_BLOCK),
        PROOF_REFUSED(true, HandshakeRefusal.CRYPTOGRAM_REFUSED),
        STATUS_UNKNOWN(true, HandshakeRefusal.CRYPTOGRAM_REFUSED),
        RMAC_WRONG(true, HandshakeRefusal.INITIAL_MAC);

        final boolean afterProof;
        final HandshakeRefusal refusal;

        WrongAnswer(boolean afterProof, HandshakeRefusal refusal) {
            this.afterProof = afterProof;
            this.refusal = refusal;
        }

        Frame frame(HandshakeTest test) {
            InitialMac wrong = new InitialMac(Octets.of(new byte[16]));
            return switch (this) {
                case NAK, NAK_TO_PROOF -> clear(Nak.of(NakCode.SECURITY_BLOCK));
                case ACK -> clear(new Ack());
                case RMAC_FIRST, RMAC_WRONG -> step(wrong, SecurityBlock.ACCEPTED);
                case OWN_COMMAND -> test.challenge();
                case CCRYPT_IN_ANOTHER_BLOCK -> retyped(test.clientCryptogram(), SecurityBlock.INITIAL_MAC);
                case CCRYPT_AGAIN -> step(test.device.clientCryptogram(), 1);
                case RMAC_IN_ANOTHER_BLOCK -> retyped(step(wrong, 1), SecurityBlock.SERVER_CRYPTOGRAM);
                case PROOF_REFUSED -> step(wrong, SecurityBlock.REFUSED);
                case STATUS_UNKNOWN -> step(wrong, 0);
            };
        }
    }

    @Test
    void theDeviceRefusesAWrongProof_andTellsNothing() {
        clientCryptogram();
        PanelHandshake other = new PanelHandshake(KEY, RANDOM);
        PeripheralHandshake otherDevice = new PeripheralHandshake(KEY, CLIENT, RANDOM);
        otherDevice.onChallenge(step(other.challenge(), 1));
        other.onReply(step(otherDevice.clientCryptogram(), 1));

        assertThat(device.onServerCryptogram(step(other.serverCryptogram(), 1))).contains(HandshakeRefusal.WRONG_KEY);

        assertThat(device.isDone()).isFalse();
        assertThat(device.initialMac().mac().toArray()).containsOnly(0);
        assertThatThrownBy(device::session).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theDeviceRefusesWhatIsNotTheNextStep() {
        Frame proof = serverCryptogram();

        assertThat(device.onServerCryptogram(retyped(proof, SecurityBlock.CHALLENGE)))
                .contains(HandshakeRefusal.SECURITY_BLOCK);
        assertThat(device.onServerCryptogram(proof)).contains(HandshakeRefusal.OUT_OF_ORDER);
        assertThatThrownBy(device::clientCryptogram).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theProofNamesTheSameKeyAsTheChallenge() {
        serverCryptogram();

        assertThat(device.onServerCryptogram(step(panel.serverCryptogram(), SecurityBlock.DEFAULT_KEY)))
                .contains(HandshakeRefusal.SELECTOR);
    }

    @Test
    void aProofIsTakenOnce() {
        Frame proof = serverCryptogram();
        assertThat(device.onServerCryptogram(proof)).isEmpty();

        assertThat(device.onServerCryptogram(proof)).contains(HandshakeRefusal.OUT_OF_ORDER);
    }

    @Test
    void anotherCommandEndsTheDevicesHandshake() {
        Frame proof = serverCryptogram();
        device.forget();

        assertThat(device.onServerCryptogram(proof)).contains(HandshakeRefusal.OUT_OF_ORDER);
    }

    @Test
    void aChallengeInTheWrongBlockIsRefused() {
        assertThat(device.onChallenge(retyped(challenge(), SecurityBlock.SERVER_CRYPTOGRAM)))
                .contains(HandshakeRefusal.SECURITY_BLOCK);
        assertThat(device.onChallenge(serverCryptogram())).contains(HandshakeRefusal.OUT_OF_ORDER);
    }

    @Test
    void anOldDevicesBlockIsTaken() {
        Frame last = retyped(initialMac(), SecurityBlock.CLIENT_CRYPTOGRAM);

        assertThat(panel.onReply(last)).isEmpty();
        assertThat(panel.usesOldBlock()).isTrue();
    }

    @Test
    void everyRefusalHasItsNak() {
        assertThat(HandshakeRefusal.LENGTH.nak()).isEqualTo(NakCode.LENGTH);
        assertThat(HandshakeRefusal.SECURITY_BLOCK.nak()).isEqualTo(NakCode.SECURITY_BLOCK);
        assertThat(HandshakeRefusal.SELECTOR.nak()).isEqualTo(NakCode.SECURITY_BLOCK);
        assertThat(HandshakeRefusal.WRONG_KEY.nak()).isEqualTo(NakCode.SECURITY_CONDITIONS);
    }
}
