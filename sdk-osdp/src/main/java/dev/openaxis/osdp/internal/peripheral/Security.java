package dev.openaxis.osdp.internal.peripheral;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.BaseKey;
import dev.openaxis.osdp.DefaultKey;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.internal.message.CommandReader;
import dev.openaxis.osdp.internal.message.ReplyWriter;
import dev.openaxis.osdp.internal.secure.HandshakeRefusal;
import dev.openaxis.osdp.internal.secure.PeripheralHandshake;
import dev.openaxis.osdp.internal.secure.PeripheralHandshake.Habit;
import dev.openaxis.osdp.internal.secure.SecureSession;
import dev.openaxis.osdp.internal.secure.Verdict;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.InitialMac;
import dev.openaxis.osdp.message.KeySet;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import dev.openaxis.osdp.peripheral.PeripheralFault;
import dev.openaxis.osdp.peripheral.PeripheralVariant;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The device's key, its handshake and its session (OSDP v2.2, Annex D), and install mode. */
final class Security {
    private static final int REMEMBERED = 16;

    private final Settings settings;
    private final Notices notices;
    private final Tally tally;
    private final Alarm installMode = new Alarm();
    private final int[] recentMacs = new int[REMEMBERED];
    private int macs;
    private @Nullable Scbk key;
    private Octets clientId;
    private @Nullable PeripheralHandshake handshake;
    private @Nullable SecureSession session;
    private boolean withDefaultKey;
    private int blockData;

    Security(Settings settings, Notices notices, Tally tally) {
        this.settings = settings;
        this.notices = notices;
        this.tally = tally;
        this.key = settings.protection().key();
        this.clientId = settings.identity().clientId();
    }

    void clientId(Octets other) {
        clientId = other;
    }

    boolean inSession() {
        return session != null;
    }

    /** Whether the device has a key of its own and no install mode runs. */
    boolean isPaired() {
        return key != null && !installMode.isSet();
    }

    /** Takes SCBK-D for a time. */
    void install(Duration time, long now) {
        installMode.in(time, now);
    }

    void endInstallMode(boolean keyWasSet) {
        if (!installMode.isSet()) {
            return;
        }
        installMode.clear();
        installModeEnded(keyWasSet);
    }

    private void installModeEnded(boolean keyWasSet) {
        boolean beingProved = handshake != null && handshake.selector() == SecurityBlock.DEFAULT_KEY;
        if (!keyWasSet && (withDefaultKey || beingProved)) {
            drop();
        }
        notices.tell(listener -> listener.installModeEnded(keyWasSet));
    }

    void tick(long now) {
        if (installMode.rings(now)) {
            installModeEnded(false);
        }
    }

    long remaining(long now) {
        return installMode.remaining(now);
    }

    /** Ends the session or the handshake. */
    void drop() {
        if (session != null) {
            session.destroy();
        }
        session = null;
        withDefaultKey = false;
        cancelHandshake();
    }

    /** After CCRYPT only SCRYPT goes on. */
    void cancelHandshake() {
        if (handshake != null) {
            handshake.forget();
        }
        handshake = null;
    }

    /** Answers a frame in a block of the handshake, or with a step of it in clear. A running session was dropped before. */
    Reply handshake(Frame frame) {
        return frame.code() == CommandCode.CHLNG ? challenge(frame) : proof(frame);
    }

    private Reply challenge(Frame frame) {
        cancelHandshake();
        boolean asksForDefault =
                frame.blockType() == SecurityBlock.CHALLENGE && frame.blockData() == SecurityBlock.DEFAULT_KEY;
        BaseKey used = asksForDefault && installMode.isSet() ? DefaultKey.forCommissioningOnly() : key;
        PeripheralHandshake next = new PeripheralHandshake(
                used, habit(), clientId, settings.protection().random());
        Optional<HandshakeRefusal> refusal = next.onChallenge(frame);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        handshake = next;
        blockData = next.selector();
        return next.clientCryptogram();
    }

