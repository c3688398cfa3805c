package dev.stagecraft.cli.dev;

import dev.stagecraft.cli.session.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where programs keep what belongs to a person, as the XDG Base Directory Specification says. */
final class Homes {
    /** Names where data is kept. */
    static final String DATA = "XDG_DATA_HOME";

    /** Names where state is kept. */
    static final String STATE = "XDG_STATE_HOME";

    private Homes() {}

    static Path data(Map<String, String> environment) {
        return home(environment, DATA, ".local/share");
    }

    static Path state(Map<String, String> environment) {
        return home(environment, STATE, ".local/state");
    }

    /** Whether a container can share the network of this machine; elsewhere Docker runs in a machine of its own. */
    static boolean linux() {
        return System.getProperty("os.name", "").equals("Linux");
    }

    private static Path home(Map<String, String> environment, String variable, String below) {
        return Optional.ofNullable(environment.get(variable))
                .filter(path -> path.startsWith("/"))
                .map(Path::of)
                .or(() -> Optional.ofNullable(environment.get("HOME"))
                        .map(home -> Path.of(home).resolve(below)))
                .orElseThrow(
                        () -> CommandFailure.of("There is no home directory; set HOME or %s.".formatted(variable)));
    }
}
