package dev.stagecraft.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The exposition text taken apart, with the naming rules of Prometheus as a check that needs no tool. */
record Exposition(Map<String, String> types, Map<String, String> helps, List<String> samples) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern NOT_A_BASE_UNIT =
            Pattern.compile(".*_(milliseconds|millis|ms|minutes|hours|days|kilobytes|megabytes|percent|ns)(_total)?");

    static Exposition parse(String text) {
        var types = new LinkedHashMap<String, String>();
        var helps = new LinkedHashMap<String, String>();
        var samples = new ArrayList<String>();
        for (var line : text.lines().toList()) {
            var words = line.split(" ", 4);
            if (line.startsWith("# TYPE ")) {
                types.put(words[2], words[3]);
            } else if (line.startsWith("# HELP ")) {
                helps.put(words[2], words.length > 3 ? words[3].strip() : "");
            } else if (!line.isBlank()) {
                samples.add(line);
            }
        }
        return new Exposition(types, helps, samples);
    }

    /** Sentences about what breaks a rule; empty when all is well. */
    List<String> problems() {
        var problems = new TreeSet<String>();
        types.forEach((family, type) -> {
            if (helps.getOrDefault(family, "").isBlank()) {
                problems.add(family + " has no help text");
            }
            if (!NAME.matcher(family).matches()) {
                problems.add(family + " is not lower case words joined by underscores");
            }
            if (type.equals("counter") != family.endsWith("_total")) {
                problems.add(family + " is a " + type + ": counters and only counters end in _total");
            }
            if (NOT_A_BASE_UNIT.matcher(family).matches()) {
                problems.add(family + " is not in a base unit");
            }
            if (List.of(family.split("_")).contains(type)) {
                problems.add(family + " names its own type");
            }
        });
        return List.copyOf(problems);
    }

    List<String> samplesOf(String family) {
        return samples.stream()
                .filter(line -> line.startsWith(family + "{") || line.startsWith(family + " "))
                .toList();
    }
}
