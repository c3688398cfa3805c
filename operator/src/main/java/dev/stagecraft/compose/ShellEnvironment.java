package dev.stagecraft.compose;

import java.util.Map;
import java.util.TreeMap;

/** Exports that a host sources before it runs Compose, so that variables in the file resolve; as secret as the values. */
public final class ShellEnvironment {
    private ShellEnvironment() {}

    /**
     * One POSIX {@code export} for each variable, sorted by name, every value byte for byte.
     *
     * @throws IllegalArgumentException for a name that a shell cannot hold or a value with NUL; the value is not in the message
     */
    public static String render(Map<String, String> variables) {
        StringBuilder script = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((name, value) -> script.append("export ")
                        .append(EnvironmentName.checked(name, value))
                        .append("='")
                        .append(value.replace("'", "'\\''"))
                        .append("'\n"));
        return script.toString();
    }
}
