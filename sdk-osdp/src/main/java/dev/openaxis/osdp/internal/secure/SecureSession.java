package dev.openaxis.osdp.internal.secure;

import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.FrameEncoder;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.internal.frame.SecurityBlock;
import dev.openaxis.osdp.internal.message.CommandWriter;
import dev.openaxis.osdp.internal.message.ReplyWriter;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.NakCode;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A running secure channel, at either end or between them (OSDP v2.2, Annex D). Commands and replies take turns in one chain of MACs: what is
 * sent or received is bound to what was received or sent before.
 *
 * <p>The chain moves only by a reply: at the device when it is written, at the panel when it was verified. Until then the
 * command can be repeated, as the bytes that were written; so neither BUSY nor a lost frame, a frame with a wrong MAC nor
 * a retransmission moves it. A retransmission is not written or read again: the panel keeps the bytes of its last
 * command, the device those of the last command and reply.
 */
public final class SecureSession {

    /** Which end this is. */
    public enum Role {
        /** Writes commands, reads replies. */
        PANEL,
        /** Reads commands, writes replies. */
        PERIPHERAL,
        /** Reads both, writes nothing. */
        LISTENER;

        boolean reads(boolean reply) {
            return this == LISTENER || reply == (this == PANEL);
        }
    }

    /** Replies of which the panel knows the MAC, so that it can tell when one of them comes again. */
    private static final int REMEMBERED = 1024;

    private static final byte[] NO_DATA = new byte[0];
    private static final int HEAD = Layout.HEADER + SecurityBlock.SECURED_SIZE + 1;

    private final Role role;
    private final SessionKeys keys;
    private final ChainedCrypto crypto;
    private final byte[] replyMac;
    private final byte[] commandMac = new byte[AesBlocks.SIZE];
    private final byte[] candidate = new byte[AesBlocks.SIZE];
    private final int[] accepted;
    private long acceptedCount;
    private final byte[] plain = new byte[Layout.LARGEST];
    private boolean commandOpen;
    private boolean destroyed;
    private byte[] data = NO_DATA;
    private int dataAt;
    private int dataLength;
    private @Nullable Quirk quirk;

    SecureSession(Role role, SessionKeys keys, byte[] initialMac) {
        this.role = role;
        this.keys = keys;
        this.crypto = new ChainedCrypto(keys);
        this.replyMac = initialMac.clone();
        this.accepted = new int[role == Role.PANEL ? REMEMBERED : 0];
    }

    /**
     * Writes a command. It stays open until its reply was accepted; a value of the chain is never used for two of them,
     * so if no reply will come, the session is over.
     *
     * @param command not one of the handshake
     * @param address of the device, 0 to 127
     * @param sequence 0 to 3
     * @param crc CRC-16 instead of the checksum
     * @param out where to
     * @param at index of the start byte
     * @param limit how large the frame may be
     * @return its length, or {@link FrameEncoder#TOO_LONG}
     */
    public int seal(Command command, int address, int sequence, boolean crc, byte[] out, int at, int limit) {
        int code = command.code();
        require(role == Role.PANEL && !commandOpen, "a command is open, or this is a device");
        if (code == CommandCode.CHLNG || code == CommandCode.SCRYPT) {
            throw new IllegalArgumentException(CommandCode.name(code) + " is never sent in a session");
        }
        int length = CommandWriter.length(command);
        int total = total(length, crc);
        if (total > limit) {
            return FrameEncoder.TOO_LONG;
        }
        int type = length == 0 ? SecurityBlock.COMMAND : SecurityBlock.COMMAND_ENCRYPTED;
        FrameEncoder.secured(out, at, total, address, sequence, crc, type, code);
        CommandWriter.write(command, out, at + HEAD);
        finish(out, at, length, total, crc, replyMac, commandMac);
        commandOpen = true;
        return total;
    }

    /**
     * Writes the reply to the command that was accepted last.
     *
     * @param reply not one of the handshake, nor BUSY
     * @param address of the device, 0 to 127
     * @param sequence 0 to 3
     * @param crc CRC-16 instead of the checksum
     * @param out where to
     * @param at index of the start byte
     * @param limit how large the frame may be
     * @return its length, or {@link FrameEncoder#TOO_LONG}
     */
    public int seal(Reply reply, int address, int sequence, boolean crc, byte[] out, int at, int limit) {
        int code = reply.code();
        require(role == Role.PERIPHERAL && commandOpen, "no command is open, or this is a panel");
        if (code == ReplyCode.CCRYPT || code == ReplyCode.RMAC_I || code == ReplyCode.BUSY) {
            throw new IllegalArgumentException(ReplyCode.name(code) + " is never sent with a MAC");
        }
        int length = ReplyWriter.length(reply);
        int total = total(length, crc);
        if (total > limit) {
            return FrameEncoder.TOO_LONG;
        }
        int type = length == 0 ? SecurityBlock.REPLY : SecurityBlock.REPLY_ENCRYPTED;
        FrameEncoder.secured(out, at, total, address | Layout.REPLY, sequence, crc, type, code);
        ReplyWriter.write(reply, out, at + HEAD);
        finish(out, at, length, total, crc, commandMac, replyMac);
        commandOpen = false;
        return total;
    }

