package dev.openaxis.osdp.internal.frame;

import dev.openaxis.osdp.internal.message.CommandWriter;
import dev.openaxis.osdp.internal.message.ReplyWriter;
import dev.openaxis.osdp.message.Command;
import dev.openaxis.osdp.message.CommandCode;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.message.ReplyCode;
import java.nio.ByteBuffer;

/**
 * Writes frames in clear and those of the handshake, without mark byte, where the caller wants them; nothing is
 * allocated. A key is never written in clear.
 */
public final class FrameEncoder {
    /** The frame would be larger than allowed; nothing was written. */
    public static final int TOO_LONG = -1;

    private FrameEncoder() {}

    /**
     * Writes a command in clear.
     *
     * @param command not KEYSET nor one of the handshake
     * @param address of the device, 0 to 127
     * @param sequence 0 to 3
     * @param crc CRC-16 instead of the checksum
     * @param out where to
     * @param at index of the start byte
     * @param limit how large the frame may be
     * @return its length, or {@link #TOO_LONG}
     */
    public static int clear(Command command, int address, int sequence, boolean crc, byte[] out, int at, int limit) {
        int code = command.code();
        if (code == CommandCode.KEYSET || code == CommandCode.CHLNG || code == CommandCode.SCRYPT) {
            throw new IllegalArgumentException(CommandCode.name(code) + " is never sent in clear");
        }
        int length = Layout.smallest(crc) + CommandWriter.length(command);
        if (length > limit) {
            return TOO_LONG;
        }
        CommandWriter.write(command, out, begin(out, at, length, address, sequence, crc, code));
        return finish(out, at, length, crc);
    }

    /**
     * Writes a reply in clear.
     *
     * @param reply not one of the handshake
     * @param address of the device, 0 to 127
     * @param sequence 0 to 3
     * @param crc CRC-16 instead of the checksum
     * @param out where to
     * @param at index of the start byte
     * @param limit how large the frame may be
     * @return its length, or {@link #TOO_LONG}
     */
    public static int clear(Reply reply, int address, int sequence, boolean crc, byte[] out, int at, int limit) {
        int code = reply.code();
        if (code == ReplyCode.CCRYPT || code == ReplyCode.RMAC_I) {
            throw new IllegalArgumentException(ReplyCode.name(code) + " is never sent in clear");
        }
        int length = Layout.smallest(crc) + ReplyWriter.length(reply);
        if (length > limit) {
            return TOO_LONG;
        }
        ReplyWriter.write(reply, out, begin(out, at, length, address | Layout.REPLY, sequence, crc, code));
        return finish(out, at, length, crc);
    }

    /**
     * Writes a command of the handshake.
     *
     * @param command CHLNG or SCRYPT
     * @param selector which key, see {@link SecurityBlock}
     * @param address of the device, 0 to 127
     * @param sequence 0 to 3
     * @param crc CRC-16 instead of the checksum
     * @param out where to
     * @param at index of the start byte
     * @return its length; every receiver takes it
     */
    public static int handshake(
            Command command, int selector, int address, int sequence, boolean crc, byte[] out, int at) {
        int type = switch (command.code()) {
            case CommandCode.CHLNG -> SecurityBlock.CHALLENGE;
            case CommandCode.SCRYPT -> SecurityBlock.SERVER_CRYPTOGRAM;
            default ->
                throw new IllegalArgumentException(CommandCode.name(command.code()) + " is no step of the handshake");
        };
        int length = Layout.smallest(crc) + SecurityBlock.HANDSHAKE_SIZE + CommandWriter.length(command);
        int data = begin(out, at, length, address, sequence, crc, type, selector, command.code());
        CommandWriter.write(command, out, data);
        return finish(out, at, length, crc);
    }

