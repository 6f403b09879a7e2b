package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.core.Effect;
import dev.openaxis.core.Octets;
import dev.openaxis.modbus.DeviceIdentification;
import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.UnitException;
import dev.openaxis.modbus.UnitHandler;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Function 43, type 14.
 *
 * @param category 1 to 3, or 4 for one object
 * @param object the first object, 0 to 255
 * @param before what the parts before this one told
 */
public record ReadIdentification(int category, int object, Map<Integer, Octets> before)
        implements Request<DeviceIdentification> {
    static final int FUNCTION = 43;
    /** Of its types, the one that is Modbus. */
    static final int TYPE = 14;

    private static final int ONE = 4;
    private static final int HEAD = 6;
    private static final int OBJECT_HEAD = 2;
    private static final int MORE = 0xFF;
    private static final int NONE = -1;
    private static final int CONFORMITY_END = 3;
    private static final int COUNT_AT = 5;
    private static final int MORE_AT = 3;
    private static final int NEXT_AT = 4;
    private static final int LONGEST = MOST_BYTES - HEAD - OBJECT_HEAD;
    /** The last object of each category. */
    private static final int[] LAST = {0, 2, 0x7F, 0xFF};

    /** Refuses what the wire cannot carry. */
    public ReadIdentification {
        if (category < 1 || category > ONE) {
            throw new IllegalArgumentException("category out of range 1 to 4: " + category);
        }
        if (object < 0 || object > MORE) {
            throw new IllegalArgumentException("object out of range 0 to 255: " + object);
        }
        before = Map.copyOf(before);
    }

    static ReadIdentification read(ByteBuffer pdu) {
        pdu.get();
        return new ReadIdentification(Wire.octet(pdu), Wire.octet(pdu), Map.of());
    }

    @Override
    public int function() {
        return FUNCTION;
    }

    @Override
    public String operation() {
        return "modbus.identification";
    }

    @Override
    public Effect effect(Effect writing) {
        return Effect.READ;
    }

    @Override
    public void write(ByteBuffer pdu) {
        pdu.put((byte) TYPE).put((byte) category).put((byte) object);
    }

    @Override
    public DeviceIdentification readAnswer(ByteBuffer pdu) throws WrongAnswer {
        if (pdu.remaining() < HEAD) {
            throw new WrongAnswer("has only " + pdu.remaining() + " bytes");
        }
        int type = Wire.octet(pdu);
        int about = Wire.octet(pdu);
        if (type != TYPE || about != category) {
            throw new WrongAnswer("is of type " + type + " and category " + about);
        }
        int conformity = Wire.octet(pdu);
        int next = next(pdu.position() - CONFORMITY_END, pdu);
        pdu.position(pdu.position() + 2);
        int count = Wire.octet(pdu);
        Map<Integer, Octets> objects = new TreeMap<>(before);
        for (int i = 0; i < count; i++) {
            int length = pdu.remaining() < OBJECT_HEAD ? Integer.MAX_VALUE : pdu.get(pdu.position() + 1) & 0xFF;
            if (pdu.remaining() - OBJECT_HEAD < length) {
                throw new WrongAnswer("ends before all objects");
            }
            int id = Wire.octet(pdu);
            pdu.get();
            objects.put(id, Wire.octets(Wire.piece(pdu, length)));
        }
        Wire.requireLength(pdu, 0);
        if (next != NONE && (next <= object || count == 0)) {
            throw new WrongAnswer("goes on with object " + next + ", which is no progress");
        }
        return new DeviceIdentification(conformity, objects);
    }

    /** The object to go on with, or {@link #NONE}. */
    private int next(int begin, ByteBuffer pdu) {
        boolean more = (pdu.get(begin + MORE_AT) & 0xFF) == MORE && category != ONE;
        return more ? pdu.get(begin + NEXT_AT) & 0xFF : NONE;
    }

    @Override
    public Optional<Request<DeviceIdentification>> rest(DeviceIdentification answer, ByteBuffer pdu) {
        int next = next(pdu.position(), pdu);
        return next == NONE ? Optional.empty() : Optional.of(new ReadIdentification(category, next, answer.objects()));
    }

    @Override
    public DeviceIdentification carryOut(UnitHandler unit) {
        DeviceIdentification all = unit.identification();
        if (category == ONE && !all.objects().containsKey(object)) {
            throw new UnitException(ExceptionCode.ILLEGAL_DATA_ADDRESS);
        }
        return all;
    }

    @Override
    public void writeAnswer(DeviceIdentification result, ByteBuffer pdu) {
        SortedMap<Integer, Octets> wanted = wanted(result);
        int begin = pdu.position();
        pdu.put((byte) TYPE)
                .put((byte) category)
                .put((byte) result.conformity())
                .put(new byte[HEAD - MORE_AT]);
        int count = 0;
        for (Map.Entry<Integer, Octets> one : wanted.entrySet()) {
            Octets value = one.getValue();
            if (value.length() > LONGEST) {
                throw new IllegalStateException("object " + one.getKey() + " has " + value.length() + " bytes");
            }
            if (pdu.position() - begin + OBJECT_HEAD + value.length() > MOST_BYTES) {
                pdu.put(begin + MORE_AT, (byte) MORE)
                        .put(begin + NEXT_AT, one.getKey().byteValue());
                break;
            }
            pdu.put(one.getKey().byteValue()).put((byte) value.length()).put(value.toArray());
            count++;
        }
        pdu.put(begin + COUNT_AT, (byte) count);
    }

    private SortedMap<Integer, Octets> wanted(DeviceIdentification all) {
        TreeMap<Integer, Octets> objects = new TreeMap<>(all.objects());
        if (category == ONE) {
            return objects.subMap(object, object + 1);
        }
        SortedMap<Integer, Octets> listed = objects.headMap(LAST[category] + 1);
        // V1.1b3, 6.21: an object that is none of them begins at the first.
        return listed.containsKey(object) ? listed.tailMap(object) : listed;
    }
}
