package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.CYCLE;
import static dev.stagecraft.compose.ComposeProblem.Code.UNKNOWN_SERVICE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which service names which, and in what order they can start. Keys are in document order. */
record ServiceGraph(Map<String, List<ServiceEdge>> edges, SourceLines lines) {
    static ServiceGraph of(ComposeFile file) {
        Map<String, List<ServiceEdge>> edges = new LinkedHashMap<>();
        file.node("services").forEachEntry((name, service) -> edges.put(name, ServiceEdge.of(name, service)));
        return new ServiceGraph(edges, file.lines());
    }

    List<ComposeProblem> problems() {
        List<ComposeProblem> problems = new ArrayList<>();
        edges.values().stream()
                .flatMap(List::stream)
                .filter(edge -> edge.required() && !edges.containsKey(edge.to()))
                .forEach(edge -> problems.add(unknown(edge)));
        cycle().ifPresent(problems::add);
        return problems;
    }

    /** Every service that is not on or behind a cycle. */
    List<String> startOrder() {
        Set<String> started = new LinkedHashSet<>();
        Optional<String> next = nextAfter(started);
        while (next.isPresent()) {
            started.add(next.get());
            next = nextAfter(started);
        }
        return List.copyOf(started);
    }

    private Optional<String> nextAfter(Set<String> started) {
        return edges.keySet().stream()
                .filter(name ->
                        !started.contains(name) && waitingFor(name, started).isEmpty())
                .findFirst();
    }

    private Optional<ServiceEdge> waitingFor(String name, Set<String> started) {
        return edges.getOrDefault(name, List.of()).stream()
                .filter(edge -> edges.containsKey(edge.to()) && !started.contains(edge.to()))
                .findFirst();
    }

    /** What is left over waits for something else that is left over, so following it must come round. */
    private Optional<ComposeProblem> cycle() {
        Set<String> started = new LinkedHashSet<>(startOrder());
        Optional<String> left =
                edges.keySet().stream().filter(name -> !started.contains(name)).findFirst();
        Map<String, ServiceEdge> walked = new LinkedHashMap<>();
        while (left.isPresent() && !walked.containsKey(left.get())) {
            ServiceEdge edge = waitingFor(left.get(), started).orElseThrow();
            walked.put(left.get(), edge);
            left = Optional.of(edge.to());
        }
        return left.map(start -> spellOut(start, walked));
    }

    private ComposeProblem spellOut(String start, Map<String, ServiceEdge> walked) {
        List<String> round = new ArrayList<>();
        String at = start;
        do {
            round.add(at);
            at = follow(at, walked).to();
        } while (!at.equals(start));
        round.add(start);
        return lines.problem(
                CYCLE,
                follow(start, walked).path(),
                "These services wait for each other: " + String.join(" -> ", round)
                        + ". Remove one of the dependencies.");
    }

    private static ServiceEdge follow(String name, Map<String, ServiceEdge> walked) {
        return Optional.ofNullable(walked.get(name)).orElseThrow();
    }

    private ComposeProblem unknown(ServiceEdge edge) {
        return lines.problem(
                UNKNOWN_SERVICE,
                edge.path(),
                "The service '%s' names '%s', which is not a service of this file.".formatted(edge.from(), edge.to()));
    }
}
