package dev.openaxis.core.http;

import dev.openaxis.core.Failure;
import dev.openaxis.core.LocalFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The body of a request: bytes, a file, or several of them as {@code multipart/form-data} (RFC 7578). Its length is known
 * before anything is sent, because devices are only documented to take a {@code Content-Length} (VAPIX firmware
 * management). Files are read while they are sent and never held in memory. Immutable; may be sent more than once.
 */
public final class Body {
    private final String contentType;
    private final List<BodyPiece> pieces;
    private final long length;

    private Body(String contentType, List<BodyPiece> pieces) {
        this.contentType = HttpRequest.Builder.requireHeader("Content-Type", contentType);
        this.pieces = List.copyOf(pieces);
        this.length = pieces.stream().mapToLong(BodyPiece::size).sum();
    }

    /**
     * Bytes in memory.
     *
     * @param contentType value of {@code Content-Type}
     * @param bytes the body; copied
     * @return the body
     * @throws IllegalArgumentException if the content type cannot be sent as a header
     */
    public static Body bytes(String contentType, byte[] bytes) {
        return new Body(contentType, List.of(new BodyPiece.Memory(bytes.clone())));
    }

    /**
     * A JSON document.
     *
     * @param json the document
     * @return the body, {@code application/json}
     */
    public static Body json(String json) {
        return bytes("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A file with the size it has now. If it has another one when it is sent, the request fails.
     *
     * @param contentType value of {@code Content-Type}, for example {@code application/octet-stream}
     * @param file a regular file; asked for its size here, opened when it is sent
     * @return the body
     * @throws LocalFileException if there is no such file
     * @throws IllegalArgumentException if the content type cannot be sent as a header
     */
    public static Body file(String contentType, Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IOException("it is no regular file, or not there");
            }
            return new Body(contentType, List.of(new BodyPiece.Stored(file, Files.size(file))));
        } catch (IOException e) {
            throw new LocalFileException(
                    Failure.of("this machine", "upload", "cannot send " + file + ": " + e.getMessage())
                            .cause(e));
        }
    }

    /**
     * Several bodies in one, {@code multipart/form-data} with a random boundary.
     *
     * @param parts at least one, sent in this order
     * @return the body
     * @throws IllegalArgumentException if there is no part
     */
    public static Body multipart(Part... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("a multipart body has at least one part");
        }
        List<Part> all = List.of(parts);
        String boundary;
        do {
            // 122 random bits are in no file that was not made for it, and what is in memory is looked at.
            boundary = UUID.randomUUID().toString().replace("-", "");
        } while (mentioned(boundary, all));
        List<BodyPiece> pieces = new ArrayList<>();
        String separator = "--" + boundary;
        for (Part part : all) {
            pieces.add(BodyPiece.text(separator + "\r\n" + part.head() + "\r\n"));
            pieces.addAll(part.content.pieces);
            separator = "\r\n--" + boundary;
        }
        pieces.add(BodyPiece.text(separator + "--\r\n"));
        return new Body("multipart/form-data; boundary=" + boundary, pieces);
    }

    private static boolean mentioned(String boundary, List<Part> parts) {
        return parts.stream()
                .anyMatch(part -> part.head().contains(boundary)
                        || part.content.pieces.stream().anyMatch(piece -> piece.mentions(boundary)));
    }

    /**
     * What it is.
     *
     * @return value of {@code Content-Type}
     */
    public String contentType() {
        return contentType;
    }

    /**
     * How long it is.
     *
     * @return bytes, as in {@code Content-Length}
     */
    public long length() {
        return length;
    }

    /**
     * Reads the body from its beginning; each call begins anew. Reading fails with an {@link IOException} that names the
     * file if the file cannot be read or has another size than before.
     *
     * @return exactly {@link #length} bytes; close it
     */
    public ReadableByteChannel open() {
        return new BodyChannel(pieces);
    }

    /** Whether it can be sent without reading a file. */
    boolean inMemory() {
        return pieces.stream().allMatch(BodyPiece.Memory.class::isInstance);
    }

    /** All bytes of a body that is in memory. */
    byte[] inOneGo() {
        ByteBuffer whole = ByteBuffer.allocate((int) length);
        for (BodyPiece piece : pieces) {
            if (piece instanceof BodyPiece.Memory memory) {
                memory.into(whole);
            }
        }
        return whole.array();
    }

    @Override
    public String toString() {
        return "Body[" + contentType.split(";", 2)[0] + ", " + length + " bytes]";
    }

    /** One part of a multipart body: a form field or a file, with its name. */
    public static final class Part {
        private final String disposition;
        private final Body content;

        private Part(String disposition, Body content) {
            this.disposition = disposition;
            this.content = content;
        }

        /**
         * A part without a file name. Some devices refuse JSON in a part that has one.
         *
         * @param name the field's name, not empty
         * @param content bytes or a file, with the part's content type
         * @return the part
         * @throws IllegalArgumentException if the name is empty or has control characters
         */
        public static Part of(String name, Body content) {
            return new Part("form-data; name=\"" + quotable(name) + '"', content);
        }

        /**
         * A part with a file name.
         *
         * @param name the field's name, not empty
         * @param filename the name the device sees, not empty; it need not be the file's own
         * @param content bytes or a file, with the part's content type
         * @return the part
         * @throws IllegalArgumentException if a name is empty or has control characters
         */
        public static Part file(String name, String filename, Body content) {
            return new Part(
                    "form-data; name=\"" + quotable(name) + "\"; filename=\"" + quotable(filename) + '"', content);
        }

        /** Quotes are percent-encoded as browsers do (RFC 7578 section 2); a line end could begin another header. */
        private static String quotable(String name) {
            if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a part's name is not empty and has no control characters");
            }
            return name.replace("\"", "%22").replace("\\", "%5C");
        }

        private String head() {
            return "Content-Disposition: " + disposition + "\r\nContent-Type: " + content.contentType + "\r\n";
        }

        @Override
        public String toString() {
            return "Part[" + content + "]";
        }
    }
}
