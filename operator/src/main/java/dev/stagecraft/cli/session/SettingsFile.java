package dev.stagecraft.cli.session;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the file with defaults is. Needs no more of the JVM than texts do, for those who must know before the parser. */
public final class SettingsFile {
    private SettingsFile() {}

    /** The one that was named, on the command line or in the environment. */
    public static Optional<String> named(@Nullable String flag, Map<String, String> environment) {
        return present(flag).or(() -> present(environment.get("STAGECRAFT_CONFIG")));
    }

    /** The one that is looked for where none was named, by the XDG base directory specification. */
    public static String usual(Map<String, String> environment) {
        var home = present(environment.get("XDG_CONFIG_HOME"))
                .orElseGet(() -> environment.getOrDefault("HOME", ".") + "/.config");
        return home + "/stagecraft/config.yaml";
    }

    /** What is empty, as an unset variable of a script makes it, counts as not given. */
    static Optional<String> present(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
