package dev.openaxis.osdp.internal.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.secure.SecureSession.Role;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Busy;
import dev.openaxis.osdp.message.Challenge;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.Keypad;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.testing.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecureSessionTest {
    private static final Poll POLL = new Poll();
    private static final Ack ACK = new Ack();
    private static final byte[] CHAIN = Vectors.hex(Ends.ANNEX_E_MAC);

    private final SecureSession panel = Ends.annexE(Role.PANEL);
    private final SecureSession device = Ends.annexE(Role.PERIPHERAL);
    private final byte[] out = new byte[Layout.LARGEST];

    private Frame command(Command command) {
        return Vectors.frame(Arrays.copyOf(out, panel.seal(command, 1, 2, true, out, 0, out.length)));
    }

    private Frame reply(Reply reply) {
        return Vectors.frame(Arrays.copyOf(out, device.seal(reply, 1, 2, true, out, 0, out.length)));
    }

    private Frame clear(Reply reply) {
        return Vectors.frame(Arrays.copyOf(out, FrameEncoder.clear(reply, 1, 0, true, out, 0, out.length)));
    }

    private static Frame changed(Frame frame, int index) {
        byte[] bytes = new byte[frame.length()];
        frame.copyTo(bytes, 0);
        bytes[index] ^= 1;
        FrameEncoder.finish(bytes, 0, bytes.length, true);
        return Vectors.frame(bytes);
    }

    @Test
    void messagesWithoutDataAreAuthenticated_othersEncrypted() {
        Frame poll = command(POLL);
        assertThat(poll.blockType()).isEqualTo(SecurityBlock.COMMAND);
        assertThat(device.open(poll)).isEqualTo(Verdict.ACCEPTED);

        Frame keys = reply(new Keypad(0, Octets.ofHex("31323334")));
        assertThat(keys.blockType()).isEqualTo(SecurityBlock.REPLY_ENCRYPTED);
        assertThat(Vectors.hex(keys.bytes(), keys.at(), keys.length())).doesNotContain("31323334");
        assertThat(panel.open(keys)).isEqualTo(Verdict.ACCEPTED);
        assertThat(Vectors.hex(panel.data(), panel.dataAt(), panel.dataLength()))
                .isEqualTo("000431323334");
        assertThat(panel.quirk()).isNull();
    }

    @Test
    void aCommandIsOpenUntilItsReplyCame() {
        assertThat(panel.isCommandOpen()).isFalse();
        Frame poll = command(POLL);
        assertThat(panel.isCommandOpen()).isTrue();
        assertThatThrownBy(() -> command(POLL)).isInstanceOf(IllegalStateException.class);

        assertThat(device.isCommandOpen()).isFalse();
        assertThatThrownBy(() -> reply(ACK)).isInstanceOf(IllegalStateException.class);
        device.open(poll);
        assertThat(device.isCommandOpen()).isTrue();
        Frame ack = reply(ACK);
        assertThat(device.isCommandOpen()).isFalse();
        panel.open(ack);
        assertThat(panel.isCommandOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 8, 9, 10, 11})
    void anyChangeIsSeenAndMovesNothing(int index) {
        Frame poll = command(POLL);
        Frame other = changed(poll, index);

        assertThat(device.open(other)).isNotEqualTo(Verdict.ACCEPTED).matches(verdict -> !verdict.isAuthentic());
        assertThat(device.isCommandOpen()).isFalse();
        assertThat(device.dataLength()).isZero();
        assertThat(device.open(poll)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aBadFrameBeforeTheReplyMovesNothing() {
        Frame poll = command(POLL);
        device.open(poll);

        assertThat(device.open(changed(poll, poll.dataAt() - 1))).isEqualTo(Verdict.MAC);
        assertThat(panel.open(reply(ACK))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void allFourBytesOfTheMacCount() {
        Frame poll = command(POLL);
        for (int i = 0; i < Layout.MAC; i++) {
            assertThat(device.open(changed(poll, poll.macAt() + i))).isEqualTo(Verdict.MAC);
        }
        assertThat(device.open(poll)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aFrameIsTakenOnce() {
        Frame poll = command(POLL);
        device.open(poll);
        Frame ack = reply(ACK);

        assertThat(device.open(poll)).isEqualTo(Verdict.MAC);
        assertThat(panel.open(ack)).isEqualTo(Verdict.ACCEPTED);
        assertThat(panel.open(ack)).isEqualTo(Verdict.NOT_ASKED);
        command(POLL);
        assertThat(panel.open(ack)).isEqualTo(Verdict.MAC);
    }

    @Test
    void busyAndNak1InClearMoveNothing() {
        Frame poll = command(POLL);
        device.open(poll);

        assertThat(panel.open(clear(new Busy()))).isEqualTo(Verdict.NOT_CARRIED_OUT);
        assertThat(panel.open(clear(Nak.of(NakCode.CHECK)))).isEqualTo(Verdict.NOT_CARRIED_OUT);
        assertThat(panel.open(clear(new Nak(NakCode.CHECK, Octets.ofHex("60")))))
                .isEqualTo(Verdict.NOT_CARRIED_OUT);
        assertThat(panel.isCommandOpen()).isTrue();
        assertThat(device.open(poll)).isEqualTo(Verdict.ACCEPTED);
        assertThat(panel.open(reply(ACK))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void anythingElseInClearIsTold() {
        command(POLL);

        assertThat(panel.open(clear(ACK))).isEqualTo(Verdict.CLEAR);
        assertThat(panel.open(clear(Nak.of(NakCode.SECURITY_CONDITIONS)))).isEqualTo(Verdict.CLEAR);
        int length = FrameEncoder.clear(POLL, 1, 2, true, out, 0, out.length);
        assertThat(device.open(Vectors.frame(Arrays.copyOf(out, length)))).isEqualTo(Verdict.CLEAR);
    }

    @Test
    void aBlockOfTheHandshakeIsTold() {
        Challenge challenge = new Challenge(Octets.of(new byte[8]));
        int length = FrameEncoder.handshake(challenge, 1, 1, 0, true, out, 0);

        assertThat(device.open(Vectors.frame(Arrays.copyOf(out, length)))).isEqualTo(Verdict.HANDSHAKE_BLOCK);
    }

    @Test
    void framesOfTheOwnDirectionAreNotTaken() {
        Frame poll = command(POLL);
        assertThat(panel.open(poll)).isEqualTo(Verdict.DIRECTION);

        SessionKeys keys = Ends.annexE();
        for (int type : new int[] {SecurityBlock.REPLY, SecurityBlock.REPLY_ENCRYPTED}) {
            assertThat(device.open(Ends.authentic(keys, CHAIN, false, type, CommandCode.POLL, new byte[0])))
                    .isEqualTo(Verdict.DIRECTION);
        }
        for (int type : new int[] {SecurityBlock.COMMAND, SecurityBlock.COMMAND_ENCRYPTED}) {
            assertThat(panel.open(Ends.authentic(keys, CHAIN, true, type, ReplyCode.ACK, new byte[0])))
                    .isEqualTo(Verdict.DIRECTION);
        }
    }

    @Test
    void theCommandsBlockIsTakenOnlyOnStatusReplies() {
        SessionKeys keys = Ends.annexE();
        for (int code : new int[] {ReplyCode.LSTATR, ReplyCode.ISTATR, ReplyCode.OSTATR, ReplyCode.RSTATR}) {
            SecureSession asking = Ends.annexE(Role.PANEL);
            asking.seal(POLL, 1, 2, true, out, 0, out.length);
            assertThat(asking.open(Ends.authentic(keys, mac(), true, SecurityBlock.COMMAND, code, new byte[2])))
                    .isEqualTo(Verdict.ACCEPTED);
            assertThat(asking.quirk()).isEqualTo(Quirk.COMMAND_BLOCK);
        }
        command(POLL);
        assertThat(panel.open(Ends.authentic(keys, mac(), true, SecurityBlock.COMMAND, ReplyCode.RAW, new byte[4])))
                .isEqualTo(Verdict.DIRECTION);
        assertThat(panel.open(Ends.authentic(keys, mac(), true, SecurityBlock.COMMAND, ReplyCode.ISTATR, new byte[0])))
                .isEqualTo(Verdict.DIRECTION);
    }

    /** The MAC of the POLL with sequence 2 that follows the handshake of the annex. */
    private byte[] mac() {
        byte[] mac = new byte[AesBlocks.SIZE];
        new ChainedCrypto(Ends.annexE()).mac(out, 0, 8, CHAIN, mac);
        return mac;
    }

    @Test
    void aKeyIsTakenOnlyEncrypted() {
        byte[] key = Vectors.hex("0110C0112233445566778899AABBCCDDEE01");
        Frame readable = Ends.authentic(Ends.annexE(), CHAIN, false, SecurityBlock.COMMAND, CommandCode.KEYSET, key);

        assertThat(device.open(readable)).isEqualTo(Verdict.KEY_NOT_ENCRYPTED);
        assertThat(device.isCommandOpen()).isTrue();

        SecureSession other = Ends.annexE(Role.PERIPHERAL);
        Frame sealed = command(new KeySet(Octets.copyOf(key, 2, 16)));
        assertThat(sealed.blockType()).isEqualTo(SecurityBlock.COMMAND_ENCRYPTED);
        assertThat(other.open(sealed)).isEqualTo(Verdict.ACCEPTED);
        assertThat(CommandReader.read(CommandCode.KEYSET, other.data(), other.dataAt(), other.dataLength()))
                .isEqualTo(new KeySet(Octets.copyOf(key, 2, 16)));
    }

    @Test
    void stepsOfTheHandshakeAreNotTakenUnderAMac() {
        Frame challenge =
                Ends.authentic(Ends.annexE(), CHAIN, false, SecurityBlock.COMMAND, CommandCode.CHLNG, new byte[8]);

        assertThat(device.open(challenge)).isEqualTo(Verdict.HANDSHAKE_CODE);
        assertThat(Verdict.HANDSHAKE_CODE.isAuthentic()).isTrue();
        assertThat(reply(Nak.of(NakCode.SECURITY_BLOCK)).isSecured()).isTrue();
    }

    @Test
    void messagesThatAreNeverSecuredAreNotWritten() {
        Octets sixteen = Octets.of(new byte[16]);
        assertThatThrownBy(() -> command(new Challenge(Octets.of(new byte[8]))))
                .isInstanceOf(IllegalArgumentException.class);
        device.open(command(POLL));
        assertThatThrownBy(() -> reply(new Busy())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reply(new InitialMac(sixteen))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsTooLongIsNotWritten_andMovesNothing() {
        ManufacturerCommand large = new ManufacturerCommand(new Oui(1), Octets.of(new byte[109]));
        ManufacturerCommand fits = new ManufacturerCommand(new Oui(1), Octets.of(new byte[108]));

        assertThat(panel.seal(large, 1, 2, true, out, 0, 128)).isEqualTo(FrameEncoder.TOO_LONG);
        assertThat(panel.isCommandOpen()).isFalse();
        assertThat(panel.seal(fits, 1, 2, true, out, 0, 128)).isEqualTo(126);
        assertThat(Layout.encryptedRoom(128, true)).isEqualTo(111);
    }

    @Test
    void anythingEncryptedEndsWithItsMark() {
        for (String cipher : new String[] {"00000000000000000000000000000000", "FF"}) {
            byte[] data = Vectors.hex(cipher);
            Frame frame = Ends.authentic(
                    Ends.annexE(), CHAIN, false, SecurityBlock.COMMAND_ENCRYPTED, CommandCode.TEXT, data);
            assertThat(device.open(frame)).isEqualTo(data.length == 16 ? Verdict.PADDING : Verdict.CIPHER_LENGTH);
            assertThat(device.isCommandOpen()).isFalse();
        }
    }

    @Test
    void plainZerosWithoutAMarkAreNoPadding() {
        SessionKeys keys = Ends.annexE();
        byte[] cipher = new byte[16];
        for (int i = 0; i < 16; i++) {
            cipher[i] = (byte) ~CHAIN[i];
        }
        byte[] encrypted = AesBlocks.encrypt(keys.encryption(), cipher);

        assertThat(device.open(Ends.authentic(
                        keys, CHAIN, false, SecurityBlock.COMMAND_ENCRYPTED, CommandCode.POLL, encrypted)))
                .isEqualTo(Verdict.PADDING);
    }

    @Test
    void anEndedSessionTakesAndWritesNothing() {
        Frame poll = command(POLL);
        device.destroy();
        panel.destroy();

        assertThat(device.open(poll)).isEqualTo(Verdict.NO_SESSION);
        assertThatThrownBy(() -> command(POLL)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withoutASessionOnlyWhatIsInClearIsTaken() {
        int length = FrameEncoder.clear(POLL, 1, 2, true, out, 0, out.length);
        assertThat(ClearChannel.judge(Vectors.frame(Arrays.copyOf(out, length))))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(ClearChannel.judge(command(POLL))).isEqualTo(Verdict.NO_SESSION);
        Challenge challenge = new Challenge(Octets.of(new byte[8]));
        length = FrameEncoder.handshake(challenge, 1, 1, 0, true, out, 0);
        assertThat(ClearChannel.judge(Vectors.frame(Arrays.copyOf(out, length))))
                .isEqualTo(Verdict.HANDSHAKE_BLOCK);
        Vectors.list(Vectors.COMMANDS, "frames")
                .filter(vector -> vector.get("name").asText().equals("KEYSET"))
                .forEach(vector -> assertThat(ClearChannel.judge(Vectors.frame(Vectors.hex(vector, "hex"))))
                        .isEqualTo(Verdict.KEY_NOT_ENCRYPTED));
    }
}
