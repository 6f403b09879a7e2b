package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueTasksTest {
    private final DueTasks tasks = new DueTasks();

    @Test
    void timersThatAreTakenBackAreForgotten_longBeforeTheyWouldBeDue() {
        tasks.add(5, () -> {});
        for (int i = 0; i < 100_000; i++) {
            tasks.add(1_000_000 + i, () -> {}).cancel();
        }

        assertThat(tasks.kept()).isLessThan(200);
        assertThat(tasks.size()).isEqualTo(1);
        assertThat(tasks.nextTime()).isEqualTo(5);
    }

    @Test
    void whatIsDueLaterIsForgotten_andItsTimersCanStillBeTakenBack() {
        List<Integer> ran = new ArrayList<>();
        LineTimer late = tasks.add(7, () -> ran.add(7));
        tasks.add(8, () -> ran.add(8)).cancel();
        tasks.add(6, () -> ran.add(6));
        tasks.add(5, () -> ran.add(5)).cancel();

        tasks.forgetAfter(6);
        late.cancel();

        assertThat(tasks.size()).isEqualTo(1);
        assertThat(tasks.poll(5)).isNull();
        DueTasks.Due due = tasks.poll(9);
        assertThat(due).isNotNull();
        due.what().run();
        assertThat(ran).containsExactly(6);
        assertThat(tasks.poll(9)).isNull();
        assertThat(tasks.nextTime()).isEqualTo(Long.MAX_VALUE);
    }
}
