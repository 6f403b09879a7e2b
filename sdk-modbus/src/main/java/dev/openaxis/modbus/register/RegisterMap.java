package dev.openaxis.modbus.register;

import dev.openaxis.modbus.Bits;
import dev.openaxis.modbus.ModbusUnit;
import dev.openaxis.modbus.RegisterTable;
import dev.openaxis.modbus.Registers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The values of a unit, and how to read all of them in the fewest requests. No value is torn: its registers come in one answer.
 * Two values that are not in one request are not of one moment.
 */
public final class RegisterMap {
    /** As many registers as one request reads. */
    static final int MOST_REGISTERS = 125;

    private static final int MOST_BITS = 2_000;

    private final List<RegisterField> fields;
    private final List<Block> blocks;

    private RegisterMap(List<RegisterField> fields, List<Block> blocks) {
        this.fields = fields;
        this.blocks = blocks;
    }

    /**
     * What one request reads.
     *
     * @param table from where
     * @param address the first register or bit
     * @param count how many
     */
    public record Block(RegisterTable table, int address, int count) {
        private int end() {
            return address + count;
        }

        private boolean holds(RegisterField field) {
            return field.table() == table && field.address() >= address && field.address() + field.length() <= end();
        }
    }

    /**
     * A map of fields, of which no register is read that is not in a field, and as many at a time as the protocol allows.
     *
     * @param fields with different names
     * @return the map
     * @throws IllegalArgumentException if two have one name
     */
    public static RegisterMap of(List<RegisterField> fields) {
        return of(fields, 0, MOST_REGISTERS);
    }

    /**
     * A map of fields for a unit with limits of its own.
     *
     * @param fields with different names
     * @param widestGap how many registers or bits between two fields may be read along, which a unit must have; 0 for a unit that
     *     refuses what it does not have
     * @param mostRegisters how many registers at a time, 1 to 125; the longest field has to fit
     * @return the map
     * @throws IllegalArgumentException if two have one name, or one is too long
     */
    public static RegisterMap of(List<RegisterField> fields, int widestGap, int mostRegisters) {
        if (widestGap < 0 || mostRegisters < 1 || mostRegisters > MOST_REGISTERS) {
            throw new IllegalArgumentException(
                    "no gap of " + widestGap + " with at most " + mostRegisters + " registers (1 to 125)");
        }
        Set<String> names = new HashSet<>();
        for (RegisterField field : fields) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("two fields are called " + field.name());
            }
            if (field.length() > mostRegisters) {
                throw new IllegalArgumentException(
                        field.name() + " takes " + field.length() + " registers, which are not read at once");
            }
        }
        return new RegisterMap(List.copyOf(fields), blocks(fields, widestGap, mostRegisters));
    }

    /** From the lowest address up, each block as long as it can be: no other division has fewer. */
    private static List<Block> blocks(List<RegisterField> fields, int widestGap, int mostRegisters) {
        List<RegisterField> sorted = new ArrayList<>(fields);
        sorted.sort(Comparator.comparing(RegisterField::table).thenComparingInt(RegisterField::address));
        List<Block> blocks = new ArrayList<>();
        Block open = null;
        for (RegisterField field : sorted) {
            int most = field.table().isBits() ? MOST_BITS : mostRegisters;
            int end = field.address() + field.length();
            if (open != null
                    && open.table() == field.table()
                    && field.address() - open.end() <= widestGap
                    && end - open.address() <= most) {
                open = new Block(open.table(), open.address(), Math.max(open.end(), end) - open.address());
                blocks.set(blocks.size() - 1, open);
            } else {
                open = new Block(field.table(), field.address(), field.length());
                blocks.add(open);
            }
        }
        return List.copyOf(blocks);
    }

    /**
     * The fields.
     *
     * @return in the order they were given
     */
    public List<RegisterField> fields() {
        return fields;
    }

    /**
     * What is read, one request each.
     *
     * @return by table and address
     */
    public List<Block> blocks() {
        return blocks;
    }

    /**
     * Reads everything.
     *
     * @param unit from whom
     * @return what each field said, by name, in the order of the fields
     * @throws dev.openaxis.core.AxisException if one request failed
     */
    public Map<String, RegisterValue> read(ModbusUnit unit) {
        return values(blocks.stream().map(block -> read(unit, block)).toList());
    }

    private static Registers read(ModbusUnit unit, Block block) {
        return switch (block.table()) {
            case COILS -> words(unit.readCoils(block.address(), block.count()));
            case DISCRETE_INPUTS -> words(unit.readDiscreteInputs(block.address(), block.count()));
            case HOLDING_REGISTERS -> unit.readHoldingRegisters(block.address(), block.count());
            case INPUT_REGISTERS -> unit.readInputRegisters(block.address(), block.count());
        };
    }

    /**
     * Reads everything, without waiting.
     *
     * @param unit from whom
     * @return completes when all requests have ended, with what each field said or with a failure
     */
    public CompletableFuture<Map<String, RegisterValue>> readAsync(ModbusUnit unit) {
        List<CompletableFuture<Registers>> all = blocks.stream()
                .map(block -> start(unit, block).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> values(all.stream().map(CompletableFuture::join).toList()));
    }

    private static CompletableFuture<Registers> start(ModbusUnit unit, Block block) {
        return switch (block.table()) {
            case COILS -> unit.async().readCoils(block.address(), block.count()).thenApply(RegisterMap::words);
            case DISCRETE_INPUTS ->
                unit.async().readDiscreteInputs(block.address(), block.count()).thenApply(RegisterMap::words);
            case HOLDING_REGISTERS -> unit.async().readHoldingRegisters(block.address(), block.count());
            case INPUT_REGISTERS -> unit.async().readInputRegisters(block.address(), block.count());
        };
    }

    /** A register for each bit, 0 or 1. */
    private static Registers words(Bits bits) {
        int[] words = new int[bits.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = bits.get(i) ? 1 : 0;
        }
        return Registers.of(words);
    }

    private Map<String, RegisterValue> values(List<Registers> contents) {
        Map<String, RegisterValue> values = new LinkedHashMap<>();
        for (RegisterField field : fields) {
            int place = 0;
            while (!blocks.get(place).holds(field)) {
                place++;
            }
            int from = field.address() - blocks.get(place).address();
            values.put(field.name(), field.decode(contents.get(place).slice(from, field.length())));
        }
        return Collections.unmodifiableMap(values);
    }
}
