package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.modbus.FileRange;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Function 20.
 *
 * @param ranges 1 to 35, whose answer fits into one message
 */
public record ReadFile(List<FileRange> ranges) implements Request<List<Registers>> {
    static final int FUNCTION = 20;
    /** What every reference is said to be of. */
    static final int TYPE = 6;

    private static final int REFERENCE = 7;
    private static final int MOST_ASKED = 0xF5;
    private static final int HEAD = 2;

    /** Refuses what the wire cannot carry. */
    public ReadFile {
        ranges = List.copyOf(ranges);
        int answered =
                ranges.stream().mapToInt(one -> HEAD + one.length() * Wire.WORD).sum();
        if (ranges.isEmpty() || ranges.size() * REFERENCE > MOST_ASKED || answered + 1 > MOST_BYTES) {
            throw new IllegalArgumentException("1 to 35 ranges are read at a time, of at most " + (MOST_BYTES - 1)
                    + " bytes with two more for each; these are " + ranges.size() + " with " + answered);
        }
    }

    static ReadFile read(ByteBuffer pdu) {
        int bytes = Wire.octet(pdu);
        if (bytes != pdu.remaining() || bytes % REFERENCE != 0) {
            throw new IllegalArgumentException("no number of references: " + bytes + " bytes");
        }
        List<FileRange> ranges = new ArrayList<>();
        while (pdu.hasRemaining()) {
            Wire.requireType(TYPE, Wire.octet(pdu));
            ranges.add(new FileRange(Wire.word(pdu), Wire.word(pdu), Wire.word(pdu)));
        }
        return new ReadFile(ranges);
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.readFile";
    }

    @Override
    public Effect effect(Effect writing) {
        return Effect.READ;
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.put((byte) (ranges.size() * REFERENCE));
        for (FileRange range : ranges) {
            pdu.put((byte) TYPE)
                    .putShort((short) range.file())
                    .putShort((short) range.record())
                    .putShort((short) range.length());
        }
    }

    @Override
    public List<Registers> readAnswer(ByteBuffer pdu) throws WrongAnswer {
        ByteBuffer said = Wire.counted(pdu);
        List<Registers> all = new ArrayList<>();
        for (FileRange range : ranges) {
            int bytes = range.length() * Wire.WORD;
            if (said.remaining() < HEAD + bytes) {
                throw new WrongAnswer("ends before all records");
            }
            int length = Wire.octet(said);
            int type = Wire.octet(said);
            if (length != 1 + bytes || type != TYPE) {
                throw new WrongAnswer("holds " + (length - 1) + " bytes of type " + type + " where " + bytes
                        + " of type 6 were asked for");
            }
            all.add(Registers.read(Wire.piece(said, bytes)));
        }
        Wire.requireLength(said, 0);
        return List.copyOf(all);
    }

    @Override
    public List<Registers> carryOut(UnitHandler unit) {
        return unit.readFile(ranges);
    }

    @Override
    public void writeAnswer(List<Registers> result, ByteBuffer pdu) {
        Wire.requireSize(result.size(), ranges.size());
        int begin = pdu.position();
        pdu.put((byte) 0);
        for (int i = 0; i < result.size(); i++) {
            Registers one = result.get(i);
            Wire.requireSize(one.size(), ranges.get(i).length());
            pdu.put((byte) (1 + one.size() * Wire.WORD)).put((byte) TYPE);
            one.write(pdu);
        }
        pdu.put(begin, (byte) (pdu.position() - begin - 1));
    }
}
