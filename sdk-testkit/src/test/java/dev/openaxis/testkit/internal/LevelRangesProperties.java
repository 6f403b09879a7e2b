package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.testkit.internal.LevelRanges.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LevelRangesProperties {
    private static final List<LoopState> STATES =
            List.of(LoopState.OPEN, LoopState.CLOSED, LoopState.SHORT, LoopState.CUT);

    /** One to four ranges that do not overlap, with or without gaps, in any order. */
    @Provide
    Arbitrary<LevelRanges> ranges() {
        Arbitrary<List<Integer>> cuts = Arbitraries.integers()
                .between(0, LevelRanges.MAX_LEVEL)
                .list()
                .uniqueElements()
                .ofMinSize(2)
                .ofMaxSize(8);
        Arbitrary<List<LoopState>> order = Arbitraries.shuffle(STATES);
        return Combinators.combine(cuts, order, Arbitraries.randoms()).as((limits, states, random) -> {
            List<Integer> sorted = new ArrayList<>(new TreeSet<>(limits));
            List<Range> ranges = new ArrayList<>();
            for (int i = 0; i + 1 < sorted.size(); i += 2) {
                ranges.add(new Range(states.get(i / 2), sorted.get(i), sorted.get(i + 1)));
            }
            Collections.shuffle(ranges, random);
            return new LevelRanges(ranges);
        });
    }

    @Property
    void aLevelHasTheStateOfTheRangeItIsInAndElseNone(
            @ForAll("ranges") LevelRanges ranges, @ForAll @IntRange(max = 4095) int level) {
        assertThat(ranges.isValid()).isTrue();
        LoopState expected = LoopState.UNDEFINED;
        for (Range range : ranges.ranges()) {
            if (range.lower() <= level && level <= range.upper()) {
                expected = range.state();
            }
        }
        assertThat(ranges.stateAt(level)).isEqualTo(expected);
    }

    @Property
    void limitsAreInclusiveAndTheirNeighboursAreNot(@ForAll("ranges") LevelRanges ranges) {
        for (Range range : ranges.ranges()) {
            assertThat(ranges.stateAt(range.lower())).isEqualTo(range.state());
            assertThat(ranges.stateAt(range.upper())).isEqualTo(range.state());
            assertThat(ranges.stateAt(range.lower() - 1)).isNotEqualTo(range.state());
            assertThat(ranges.stateAt(range.upper() + 1)).isNotEqualTo(range.state());
        }
    }

    @Property
    void aLevelChosenForAStateGivesThatState(
            @ForAll("ranges") LevelRanges ranges, @ForAll @IntRange(max = 4095) int wanted) {
        for (LoopState state : STATES) {
            int level = ranges.levelFor(state, wanted);
            boolean there = ranges.ranges().stream().anyMatch(range -> range.state() == state);
            assertThat(level >= 0).isEqualTo(there);
            if (there) {
                assertThat(ranges.stateAt(level)).isEqualTo(state);
                if (ranges.stateAt(wanted) == state) {
                    assertThat(level).isEqualTo(wanted);
                }
            }
        }
    }

    @Property
    void anythingElseIsRefused(@ForAll("ranges") LevelRanges ranges, @ForAll @IntRange(max = 4095) int level) {
        Range first = ranges.ranges().get(0);
        LoopState absent = STATES.stream()
                .filter(state -> ranges.ranges().stream().noneMatch(range -> range.state() == state))
                .findFirst()
                .orElse(LoopState.UNDEFINED);
        assertThat(with(ranges, new Range(absent, first.upper(), first.upper())).isValid())
                .as("overlap")
                .isFalse();
        assertThat(with(ranges, new Range(absent, 4096, 4096)).isValid()).isFalse();
        assertThat(with(ranges, new Range(absent, -1, -1)).isValid()).isFalse();
        assertThat(new LevelRanges(List.of(new Range(LoopState.CUT, level + 1, level))).isValid())
                .isFalse();
        if (ranges.stateAt(level) == LoopState.UNDEFINED) {
            assertThat(with(ranges, new Range(first.state(), level, level)).isValid())
                    .as("a state twice")
                    .isFalse();
            assertThat(with(ranges, new Range(LoopState.UNDEFINED, level, level))
                            .stateAt(level))
                    .isEqualTo(LoopState.UNDEFINED);
        }
    }

    private static LevelRanges with(LevelRanges ranges, Range another) {
        List<Range> more = new ArrayList<>(ranges.ranges());
        more.add(another);
        return new LevelRanges(more);
    }

    @Property
    void aTerminalsOwnRangesCoverEveryLevel(@ForAll @IntRange(max = 4095) int level) {
        for (Sensing sensing : List.of(Sensing.INPUT, Sensing.AUXILIARY)) {
            assertThat(sensing.defaults().isValid()).isTrue();
            LoopState state = sensing.defaults().stateAt(level);
            assertThat(state).isNotEqualTo(LoopState.UNDEFINED);
            assertThat(sensing.isClosed(level)).isEqualTo(state == LoopState.CLOSED || state == LoopState.SHORT);
        }
    }

    @Example
    void bareWiresAreCutOrShorted() {
        for (Sensing sensing : List.of(Sensing.INPUT, Sensing.AUXILIARY)) {
            assertThat(sensing.defaults().stateAt(sensing.unconnected())).isEqualTo(LoopState.CUT);
            assertThat(sensing.defaults().stateAt(sensing.bare(LoopState.CLOSED)))
                    .isEqualTo(LoopState.SHORT);
        }
        assertThat(Sensing.MODULE.defaults().isEmpty()).isTrue();
        assertThat(LevelRanges.NONE.isValid()).isTrue();
    }
}
