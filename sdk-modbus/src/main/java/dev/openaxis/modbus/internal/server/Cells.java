package dev.openaxis.modbus.internal.server;

import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.UnitException;
import java.util.Arrays;
import java.util.BitSet;

/** The bits or registers of one table that a unit has. Not safe for use by many threads. */
public final class Cells {
    private static final int ADDRESSES = 0x1_0000;

    private final BitSet there = new BitSet();
    private int first = ADDRESSES;
    private short[] contents = {};

    /** Adds some, which contain 0; those that are there already stay as they are. */
    public void add(int address, int count) {
        if (address < 0 || address > ADDRESSES || count < 1 || count > ADDRESSES - address) {
            throw new IllegalArgumentException("no addresses from 0 to 65535: " + count + " from " + address + " on");
        }
        int from = Math.min(first, address);
        int to = Math.max(first + contents.length, address + count);
        if (contents.length == 0) {
            to = address + count;
        }
        short[] more = new short[to - from];
        if (contents.length > 0) {
            System.arraycopy(contents, 0, more, first - from, contents.length);
        }
        first = from;
        contents = more;
        there.set(address, address + count);
    }

    /** Some of them. */
    public short[] get(int address, int count) {
        require(address, count);
        return Arrays.copyOfRange(contents, address - first, address - first + count);
    }

    /** Changes some of them. */
    public void set(int address, short... values) {
        require(address, values.length);
        System.arraycopy(values, 0, contents, address - first, values.length);
    }

    private void require(int address, int count) {
        if (count < 0 || address < 0 || there.nextClearBit(address) < address + count) {
            throw new UnitException(ExceptionCode.ILLEGAL_DATA_ADDRESS);
        }
    }
}
