package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Octets;
import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.Registers;
import java.nio.ByteBuffer;

/** What many messages have in common. */
final class Wire {
    static final int WORD = 2;
    static final int LARGEST = 0xFFFF;
    private static final int ADDRESSES = 0x1_0000;

    private Wire() {}

    /** The addresses end before the registers do. */
    static final class NoSuchAddress extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private NoSuchAddress(String message) {
            super(message);
        }
    }

    static void requireWord(String name, int value) {
        if (value < 0 || value > LARGEST) {
            throw new IllegalArgumentException(name + " out of range 0 to 65535: " + value);
        }
    }

    static void requireRange(int address, int count, int most) {
        requireWord("address", address);
        if (count < 1 || count > most) {
            throw new IllegalArgumentException("count out of range 1 to " + most + ": " + count);
        }
        if (address + count > ADDRESSES) {
            throw new NoSuchAddress(count + " from address " + address + " on are more than there are");
        }
    }

    static int word(ByteBuffer from) {
        return from.getShort() & LARGEST;
    }

    static int octet(ByteBuffer from) {
        return from.get() & 0xFF;
    }

    static ByteBuffer piece(ByteBuffer from, int length) {
        ByteBuffer piece = from.slice(from.position(), length);
        from.position(from.position() + length);
        return piece;
    }

    /** Reads what begins with the number of its bytes. */
    static ByteBuffer counted(ByteBuffer answer, int expected) throws WrongAnswer {
        requireLength(answer, 1 + expected);
        int said = octet(answer);
        if (said != expected) {
            throw new WrongAnswer("holds " + said + " bytes where " + expected + " were asked for");
        }
        return answer;
    }

    static void requireLength(ByteBuffer answer, int expected) throws WrongAnswer {
        if (answer.remaining() != expected) {
            throw new WrongAnswer("has " + answer.remaining() + " bytes where " + expected + " were expected");
        }
    }

    static Registers registers(ByteBuffer answer, int count) throws WrongAnswer {
        return Registers.read(counted(answer, count * WORD));
    }

    static void putRegisters(Registers registers, ByteBuffer pdu) {
        pdu.put((byte) (registers.size() * WORD));
        registers.write(pdu);
    }

    static Bits bits(ByteBuffer answer, int count) throws WrongAnswer {
        return Bits.read(count, counted(answer, Bits.byteCount(count)));
    }

    static void putBits(Bits bits, ByteBuffer pdu) {
        pdu.put((byte) bits.byteCount());
        bits.write(pdu);
    }

    /** An answer that repeats the request, or its first bytes. */
    static void requireEcho(Request<?> request, int length, ByteBuffer answer) throws WrongAnswer {
        requireLength(answer, length);
        ByteBuffer said = ByteBuffer.allocate(Request.MOST_BYTES);
        request.write(said);
        said.flip().limit(length);
        if (!said.equals(answer)) {
            throw new WrongAnswer("does not repeat what was asked");
        }
    }

    /** Reads what begins with the number of its bytes, however many. */
    static ByteBuffer counted(ByteBuffer answer) throws WrongAnswer {
        if (!answer.hasRemaining()) {
            throw new WrongAnswer("is empty");
        }
        return counted(answer, answer.remaining() - 1);
    }

    /** Reads the registers of a request, which come after the number of their bytes. */
    static Registers counted(int count, int most, ByteBuffer request) {
        int bytes = octet(request);
        requireRange(0, count, most);
        if (bytes != count * WORD || bytes != request.remaining()) {
            throw new IllegalArgumentException(count + " registers in " + bytes + " bytes");
        }
        return Registers.read(request);
    }

    static Octets octets(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return Octets.of(bytes);
    }

    static boolean busy(ByteBuffer from) {
        return word(from) == LARGEST;
    }

    static void putBusy(boolean busy, ByteBuffer pdu) {
        pdu.putShort((short) (busy ? LARGEST : 0));
    }

    static void requireType(int wanted, int said) {
        if (said != wanted) {
            throw new IllegalArgumentException("references are of type " + wanted + ", not " + said);
        }
    }

    static void requireSize(int got, int asked) {
        if (got != asked) {
            throw new IllegalStateException("a unit was asked for " + asked + " and gave " + got);
        }
    }
}
