package dev.openaxis.modbus;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The role that a client's certificate gives it (Modbus/TCP Security, extension {@value #OID}). What a role may do is the host's
 * affair: serve each connection with a {@link ModbusServer} whose units do that.
 *
 * <pre>{@code
 * TcpAcceptor.listen(runtime, address, TcpOptions.defaults(), tls, line ->
 *         serverFor(line.peerCertificate().flatMap(ModbusRole::of)).tcp(line));
 * }</pre>
 */
public final class ModbusRole {
    /** The extension that holds a role. */
    public static final String OID = "1.3.6.1.4.1.50316.802.1";

    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0C;
    private static final int LONG_LENGTH = 0x80;

    private ModbusRole() {}

    /**
     * The role in a certificate. It says something only if the certificate was verified, as those of a {@link
     * dev.openaxis.core.line.AcceptedLine} were.
     *
     * @param certificate the client's
     * @return the role; empty if there is none, or what is there is no text
     */
    public static Optional<String> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(OID);
        ByteBuffer text =
                contents(UTF8_STRING, contents(OCTET_STRING, extension == null ? null : ByteBuffer.wrap(extension)));
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(text).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** What is in a DER value that fills the bytes; {@code null} if it is none of that kind. */
    private static @Nullable ByteBuffer contents(int tag, @Nullable ByteBuffer value) {
        if (value == null || value.remaining() < 2 || (value.get() & 0xFF) != tag) {
            return null;
        }
        int length = value.get() & 0xFF;
        if (length > LONG_LENGTH && length - LONG_LENGTH <= 2 && value.remaining() >= length - LONG_LENGTH) {
            length = length - LONG_LENGTH == 1 ? value.get() & 0xFF : value.getShort() & 0xFFFF;
        }
        return value.remaining() == length ? value : null;
    }
}
