package dev.openaxis.osdp.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.Ack;
import dev.openaxis.osdp.message.Challenge;
import dev.openaxis.osdp.message.ClientCryptogram;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.Fault;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.MalformedCommand;
import dev.openaxis.osdp.message.ManufacturerCommand;
import dev.openaxis.osdp.message.ManufacturerReply;
import dev.openaxis.osdp.message.Oui;
import dev.openaxis.osdp.message.Poll;
import dev.openaxis.osdp.message.ServerCryptogram;
import dev.openaxis.osdp.testing.Vectors;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameEncoderTest {
    private final byte[] out = new byte[Layout.LARGEST];

    private static Octets octets(int length) {
        return Octets.of(new byte[length]);
    }

    @Test
    void aKeyIsNeverWrittenInClear() {
        KeySet key = new KeySet(octets(16));
        MalformedCommand broken = new MalformedCommand(CommandCode.KEYSET, octets(17), Fault.LENGTH, "");

        assertThatThrownBy(() -> FrameEncoder.clear(key, 0, 1, true, out, 0, out.length))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrameEncoder.clear(broken, 0, 1, true, out, 0, out.length))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(out).containsOnly(0);
    }

    @Test
    void stepsOfTheHandshakeAreNeverWrittenInClear_andNothingElseIsAStep() {
        assertThatThrownBy(() -> FrameEncoder.clear(new Challenge(octets(8)), 0, 1, true, out, 0, out.length))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrameEncoder.clear(new ServerCryptogram(octets(16)), 0, 1, true, out, 0, out.length))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrameEncoder.clear(new InitialMac(octets(16)), 0, 1, true, out, 0, out.length))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrameEncoder.clear(
                        new ClientCryptogram(octets(8), octets(8), octets(16)), 0, 1, true, out, 0, out.length))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrameEncoder.handshake(new Poll(), 0, 0, 1, true, out, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrameEncoder.handshake(new Ack(), 0, 0, 1, true, out, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFrameIsAsLargeAsAllowed_orNotWritten() {
        int room = Layout.clearRoom(128, true);
        assertThat(room).isEqualTo(120);
        ManufacturerCommand fits = new ManufacturerCommand(new Oui(1), octets(room - 3));
        ManufacturerReply tooLong = new ManufacturerReply(new Oui(1), octets(room - 2));

        assertThat(FrameEncoder.clear(tooLong, 0, 1, true, out, 0, 128)).isEqualTo(FrameEncoder.TOO_LONG);
        assertThat(FrameEncoder.clear(new ManufacturerCommand(new Oui(1), octets(room - 2)), 0, 1, true, out, 0, 128))
                .isEqualTo(FrameEncoder.TOO_LONG);
        assertThat(out).containsOnly(0);
        assertThat(FrameEncoder.clear(fits, 0, 1, true, out, 0, 128)).isEqualTo(128);
        assertThat(Vectors.frame(Arrays.copyOf(out, 128)).dataLength()).isEqualTo(room);
    }

    @Test
    void roomIsAsTheStandardComputesIt() {
        assertThat(Layout.clearRoom(128, false)).isEqualTo(121);
        assertThat(Layout.encryptedRoom(128, true)).isEqualTo(111);
        assertThat(Layout.encryptedRoom(1440, true)).isEqualTo(16 * 89 - 1);
        assertThat(Layout.encryptedRoom(29, true)).isZero();
        assertThat(Layout.encryptedRoom(30, true)).isEqualTo(15);
    }

    @Test
    void aFrameIsPutBehindItsMark() {
        int length = FrameEncoder.clear(new Poll(), 0, 0, true, out, 0, 128);
        ByteBuffer direct = ByteBuffer.allocateDirect(9);

        assertThat(FrameEncoder.put(out, 0, length, true, direct)).isTrue();
        byte[] sent = new byte[9];
        direct.flip().get(sent);

        assertThat(Vectors.hex(sent, 0, 9)).isEqualTo("FF530008000460EBAA");
        assertThat(FrameEncoder.put(out, 0, length, true, ByteBuffer.allocate(8)))
                .isFalse();
        assertThat(FrameEncoder.put(out, 0, length, false, ByteBuffer.allocate(8)))
                .isTrue();
        assertThat(FrameEncoder.put(out, 0, FrameEncoder.TOO_LONG, false, ByteBuffer.allocate(8)))
                .isFalse();
    }
}
