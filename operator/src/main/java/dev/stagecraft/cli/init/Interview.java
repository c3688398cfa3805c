package dev.stagecraft.cli.init;

import dev.stagecraft.cli.init.detect.Answers;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Style;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** Asks a person on a terminal. An empty line, or the end of the input, takes what is suggested. */
final class Interview {
    private static final int TRIES = 3;

    private final Console console;
    private final BufferedReader input;

    Interview(Console console, InputStream input) {
        this.console = console;
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    /** A few questions; each answer is held to the rules before the next one is asked. */
    Answers ask(Answers suggested, InitOptions options) {
        console.note("Press Enter to take what stands in brackets.");
        String project = options.project == null
                ? ask("Project name", suggested.project(), Answered::project)
                : suggested.project();
        Optional<String> registry = options.registry == null
                ? ask("Registry of the images (none: -)", suggested.registry().orElse("-"), Answered::registry)
                : suggested.registry();
        var environments = options.environments == null
                ? ask("Environments", String.join(",", suggested.environments()), Answered::environments)
                : suggested.environments();
        var hosts = options.hosts == null
                ? ask("Hosts, as role=number", Answered.text(suggested.hosts()), Answered::hosts)
                : suggested.hosts();
        return new Answers(
                project,
                registry,
                environments,
                hosts,
                suggested.cloud(),
                suggested.region(),
                suggested.size(),
                suggested.addresses());
    }

    private <T> T ask(String question, String suggestion, Function<String, T> read) {
        for (int attempt = 1; ; attempt++) {
            console.err().print(console.styled(Style.BOLD, question) + " [" + suggestion + "]: ");
            console.err().flush();
            String answer = line().strip();
            try {
                return read.apply(answer.isEmpty() ? suggestion : answer);
            } catch (CommandFailure wrong) {
                if (attempt == TRIES) {
                    throw wrong;
                }
                console.note(String.valueOf(wrong.getMessage()));
            }
        }
    }

    private String line() {
        try {
            String line = input.readLine();
            if (line == null) {
                console.note("");
            }
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
