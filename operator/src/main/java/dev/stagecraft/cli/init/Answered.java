package dev.stagecraft.cli.init;

import dev.stagecraft.cli.init.manifest.ProjectName;
import dev.stagecraft.cli.session.CommandFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a person wrote, in an option or as an answer, and says what is wrong with it. */
final class Answered {
    private static final Pattern REGISTRY =
            Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");
    private static final Pattern HOSTS = Pattern.compile("([a-z](?:[-a-z0-9]{0,38}[a-z0-9])?)=([0-9]{1,3})");
    private static final Pattern ADDRESS = Pattern.compile("([a-z0-9-]+(?:/[a-z0-9-]+)?)=([A-Za-z0-9.:-]+)");
    private static final int MOST = 100;

    private Answered() {}

    static String project(String text) {
        return name("Project name", text, ProjectName.LONGEST);
    }

    private static String name(String what, String text, int longest) {
        if (!ProjectName.is(text, longest)) {
            throw CommandFailure.of(
                    "%s \"%s\" cannot be used: write at most %d lower-case letters, digits and dashes, a letter first, such as %s."
                            .formatted(what, text, longest, ProjectName.fit(text, longest)));
        }
        return text;
    }

    /** A dash says that there is none. */
    static Optional<String> registry(String text) {
        if (text.equals("-")) {
            return Optional.empty();
        }
        if (!REGISTRY.matcher(text).matches() || text.length() > 255) {
            throw CommandFailure.of(
                    "Registry \"%s\" cannot be used: write host and path in lower case, without https:// and tag, such as ghcr.io/acme/shop."
                            .formatted(text));
        }
        return Optional.of(text);
    }

    static List<String> environments(String text) {
        List<String> names = Stream.of(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(name -> name("Environment", name, ProjectName.LONGEST_ENVIRONMENT))
                .toList();
        if (names.isEmpty()) {
            throw CommandFailure.of(
                    "There must be an environment; write their names with commas, such as staging,prod.");
        }
        return names;
    }

    static SequencedMap<String, Integer> hosts(String text) {
        var hosts = new LinkedHashMap<String, Integer>();
        for (String entry : text.split(",")) {
            Matcher read = HOSTS.matcher(entry.strip());
            int count = read.matches() ? Integer.parseInt(read.group(2)) : 0;
            if (count < 1 || hosts.put(read.group(1), count) != null) {
                throw CommandFailure.of(
                        "Hosts \"%s\" cannot be read: write a role, = and a number from 1 on, each role once, such as app=2,db=1."
                                .formatted(text));
            }
        }
        if (hosts.values().stream().mapToInt(Integer::intValue).sum() > MOST) {
            throw CommandFailure.of(
                    "Hosts \"%s\" are more than %d; a resource has that many at most.".formatted(text, MOST));
        }
        return hosts;
    }

    static String text(Map<String, Integer> hosts) {
        return hosts.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    static Map<String, String> addresses(List<String> written) {
        var addresses = new LinkedHashMap<String, String>();
        for (String entry : written) {
            Matcher read = ADDRESS.matcher(entry);
            if (!read.matches()) {
                throw CommandFailure.of(
                        "--address %s cannot be read: write HOST=ADDRESS or ENVIRONMENT/HOST=ADDRESS, such as app=203.0.113.9."
                                .formatted(entry));
            }
            addresses.put(read.group(1), read.group(2));
        }
        return addresses;
    }
}
