package dev.stagecraft.cli.completion;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Answers what the last word of a line may become: from the model, and from {@link Names} where only the cluster knows. */
final class Completer {
    private final CommandSpec root;
    private final Names names;

    Completer(CommandSpec root, Names names) {
        this.root = root;
        this.names = names;
    }

    Answer answer(List<String> words) {
        var word = words.isEmpty() ? "" : words.getLast();
        var line = Line.of(root, words.isEmpty() ? words : words.subList(0, words.size() - 1));
        if (line.open().isPresent()) {
            return value(line.open().get(), line).startingWith(word, "");
        }
        int equals = word.indexOf('=');
        if (!line.onlyPositionals() && word.startsWith("--") && equals > 0) {
            var option = line.command().findOption(word.substring(0, equals));
            return option == null
                    ? Answer.nothing()
                    : value(option, line).startingWith(word.substring(equals + 1), word.substring(0, equals + 1));
        }
        if (!line.onlyPositionals() && word.startsWith("-")) {
            return options(line, word).startingWith(word, "");
        }
        return commandOrArgument(line).startingWith(word, "");
    }

    /** Long names, and all of them only where a single dash says nothing else. */
    private static Answer options(Line line, String word) {
        return Answer.of(line.command().options().stream()
                .filter(option -> !option.hidden())
                .filter(option -> option.isMultiValue() || !line.options().containsKey(option))
                .flatMap(option -> Arrays.stream(option.names())
                        .filter(name -> offered(name, option, word))
                        .map(name -> new Candidate(name, description(option.description())))));
    }

    private static boolean offered(String name, OptionSpec option, String word) {
        boolean onlyName = option.names().length == 1;
        return name.startsWith("--") || name.equals(word) || (onlyName && word.equals("-"));
    }

    private Answer commandOrArgument(Line line) {
        if (line.positionals().isEmpty() && !line.onlyPositionals()) {
            var below = new LinkedHashMap<CommandSpec, Candidate>();
            line.command().subcommands().values().forEach(child -> {
                var spec = child.getCommandSpec();
                if (!spec.usageMessage().hidden()) {
                    below.put(
                            spec,
                            new Candidate(
                                    spec.name(), description(spec.usageMessage().description())));
                }
            });
            if (!below.isEmpty()) {
                return Answer.of(below.values().stream());
            }
        }
        int index = line.positionals().size();
        return line.command().positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(index))
                .findFirst()
                .map(parameter -> value(parameter, line))
                .orElseGet(Answer::nothing);
    }

    private Answer value(ArgSpec argument, Line line) {
        if (argument.type().isEnum()) {
            // The parser takes them in small letters as well.
            return Answer.of(Arrays.stream(argument.type().getEnumConstants())
                    .map(each -> Candidate.of(String.valueOf(each).toLowerCase(Locale.ROOT))));
        }
        var fixed = argument.completionCandidates();
        if (fixed != null) {
            return Answer.of(StreamSupport.stream(fixed.spliterator(), false).map(Candidate::of));
        }
        var label = argument.paramLabel().toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        var option = argument instanceof OptionSpec given ? given.longestName() : "";
        return switch (option) {
            case "--output" -> Answer.of(Stream.of(formats(line)).map(Candidate::of));
            case "--context" -> names.contexts(line);
            case "--namespace" -> names.namespaces(line);
            case "--env" -> names.environments(line);
            case "--service", "--services" -> names.services(line);
            case "--host", "--hosts" -> names.hosts(line);
            case "--release", "--to" -> names.releases(line);
            case "--database", "--databases" -> names.databases(line);
            default -> byLabel(label, option, line);
        };
    }

    /** What a plan can be written as beside what everything can. */
    private static String[] formats(Line line) {
        return line.command().name().equals("plan")
                ? new String[] {"text", "json", "yaml", "mermaid", "dot"}
                : new String[] {"text", "json", "yaml"};
    }

    private Answer byLabel(String label, String option, Line line) {
        return switch (label) {
            case "FILE", "PATH" -> Answer.files();
            case "DIR", "DIRECTORY" -> Answer.directories();
            case "NAME" -> option.isEmpty() ? names.resources(line) : Answer.nothing();
            case "HOST" -> names.hosts(line);
            case "RELEASE", "ID" -> names.releases(line);
            case "SERVICE", "SERVICES" -> names.services(line);
            case "DATABASE", "DB" -> names.databases(line);
            default -> Answer.nothing();
        };
    }

    private static String description(String... lines) {
        return lines.length == 0 ? "" : lines[0].replace("%%", "%");
    }
}
