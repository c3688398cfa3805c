package dev.stagecraft.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the words before the cursor have said. Read by the model and not by the parser, which would refuse a line that is not
 * finished.
 */
final class Line {
    private CommandSpec command;
    private final Map<OptionSpec, String> options = new LinkedHashMap<>();
    private final List<String> positionals = new ArrayList<>();
    private @Nullable OptionSpec open;
    private boolean onlyPositionals;

    private Line(CommandSpec root) {
        command = root;
    }

    static Line of(CommandSpec root, List<String> words) {
        var line = new Line(root);
        words.forEach(line::take);
        return line;
    }

    /** The command that the words have come to. */
    CommandSpec command() {
        return command;
    }

    /** The option whose value comes next. */
    Optional<OptionSpec> open() {
        return Optional.ofNullable(open);
    }

    /** The options that were given, with their values; empty where there was none. */
    Map<OptionSpec, String> options() {
        return options;
    }

    /** The arguments of the command so far. */
    List<String> positionals() {
        return positionals;
    }

    /** Whether {@code --} was there. */
    boolean onlyPositionals() {
        return onlyPositionals;
    }

    private void take(String word) {
        if (open != null) {
            options.put(open, word);
            open = null;
        } else if (onlyPositionals) {
            positionals.add(word);
        } else if (word.equals("--")) {
            onlyPositionals = true;
        } else if (word.startsWith("-") && word.length() > 1) {
            takeOption(word);
        } else if (positionals.isEmpty() && command.subcommands().containsKey(word)) {
            command = command.subcommands().get(word).getCommandSpec();
        } else {
            positionals.add(word);
        }
    }

    private void takeOption(String word) {
        int equals = word.indexOf('=');
        var option = command.findOption(equals < 0 ? word : word.substring(0, equals));
        if (option == null) {
            return;
        }
        if (equals >= 0) {
            options.put(option, word.substring(equals + 1));
        } else if (option.arity().min() > 0) {
            open = option;
        } else {
            options.put(option, "");
        }
    }
}
