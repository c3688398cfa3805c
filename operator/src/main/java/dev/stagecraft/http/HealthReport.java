package dev.stagecraft.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The answer of a probe: a line for each check, and whether all are well. */
record HealthReport(boolean healthy, String text) {
    private record Line(boolean healthy, String text) {}

    /** Runs the checks side by side; one that has not answered by the deadline counts as failed, and is left behind. */
    static HealthReport of(List<HealthCheck> checks, Executor executor, Duration deadline) {
        var running = checks.stream()
                .map(check -> CompletableFuture.supplyAsync(
                                () -> check.problem().get(), executor)
                        .exceptionally(failure -> Optional.of("the check itself failed: " + cause(failure)))
                        .completeOnTimeout(
                                Optional.of("no answer within " + deadline.toMillis() + " ms"),
                                deadline.toMillis(),
                                TimeUnit.MILLISECONDS)
                        .thenApply(problem -> line(check, problem)))
                .toList();
        var lines = running.stream().map(CompletableFuture::join).toList();
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return new HealthReport(lines.stream().allMatch(Line::healthy), text.isEmpty() ? "ok\n" : text.toString());
    }

    private static Line line(HealthCheck check, Optional<String> problem) {
        return problem.map(sentence -> new Line(false, "[-] " + check.name() + ": " + oneLine(sentence)))
                .orElseGet(() -> new Line(true, "[+] " + check.name()));
    }

    private static String oneLine(String sentence) {
        var flat = sentence.replaceAll("\\p{Cntrl}+", " ");
        return flat.length() <= 300 ? flat : flat.substring(0, 300) + "…";
    }

    /** The class only: what an exception says may hold more than a prober should see. */
    private static String cause(Throwable failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getClass().getSimpleName();
    }
}
