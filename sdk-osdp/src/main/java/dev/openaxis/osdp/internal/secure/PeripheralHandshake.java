package dev.openaxis.osdp.internal.secure;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.BaseKey;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.message.Challenge;
import dev.openaxis.osdp.message.ClientCryptogram;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.ServerCryptogram;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The device's half of the handshake (OSDP v2.2, Annex D): CHLNG goes to {@link #onChallenge} and is answered by
 * {@link #clientCryptogram}; SCRYPT goes to {@link #onServerCryptogram} and is answered by {@link #initialMac}, in a block
 * that says whether the panel's proof was right. Another CHLNG starts over with another random number.
 *
 * <p>It holds one key. A device with its own key therefore takes the default key only if its owner swaps the one for the
 * other, which is what install mode is.
 */
public final class PeripheralHandshake {

    /** Which key a device uses. */
    public enum Habit {
        /** The one that was asked for, if it has it. */
        KEY_ASKED_FOR,
        /** The one it has, whatever was asked for, which its answer then says (libosdp outside of install mode). */
        OWN_KEY_ALWAYS,
        /** A key of zeros for its own (libosdp without a key in install mode). */
        ZERO_KEY
    }

    private static final int NONE = -1;

    private final @Nullable BaseKey key;
    private final Habit habit;
    private final Octets clientId;
    private final SecureRandom random;
    private byte @Nullable [] randomA;
    private byte @Nullable [] randomB;
    private @Nullable SessionKeys keys;
    private int selector;
    private byte[] mac = new byte[AesBlocks.SIZE];
    private @Nullable SecureSession session;

    /**
     * A device that waits for a panel.
     *
     * @param key its own key, or the default one in install mode; null if it takes none
     * @param clientId who it is: cUID, 8 bytes
     * @param random a cryptographic generator
     */
    public PeripheralHandshake(@Nullable BaseKey key, Octets clientId, SecureRandom random) {
        this(key, Habit.KEY_ASKED_FOR, clientId, random);
    }

    /**
     * A device that waits for a panel, and may do it as no device should.
     *
     * @param key its own key, or the default one in install mode; null if it takes none
     * @param habit which key it uses
     * @param clientId who it is: cUID, 8 bytes
     * @param random a cryptographic generator
     */
    public PeripheralHandshake(@Nullable BaseKey key, Habit habit, Octets clientId, SecureRandom random) {
        this.key = key;
        this.habit = habit;
        this.clientId = clientId;
        this.random = random;
    }

    /**
     * Looks at a frame with CHLNG.
     *
     * @param frame a whole frame of the panel
     * @return why it is refused; none if {@link #clientCryptogram} answers it
     */
    public Optional<HandshakeRefusal> onChallenge(Frame frame) {
        return onChallenge(frame, PanelHandshake.random(random));
    }

    Optional<HandshakeRefusal> onChallenge(Frame frame, byte[] ownRandom) {
        forget();
        if (frame.isReply() || frame.code() != CommandCode.CHLNG) {
            return Optional.of(HandshakeRefusal.OUT_OF_ORDER);
        }
        if (frame.blockType() != SecurityBlock.CHALLENGE) {
            return Optional.of(HandshakeRefusal.SECURITY_BLOCK);
        }
        int asked = frame.blockData();
        if (asked != SecurityBlock.DEFAULT_KEY && asked != SecurityBlock.OWN_KEY) {
            return Optional.of(HandshakeRefusal.SELECTOR);
        }
        int held = held();
        if (held == NONE || (asked != held && habit != Habit.OWN_KEY_ALWAYS)) {
            return Optional.of(HandshakeRefusal.NO_SUCH_KEY);
        }
        if (!(read(frame) instanceof Challenge challenge)) {
            return Optional.of(HandshakeRefusal.LENGTH);
        }
        selector = held;
        randomA = challenge.randomA().toArray();
        randomB = ownRandom;
        keys = key == null ? SessionKeys.derive(new byte[AesBlocks.SIZE], randomA) : SessionKeys.derive(key, randomA);
        return Optional.empty();
    }

    /** The selector of the key this device has. */
    private int held() {
        if (key != null) {
            return SessionKeys.selector(key);
        }
        return habit == Habit.ZERO_KEY ? SecurityBlock.OWN_KEY : NONE;
    }

    /**
     * What names the key in the security block of CCRYPT.
     *
     * @return see {@link SecurityBlock}
     */
    public int selector() {
        return selector;
    }

    /**
     * The answer to a challenge.
     *
     * @return CCRYPT, the same until the next challenge
     * @throws IllegalStateException if there was no challenge, or it was refused
     */
    public ClientCryptogram clientCryptogram() {
        if (keys == null || randomA == null || randomB == null) {
            throw new IllegalStateException("no challenge was taken");
        }
        return new ClientCryptogram(clientId, Octets.of(randomB), Octets.of(keys.clientCryptogram(randomA, randomB)));
    }

    /**
     * Looks at a frame with SCRYPT.
     *
     * @param frame a whole frame of the panel
     * @return why it is refused; none if there is a session. {@link HandshakeRefusal#WRONG_KEY} is answered by
     *     {@link #initialMac} in a block with {@link SecurityBlock#REFUSED}
     */
    public Optional<HandshakeRefusal> onServerCryptogram(Frame frame) {
        HandshakeRefusal refusal = judge(frame);
        if (refusal != null) {
            forget();
        }
        return Optional.ofNullable(refusal);
    }

    private @Nullable HandshakeRefusal judge(Frame frame) {
        if (keys == null || randomA == null || randomB == null || session != null) {
            return HandshakeRefusal.OUT_OF_ORDER;
        }
        if (frame.isReply() || frame.code() != CommandCode.SCRYPT) {
            return HandshakeRefusal.OUT_OF_ORDER;
        }
        if (frame.blockType() != SecurityBlock.SERVER_CRYPTOGRAM) {
            return HandshakeRefusal.SECURITY_BLOCK;
        }
        if (frame.blockData() != selector) {
            return HandshakeRefusal.SELECTOR;
        }
        if (!(read(frame) instanceof ServerCryptogram server)) {
            return HandshakeRefusal.LENGTH;
        }
        byte[] right = keys.serverCryptogram(randomA, randomB);
        if (!MessageDigest.isEqual(server.cryptogram().toArray(), right)) {
            return HandshakeRefusal.WRONG_KEY;
        }
        mac = keys.initialMac(right);
        session = new SecureSession(SecureSession.Role.PERIPHERAL, keys, mac);
        return null;
    }

    /**
     * The answer to the panel's proof.
     *
     * @return RMAC_I; of zeros if the proof was wrong, as then nothing is told
     */
    public InitialMac initialMac() {
        return new InitialMac(Octets.of(mac));
    }

    /**
     * The running session.
     *
     * @return the session
     * @throws IllegalStateException if the handshake did not end well
     */
    public SecureSession session() {
        if (session == null) {
            throw new IllegalStateException("there is no session");
        }
        return session;
    }

    /**
     * Whether the handshake ended well.
     *
     * @return true if there is a {@link #session}
     */
    public boolean isDone() {
        return session != null;
    }

    /** Forgets a handshake under way, also when another command came between. */
    public void forget() {
        if (keys != null && session == null) {
            keys.destroy();
        }
        keys = null;
        randomA = null;
        randomB = null;
        session = null;
        mac = new byte[AesBlocks.SIZE];
    }

    private static Command read(Frame frame) {
        return CommandReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength());
    }
}
