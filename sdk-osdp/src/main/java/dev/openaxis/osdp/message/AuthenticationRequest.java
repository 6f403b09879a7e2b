package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;
import java.util.Optional;

/**
 * What the parts of GENAUTH or CRAUTH make together (OSDP v2.2, tables 32 and 33): algorithm and key, then the template
 * of a PIV GENERAL AUTHENTICATE.
 *
 * @param algorithm 0 to 255: 07 RSA-2048, 11 ECC P-256, 14 ECC P-384 (hexadecimal)
 * @param key 0 to 255: 9E card authentication, 9A PIV authentication (hexadecimal)
 * @param template what the card gets
 */
public record AuthenticationRequest(int algorithm, int key, Octets template) {

    /** Refuses what the wire cannot carry. */
    public AuthenticationRequest {
        Wire.u8("algorithm", algorithm);
        Wire.u8("key", key);
    }

    /**
     * Reads the whole message.
     *
     * @param message what the parts made, algorithm and key first
     * @return the request; none if it is too short
     */
    public static Optional<AuthenticationRequest> read(Octets message) {
        return message.length() < Fragment.UNCOUNTED
                ? Optional.empty()
                : Optional.of(new AuthenticationRequest(
                        message.at(0),
                        message.at(1),
                        message.slice(Fragment.UNCOUNTED, message.length() - Fragment.UNCOUNTED)));
    }

    /**
     * The whole message, to be sent in parts.
     *
     * @return its bytes, algorithm and key first
     */
    public Octets toOctets() {
        byte[] bytes = new byte[Fragment.UNCOUNTED + template.length()];
        bytes[0] = (byte) algorithm;
        bytes[1] = (byte) key;
        template.copyTo(bytes, Fragment.UNCOUNTED);
        return Octets.of(bytes);
    }
}
