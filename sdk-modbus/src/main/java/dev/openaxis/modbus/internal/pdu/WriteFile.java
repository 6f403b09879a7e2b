package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.modbus.FileRecord;
import dev.openaxis.modbus.Registers;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Function 21.
 *
 * @param records at least one, of 251 bytes in all with seven more for each
 */
public record WriteFile(List<FileRecord> records) implements Write {
    static final int FUNCTION = 21;
    private static final int HEAD = 7;

    /** Refuses what the wire cannot carry. */
    public WriteFile {
        records = List.copyOf(records);
        int bytes = bytes(records);
        if (records.isEmpty() || bytes + 1 > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "at least one record is written at a time, of at most " + (MOST_BYTES - 1)
                            + " bytes with seven more for each; these are " + records.size() + " with " + bytes);
        }
    }

    private static int bytes(List<FileRecord> records) {
        return records.stream()
                .mapToInt(one -> HEAD + one.contents().size() * Wire.WORD)
                .sum();
    }

    static WriteFile read(ByteBuffer pdu) {
        int bytes = Wire.octet(pdu);
        if (bytes != pdu.remaining()) {
            throw new IllegalArgumentException("not " + bytes + " bytes of records");
        }
        List<FileRecord> records = new ArrayList<>();
        while (pdu.hasRemaining()) {
            Wire.requireType(ReadFile.TYPE, Wire.octet(pdu));
            int file = Wire.word(pdu);
            int record = Wire.word(pdu);
            int length = Wire.word(pdu) * Wire.WORD;
            if (length > pdu.remaining()) {
                throw new IllegalArgumentException("the last record is not all there");
            }
            records.add(new FileRecord(file, record, Registers.read(Wire.piece(pdu, length))));
        }
        return new WriteFile(records);
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.writeFile";
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.put((byte) bytes(records));
        for (FileRecord one : records) {
            pdu.put((byte) ReadFile.TYPE)
                    .putShort((short) one.file())
                    .putShort((short) one.record())
                    .putShort((short) one.contents().size());
            one.contents().write(pdu);
        }
    }

    @Override
    public int repeated() {
        return 1 + bytes(records);
    }

    @Override
    public void apply(UnitHandler unit) {
        unit.writeFile(records);
    }
}
