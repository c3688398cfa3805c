package dev.stagecraft.compose;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Exports that a host sources before it runs Compose, so that variables in the file resolve; as secret as the values. */
public final class ShellEnvironment {
    private ShellEnvironment() {}

    /** Names that some shells keep themselves and do not let go of; no program is given them. */
    private static final Set<String> OF_SHELLS = Set.of("UID", "EUID", "PPID", "GROUPS");

    /**
     * As {@link #render(Map)}, and what the host's own environment has under the absent names goes: a default in the file counts.
     */
    public static String render(Map<String, String> variables, Set<String> absent) {
        StringBuilder script = new StringBuilder();
        new TreeSet<>(absent)
                .stream()
                        .filter(name -> !OF_SHELLS.contains(name) && !variables.containsKey(name))
                        .forEach(name -> script.append("unset ")
                                .append(EnvironmentName.checked(name, ""))
                                .append('\n'));
        return script + render(variables);
    }

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
