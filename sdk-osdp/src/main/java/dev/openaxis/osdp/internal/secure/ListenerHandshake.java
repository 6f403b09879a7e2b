package dev.openaxis.osdp.internal.secure;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.message.Challenge;
import dev.openaxis.osdp.message.ClientCryptogram;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.ServerCryptogram;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A handshake between others (OSDP v2.2, Annex D). Who holds the key they use can follow them; which one it is, is told by
 * the device's cryptogram, whatever the selector says. The four steps are given in their order.
 */
public final class ListenerHandshake {
    private final byte[] randomA;
    private byte @Nullable [] randomB;
    private @Nullable SessionKeys keys;

    /**
     * A handshake that begins.
     *
     * @param challenge the first step
     */
    public ListenerHandshake(Challenge challenge) {
        randomA = challenge.randomA().toArray();
    }

    /**
     * Looks for the key that a device proves to hold.
     *
     * @param client the second step
     * @param candidates keys of 16 bytes, the likeliest first
     * @return index of the key; none if it is none of these
     */
    public Optional<Integer> onClientCryptogram(ClientCryptogram client, List<Octets> candidates) {
        forget();
        byte[] random = client.randomB().toArray();
        byte[] proof = client.cryptogram().toArray();
        randomB = random;
        for (int i = 0; i < candidates.size(); i++) {
            SessionKeys tried = SessionKeys.derive(candidates.get(i).toArray(), randomA);
            if (MessageDigest.isEqual(proof, tried.clientCryptogram(randomA, random))) {
                keys = tried;
                return Optional.of(i);
            }
            tried.destroy();
        }
        return Optional.empty();
    }

    /**
     * Whether the key of this handshake is known.
     *
     * @return true after {@link #onClientCryptogram} found it
     */
    public boolean isKeyKnown() {
        return keys != null;
    }

    /**
     * Whether a panel proves to hold the same key.
     *
     * @param server the third step
     * @return false if it holds another one, or the key is not known
     */
    public boolean isRight(ServerCryptogram server) {
        return keys != null
                && randomB != null
                && MessageDigest.isEqual(server.cryptogram().toArray(), keys.serverCryptogram(randomA, randomB));
    }

    /**
     * The session that begins.
     *
     * @param mac the last step
     * @return a session of a listener; none if the MAC is wrong, or the key is not known
     */
    public Optional<SecureSession> onInitialMac(InitialMac mac) {
        if (keys == null || randomB == null) {
            return Optional.empty();
        }
        byte[] right = keys.initialMac(keys.serverCryptogram(randomA, randomB));
        if (!MessageDigest.isEqual(mac.mac().toArray(), right)) {
            return Optional.empty();
        }
        SecureSession session = new SecureSession(SecureSession.Role.LISTENER, keys, right);
        keys = null;
        return Optional.of(session);
    }

    /** Overwrites the keys of a handshake that does not go on. */
    public void forget() {
        if (keys != null) {
            keys.destroy();
        }
        keys = null;
        randomB = null;
    }
}
