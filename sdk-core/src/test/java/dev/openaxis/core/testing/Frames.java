package dev.openaxis.core.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The server's side of RFC 6455, byte by byte. */
public final class Frames {
    /** Opcodes. */
    public static final int CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10;

    private Frames() {}

    /** A frame a client sent. */
    public record Frame(boolean last, int opcode, boolean masked, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    /** The value of Sec-WebSocket-Accept (RFC 6455 section 4.2.2). */
    public static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The answer that accepts an upgrade. */
    public static String upgrade(Request request) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accept(request.header("Sec-WebSocket-Key").orElseThrow()) + "\r\n\r\n";
    }

    /** A whole message in one frame. */
    public static byte[] text(String text) {
        return frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A close frame. */
    public static byte[] close(int code) {
        return frame(true, CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** A frame as a server sends it, without a mask. */
    public static byte[] frame(boolean last, int opcode, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            bytes.write(payload.length);
        } else if (payload.length < 65536) {
            bytes.write(126);
            bytes.write(payload.length >> 8);
            bytes.write(payload.length);
        } else {
            bytes.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                bytes.write((int) ((long) payload.length >> shift));
            }
        }
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }

    /** Reads a frame of the client. */
    public static Frame read(Peer peer) throws IOException {
        byte[] head = peer.bytes(2);
        int length = head[1] & 0x7f;
        if (length == 126) {
            byte[] more = peer.bytes(2);
            length = (more[0] & 0xff) << 8 | more[1] & 0xff;
        } else if (length == 127) {
            throw new EOFException("longer than a test sends");
        }
        boolean masked = (head[1] & 0x80) != 0;
        byte[] mask = masked ? peer.bytes(4) : new byte[4];
        byte[] payload = peer.bytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame((head[0] & 0x80) != 0, head[0] & 0x0f, masked, payload);
    }
}
