package dev.openaxis.osdp.internal.secure;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.BaseKey;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.internal.message.ReplyReader;
import dev.openaxis.osdp.message.Challenge;
import dev.openaxis.osdp.message.ClientCryptogram;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.message.ServerCryptogram;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The panel's half of the handshake (OSDP v2.2, Annex D): {@link #challenge} is sent, its answer given to {@link #onReply}; then
 * {@link #serverCryptogram} is sent, its answer given to {@link #onReply}; then there is a {@link #session}. One try
 * each; a try that was refused is over, and a new one has new random numbers. BUSY is no answer: the step is sent again.
 */
public final class PanelHandshake {
    private static final int RANDOM_SIZE = 8;
    private static final byte[] ZERO_KEY = new byte[AesBlocks.SIZE];

    private enum Step {
        CHALLENGED,
        PROVED,
        OVER
    }

    private final int selector;
    private final byte[] randomA;
    /** The key of a device whose client id says which it is. */
    private final @Nullable Function<Octets, Scbk> keyOf;

    private @Nullable SessionKeys keys;
    private Step step = Step.CHALLENGED;
    private byte @Nullable [] cryptogram;
    private byte @Nullable [] initialMac;
    private Octets clientId = Octets.EMPTY;
    private boolean oldBlock;
    private @Nullable SecureSession session;

    /**
     * A try with a key.
     *
     * @param key the device's own, or the default one if an operator asked for it
     * @param random a cryptographic generator
     */
    public PanelHandshake(BaseKey key, SecureRandom random) {
        this(key, random(random));
    }

    /**
     * A try with a key that is known when the device has said who it is.
     *
     * @param keyOf the own key of the device with this client id (8 bytes, cUID)
     * @param random a cryptographic generator
     */
    public PanelHandshake(Function<Octets, Scbk> keyOf, SecureRandom random) {
        this.selector = SecurityBlock.OWN_KEY;
        this.randomA = random(random);
        this.keyOf = keyOf;
    }

    PanelHandshake(BaseKey key, byte[] randomA) {
        this.selector = SessionKeys.selector(key);
        this.randomA = randomA;
        this.keyOf = null;
        this.keys = SessionKeys.derive(key, randomA);
    }

    static byte[] random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_SIZE];
        random.nextBytes(bytes);
        return bytes;
    }

    /**
     * What names the key in the security blocks of both commands.
     *
     * @return see {@link SecurityBlock}
     */
    public int selector() {
        return selector;
    }

    /**
     * The first command.
     *
     * @return CHLNG, the same each time
     */
    public Challenge challenge() {
        return new Challenge(Octets.of(randomA));
    }

    /**
     * The second command.
     *
     * @return SCRYPT, the same each time
     * @throws IllegalStateException if the first was not answered well
     */
    public ServerCryptogram serverCryptogram() {
        if (cryptogram == null) {
            throw new IllegalStateException("the device has not proved its key");
        }
        return new ServerCryptogram(Octets.of(cryptogram));
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

    /**
     * Who the device says it is.
     *
     * @return cUID, 8 bytes; none before the first answer
     */
    public Octets clientId() {
        return clientId;
    }

    /**
     * Whether RMAC_I came in a block of type 12, as old OSDP.Net devices send it.
     *
     * @return true for such a device
     */
    public boolean usesOldBlock() {
        return oldBlock;
    }

    /**
     * Looks at the answer to the command that was sent last.
     *
     * @param frame a whole frame of the device
     * @return why the try is over; none if it goes on
     */
    public Optional<HandshakeRefusal> onReply(Frame frame) {
        HandshakeRefusal refusal = judge(frame);
        if (refusal != null) {
            step = Step.OVER;
            if (keys != null) {
                keys.destroy();
            }
        }
        return Optional.ofNullable(refusal);
    }

    private @Nullable HandshakeRefusal judge(Frame frame) {
        if (step == Step.OVER || !frame.isReply()) {
            return HandshakeRefusal.OUT_OF_ORDER;
        }
        if (frame.code() == ReplyCode.NAK) {
            return HandshakeRefusal.NAK;
        }
        if (frame.code() != (step == Step.CHALLENGED ? ReplyCode.CCRYPT : ReplyCode.RMAC_I)) {
            return HandshakeRefusal.OUT_OF_ORDER;
        }
        Reply reply = ReplyReader.read(frame.code(), frame.bytes(), frame.dataAt(), frame.dataLength());
        return step == Step.CHALLENGED ? onClientCryptogram(frame, reply) : onInitialMac(frame, reply);
    }

    private @Nullable HandshakeRefusal onClientCryptogram(Frame frame, Reply reply) {
        if (frame.blockType() != SecurityBlock.CLIENT_CRYPTOGRAM) {
            return HandshakeRefusal.SECURITY_BLOCK;
        }
        if (frame.blockData() != selector) {
            return HandshakeRefusal.SELECTOR;
        }
        if (!(reply instanceof ClientCryptogram client)) {
            return HandshakeRefusal.LENGTH;
        }
        clientId = client.clientId();
        if (keyOf != null) {
            keys = SessionKeys.derive(keyOf.apply(clientId), randomA);
        }
        SessionKeys derived = Objects.requireNonNull(keys);
        byte[] randomB = client.randomB().toArray();
        byte[] proof = client.cryptogram().toArray();
        if (!MessageDigest.isEqual(proof, derived.clientCryptogram(randomA, randomB))) {
            SessionKeys zero = SessionKeys.derive(ZERO_KEY, randomA);
            return MessageDigest.isEqual(proof, zero.clientCryptogram(randomA, randomB))
                    ? HandshakeRefusal.ZERO_KEY
                    : HandshakeRefusal.WRONG_KEY;
        }
        cryptogram = derived.serverCryptogram(randomA, randomB);
        initialMac = derived.initialMac(cryptogram);
        step = Step.PROVED;
        return null;
    }

    private @Nullable HandshakeRefusal onInitialMac(Frame frame, Reply reply) {
        oldBlock = frame.blockType() == SecurityBlock.CLIENT_CRYPTOGRAM;
        if (frame.blockType() != SecurityBlock.INITIAL_MAC && !oldBlock) {
            return HandshakeRefusal.SECURITY_BLOCK;
        }
        if (frame.blockData() != SecurityBlock.ACCEPTED) {
            return HandshakeRefusal.CRYPTOGRAM_REFUSED;
        }
        if (!(reply instanceof InitialMac received)) {
            return HandshakeRefusal.LENGTH;
        }
        byte[] own = initialMac;
        if (own == null || !MessageDigest.isEqual(received.mac().toArray(), own)) {
            return HandshakeRefusal.INITIAL_MAC;
        }
        session = new SecureSession(SecureSession.Role.PANEL, Objects.requireNonNull(keys), own);
        step = Step.OVER;
        return null;
    }
}
