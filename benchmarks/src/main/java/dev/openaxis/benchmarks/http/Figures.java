package dev.openaxis.benchmarks.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was measured of one client in one mode, over all rounds. */
final class Figures {
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();
    private int threads;

    void add(double requestsPerSecond, double cpuMicrosPerRequest) {
        rates.add(requestsPerSecond);
        cpu.add(cpuMicrosPerRequest);
    }

    void threads(int added) {
        threads = Math.max(threads, added);
    }

    /** The middle of all rounds' requests per second; not a number if there was none. */
    double median() {
        return median(rates);
    }

    /** The middle of the ratios of rates of the same round: what slows the machine for a while slows both. */
    double versus(Figures other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(rounds(), other.rounds()); round++) {
            ratios.add(rates.get(round) / other.rates.get(round));
        }
        return median(ratios);
    }

    /** The middle of all rounds' processor time per request in this process, in microseconds. */
    double cpuMicros() {
        return median(cpu);
    }

    private static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return rates.isEmpty() ? Double.NaN : Collections.min(rates);
    }

    double most() {
        return rates.isEmpty() ? Double.NaN : Collections.max(rates);
    }

    int rounds() {
        return rates.size();
    }

    int threads() {
        return threads;
    }
}
