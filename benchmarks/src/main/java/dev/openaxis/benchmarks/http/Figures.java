package dev.openaxis.benchmarks.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was measured of one client in one mode, over all rounds. */
final class Figures {
    private final List<Double> rates = new ArrayList<>();
    private int threads;

    void add(double requestsPerSecond) {
        rates.add(requestsPerSecond);
    }

    void threads(int added) {
        threads = Math.max(threads, added);
    }

    /** The middle of all rounds; not a number if there was none. */
    double median() {
        if (rates.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(rates);
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