    /**
     * Writes the reply to the command that was accepted last, its data readable: as some devices do, for tests of panels.
     *
     * @param reply not one of the handshake, nor BUSY
     * @param type of the security block, one of the running session
     * @param address of the device, 0 to 127
     * @param sequence 0 to 3
     * @param crc CRC-16 instead of the checksum
     * @param out where to
     * @param at index of the start byte
     * @param limit how large the frame may be
     * @return its length, or {@link FrameEncoder#TOO_LONG}
     */
    public int sealReadable(
            Reply reply, int type, int address, int sequence, boolean crc, byte[] out, int at, int limit) {
        require(role == Role.PERIPHERAL && commandOpen, "no command is open, or this is a panel");
        int total = HEAD + ReplyWriter.length(reply) + Layout.MAC + Layout.checkSize(crc);
        if (total > limit) {
            return FrameEncoder.TOO_LONG;
        }
        FrameEncoder.secured(out, at, total, address | Layout.REPLY, sequence, crc, type, reply.code());
        ReplyWriter.write(reply, out, at + HEAD);
        finish(out, at, 0, total, crc, commandMac, replyMac);
        commandOpen = false;
        return total;
    }

    private static int total(int length, boolean crc) {
        int sent = length == 0 ? 0 : ChainedCrypto.paddedLength(length);
        return HEAD + sent + Layout.MAC + Layout.checkSize(crc);
    }

    private void finish(byte[] out, int at, int length, int total, boolean crc, byte[] chain, byte[] mac) {
        if (length > 0) {
            crypto.encrypt(out, at + HEAD, length, chain);
        }
        int covered = total - Layout.MAC - Layout.checkSize(crc);
        crypto.mac(out, at, covered, chain, mac);
        System.arraycopy(mac, 0, out, at + covered, Layout.MAC);
        FrameEncoder.finish(out, at, total, crc);
    }

    private void require(boolean allowed, String otherwise) {
        if (destroyed) {
            throw new IllegalStateException("the session is over");
        }
        if (!allowed) {
            throw new IllegalStateException(otherwise);
        }
    }

    /**
     * Reads a frame of the other end, or of either if this is a listener. What it carries is at {@link #data} if it was accepted.
     *
     * @param frame a whole frame without a fault
     * @return what it is worth; if it is not {@linkplain Verdict#isAuthentic authentic}, nothing has moved
     */
    public Verdict open(Frame frame) {
        quirk = null;
        data = NO_DATA;
        dataLength = 0;
        if (destroyed) {
            return Verdict.NO_SESSION;
        }
        if (!role.reads(frame.isReply())) {
            return Verdict.DIRECTION;
        }
        if (!frame.isSecured()) {
            return judgeUnsecured(frame);
        }
        if (!isOurDirection(frame)) {
            return Verdict.DIRECTION;
        }
        if (frame.isReply() && !commandOpen) {
            return Verdict.NOT_ASKED;
        }
        byte[] chain = frame.isReply() ? commandMac : replyMac;
        crypto.mac(frame.bytes(), frame.at(), frame.macAt() - frame.at(), chain, candidate);
        if (!isSameMac(frame.bytes(), frame.macAt())) {
            return Verdict.MAC;
        }
        Verdict readable = read(frame, chain);
        return readable == Verdict.ACCEPTED ? commit(frame) : readable;
    }

    private static Verdict judgeUnsecured(Frame frame) {
        if (frame.hasBlock()) {
            return Verdict.HANDSHAKE_BLOCK;
        }
        boolean busy = frame.isReply() && frame.code() == ReplyCode.BUSY;
        boolean damaged = frame.isReply()
                && frame.code() == ReplyCode.NAK
                && frame.dataLength() > 0
                && frame.bytes()[frame.dataAt()] == NakCode.CHECK.code();
        return busy || damaged ? Verdict.NOT_CARRIED_OUT : Verdict.CLEAR;
    }

    private static boolean isOurDirection(Frame frame) {
        int type = frame.blockType();
        if (!frame.isReply()) {
            return type == SecurityBlock.COMMAND || type == SecurityBlock.COMMAND_ENCRYPTED;
        }
        return type == SecurityBlock.REPLY || type == SecurityBlock.REPLY_ENCRYPTED || isCommandBlockOnStatus(frame);
    }

