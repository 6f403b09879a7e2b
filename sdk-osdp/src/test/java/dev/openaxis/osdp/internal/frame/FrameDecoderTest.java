package dev.openaxis.osdp.internal.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.testing.Vectors;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private static final String POLL_1 = "53 01 08 00 05 60 8B 33";
    private static final String ACK_1 = "53 81 08 00 05 40 39 35";
    private static final String POLL_2_BROKEN = "53 02 0E 00 0F 02 15 60 3E 00 7A 3C 57 BB";

    private final FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);

    private void receive(String hex) {
        decoder.take(ByteBuffer.wrap(Vectors.hex(hex)));
    }

    @Test
    void aFrameInPiecesIsFoundWithItsLastByte() {
        receive("53 01 08");
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        receive("00 05 60 8B");
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        receive("33 53");

        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.frame().code()).isEqualTo(0x60);
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
    }

    @Test
    void twoFramesAtOnceAreSplitByTheirLength() {
        receive(POLL_1 + ACK_1);

        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.frame().isReply()).isFalse();
        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.frame().isReply()).isTrue();
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        assertThat(decoder.counters().frames()).isEqualTo(2);
    }

    @Test
    void aFalseStartIsLeftOneByteBehind() {
        receive("00 53 53 01 08 00 05 60 8B 33");

        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.counters().noise()).isEqualTo(1);
        assertThat(decoder.counters().falseStarts()).isEqualTo(1);
    }

    // ---- what is no frame ----

    private String wasted(String... pieces) {
        StringBuilder wasted = new StringBuilder();
        decoder.waste((bytes, at, length) -> wasted.append(HexFormat.of().formatHex(bytes, at, at + length)));
        for (String piece : pieces) {
            ByteBuffer received = ByteBuffer.wrap(Vectors.hex(piece));
            while (received.hasRemaining()) {
                decoder.take(received);
                Found found;
                while ((found = decoder.next()) != Found.NOTHING) {
                    wasted.append(found == Found.FRAME ? "|" : "/");
                }
            }
        }
        decoder.silence();
        while (decoder.next() != Found.NOTHING) {
            wasted.append("?");
        }
        return wasted.toString();
    }

    @Test
    void whatIsNoFrame_isTold_once_inItsPlace() {
        assertThat(wasted("FF FF" + POLL_1 + "00 FF 12 53 FF FF" + ACK_1)).isEqualTo("|00ff1253|");
        assertThat(wasted("01", "53 01 08 00", "05 60", "02")).isEqualTo("015301080005" + "6002");
    }

    @Test
    void marksAlone_andWholeFrames_areNotTold() {
        assertThat(wasted("FF", "FF FF" + POLL_1, "FF" + ACK_1 + "FF")).isEqualTo("||");
    }

    @Test
    void framesForOthers_areNotTold_butTheirBeginningsAre() {
        decoder.filter(AddressFilter.repliesFrom(1));
        assertThat(wasted(POLL_1 + ACK_1 + "53 02 0E 00 0F 02")).isEqualTo("|53020e000f02");
    }

    @Test
    void aBrokenFrame_isFound_andWhatIsLeftOfItIsNotToldAgain() {
        for (int cut = 2; cut <= POLL_2_BROKEN.length() - 2; cut += 3) {
            assertThat(wasted("00" + POLL_2_BROKEN.substring(0, cut), POLL_2_BROKEN.substring(cut) + "07" + POLL_1))
                    .isEqualTo("00/07|");
        }
    }

    @Test
    void aFrameLargerThanOurBufferIsNoise() {
        FrameDecoder small = new FrameDecoder(128);
        byte[] large = new byte[129];
        large[0] = Layout.SOM;
        large[2] = (byte) 129;
        large[4] = 4;

        assertThat(Vectors.found(small, large)).isEmpty();
        assertThat(small.counters().falseStarts()).isEqualTo(1);
    }

    @Test
    void aDeviceSeesItsOwnCommandsAndThoseToTheConfigurationAddress() {
        decoder.filter(AddressFilter.commandsTo(1));
        receive("53 02 09 00 04 61 00 80 ED" + POLL_1 + ACK_1 + "53 7F 08 00 04 60 94 D2");

        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.frame().address()).isEqualTo(1);
        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.frame().address()).isEqualTo(0x7F);
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        assertThat(decoder.counters().skipped()).isEqualTo(2);
    }

    @Test
    void aBrokenFrameForSomebodyElseIsSkippedUnseen() {
        decoder.filter(AddressFilter.commandsTo(1));
        receive(POLL_2_BROKEN + POLL_1);

        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.counters().checkFailures()).isZero();
        assertThat(decoder.counters().skipped()).isEqualTo(1);
    }

    @Test
    void aPanelSeesNeitherItsOwnEchoNorAnotherDevice() {
        decoder.filter(AddressFilter.repliesFrom(1));
        receive(POLL_1 + "53 82 08 00 05 40 EB DB" + ACK_1);

        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.frame().isReply()).isTrue();
        assertThat(decoder.frame().address()).isEqualTo(1);
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
    }

    @Test
    void anAnswerToTheConfigurationAddressComesFromIt() {
        decoder.filter(AddressFilter.repliesFrom(Layout.CONFIGURATION_ADDRESS));
        receive("53 FF 14 00 04 45 00 06 8E 01 02 78 56 34 12 03 04 05 66 F0");

        assertThat(decoder.next()).isEqualTo(Found.FRAME);
    }

    @Test
    void silenceEndsAnIncompleteFrame_andWhatFollowsIsFound() {
        receive("53 01 08 00 05 60");
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        decoder.silence();
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        assertThat(decoder.counters().truncated()).isEqualTo(1);

        receive(POLL_1);
        assertThat(decoder.next()).isEqualTo(Found.FRAME);
    }

    @Test
    void silenceBetweenFramesIsNothing() {
        receive(POLL_1);
        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        decoder.silence();

        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        assertThat(decoder.counters().truncated()).isZero();
    }

    @Test
    void aFrameHiddenBehindAFalseStartIsFoundOnceTheLineIsSilent() {
        receive("53 01 40 00 04" + POLL_1);
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        decoder.silence();

        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
    }

    @Test
    void somebodyElsesIncompleteFrameIsGoneAsAWhole() {
        decoder.filter(AddressFilter.commandsTo(1));
        receive("53 02 40 00 04" + POLL_1);
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        decoder.silence();

        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        assertThat(decoder.counters().frames()).isZero();
    }

    @Test
    void nothingIsReceivedBeforeWhatWasBeforeTheSilenceWasLookedAt() {
        receive("53 01");
        decoder.silence();

        assertThatThrownBy(decoder::space).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWrongCheckIsTold_withWhatIsNeededToRefuseIt() {
        receive("53 01 08 00 05 60 8A 33");

        assertThat(decoder.next()).isEqualTo(Found.FAULTY);
        assertThat(decoder.frame().fault()).isEqualTo(FrameFault.CHECK);
        assertThat(decoder.frame().sequence()).isEqualTo(1);
        assertThat(decoder.frame().hasCrc()).isTrue();
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        assertThat(decoder.counters().checkFailures()).isEqualTo(1);
    }

    @Test
    void bytesCanBeReceivedWithoutACopy() {
        byte[] large = new byte[Layout.LARGEST - 5];
        receive(POLL_1 + "53 81 08");
        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);

        ByteBuffer space = decoder.space();
        assertThat(space.remaining()).isEqualTo(Layout.LARGEST - 3);
        space.put(Vectors.hex("00 05 40 39 35"));
        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        assertThat(decoder.take(ByteBuffer.wrap(large))).isEqualTo(large.length);
    }

    @Test
    void aFrameOfTheLargestSizeFitsBehindAnother() {
        byte[] large = new byte[Layout.LARGEST];
        FrameEncoder.secured(large, 0, large.length, 1, 1, true, SecurityBlock.COMMAND, 0x80);
        FrameEncoder.finish(large, 0, large.length, true);
        receive(POLL_1);
        ByteBuffer in = ByteBuffer.wrap(large);
        decoder.take(in);

        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        decoder.take(in);
        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.frame().length()).isEqualTo(Layout.LARGEST);
        assertThat(decoder.frame().isSameAs(large, 0, large.length)).isTrue();
    }

    @Test
    void aReceiverTakesWhatTheStandardDemands_andNoMore() {
        assertThatThrownBy(() -> new FrameDecoder(127)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FrameDecoder(1441)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Completes a frame with right check characters. */
    private static byte[] checked(String hex) {
        byte[] bytes = Vectors.hex(hex + "0000");
        bytes[2] = (byte) bytes.length;
        FrameEncoder.finish(bytes, 0, bytes.length, true);
        return bytes;
    }

    private FrameFault fault(String hex) {
        decoder.take(ByteBuffer.wrap(checked(hex)));
        assertThat(decoder.next()).isEqualTo(Found.FAULTY);
        return decoder.frame().fault();
    }

    @Test
    void aSecurityBlockHasRoomForWhatComesBehindIt() {
        assertThat(fault("53 01 00 00 0D 02 11 76")).isEqualTo(FrameFault.BLOCK_LENGTH);
        assertThat(fault("53 01 00 00 0D 03 11 00")).isEqualTo(FrameFault.NO_CODE);
        assertThat(fault("53 01 00 00 0D 02 15 AA BB CC DD")).isEqualTo(FrameFault.NO_MAC);
        assertThat(fault("53 01 00 00 0D 02 15")).isEqualTo(FrameFault.NO_CODE);
        decoder.take(ByteBuffer.wrap(checked("53 01 00 00 0D 02 15 60 AA BB CC DD")));
        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.frame().dataLength()).isZero();
        assertThat(decoder.counters().blockFaults()).isEqualTo(4);
    }

    @Test
    void aLengthThatOnlyAChecksumAllowsIsAFalseStartWithCrc() {
        receive("53 01 07 00 05 60 8B" + POLL_1);

        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.counters().falseStarts()).isEqualTo(1);
        assertThat(decoder.counters().checkFailures()).isZero();
    }

    @Test
    void aFrameInsideOneWithAWrongCheckIsFound() {
        receive("53 01 12 00 05" + POLL_1 + "00 00 00 00 00");

        assertThat(decoder.next()).isEqualTo(Found.FAULTY);
        assertThat(decoder.next()).isEqualTo(Found.FRAME);
        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
    }

    @Test
    void aFrameInsideSomebodyElsesIsHis() {
        decoder.filter(AddressFilter.commandsTo(1));
        receive("53 02 12 00 05" + POLL_1 + "00 00 00 00 00");

        assertThat(decoder.next()).isEqualTo(Found.NOTHING);
        assertThat(decoder.counters().skipped()).isEqualTo(1);
        assertThat(decoder.counters().noise()).isZero();
    }
}
