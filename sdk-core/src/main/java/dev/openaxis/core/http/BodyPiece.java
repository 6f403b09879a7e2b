package dev.openaxis.core.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a body is made of: bytes at hand, or a file with the size it had when the body was made. */
sealed interface BodyPiece {

    /** Bytes. */
    long size();

    /** A channel at its beginning. */
    ReadableByteChannel open() throws IOException;

    /** Whether a text is known to be in it. */
    boolean mentions(String text);

    /** Names in headers are sent as UTF-8 (RFC 7578 section 5.1). */
    static BodyPiece text(String text) {
        return new Memory(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes at hand, which nobody else has. */
    final class Memory implements BodyPiece {
        private final byte[] bytes;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Puts them all into a buffer. */
        void into(ByteBuffer target) {
            target.put(bytes);
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public ReadableByteChannel open() {
            return Channels.newChannel(new ByteArrayInputStream(bytes));
        }

        @Override
        public boolean mentions(String text) {
            return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
        }
    }

    /** A file. */
    record Stored(Path file, long size) implements BodyPiece {
        @Override
        public ReadableByteChannel open() throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                requireSize(channel.size());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return channel;
        }

        /** Refuses a file that is not as long as was announced. */
        void requireSize(long now) throws IOException {
            if (now != size) {
                throw new IOException(
                        file + " changed: it had " + size + " bytes when the request was made and has " + now + " now");
            }
        }

        @Override
        public boolean mentions(String text) {
            return false;
        }
    }
}