    private Habit habit() {
        if (settings.has(PeripheralVariant.ZERO_KEY_WITHOUT_KEY) && key == null && installMode.isSet()) {
            return Habit.ZERO_KEY;
        }
        return settings.has(PeripheralVariant.OWN_KEY_FOR_DEFAULT_KEY) && !installMode.isSet()
                ? Habit.OWN_KEY_ALWAYS
                : Habit.KEY_ASKED_FOR;
    }

    private Reply proof(Frame frame) {
        PeripheralHandshake current = handshake;
        handshake = null;
        if (current == null) {
            return refused(HandshakeRefusal.OUT_OF_ORDER);
        }
        Optional<HandshakeRefusal> refusal = current.onServerCryptogram(frame);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        session = current.session();
        withDefaultKey = current.selector() == SecurityBlock.DEFAULT_KEY;
        macs = 0;
        tally.countSession();
        blockData = SecurityBlock.ACCEPTED;
        return current.initialMac();
    }

    private Reply refused(HandshakeRefusal refusal) {
        if (refusal == HandshakeRefusal.WRONG_KEY) {
            notices.fault(PeripheralFault.CRYPTOGRAM);
            if (settings.has(PeripheralVariant.NAK_FOR_WRONG_CRYPTOGRAM)) {
                return Nak.of(NakCode.SECURITY_BLOCK);
            }
            blockData = SecurityBlock.REFUSED;
            return new InitialMac(Octets.of(new byte[Layout.CIPHER_BLOCK]));
        }
        notices.fault(
                switch (refusal) {
                    case SECURITY_BLOCK -> PeripheralFault.NOT_PROTECTED;
                    case LENGTH -> PeripheralFault.LENGTH;
                    default -> PeripheralFault.HANDSHAKE;
                });
        return refusal == HandshakeRefusal.NO_SUCH_KEY && settings.has(PeripheralVariant.NAK_6_FOR_MISSING_KEY)
                ? Nak.of(NakCode.SECURITY_CONDITIONS)
                : Nak.of(refusal.nak());
    }

    private SecureSession running() {
        if (session == null) {
            throw new IllegalStateException("there is no session");
        }
        return session;
    }

    /**
     * Judges a frame of the session. If it is not the panel's, the session is over.
     *
     * @return why it is refused; null if it is the panel's command
     */
    @Nullable
    NakCode open(Frame frame) {
        Verdict verdict = running().open(frame);
        if (verdict == Verdict.ACCEPTED) {
            recentMacs[macs++ % REMEMBERED] = mac(frame);
            return null;
        }
        notices.fault(fault(verdict));
        if (verdict == Verdict.MAC && isRecent(mac(frame))) {
            notices.fault(PeripheralFault.REPLAY);
        }
        if (!verdict.isAuthentic()) {
            drop();
        }
        return verdict == Verdict.HANDSHAKE_CODE || verdict == Verdict.DIRECTION
                ? NakCode.SECURITY_BLOCK
                : NakCode.SECURITY_CONDITIONS;
    }

    private static PeripheralFault fault(Verdict verdict) {
        return switch (verdict) {
            case HANDSHAKE_CODE, KEY_NOT_ENCRYPTED -> PeripheralFault.NOT_PROTECTED;
            case MAC -> PeripheralFault.WRONG_MAC;
            case CIPHER_LENGTH, PADDING -> PeripheralFault.CIPHER;
            case DIRECTION -> PeripheralFault.SECURITY_BLOCK;
            default -> PeripheralFault.CLEAR_IN_SESSION;
        };
    }

    private static int mac(Frame frame) {
        int value = 0;
        for (int i = 0; i < Layout.MAC; i++) {
            value = value << 8 | (frame.bytes()[frame.macAt() + i] & 0xFF);
        }
        return value;
    }

    private boolean isRecent(int mac) {
        return Arrays.stream(recentMacs, 0, Math.min(macs, REMEMBERED)).anyMatch(known -> known == mac);
    }

