package dev.stagecraft.cli.session;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of the command line. For one thread, but for what its ports say of themselves. */
public final class Session implements AutoCloseable {
    private final Surroundings surroundings;
    private final Function<Settings, World> worlds;
    private final GlobalOptions options = new GlobalOptions();
    private @Nullable Settings settings;
    private @Nullable World world;

    /**
     * What the process was started in.
     *
     * @param directory the working directory, absolute
     * @param environment of the process
     * @param input standard input
     */
    public record Surroundings(
            Path directory, Map<String, String> environment, InputStream input, Console console, Clock clock) {}

    /** @param worlds makes the ports, given what the options say; called at most once */
    public Session(Surroundings surroundings, Function<Settings, World> worlds) {
        this.surroundings = surroundings;
        this.worlds = worlds;
    }

    /** The options that every command has, which the parser fills in. */
    public GlobalOptions options() {
        return options;
    }

    /** What the process was started in; for what must work also where settings cannot be read. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /**
     * What the options, the environment and the file come to.
     *
     * @throws CommandFailure when one of them cannot be used
     */
    public Settings settings() {
        if (settings == null) {
            settings = Settings.resolve(options, surroundings.environment(), surroundings.directory());
        }
        return settings;
    }

    /** Whether traces are wanted. Where the settings cannot be read, what the flag or the environment says. */
    public boolean verbose() {
        try {
            return settings().verbose();
        } catch (CommandFailure unreadable) {
            var flag = options.verbose;
            return flag != null
                    ? flag
                    : Truth.of(environment().getOrDefault("STAGECRAFT_VERBOSE", ""))
                            .orElse(false);
        }
    }

    /** Where to write. */
    public Console console() {
        return settings().colour()
                ? surroundings.console()
                : surroundings.console().plain();
    }

    /** The ports to the outside. */
    public World world() {
        if (world == null) {
            world = worlds.apply(settings());
        }
        return world;
    }

    /** The namespace that is worked in: an option, else the environment, the file, the context. */
    public String namespace() {
        return settings().namespace().orElseGet(() -> world().contextNamespace());
    }

    /** The working directory. */
    public Path directory() {
        return surroundings.directory();
    }

    /** A path as the user gave it, from the working directory. */
    public Path path(String given) {
        return surroundings.directory().resolve(given).normalize();
    }

    /** The environment of the process. */
    public Map<String, String> environment() {
        return surroundings.environment();
    }

    /** Standard input. */
    public InputStream input() {
        return surroundings.input();
    }

    /** The time. */
    public Clock clock() {
        return surroundings.clock();
    }

    @Override
    public void close() {
        if (world != null) {
            world.close();
        }
    }
}
