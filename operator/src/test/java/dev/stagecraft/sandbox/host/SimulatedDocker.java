package dev.stagecraft.sandbox.host;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.command.Wrapping;
import dev.stagecraft.sandbox.host.SimulatedLogs.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The docker and curl calls of the operator against the simulated engine. */
final class SimulatedDocker {

    private static final String PROJECT_FILTER = "label=com.docker.compose.project=";
    private static final String OWNER_LABEL = "dev.stagecraft.owner";
    private static final String OWN_FILTER = "label=" + OWNER_LABEL;
    private static final long AWAIT_MILLIS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedEngine engine;
    private final InstantSource clock;

    SimulatedDocker(SimulatedEngine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Empty when the words are none that the operator sends. */
    Optional<Reply> run(List<String> words, byte[] stdin) {
        var rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "ps" -> ps(rest);
            case "inspect" -> inspect(rest);
            case "stop" -> after(rest, 2).map(ids -> each(ids, engine.stop(ids)));
            case "rm" -> after(rest, 1).map(ids -> each(ids, engine.remove(ids)));
            case "create" -> create(rest);
            case "wait" -> await(rest.getLast());
            case "logs" -> stamped(rest).or(() -> Optional.of(logs(rest.getLast())));
            case "exec" -> exec(rest, stdin);
            case "network" -> network(rest);
            case "volume" -> project(rest, "ls", "-q", "--filter").map(ignored -> Reply.ok());
            default -> Optional.empty();
        };
    }

    /** What is left of a start that broke off: made from labels, never started. Tests send it. */
    private Optional<Reply> create(List<String> words) {
        if (!words.getFirst().equals("--name") || !engine.has(words.getLast())) {
            return Optional.empty();
        }
        var labels = words.stream()
                .filter(word -> word.contains("="))
                .map(word -> word.split("=", 2))
                .collect(toMap(word -> word[0], word -> word[1]));
        var made = engine.make(
                labels.getOrDefault("com.docker.compose.project", ""), words.get(1), words.getLast(), labels);
        return Optional.of(Reply.ok(made.id() + "\n"));
    }

    /** Shorter than the limit that the words before it set: who waits asks again. */
    private Optional<Reply> await(String reference) {
        if (engine.find(reference).isEmpty()) {
            return Optional.of(Reply.failed(1, "Error response from daemon: No such container: " + reference));
        }
        try {
            return Optional.of(engine.await(reference, AWAIT_MILLIS)
                    .map(code -> Reply.ok(code + "\n"))
                    .orElse(new Reply(Wrapping.TIME_UP, "", "")));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(new Reply(Wrapping.TIME_UP, "", ""));
        }
    }

    /** {@code curl} as the operator calls it. */
    Optional<Reply> curl(List<String> words) {
        if (words.size() != 11 || !words.getLast().startsWith("http://")) {
            return Optional.empty();
        }
        var parts = words.getLast().substring("http://".length()).split("[:/]", 3);
        var port = Integer.parseInt(parts[1]);
        return Optional.of(engine.containers().stream()
                .filter(container -> container.address().equals(parts[0]) && container.listens(port, clock.instant()))
                .findFirst()
                .map(container -> Reply.ok(Integer.toString(container.httpStatus())))
                .orElse(new Reply(7, "000", "curl: (7) Failed to connect to %s port %d\n".formatted(parts[0], port))));
    }

    private Optional<Reply> ps(List<String> words) {
        var own = words.size() == 7 && words.subList(5, 7).equals(List.of("--filter", OWN_FILTER));
        return project(own ? words.subList(0, 5) : words, "-a", "-q", "--no-trunc", "--filter")
                .map(project -> Reply.lines(engine.of(project).stream()
                        .filter(container -> !own || container.labels().containsKey(OWNER_LABEL))
                        .map(SimulatedContainer::id)
                        .toList()));
    }

    private Optional<Reply> inspect(List<String> words) {
        if (words.size() < 5 || !words.subList(0, 3).equals(List.of("--type", "container", "--format"))) {
            return Optional.empty();
        }
        return rendering(words.get(3)).map(render -> {
            var ids = words.subList(4, words.size());
            var out = ids.stream()
                    .flatMap(id -> engine.find(id).stream())
                    .map(container -> render.of(container) + "\n")
                    .collect(joining());
            var err = missing(ids);
            return new Reply(err.isEmpty() ? 0 : 1, out, err);
        });
    }

    private interface Rendering {
        String of(SimulatedContainer container);
    }

    private Optional<Rendering> rendering(String format) {
        if (format.equals("{{json .Config.Env}}")) {
            return Optional.of(container -> json(container.environment().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList()));
        }
        return format.contains("\"startedAt\":{{json .State.StartedAt}}")
                ? Optional.of(this::describe)
                : Optional.empty();
    }

