package dev.openaxis.modbus.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.modbus.RegisterTable;
import dev.openaxis.modbus.Registers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RegisterProperties {

    @Property
    void everyNumberThatIsReadIsWrittenBack(
            @ForAll NumberType type, @ForAll WordOrder order, @ForAll("fourWords") int[] words) {
        Registers contents = Registers.of(words).slice(0, type.registers());

        type.decode(contents, order).ifPresent(value -> {
            Registers again = type.encode(value, order);
            // Minus zero is zero to a decimal number.
            if (value.signum() != 0) {
                assertThat(again).isEqualTo(contents);
            }
        });
    }

    @Provide
    Arbitrary<int[]> fourWords() {
        return Arbitraries.integers().between(0, 0xFFFF).array(int[].class).ofSize(4);
    }

    /** Compared with every division there is. */
    @Property(tries = 300)
    void noDivisionHasFewerRequests(
            @ForAll("addresses") Set<Integer> addresses,
            @ForAll @IntRange(max = 3) int gap,
            @ForAll @IntRange(min = 2, max = 8) int most) {
        List<RegisterField> fields = new ArrayList<>();
        for (int address : addresses) {
            NumberType type = address % 3 == 0 ? NumberType.INT32 : NumberType.INT16;
            fields.add(RegisterField.number(
                    "f" + address, RegisterTable.HOLDING_REGISTERS, address, type, WordOrder.ABCD));
        }
        RegisterMap map = RegisterMap.of(fields, gap, most);

        fields.sort(Comparator.comparingInt(RegisterField::address));
        assertThat(map.blocks()).hasSize(fewest(fields, 0, gap, most, new HashMap<>()));
        assertThat(map.blocks()).allSatisfy(block -> assertThat(block.count()).isBetween(1, most));
        assertThat(fields)
                .allSatisfy(field -> assertThat(map.blocks())
                        .anyMatch(block -> field.address() >= block.address()
                                && field.address() + field.length() <= block.address() + block.count()));
    }

    private static int fewest(List<RegisterField> sorted, int from, int gap, int most, Map<Integer, Integer> known) {
        if (from == sorted.size()) {
            return 0;
        }
        Integer before = known.get(from);
        if (before != null) {
            return before;
        }
        int best = Integer.MAX_VALUE;
        int begin = sorted.get(from).address();
        int end = begin;
        for (int i = from; i < sorted.size(); i++) {
            RegisterField field = sorted.get(i);
            boolean near = i == from || field.address() - end <= gap;
            end = Math.max(end, field.address() + field.length());
            if (!near || end - begin > most) {
                break;
            }
            best = Math.min(best, 1 + fewest(sorted, i + 1, gap, most, known));
        }
        known.put(from, best);
        return best;
    }

    @Provide
    Arbitrary<Set<Integer>> addresses() {
        return Arbitraries.integers().between(0, 40).set().ofMinSize(1).ofMaxSize(20);
    }
}
