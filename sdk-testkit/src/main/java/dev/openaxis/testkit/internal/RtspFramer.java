package dev.openaxis.testkit.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Cuts what a client sends into requests. Interleaved frames ({@code $}, channel, length; RFC 2326 section 10.12) that
 * come between them are skipped: a client has receiver reports to send, a device nothing to learn from them. Netty's
 * own RTSP decoder knows no such frames.
 */
final class RtspFramer extends ByteToMessageDecoder {
    private static final int MAX_HEAD = 64 * 1024;
    private static final int MAX_BODY = 64 * 1024;
    private static final int FRAME_HEADER = 4;

    private int scanned;
    private int bodyLeft;
    private boolean lost;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (lost) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (bodyLeft > 0) {
            int skipped = Math.min(bodyLeft, in.readableBytes());
            in.skipBytes(skipped);
            bodyLeft -= skipped;
            return;
        }
        byte first = in.getByte(in.readerIndex());
        if (first == '$') {
            skipFrame(in);
        } else if (first == '\r' || first == '\n') {
            in.skipBytes(1);
        } else {
            request(in, out);
        }
    }

    private static void skipFrame(ByteBuf in) {
        if (in.readableBytes() >= FRAME_HEADER) {
            int length = FRAME_HEADER + in.getUnsignedShort(in.readerIndex() + 2);
            if (in.readableBytes() >= length) {
                in.skipBytes(length);
            }
        }
    }

    private void request(ByteBuf in, List<Object> out) {
        int end = endOfHead(in);
        if (end < 0) {
            if (in.readableBytes() > MAX_HEAD) {
                giveUp(in, out);
            }
            return;
        }
        scanned = 0;
        String head = in.readCharSequence(end - in.readerIndex(), StandardCharsets.ISO_8859_1)
                .toString();
        RtspRequest request = RtspRequest.parse(head.stripTrailing());
        bodyLeft = request.bodyLength();
        if (request.isMalformed() || bodyLeft < 0 || bodyLeft > MAX_BODY) {
            giveUp(in, out);
        } else {
            out.add(request);
        }
    }

    private void giveUp(ByteBuf in, List<Object> out) {
        lost = true;
        in.skipBytes(in.readableBytes());
        out.add(RtspRequest.MALFORMED);
    }

    /** The index after the empty line, or -1 if it has not come yet; bytes are looked at once. */
    private int endOfHead(ByteBuf in) {
        int from = in.readerIndex() + scanned;
        for (int at = from; at < in.writerIndex(); at++) {
            if (in.getByte(at) == '\n' && endsEmptyLine(in, at)) {
                return at + 1;
            }
        }
        scanned = in.readableBytes();
        return -1;
    }

    private static boolean endsEmptyLine(ByteBuf in, int at) {
        int before = at - 1;
        if (before >= in.readerIndex() && in.getByte(before) == '\r') {
            before--;
        }
        return before >= in.readerIndex() && in.getByte(before) == '\n';
    }
}