    /** The command in the frame that was opened. */
    Command opened(Frame frame) {
        SecureSession current = running();
        return CommandReader.read(frame.code(), current.data(), current.dataAt(), current.dataLength());
    }

    /** Takes a key, once the host has stored it. */
    @Nullable
    NakCode install(KeySet command) {
        byte[] bytes = command.key().toArray();
        try {
            if (Scbk.isWeak(bytes)) {
                notices.fault(PeripheralFault.KEY_REFUSED);
                return NakCode.RECORD;
            }
            Scbk next = Scbk.of(bytes);
            boolean stored = notices.ask(
                    () -> {
                        settings.host().keys().store(next);
                        return true;
                    },
                    false);
            if (!stored) {
                notices.fault(PeripheralFault.KEY_NOT_STORED);
                return NakCode.RECORD;
            }
            key = next;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        notices.tell(listener -> listener.keyChanged());
        endInstallMode(true);
        return null;
    }

    /** Whether the session ends once a key was set: one with SCBK-D protects nothing and has done its work. */
    boolean endsAfterKey() {
        return settings.has(PeripheralVariant.SESSION_ENDS_AFTER_KEYSET)
                || (withDefaultKey && !settings.has(PeripheralVariant.SESSION_CONTINUES_AFTER_KEYSET));
    }

    /** How much data a frame with the reply has room for. */
    int room(boolean crc, int limit) {
        return inSession() ? Layout.encryptedRoom(limit, crc) : Layout.clearRoom(limit, crc);
    }

    /** Writes a reply in clear. */
    static int writeClear(Reply reply, Frame command, int sequence, byte[] out) {
        return FrameEncoder.clear(reply, command.address(), sequence, command.hasCrc(), out, 0, out.length);
    }

    /** Writes a reply as the state of the channel wants it; its length, or {@link FrameEncoder#TOO_LONG}. */
    int write(Reply reply, Frame command, byte[] out, int limit) {
        int address = command.address();
        int sequence = command.sequence();
        boolean crc = command.hasCrc();
        int code = reply.code();
        if (code == ReplyCode.CCRYPT || code == ReplyCode.RMAC_I) {
            int length = FrameEncoder.handshake(reply, blockData, address, sequence, crc, out, 0);
            return code == ReplyCode.RMAC_I ? withInitialMacBlock(out, length, crc) : length;
        }
        if (session == null) {
            return FrameEncoder.clear(reply, address, sequence, crc, out, 0, limit);
        }
        int block = readableBlock(reply, command);
        return block == 0
                ? session.seal(reply, address, sequence, crc, out, 0, limit)
                : session.sealReadable(reply, block, address, sequence, crc, out, 0, limit);
    }

    private int withInitialMacBlock(byte[] out, int length, boolean crc) {
        if (!settings.has(PeripheralVariant.INITIAL_MAC_IN_OLD_BLOCK)) {
            return length;
        }
        out[Layout.HEADER + 1] = SecurityBlock.CLIENT_CRYPTOGRAM;
        return FrameEncoder.finish(out, 0, length, crc);
    }

    /** The block of a reply that is not written as the standard recommends; 0 for others. */
    private int readableBlock(Reply reply, Frame command) {
        boolean empty = ReplyWriter.length(reply) == 0;
        if (empty) {
            return settings.has(PeripheralVariant.EMPTY_ENCRYPTED_REPLIES) ? SecurityBlock.REPLY_ENCRYPTED : 0;
        }
        int code = reply.code();
        boolean status = code == ReplyCode.LSTATR
                || code == ReplyCode.ISTATR
                || code == ReplyCode.OSTATR
                || code == ReplyCode.RSTATR;
        boolean asked = command.code() != CommandCode.POLL;
        if (status && asked && settings.has(PeripheralVariant.COMMAND_BLOCK_ON_STATUS)) {
            return SecurityBlock.COMMAND;
        }
        return settings.has(PeripheralVariant.READABLE_REPLIES) ? SecurityBlock.REPLY : 0;
    }
}
