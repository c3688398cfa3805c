package dev.stagecraft.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Repeated measurements of one thing. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(Duration sample) {
        values.add(sample.toNanos() / 1e6);
    }

    void add(long count) {
        values.add((double) count);
    }

    double median() {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** A row of the table: median, smallest, largest, and the median as a multiple of the yardstick. */
    String row(String what, Samples yardstick) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f ms | %.1f | %.1f | %.0f | %d |%n",
                what,
                median(),
                min(),
                max(),
                median() / yardstick.median(),
                values.size());
    }

    /** A row with the multiples of a yardstick that was measured in the same rounds: a busy moment meets both. */
    String turns(String what, Samples yardstick) {
        var multiples = new Samples();
        for (int i = 0; i < values.size(); i++) {
            multiples.values.add(values.get(i) / yardstick.values.get(i));
        }
        return String.format(
                Locale.ROOT,
                "| %s | %.1f ms | %.1f | %.1f | %.2f | %.2f | %.2f | %d |%n",
                what,
                median(),
                min(),
                max(),
                multiples.median(),
                multiples.min(),
                multiples.max(),
                values.size());
    }

    /** A row of counts. */
    String counts(String what) {
        return String.format(
                Locale.ROOT, "| %s | %.0f | %.0f | %.0f | %d |%n", what, median(), min(), max(), values.size());
    }
}
