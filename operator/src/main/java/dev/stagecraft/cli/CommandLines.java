package dev.stagecraft.cli;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Settings;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.RunLast;

/** Builds the command line, and runs it once. */
public final class CommandLines {
    private CommandLines() {}

    /** Runs what the arguments say; the answer is the exit status. Nothing is thrown. */
    public static int run(Session session, String... args) {
        var line = of(session, Commands.meant(args));
        try {
            return line.execute(args);
        } catch (RuntimeException failed) {
            // What befalls where the parser still writes, such as settings that cannot be read.
            return new Failures(session).told(failed);
        }
    }

    /** The whole tree of commands. */
    public static CommandLine of(Session session) {
        return of(session, Commands.ALL);
    }

    private static CommandLine of(Session session, List<Class<?>> commands) {
        var factory = new Factory(session);
        var line = new CommandLine(new StagecraftCommand(session), factory);
        commands.forEach(command -> line.addSubcommand(new CommandLine(command, factory)));
        var surroundings = session.surroundings();
        var failures = new Failures(session);
        line.setOut(writer(surroundings.console().out()));
        line.setErr(writer(surroundings.console().err()));
        line.setExecutionExceptionHandler((failed, command, parsed) -> failures.told(failed));
        line.setParameterExceptionHandler((wrong, args) -> failures.misused(wrong));
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(Math.min(Math.max(surroundings.console().screen().width(), 60), 100));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
        // Words for a program on a host, such as curl -d @body.json, are not files of this machine.
        line.setExpandAtFiles(false);
        // Whether colours are wanted is known when the options are, and help is written after that.
        line.setExecutionStrategy(parsed -> {
            line.setColorScheme(Help.defaultColorScheme(coloured(session) ? Ansi.ON : Ansi.OFF));
            return new RunLast().execute(parsed);
        });
        Usage.install(line);
        return line;
    }

    /**
     * Help is there, and plain, also where the settings cannot be read. They are not those of the session yet: completion reads
     * the options of another line into it.
     */
    private static boolean coloured(Session session) {
        var around = session.surroundings();
        try {
            return around.console().screen().colour()
                    && Settings.resolve(session.options(), around.environment(), around.directory())
                            .colour();
        } catch (CommandFailure _) {
            return false;
        }
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Gives every command its session; what needs none is made as the parser makes it. */
    private record Factory(Session session) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0].equals(Session.class)) {
                    try {
                        return type.cast(constructor.newInstance(session));
                    } catch (InvocationTargetException e) {
                        throw new IllegalStateException(type + " cannot be made", e.getCause());
                    }
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
