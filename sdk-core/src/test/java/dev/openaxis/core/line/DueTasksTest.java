package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;

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
    void afterClearing_nothingIsLeft_andTimersCanStillBeTakenBack() {
        LineTimer timer = tasks.add(5, () -> {});
        tasks.clear();
        timer.cancel();
        tasks.add(6, () -> {});

        assertThat(tasks.size()).isEqualTo(1);
        assertThat(tasks.poll(5)).isNull();
        assertThat(tasks.poll(6)).isNotNull();
        assertThat(tasks.nextTime()).isEqualTo(Long.MAX_VALUE);
    }
}