    // libosdp devices answer LSTAT, ISTAT, OSTAT and RSTAT so
    private static boolean isCommandBlockOnStatus(Frame frame) {
        int code = frame.code();
        return frame.blockType() == SecurityBlock.COMMAND
                && frame.dataLength() > 0
                && (code == ReplyCode.LSTATR
                        || code == ReplyCode.ISTATR
                        || code == ReplyCode.OSTATR
                        || code == ReplyCode.RSTATR);
    }

    /** Compares the four bytes on the wire without telling where they differ. */
    private boolean isSameMac(byte[] bytes, int at) {
        int difference = 0;
        for (int i = 0; i < Layout.MAC; i++) {
            difference |= bytes[at + i] ^ candidate[i];
        }
        return difference == 0;
    }

    private Verdict read(Frame frame, byte[] chain) {
        int type = frame.blockType();
        boolean encrypted = type == SecurityBlock.COMMAND_ENCRYPTED || type == SecurityBlock.REPLY_ENCRYPTED;
        if (!encrypted || frame.dataLength() == 0) {
            data = frame.bytes();
            dataAt = frame.dataAt();
            dataLength = frame.dataLength();
            quirk = unencryptedQuirk(frame, encrypted);
            return Verdict.ACCEPTED;
        }
        if (frame.dataLength() % AesBlocks.SIZE != 0) {
            return Verdict.CIPHER_LENGTH;
        }
        int length = crypto.decrypt(frame.bytes(), frame.dataAt(), frame.dataLength(), chain, plain);
        if (length == ChainedCrypto.NO_PAD) {
            return Verdict.PADDING;
        }
        data = plain;
        dataAt = 0;
        dataLength = length;
        quirk = length == 0 ? Quirk.ONLY_PADDING : null;
        return Verdict.ACCEPTED;
    }

    private static @Nullable Quirk unencryptedQuirk(Frame frame, boolean encrypted) {
        if (encrypted) {
            return Quirk.EMPTY_CIPHER;
        }
        if (frame.isReply() && frame.blockType() == SecurityBlock.COMMAND) {
            return Quirk.COMMAND_BLOCK;
        }
        return frame.dataLength() > 0 ? Quirk.READABLE_DATA : null;
    }

    private Verdict commit(Frame frame) {
        if (role == Role.PANEL) {
            accepted[(int) (acceptedCount++ % REMEMBERED)] = macOf(frame);
        }
        System.arraycopy(candidate, 0, frame.isReply() ? replyMac : commandMac, 0, AesBlocks.SIZE);
        commandOpen = !frame.isReply();
        if (ClearChannel.isHandshake(frame)) {
            return Verdict.HANDSHAKE_CODE;
        }
        return ClearChannel.isKey(frame) && frame.blockType() != SecurityBlock.COMMAND_ENCRYPTED
                ? Verdict.KEY_NOT_ENCRYPTED
                : Verdict.ACCEPTED;
    }

    private static int macOf(Frame frame) {
        int mac = 0;
        for (int i = 0; i < Layout.MAC; i++) {
            mac = (mac << 8) | (frame.bytes()[frame.macAt() + i] & 0xFF);
        }
        return mac;
    }

    /**
     * At the panel: whether a reply with a wrong MAC has that of one of the last 1024 replies of this session, so that somebody plays it
     * again.
     *
     * @param frame a frame with a MAC
     * @return true if it was accepted before
     */
    public boolean wasAccepted(Frame frame) {
        int mac = macOf(frame);
        long known = Math.min(acceptedCount, accepted.length);
        for (int i = 0; i < known; i++) {
            if (accepted[i] == mac) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a command waits for its reply: at the panel until it was accepted, at the device until it was written.
     *
     * @return true between the two
     */
    public boolean isCommandOpen() {
        return commandOpen;
    }

    /**
     * Where the data of the accepted frame is, in clear and without padding. Valid until the next frame.
     *
     * @return an array that is not to be written to
     */
    public byte[] data() {
        return data;
    }

    /**
     * Where it begins.
     *
     * @return index of the first byte
     */
    public int dataAt() {
        return dataAt;
    }

    /**
     * How much it is.
     *
     * @return 0 or more
     */
    public int dataLength() {
        return dataLength;
    }

    /**
     * What was odd about the accepted frame.
     *
     * @return null if nothing was
     */
    public @Nullable Quirk quirk() {
        return quirk;
    }

    /** Ends the session: the keys are overwritten, nothing is accepted any more. */
    public void destroy() {
        destroyed = true;
        commandOpen = false;
        keys.destroy();
        crypto.destroy();
        Arrays.fill(replyMac, (byte) 0);
        Arrays.fill(commandMac, (byte) 0);
        Arrays.fill(candidate, (byte) 0);
        Arrays.fill(plain, (byte) 0);
        data = NO_DATA;
        dataLength = 0;
    }
}
