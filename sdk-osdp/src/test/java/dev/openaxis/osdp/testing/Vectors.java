package dev.openaxis.osdp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaxis.osdp.internal.frame.AddressFilter;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameDecoder;
import dev.openaxis.osdp.internal.frame.FrameDecoder.Found;
import dev.openaxis.osdp.internal.frame.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The shared test vectors. */
public final class Vectors {
    public static final String CHECKS = "01-check-characters.json";
    public static final String COMMANDS = "02-clear-commands.json";
    public static final String REPLIES = "03-clear-replies.json";
    public static final String ANNEX_E = "04-secure-channel-annex-e.json";
    public static final String VARIANTS = "05-secure-channel-variants.json";
    public static final String ZERO_KEYS = "06-secure-channel-zero-keys.json";
    public static final String CAPTURED = "07-secure-channel-captured.json";
    public static final String BUS = "08-bus-three-pds.json";
    public static final String DEVICES = "09-device-traffic.json";
    public static final String FILES = "10-file-transfer.json";
    public static final String ERRONEOUS = "11-erroneous.json";
    public static final String KEYS = "12-key-derivation.json";
    public static final String CARDS = "13-card-data.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Vectors() {}

    /** A whole file as text. */
    public static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON document. */
    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole file. */
    public static JsonNode file(String name) {
        return json(text(name));
    }

    /** A list in a file. */
    public static Stream<JsonNode> list(String file, String name) {
        return StreamSupport.stream(file(file).get(name).spliterator(), false);
    }

    /** All frames of the files without faults on purpose. */
    public static Stream<JsonNode> goodFrames() {
        return Stream.concat(
                Stream.of(CHECKS, COMMANDS, REPLIES, ANNEX_E, VARIANTS, ZERO_KEYS, CAPTURED, BUS, DEVICES, FILES)
                        .flatMap(file -> list(file, "frames"))
                        .filter(frame -> frame.get("checkValid").asBoolean()),
                list(VARIANTS, "edgeCases"));
    }

    /** The bytes of a field. */
    public static byte[] hex(JsonNode node, String field) {
        return hex(node.get(field).asText());
    }

    /** Bytes written with or without spaces. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("[\\s-]", ""));
    }

    /** Bytes as the vectors write them. */
    public static String hex(byte[] bytes, int at, int length) {
        return HexFormat.of().withUpperCase().formatHex(bytes, at, at + length);
    }

    /** Decodes what must be one frame and nothing else. */
    public static Frame frame(byte[] bytes) {
        FrameDecoder decoder = new FrameDecoder(Layout.LARGEST);
        decoder.take(ByteBuffer.wrap(bytes));
        if (decoder.next() != Found.FRAME) {
            throw new AssertionError("no frame: " + hex(bytes, 0, bytes.length));
        }
        return decoder.frame();
    }

    /** All that a decoder finds in bytes that are followed by silence. */
    public static List<Found> found(FrameDecoder decoder, byte[] bytes) {
        decoder.filter(AddressFilter.EVERYTHING);
        Stream.Builder<Found> all = Stream.builder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        do {
            if (decoder.take(in) == 0 && in.hasRemaining()) {
                throw new AssertionError("the decoder takes no more");
            }
            for (Found found = decoder.next(); found != Found.NOTHING; found = decoder.next()) {
                all.add(found);
            }
        } while (in.hasRemaining());
        decoder.silence();
        for (Found found = decoder.next(); found != Found.NOTHING; found = decoder.next()) {
            all.add(found);
        }
        return all.build().toList();
    }
}