    private String describe(SimulatedContainer container) {
        var now = clock.instant();
        var said = new TreeMap<String, Object>(Map.of(
                "id", container.id(),
                "name", "/" + container.name(),
                "image", container.reference(),
                "state", container.state(),
                "health", container.health(now),
                "labels", container.labels(),
                "createdAt", container.createdAt().toString(),
                "startedAt", container.lastStart(now).toString(),
                "restarts", container.restartCount(now),
                "exitCode", container.exitCode()));
        said.put("finishedAt", container.finishedAt().toString());
        container.stopGrace().ifPresent(grace -> said.put("stopTimeout", grace.toSeconds()));
        said.put(
                "networks",
                Map.of(
                        container.project() + "_default",
                        Map.of("IPAddress", container.state().equals("running") ? container.address() : "")));
        return json(said);
    }

    private Optional<Reply> stamped(List<String> words) {
        return Query.parse(words, clock.instant())
                .map(query -> engine.find(query.container())
                        .map(container ->
                                Reply.ok(SimulatedLogs.text(engine.logs().lines(container, query))))
                        .orElseGet(() -> Reply.failed(
                                1, "Error response from daemon: No such container: " + query.container())));
    }

    /** A log that is followed: what there is of it, and what comes after a line. */
    record Followed(SimulatedEngine engine, Query query) {
        Optional<SimulatedContainer> container() {
            return engine.find(query.container());
        }

        SimulatedLogs.Begun begin() {
            return container()
                    .map(found -> engine.logs().begin(found, query))
                    .orElse(new SimulatedLogs.Begun(List.of(), Instant.MIN));
        }

        List<SimulatedLogs.Line> after(Instant last) {
            return container().map(found -> engine.logs().after(found, last)).orElse(List.of());
        }

        boolean goesOn() {
            return container().filter(found -> found.state().equals("running")).isPresent();
        }
    }

    /** Empty when the words ask for no log that goes on. */
    Optional<Followed> follow(List<String> words) {
        return Query.parse(words, clock.instant()).filter(Query::follow).map(query -> new Followed(engine, query));
    }

    private Optional<Reply> exec(List<String> words, byte[] stdin) {
        boolean input = words.contains("-i");
        var rest = words.stream()
                .dropWhile(word -> word.equals("-i") || word.equals("-t"))
                .toList();
        var container = engine.find(rest.getFirst());
        if (container.filter(found -> found.state().equals("running")).isEmpty()) {
            return Optional.of(Reply.failed(1, "Error response from daemon: No such container: " + rest.getFirst()));
        }
        var argv = rest.subList(1, rest.size());
        return argv.equals(List.of("hostname"))
                ? Optional.of(Reply.ok(container.get().id().substring(0, 12) + "\n"))
                : SimulatedPrograms.run(argv, input ? stdin : new byte[0])
                        .or(() -> Optional.of(Reply.failed(
                                Reply.NOT_FOUND,
                                "OCI runtime exec failed: exec: \"%s\": executable file not found in $PATH"
                                        .formatted(argv.getFirst()))));
    }

    /** A program that fails says with what: that is how values get into logs. */
    private Reply logs(String id) {
        return engine.find(id)
                .filter(container -> !container.state().equals("running"))
                .map(container -> Reply.ok("cannot start with "
                        + String.join(" ", container.environment().values()) + "\n"))
                .orElseGet(() -> Reply.ok("started\nlistening\n"));
    }

    private Optional<Reply> network(List<String> words) {
        if (words.getFirst().equals("rm")) {
            engine.removeNetworks(words);
            return Optional.of(Reply.ok());
        }
        return project(words, "ls", "-q", "--no-trunc", "--filter").map(name -> Reply.lines(engine.networks(name)));
    }

    private Reply each(List<String> asked, List<String> done) {
        var err = asked.stream()
                .filter(id -> !done.contains(id))
                .map("Error response from daemon: No such container: %s\n"::formatted)
                .collect(joining());
        return new Reply(err.isEmpty() ? 0 : 1, String.join("\n", done), err);
    }

    private String missing(List<String> ids) {
        return ids.stream()
                .filter(id -> engine.find(id).isEmpty())
                .map("Error: No such container: %s\n"::formatted)
                .collect(joining());
    }

    private static Optional<List<String>> after(List<String> words, int options) {
        return words.size() > options ? Optional.of(words.subList(options, words.size())) : Optional.empty();
    }

    private static Optional<String> project(List<String> words, String... options) {
        return words.size() == options.length + 1
                        && words.subList(0, options.length).equals(List.of(options))
                        && words.getLast().startsWith(PROJECT_FILTER)
                ? Stream.of(words.getLast()).map(drop(PROJECT_FILTER)).findFirst()
                : Optional.empty();
    }

    private static UnaryOperator<String> drop(String prefix) {
        return text -> text.substring(prefix.length());
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
