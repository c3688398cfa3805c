package dev.stagecraft;

import dev.stagecraft.cli.CommandLines;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The entry point of the {@code stagecraft} command, in the same jar as the operator. */
public final class Cli {
    private Cli() {}

    /** Runs one command, and ends the process with its exit status. */
    public static void main(String[] args) {
        var environment = System.getenv();
        var directory = Path.of("").toAbsolutePath();
        CliLogging.set(environment, directory, args);
        var surroundings =
                new Session.Surroundings(directory, environment, System.in, console(environment), Clock.systemUTC());
        int code;
        try (var session = new Session(surroundings, CliWorld::new)) {
            code = CommandLines.run(session, args);
        }
        // The clients leave threads behind. Nothing is left to flush, and it would wait where nobody reads.
        System.exit(code);
    }

    private static Console console(Map<String, String> environment) {
        return new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), screen(environment));
    }

    /** The launcher knows what standard output is, which Java tells only where standard input is a terminal as well. */
    private static Screen screen(Map<String, String> environment) {
        var columns = environment.getOrDefault("STAGECRAFT_COLUMNS", "");
        boolean terminal = columns.matches("[0-9]{1,5}");
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        return terminal ? new Screen(true, Integer.parseInt(columns), !dumb) : Screen.none();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
