package dev.stagecraft.cli.manifest;

import dev.stagecraft.api.v1alpha1.ComposeSource;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.References;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which variables the compose files need that nothing at hand gives, so that they must come from what is taken as given. */
final class NeededVariables {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$|\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)([^}]*)}|([A-Za-z_][A-Za-z0-9_]*))");
    private static final Pattern ASSIGNED = Pattern.compile("(?m)^\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=");

    private final StagecraftSpec spec;
    private final References known;
    private final String namespace;
    private final Optional<SourceTree> tree;

    /** @param known what is at hand, and nothing that is taken as given */
    NeededVariables(StagecraftSpec spec, References known, String namespace, Optional<SourceTree> tree) {
        this.spec = spec;
        this.known = known;
        this.namespace = namespace;
        this.tree = tree;
    }

    Set<String> names() {
        var needed = new TreeSet<String>();
        composeTexts().forEach(text -> needed.addAll(references(text)));
        spec.env().forEach(variable -> needed.remove(variable.name()));
        needed.removeAll(given());
        needed.removeIf(name -> name.startsWith("STAGECRAFT_"));
        return needed;
    }

    /** The texts of the compose files, as far as they are at hand. */
    List<String> composeTexts() {
        var compose = spec.compose();
        if (compose == null) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        texts.add(compose.inline());
        var ref = compose.configMapRef();
        if (ref != null) {
            known.configMap(namespace, ref.name()).ifPresent(data -> texts.addAll(data.values()));
        }
        paths(compose).forEach(path -> text(path).ifPresent(texts::add));
        return texts;
    }

    private static Stream<String> paths(ComposeSource compose) {
        return compose.path().isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of(compose.path()), compose.overrides().stream());
    }

    /** What Compose reads beside the first file. */
    private Optional<String> dotenv() {
        var path = spec.compose() == null ? "" : spec.compose().path();
        return path.isEmpty() ? Optional.empty() : text(path.substring(0, path.lastIndexOf('/') + 1) + ".env");
    }

    private Optional<String> text(String path) {
        return tree.flatMap(files -> files.file(path)).flatMap(SourceFile::text);
    }

    /** A reference with a default needs nothing. */
    private static Set<String> references(String text) {
        var names = new TreeSet<String>();
        var matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            if (matcher.group(3) != null) {
                names.add(matcher.group(3));
            } else if (matcher.group(1) != null && !matcher.group(2).matches(":?[-+].*")) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    private Set<String> given() {
        var given = new TreeSet<String>();
        for (var source : spec.envFrom()) {
            var map = source.configMapRef();
            if (map != null) {
                known.configMap(namespace, map.name()).ifPresent(data -> {
                    given.addAll(map.key().isEmpty() ? data.keySet() : assigned(data.getOrDefault(map.key(), "")));
                });
            }
            var secret = source.secretRef();
            if (secret != null) {
                known.secret(namespace, secret.name()).ifPresent(data -> given.addAll(data.keySet()));
            }
            if (!source.path().isEmpty()) {
                text(source.path()).ifPresent(text -> given.addAll(assigned(text)));
            }
        }
        dotenv().ifPresent(text -> given.addAll(assigned(text)));
        return given;
    }

    private static Set<String> assigned(String text) {
        var names = new TreeSet<String>();
        var matcher = ASSIGNED.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
