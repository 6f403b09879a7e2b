package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.internal.rtsp.RtpDocuments;
import dev.openaxis.core.internal.rtsp.RtspMessage;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What real devices sent over RTSP, in one piece and in many. */
class RtspRecordingsTest {

    private static byte[] bytes(String name) {
        try (InputStream file = RtspRecordingsTest.class.getResourceAsStream("/rtsp/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] packet(String name) {
        return HexFormat.of()
                .parseHex(new String(bytes(name + ".hex"), StandardCharsets.US_ASCII).replaceAll("\\s", ""));
    }

    private static byte[] interleaved(int channel, byte[] packet) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.writeBytes(new byte[] {'$', (byte) channel, (byte) (packet.length >> 8), (byte) packet.length});
        framed.writeBytes(packet);
        return framed.toByteArray();
    }

    /** Everything that comes out if the bytes come in pieces of a size. */
    private static List<Object> framed(byte[] stream, int piece) {
        EmbeddedChannel channel = new EmbeddedChannel(new RtspFramer());
        List<Object> out = new ArrayList<>();
        try {
            for (int i = 0; i < stream.length; i += piece) {
                channel.writeInbound(
                        Unpooled.copiedBuffer(Arrays.copyOfRange(stream, i, Math.min(stream.length, i + piece))));
            }
            for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
                out.add(message);
            }
        } finally {
            channel.finishAndReleaseAll();
        }
        return out;
    }

    @Test
    void anUnfragmentedDocument() throws Exception {
        String document = new RtpDocuments().take(packet("rtp-packet1-full")).orElseThrow();

        assertThat(document).startsWith("<?xml").contains("tt:MetadataStream").endsWith("</tt:MetadataStream>\n");
    }

    @Test
    void aDocumentInTwoPackets() throws Exception {
        RtpDocuments documents = new RtpDocuments();

        assertThat(documents.take(packet("rtp-packet2-fragment1"))).isEmpty();
        assertThat(documents.take(packet("rtp-packet2-fragment2")).orElseThrow())
                .startsWith("<?xml")
                .contains("</tt:MetadataStream>");
    }

    @Test
    void aMissingPacket_isNoticed() throws Exception {
        RtpDocuments documents = new RtpDocuments();
        documents.take(packet("rtp-packet2-fragment1"));
        byte[] later = packet("rtp-packet2-fragment2");
        later[3]++;

        assertThatThrownBy(() -> documents.take(later))
                .isInstanceOf(RtpDocuments.BrokenException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void answers_withPacketsBetweenThem_howeverTheyAreCut() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(bytes("response-options.txt"));
        stream.writeBytes(interleaved(0, packet("rtp-packet1-full")));
        stream.writeBytes(bytes("response-describe-401.txt"));
        stream.writeBytes(bytes("response-setup-200.txt"));
        stream.writeBytes(interleaved(1, new byte[] {1, 2, 3}));
        stream.writeBytes(interleaved(0, packet("rtp-packet2-fragment1")));
        stream.writeBytes(interleaved(0, packet("rtp-packet2-fragment2")));
        stream.writeBytes(bytes("response-play-200.txt"));

        for (int piece : new int[] {1, 7, 100, 100_000}) {
            List<Object> out = framed(stream.toByteArray(), piece);

            assertThat(out.stream()
                            .map(message -> message instanceof RtspMessage answer
                                    ? "status " + answer.status()
                                    : "channel " + ((RtspFramer.Packet) message).channel())
                            .collect(Collectors.joining(", ")))
                    .isEqualTo(
                            "status 200, channel 0, status 401, status 200, channel 1, channel 0, channel 0, status 200");
            assertThat(((RtspMessage) out.get(2)).header("www-authenticate").orElseThrow())
                    .startsWith("Digest realm=\"AXIS_");
            assertThat(((RtspMessage) out.get(2)).header("Date")).isPresent();
            assertThat(((RtspMessage) out.get(3)).header("Session")).contains("ghLlkf_I9pCBP24t;timeout=60");
        }
    }

    @Test
    void aSessionsLife_isWhatTheServerSays_ifThatIsATime() {
        assertThat(RtspClient.life("ghLlkf_I9pCBP24t;timeout=60")).isEqualTo(Duration.ofSeconds(60));
        assertThat(RtspClient.life("x; timeout=5")).isEqualTo(Duration.ofSeconds(5));
        assertThat(RtspClient.life("x")).as("RFC 2326 section 12.37").isEqualTo(Duration.ofSeconds(60));
        assertThat(RtspClient.life("x;timeout=0")).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void anAnswerWithABody() {
        String recorded = new String(bytes("response-describe-200.txt"), StandardCharsets.UTF_8);
        // The origin shortened the body when it replaced the host.
        byte[] stream =
                recorded.replace("Content-Length: 440", "Content-Length: 435").getBytes(StandardCharsets.UTF_8);

        for (int piece : new int[] {1, 50, 10_000}) {
            List<Object> out = framed(stream, piece);

            assertThat(out).hasSize(1);
            assertThat(((RtspMessage) out.get(0)).body()).startsWith("v=0").contains("m=application 0 RTP/AVP 98");
        }
    }

    @Property(tries = 500)
    void anyBytes_areMessagesOrAnError_neverEndlessMemory(
            @ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(min = 1, max = 64) int piece) {
        try {
            assertThat(framed(bytes, piece)).hasSizeLessThanOrEqualTo(bytes.length);
        } catch (DecoderException e) {
            assertThat(e).hasMessageContaining("message");
        }
    }

    @Property(tries = 500)
    void anyPacket_isADocumentOrAnError(@ForAll @Size(max = 64) byte[] packet) {
        try {
            new RtpDocuments().take(packet);
        } catch (RtpDocuments.BrokenException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
