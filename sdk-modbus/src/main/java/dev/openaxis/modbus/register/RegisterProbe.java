package dev.openaxis.modbus.register;

import dev.openaxis.modbus.ExceptionCode;
import dev.openaxis.modbus.ModbusRefusedException;
import dev.openaxis.modbus.ModbusUnit;
import dev.openaxis.modbus.RegisterTable;
import dev.openaxis.modbus.Registers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Helps to find out how a value is laid out whose documentation is wrong or missing: reads the registers around an address once and shows
 * them as every type, in every order, with every usual scale. Somebody who knows what the value should be, because a thermometer
 * hangs beside the sensor, sees which of them makes sense:
 *
 * <pre>{@code
 * RegisterProbe.around(unit, RegisterTable.HOLDING_REGISTERS, 300)
 *         .between(new BigDecimal("19"), new BigDecimal("24"))
 *         .forEach(System.out::println);
 * }</pre>
 */
public final class RegisterProbe {
    /** Manuals count addresses from 0 or from 1. */
    private static final int NEIGHBOURS = 1;

    private static final int LONGEST_VALUE = 4;
    private static final int LAST_ADDRESS = 0xFFFF;
    private static final List<BigDecimal> SCALES = List.of(
            BigDecimal.ONE, new BigDecimal("0.1"), new BigDecimal("0.01"), new BigDecimal("0.001"), BigDecimal.TEN);

    private final List<Candidate> candidates;

    private RegisterProbe(List<Candidate> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    /**
     * One way to read a value.
     *
     * @param address of its first register
     * @param type its type
     * @param order how its registers are ordered
     * @param scale what the raw number was multiplied with
     * @param value the result
     */
    public record Candidate(int address, NumberType type, WordOrder order, BigDecimal scale, BigDecimal value) {
        @Override
        public String toString() {
            return value.toPlainString() + " = register " + address + " as " + type + " " + order + " times " + scale;
        }
    }

    /**
     * Reads the registers from one before an address to four after it: all at once, or one by one if the unit refuses that because it
     * does not have them all.
     *
     * @param unit from whom
     * @param table holding or input registers
     * @param address what the manual says, 0 to 65535
     * @return what they could mean
     * @throws dev.openaxis.core.AxisException if the unit does not answer, or not now; that it does not have a register is none
     */
    public static RegisterProbe around(ModbusUnit unit, RegisterTable table, int address) {
        if (table.isBits()) {
            throw new IllegalArgumentException(table + " hold single bits, which have no layout");
        }
        Objects.checkIndex(address, LAST_ADDRESS + 1);
        int first = Math.max(0, address - NEIGHBOURS);
        int last = Math.min(LAST_ADDRESS, address + NEIGHBOURS + LONGEST_VALUE - 1);
        List<Optional<Integer>> words = read(unit, table, first, last - first + 1);
        List<Candidate> all = new ArrayList<>();
        for (int at = first; at <= Math.min(last, address + NEIGHBOURS); at++) {
            add(all, at, words.subList(at - first, words.size()));
        }
        return new RegisterProbe(all);
    }

    private static List<Optional<Integer>> read(ModbusUnit unit, RegisterTable table, int first, int count) {
        try {
            Registers all = table == RegisterTable.HOLDING_REGISTERS
                    ? unit.readHoldingRegisters(first, count)
                    : unit.readInputRegisters(first, count);
            return IntStream.range(0, count)
                    .mapToObj(i -> Optional.of(all.get(i)))
                    .toList();
        } catch (ModbusRefusedException e) {
            if (e.code() > ExceptionCode.ILLEGAL_DATA_VALUE.code()) {
                throw e;
            }
            return count == 1
                    ? List.of(Optional.empty())
                    : IntStream.range(0, count)
                            .mapToObj(i -> read(unit, table, first + i, 1).get(0))
                            .toList();
        }
    }

    /** All readings of the registers that begin here. */
    private static void add(List<Candidate> all, int address, List<Optional<Integer>> words) {
        for (NumberType type : NumberType.values()) {
            if (words.size() < type.registers()
                    || words.subList(0, type.registers()).stream().anyMatch(Optional::isEmpty)) {
                continue;
            }
            Registers contents = Registers.of(words.stream()
                    .limit(type.registers())
                    .mapToInt(Optional::orElseThrow)
                    .toArray());
            for (WordOrder order : WordOrder.values()) {
                if (type.registers() > 1 || order == WordOrder.ABCD || order == WordOrder.BADC) {
                    type.decode(contents, order).ifPresent(raw -> scaled(all, address, type, order, raw));
                }
            }
        }
    }

    private static void scaled(List<Candidate> all, int address, NumberType type, WordOrder order, BigDecimal raw) {
        for (BigDecimal scale : type.isFloating() ? List.of(BigDecimal.ONE) : SCALES) {
            all.add(new Candidate(address, type, order, scale, raw.multiply(scale)));
        }
    }

    /**
     * Everything it could be.
     *
     * @return by address, type, order and scale
     */
    public List<Candidate> candidates() {
        return candidates;
    }

    /**
     * What it could be, if its value is about known.
     *
     * @param least the least it can be
     * @param most the most it can be
     * @return those in between
     */
    public List<Candidate> between(BigDecimal least, BigDecimal most) {
        return candidates.stream()
                .filter(one -> one.value().compareTo(least) >= 0 && one.value().compareTo(most) <= 0)
                .toList();
    }
}
