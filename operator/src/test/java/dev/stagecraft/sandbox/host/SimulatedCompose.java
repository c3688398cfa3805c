package dev.stagecraft.sandbox.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The part of Compose that the operator uses: {@code config -q}, {@code pull -q} and {@code up -d}. */
final class SimulatedCompose {

    private final SimulatedEngine engine;
    private final SimulatedFiles files;
    private final Faults faults;
    private final String separator;

    /** @param separator between the parts of a container's name */
    SimulatedCompose(SimulatedEngine engine, SimulatedFiles files, Faults faults, String separator) {
        this.engine = engine;
        this.files = files;
        this.faults = faults;
        this.separator = separator;
    }

    /** The words after the program, read strictly in the operator's order. */
    private record Call(String project, List<String> files, String verb, List<String> rest) {

        static Optional<Call> of(List<String> words) {
            if (words.size() < 9
                    || !words.get(0).equals("-p")
                    || !words.get(2).equals("--project-directory")
                    || !words.get(4).equals("-f")
                    || !words.get(6).equals("-f")) {
                return Optional.empty();
            }
            return Optional.of(new Call(
                    words.get(1), List.of(words.get(5), words.get(7)), words.get(8), words.subList(9, words.size())));
        }
    }

    /** Empty when the words are none that the operator sends. */
    Optional<Reply> run(List<String> words, Map<String, String> variables) {
        return Call.of(words).flatMap(call -> {
            var texts = new ArrayList<String>();
            for (var path : call.files()) {
                var file = files.read(path);
                if (file.isEmpty()) {
                    return Optional.of(Reply.failed(14, "open %s: no such file or directory".formatted(path)));
                }
                texts.add(file.get().text());
            }
            try {
                return run(call, SimulatedComposeFile.read(texts, variables), login(variables));
            } catch (IllegalArgumentException refused) {
                return Optional.of(Reply.failed(15, String.valueOf(refused.getMessage())));
            }
        });
    }

    private String login(Map<String, String> variables) {
        return Optional.ofNullable(variables.get("DOCKER_CONFIG"))
                .flatMap(directory -> files.read(directory + "/config.json"))
                .map(SimulatedFiles.StoredFile::text)
                .orElse("");
    }

    private Optional<Reply> run(Call call, Map<String, ServiceSpec> services, String login) {
        var rest = call.rest();
        return switch (call.verb()) {
            case "config" -> rest.equals(List.of("-q")) ? Optional.of(Reply.ok()) : Optional.empty();
            case "pull" ->
                rest.size() > 1 && rest.getFirst().equals("-q")
                        ? Optional.of(pull(services, rest.subList(1, rest.size()), login))
                        : Optional.empty();
            case "up" -> Up.of(rest).map(up -> up(call.project(), services, up));
            case "run" -> Once.of(rest).map(once -> run(call.project(), services, once));
            default -> Optional.empty();
        };
    }

    /** The form of {@code run} that the operator sends. */
    private record Once(
            String name,
            Map<String, String> labels,
            Map<String, String> environment,
            String service,
            List<String> command) {

        private static final List<String> DETACHED = List.of("-d", "-T", "--no-deps", "--name");

        static Optional<Once> of(List<String> words) {
            if (words.size() < 7 || !words.subList(0, 4).equals(DETACHED)) {
                return Optional.empty();
            }
            var labels = new TreeMap<String, String>();
            int at = 5;
            for (; words.get(at).equals("--label"); at += 2) {
                var label = words.get(at + 1).split("=", 2);
                labels.put(label[0], label[1]);
            }
            var environment = new TreeMap<String, String>();
            for (; words.get(at).equals("-e"); at += 2) {
                var variable = words.get(at + 1).split("=", 2);
                environment.put(variable[0], variable[1]);
            }
            return Optional.of(
                    new Once(words.get(4), labels, environment, words.get(at), words.subList(at + 1, words.size())));
        }
    }

    private Reply run(String project, Map<String, ServiceSpec> services, Once once) {
        var service = services.get(once.service());
        if (service == null) {
            return noSuchService(once.service());
        }
        if (engine.find(once.name()).isPresent()) {
            return Reply.failed(
                    1,
                    "Error response from daemon: Conflict. The container name \"/%s\" is already in use"
                            .formatted(once.name()));
        }
        var problem = engine.has(service.image()) ? Optional.<String>empty() : engine.pull(service.image());
        if (problem.isPresent()) {
            return Reply.failed(1, problem.get());
        }
        engine.runOnce(project, service, once.name(), once.labels(), once.environment(), once.command());
        return Reply.ok();
    }

    private Reply pull(Map<String, ServiceSpec> services, List<String> names, String login) {
        for (var name : names) {
            var service = services.get(name);
            if (service == null) {
                return noSuchService(name);
            }
            var problem = engine.pull(service.image(), login);
            if (problem.isPresent()) {
                return Reply.failed(1, "ERROR: for %s  %s".formatted(name, problem.get()));
            }
        }
        return Reply.ok();
    }

    /** The two forms of {@code up} that the operator sends. */
    private record Up(boolean recreate, OptionalInt asked, List<String> names) {

        private static final List<String> CONVERGE = List.of("-d", "--no-deps", "--no-build", "-t");
        private static final List<String> ADD = List.of("-d", "--no-deps", "--no-build", "--no-recreate", "--scale");

        static Optional<Up> of(List<String> words) {
            if (words.size() > 5 && words.subList(0, 4).equals(CONVERGE)) {
                return Optional.of(new Up(true, OptionalInt.empty(), words.subList(5, words.size())));
            }
            return words.size() > 6 && words.subList(0, 5).equals(ADD)
                    ? Optional.of(new Up(
                            false,
                            OptionalInt.of(Integer.parseInt(words.get(5).split("=", 2)[1])),
                            words.subList(6, words.size())))
                    : Optional.empty();
        }
    }

    private Reply up(String project, Map<String, ServiceSpec> services, Up up) {
        for (var name : up.names()) {
            var service = services.get(name);
            if (service == null) {
                return noSuchService(name);
            }
            if (faults.diskFull()) {
                return Reply.failed(1, "ERROR: mkdir /var/lib/docker/overlay2/x: no space left on device");
            }
            var problem = engine.has(service.image()) ? Optional.<String>empty() : engine.pull(service.image());
            if (problem.isPresent()) {
                return Reply.failed(1, problem.get());
            }
        }
        up.names().stream()
                .map(services::get)
                .filter(Objects::nonNull)
                .forEach(service -> converge(project, service, up));
        return Reply.ok();
    }

    private void converge(String project, ServiceSpec service, Up up) {
        int scale = up.asked().orElse(service.replicas());
        var mine = engine.of(project).stream()
                .filter(container -> !container.oneOff() && container.service().equals(service.name()))
                .toList();
        for (var container : mine) {
            if (up.recreate() && !container.hash().equals(service.hash())) {
                engine.remove(List.of(container.id()));
                engine.run(project, service, container.number(), separator);
            } else if (!container.running()) {
                engine.start(container);
            }
        }
        mine.stream().skip(scale).forEach(extra -> engine.remove(List.of(extra.id())));
        var last = mine.isEmpty() ? 0 : mine.getLast().number();
        for (int missing = scale - mine.size(); missing > 0; missing--) {
            engine.run(project, service, ++last, separator);
        }
    }

    private static Reply noSuchService(String name) {
        return Reply.failed(1, "no such service: " + name);
    }
}
