package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Recorded requests that are played into a simulated device, one after the other.
 *
 * @param name what failures are reported under
 * @param files recordings it is made of; a folder stands for all in it
 * @param device a started device in the state the recorded one was in
 * @param exchanges requests and answers
 * @param likeness how much of the body must agree
 */
record Replay(
        String name,
        Set<String> files,
        Supplier<SimulatedDevice> device,
        List<RecordedExchange> exchanges,
        Likeness likeness) {

    /** Plays all and fails at the first answer that is not like the recorded one. */
    void run() {
        assertThat(exchanges).isNotEmpty();
        try (SimulatedDevice simulated = device.get()) {
            for (RecordedExchange exchange : exchanges) {
                HttpResponse<String> answer = exchange.playInto(simulated);
                assertThat(answer.statusCode()).as(exchange.toString()).isEqualTo(exchange.status());
                if (exchange.type() != null) {
                    assertThat(type(answer.headers().firstValue("Content-Type").orElse("")))
                            .as(exchange.toString())
                            .isEqualTo(type(exchange.type()));
                }
                likeness.check(exchange.answer(), answer.body());
            }
        }
    }

    private static String type(String header) {
        return header.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    boolean covers(String file) {
        return files.contains(file) || files.stream().anyMatch(folder -> file.startsWith(folder + "/"));
    }
}
