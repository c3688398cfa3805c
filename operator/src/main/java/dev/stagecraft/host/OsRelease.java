package dev.stagecraft.host;

import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of {@code /etc/os-release} that decide how packages are installed.
 *
 * @param family the value of ID and those of ID_LIKE
 */
record OsRelease(String prettyName, Set<String> family) {

    private static final Pattern LINE = Pattern.compile("([A-Z_]+)=[\"']?([^\"']*)[\"']?");

    OsRelease {
        family = Set.copyOf(family);
    }

    static OsRelease parse(String text) {
        var values = new HashMap<String, String>();
        text.lines().map(String::strip).map(LINE::matcher).forEach(line -> {
            if (line.matches()) {
                values.put(line.group(1), line.group(2));
            }
        });
        var ids = values.getOrDefault("ID", "") + " " + values.getOrDefault("ID_LIKE", "");
        return new OsRelease(
                Failures.excerpt(values.getOrDefault("PRETTY_NAME", values.getOrDefault("ID", "unknown"))),
                Set.of(ids.strip().toLowerCase(Locale.ROOT).split("\\s+")).stream()
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toSet()));
    }

    boolean usesApt() {
        return family.contains("debian") || family.contains("ubuntu");
    }
}