    /**
     * Writes a reply of the handshake.
     *
     * @param reply CCRYPT or RMAC_I
     * @param blockData which key for CCRYPT, whether the cryptogram was right for RMAC_I; see {@link SecurityBlock}
     * @param address of the device, 0 to 127
     * @param sequence 0 to 3
     * @param crc CRC-16 instead of the checksum
     * @param out where to
     * @param at index of the start byte
     * @return its length; every receiver takes it
     */
    public static int handshake(
            Reply reply, int blockData, int address, int sequence, boolean crc, byte[] out, int at) {
        int type = switch (reply.code()) {
            case ReplyCode.CCRYPT -> SecurityBlock.CLIENT_CRYPTOGRAM;
            case ReplyCode.RMAC_I -> SecurityBlock.INITIAL_MAC;
            default ->
                throw new IllegalArgumentException(ReplyCode.name(reply.code()) + " is no step of the handshake");
        };
        int length = Layout.smallest(crc) + SecurityBlock.HANDSHAKE_SIZE + ReplyWriter.length(reply);
        int data = begin(out, at, length, address | Layout.REPLY, sequence, crc, type, blockData, reply.code());
        ReplyWriter.write(reply, out, data);
        return finish(out, at, length, crc);
    }

    /**
     * Puts a frame where it is sent from.
     *
     * @param frame where it was written
     * @param at index of the start byte
     * @param length what writing it returned
     * @param marked with a mark byte before it
     * @param out where to
     * @return false if there is no room, and nothing was put
     */
    public static boolean put(byte[] frame, int at, int length, boolean marked, ByteBuffer out) {
        if (length < 0 || out.remaining() < length + (marked ? 1 : 0)) {
            return false;
        }
        if (marked) {
            out.put((byte) Layout.MARK);
        }
        out.put(frame, at, length);
        return true;
    }

    private static int begin(byte[] out, int at, int length, int address, int sequence, boolean crc, int code) {
        header(out, at, length, address, sequence, crc, 0);
        out[at + Layout.HEADER] = (byte) code;
        return at + Layout.HEADER + 1;
    }

    private static int begin(
            byte[] out, int at, int length, int address, int sequence, boolean crc, int type, int blockData, int code) {
        header(out, at, length, address, sequence, crc, Layout.CONTROL_BLOCK);
        int o = at + Layout.HEADER;
        out[o] = SecurityBlock.HANDSHAKE_SIZE;
        out[o + 1] = (byte) type;
        out[o + 2] = (byte) blockData;
        out[o + 3] = (byte) code;
        return o + 4;
    }

    /**
     * Writes what comes before the data in a frame with a MAC.
     *
     * @param out where to
     * @param at index of the start byte
     * @param length of the whole frame
     * @param address the address byte
     * @param sequence 0 to 3
     * @param crc CRC-16 instead of the checksum
     * @param type of the security block
     * @param code command or reply code
     */
    public static void secured(
            byte[] out, int at, int length, int address, int sequence, boolean crc, int type, int code) {
        header(out, at, length, address, sequence, crc, Layout.CONTROL_BLOCK);
        int o = at + Layout.HEADER;
        out[o] = SecurityBlock.SECURED_SIZE;
        out[o + 1] = (byte) type;
        out[o + 2] = (byte) code;
    }

    private static void header(byte[] out, int at, int length, int address, int sequence, boolean crc, int block) {
        out[at] = Layout.SOM;
        out[at + Layout.ADDRESS] = (byte) address;
        out[at + Layout.LENGTH] = (byte) length;
        out[at + Layout.LENGTH + 1] = (byte) (length >> 8);
        out[at + Layout.CONTROL] =
                (byte) ((sequence & Layout.CONTROL_SEQUENCE) | (crc ? Layout.CONTROL_CRC : 0) | block);
    }

    /**
     * Writes the check characters.
     *
     * @param out where the frame is
     * @param at index of the start byte
     * @param length of the whole frame
     * @param crc CRC-16 instead of the checksum
     * @return the length
     */
    public static int finish(byte[] out, int at, int length, boolean crc) {
        int covered = length - Layout.checkSize(crc);
        int end = at + covered;
        if (crc) {
            int value = CheckCharacters.crc16(out, at, covered);
            out[end] = (byte) value;
            out[end + 1] = (byte) (value >> 8);
        } else {
            out[end] = (byte) CheckCharacters.checksum(out, at, covered);
        }
        return length;
    }
}
