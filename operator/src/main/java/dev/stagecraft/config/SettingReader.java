package dev.stagecraft.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Turns texts into typed values. What cannot be turned is noted and stands in with the default, so that one pass finds
 * every violation.
 */
final class SettingReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern REGISTRY =
            Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?|\\[[0-9a-fA-F:]+](:[0-9]{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:]+");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9])?");

    private static final Pattern IMAGE =
            Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
                    + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?");
    private static final Pattern DAEMON = Pattern.compile("tcp://(" + REGISTRY.pattern() + ")");
    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]|/(?!\\.))*");

    private final Map<String, String> values;
    private final List<String> violations;

    SettingReader(Map<String, String> values, List<String> violations) {
        this.values = values;
        this.violations = violations;
    }

    /** The value as it will be used, stripped; the default where nothing is given. */
    String text(Setting setting) {
        var given = values.getOrDefault(setting.variable(), "").strip();
        return given.isEmpty() ? setting.fallback() : given;
    }

    int number(Setting setting, int least, int most) {
        var text = text(setting);
        if (text.matches("[0-9]{1,9}")) {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        refuse(setting, text, "a whole number from %d to %d".formatted(least, most));
        return Integer.parseInt(setting.fallback());
    }

    boolean flag(Setting setting) {
        var text = text(setting);
        if (!text.equals("true") && !text.equals("false")) {
            refuse(setting, text, "true or false");
        }
        return text.equals("true");
    }

    Duration duration(Setting setting) {
        var text = text(setting);
        return DurationText.parse(text).orElseGet(() -> {
            refuse(setting, text, "a duration above zero such as 500ms, 30s, 5m or 1h30m, at most 24h");
            return DurationText.parse(setting.fallback()).orElseThrow();
        });
    }

    LogFormat logFormat(Setting setting) {
        return switch (text(setting)) {
            case "json" -> LogFormat.JSON;
            case "text" -> LogFormat.TEXT;
            case String other -> {
                refuse(setting, other, "json or text");
                yield LogFormat.JSON;
            }
        };
    }

    Optional<String> name(Setting setting) {
        return shaped(setting, NAME, "a Kubernetes name of lower case letters, digits and hyphens");
    }

    Optional<String> label(Setting setting) {
        return shaped(setting, LABEL, "letters, digits, dots, hyphens and underscores, at most 128");
    }

    /** Without one the default stands in. */
    String image(Setting setting) {
        return shaped(setting, IMAGE, "an image such as registry.example.com/tools/buildkit:v1")
                .orElse(setting.fallback());
    }

    /** Images by program. */
    Map<String, String> images(Setting setting) {
        var images = new TreeMap<String, String>();
        Arrays.stream(text(setting).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .forEach(item -> {
                    var parts = item.split("=", 2);
                    if (parts.length < 2
                            || !NAME.matcher(parts[0]).matches()
                            || !IMAGE.matcher(parts[1]).matches()) {
                        refuse(setting, item, "programs and their images as program=image, separated by commas");
                    } else {
                        images.put(parts[0], parts[1]);
                    }
                });
        return images;
    }

    Optional<String> daemon(Setting setting) {
        return shaped(setting, DAEMON, "an address such as tcp://buildkitd.stagecraft-build.svc:1234");
    }

    Optional<String> profile(Setting setting) {
        return shaped(setting, PROFILE, "the name or relative path of a profile on the nodes");
    }

    String address(Setting setting) {
        return shaped(setting, ADDRESS, "an IP address such as 0.0.0.0 or 127.0.0.1")
                .orElse(setting.fallback());
    }

    Set<String> names(Setting setting) {
        return list(setting, NAME, "Kubernetes names, separated by commas");
    }

    Set<String> registries(Setting setting) {
        return list(setting, REGISTRY, "registries as host or host:port, separated by commas, without a scheme");
    }

    /** An address may carry a password by mistake, so the text of a refused one is not repeated. */
    URI url(Setting setting) {
        try {
            var url = new URI(text(setting).replaceFirst("/+$", ""));
            var scheme = url.getScheme();
            if (("https".equals(scheme) || "http".equals(scheme))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Falls through to the sentence below, which fits this too.
        }
        violations.add("%s must be an http or https URL with a host, and without user, query and fragment."
                .formatted(setting.variable()));
        return URI.create(setting.fallback());
    }

    /** One that is there, as a volume that is not mounted would only show much later. */
    Optional<Path> directory(Setting setting) {
        var text = text(setting);
        try {
            var path = Path.of(text);
            if (text.isEmpty() || (path.isAbsolute() && Files.isDirectory(path))) {
                return Optional.of(path).filter(Path::isAbsolute);
            }
        } catch (InvalidPathException _) {
            // Falls through to the sentence below, which fits this too.
        }
        refuse(setting, text, "the absolute path of a directory that is there");
        return Optional.empty();
    }

    private Optional<String> shaped(Setting setting, Pattern shape, String words) {
        var text = text(setting);
        if (!text.isEmpty() && !shape.matcher(text).matches()) {
            refuse(setting, text, words);
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private Set<String> list(Setting setting, Pattern shape, String words) {
        var items = new TreeSet<String>();
        Arrays.stream(text(setting).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .forEach(item -> {
                    if (!shape.matcher(item).matches()) {
                        refuse(setting, item, words);
                    }
                    items.add(item);
                });
        return items;
    }

    private void refuse(Setting setting, String value, String words) {
        violations.add("%s is '%s', but it takes %s.".formatted(setting.variable(), value, words));
    }
}
