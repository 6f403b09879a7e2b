package dev.openaxis.core.internal.http;

import dev.openaxis.core.internal.rtsp.RtspMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection's bytes into RTSP messages and interleaved packets, which may come between any two messages (RFC 2326 section
 * 10.12).
 */
final class RtspFramer extends ByteToMessageDecoder {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_BODY = 256 * 1024;
    private static final int PACKET_HEAD = 4;

    /** A packet between the messages. */
    static final class Packet {
        private final int channel;
        private final byte[] bytes;

        Packet(int channel, byte[] bytes) {
            this.channel = channel;
            this.bytes = bytes;
        }

        /** Which of the session's channels it came over. */
        int channel() {
            return channel;
        }

        /** What is in it; not copied. */
        byte[] bytes() {
            return bytes;
        }
    }

    /** The head of a message whose body is not complete yet. */
    private @Nullable RtspMessage head;

    private int bodyLength;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        RtspMessage begun = head;
        if (begun != null) {
            if (in.readableBytes() >= bodyLength) {
                String body =
                        in.readCharSequence(bodyLength, StandardCharsets.UTF_8).toString();
                head = null;
                out.add(new RtspMessage(begun.line(), begun.headers(), body));
            }
            return;
        }
        int first = in.getUnsignedByte(in.readerIndex());
        if (first == '$') {
            packet(in, out);
        } else if (first == '\r' || first == '\n') {
            in.skipBytes(1);
        } else {
            message(in, out);
        }
    }

    private static void packet(ByteBuf in, List<Object> out) {
        if (in.readableBytes() < PACKET_HEAD) {
            return;
        }
        int length = in.getUnsignedShort(in.readerIndex() + 2);
        if (in.readableBytes() < PACKET_HEAD + length) {
            return;
        }
        in.skipBytes(1);
        int channel = in.readUnsignedByte();
        in.skipBytes(2);
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        out.add(new Packet(channel, bytes));
    }

    private void message(ByteBuf in, List<Object> out) {
        int end = endOfHead(in);
        if (end < 0) {
            if (in.readableBytes() > LONGEST_HEAD) {
                throw new CorruptedFrameException("a message without an end");
            }
            return;
        }
        String text = in.readCharSequence(end - in.readerIndex(), StandardCharsets.UTF_8)
                .toString();
        String[] lines = text.split("\r?\n");
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                // A device was seen putting a blank before a name.
                headers.add(Map.entry(
                        lines[i].substring(0, colon).trim(),
                        lines[i].substring(colon + 1).trim()));
            }
        }
        RtspMessage message = new RtspMessage(lines[0], List.copyOf(headers), "");
        bodyLength = length(message);
        if (bodyLength == 0) {
            out.add(message);
        } else {
            head = message;
        }
    }

    private static int length(RtspMessage message) {
        String text = message.header("Content-Length").orElse("0");
        if (!text.matches("\\d{1,7}") || Integer.parseInt(text) > LONGEST_BODY) {
            throw new CorruptedFrameException("a message of an impossible length");
        }
        return Integer.parseInt(text);
    }

    /** Where the empty line ends, or -1 if it has not come yet. */
    private static int endOfHead(ByteBuf in) {
        int limit = Math.min(in.writerIndex(), in.readerIndex() + LONGEST_HEAD);
        for (int i = in.readerIndex(); i < limit; i++) {
            if (in.getByte(i) == '\n') {
                if (i + 1 < limit && in.getByte(i + 1) == '\n') {
                    return i + 2;
                }
                if (i + 2 < limit && in.getByte(i + 1) == '\r' && in.getByte(i + 2) == '\n') {
                    return i + 3;
                }
            }
        }
        return -1;
    }
}
