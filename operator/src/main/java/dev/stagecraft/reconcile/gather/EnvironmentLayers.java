package dev.stagecraft.reconcile.gather;

import static java.util.stream.Collectors.joining;

import dev.stagecraft.api.v1alpha1.EnvFrom;
import dev.stagecraft.api.v1alpha1.KeyRef;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.dotenv.Dotenv;
import dev.stagecraft.dotenv.DotenvEntry;
import dev.stagecraft.dotenv.DotenvValue;
import dev.stagecraft.dotenv.Layer;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what {@code envFrom} and {@code env} name, in the order of precedence. For one gathering. */
final class EnvironmentLayers {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String OURS = "STAGECRAFT_";

    /** A sentence holds only so many. */
    static final int MOST_PROBLEMS = 5;

    private final Reading reading;
    private final Optional<SourceTree> tree;
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, Map<String, Secret>> originals = new TreeMap<>();

    EnvironmentLayers(Reading reading, Optional<SourceTree> tree) {
        this.reading = reading;
        this.tree = tree;
    }

    List<Layer> read(StagecraftSpec spec, Map<String, String> dotenv) {
        for (int i = 0; i < spec.envFrom().size(); i++) {
            add(spec.envFrom().get(i), "spec.envFrom[" + i + "]");
        }
        for (int i = 0; i < spec.env().size(); i++) {
            var variable = spec.env().get(i);
            var path = "spec.env[" + i + "].name";
            requireNotOurs(variable.name(), path);
            keys(path, false, Map.of(variable.name(), Secret.of(variable.value())));
        }
        dotenv.forEach((name, text) -> file("--env-file " + name, name, true, Optional.of(text)));
        return List.copyOf(layers);
    }

    /** The value exactly as it was read, where nothing was made of it. */
    Optional<Secret> original(String place, String name) {
        return Optional.ofNullable(originals.getOrDefault(place, Map.of()).get(name));
    }

    /** A message about a line of what is at that place, as a person finds it. */
    String located(String place, int line, String message) {
        return files.getOrDefault(place, "its value") + (line > 0 ? ", line " + line : "") + ": " + message;
    }

    private void add(EnvFrom source, String path) {
        var secret = source.secretRef();
        var configMap = source.configMapRef();
        if (secret != null) {
            secret(secret, path + ".secretRef");
        }
        if (configMap != null) {
            configMap(configMap, path + ".configMapRef");
        }
        if (!source.path().isEmpty()) {
            file(path + ".path", "file " + source.path(), false, inSource(source.path(), path + ".path"));
        }
    }

    private void secret(KeyRef ref, String path) {
        var values = reading.secret(ref.name(), path);
        if (ref.key().isEmpty()) {
            checked(values, path);
            keys(path, true, values);
        } else {
            var value = present(Optional.ofNullable(values.get(ref.key())), "Secret", ref, path);
            var what = "key " + ref.key() + " of Secret " + ref.name();
            file(path + ".key", what, true, SourceFile.of(value.revealBytes()).text());
        }
    }

    private void configMap(KeyRef ref, String path) {
        if (ref.key().isEmpty()) {
            var values = new TreeMap<String, Secret>();
            reading.configMap(ref.name(), path).forEach((name, value) -> values.put(name, Secret.of(value)));
            checked(values, path);
            keys(path, false, values);
        } else {
            var found = reading.configMapFiles(ref.name(), path);
            var text = present(Optional.ofNullable(found.get(ref.key())), "ConfigMap", ref, path);
            file(path + ".key", "key " + ref.key() + " of ConfigMap " + ref.name(), false, text);
        }
    }

    private static <T> T present(Optional<T> value, String kind, KeyRef ref, String path) {
        return value.orElseThrow(() -> Rejected.at(
                "ReferenceNotFound", path + ".key", kind + " " + ref.name() + " has no value under key " + ref.key()));
    }

    private Optional<String> inSource(String file, String path) {
        var source = tree.orElseThrow(() -> Rejected.at(
                "ReferenceNotFound",
                path,
                "there is no source to read " + file + " from; name one in spec.source.git"));
        return source.file(file)
                .orElseThrow(() -> Rejected.at(
                        "ReferenceNotFound",
                        path,
                        "commit " + source.commit() + " has no file " + file + ", or one of more than a MiB"))
                .text();
    }

    private void keys(String path, boolean secret, Map<String, Secret> values) {
        var texts = new TreeMap<String, String>();
        values.forEach((name, value) -> texts.put(name, value.reveal()));
        originals.put(path, Map.copyOf(values));
        layers.add(Layer.literals(path, secret, texts));
    }

    private void file(String path, String what, boolean secret, Optional<String> text) {
        var content = text.orElseThrow(
                () -> Rejected.at("InvalidSpec", path, what + " is no UTF-8 text, so it is no dotenv file"));
        files.put(path, what);
        switch (Dotenv.parse(content)) {
            case Dotenv.Entries(var entries) -> {
                entries.forEach(entry -> requireNotOurs(entry.name(), path));
                if (secret) {
                    conceal(entries);
                }
                layers.add(new Layer(path, secret, entries));
            }
            case Dotenv.Invalid(var problems) ->
                throw Rejected.at(
                        "InvalidSpec",
                        path,
                        problems.stream()
                                        .limit(MOST_PROBLEMS)
                                        .map(problem -> located(path, problem.line(), problem.message()))
                                        .collect(joining(" "))
                                + more(problems.size()));
        }
    }

    /** A part of a file must not be shown, even where the file as a whole is refused later. */
    private void conceal(List<DotenvEntry> entries) {
        reading.conceal(entries.stream()
                .flatMap(entry ->
                        entry.value() instanceof DotenvValue.Literal(var text) ? Stream.of(text) : Stream.empty())
                .filter(text -> !text.isEmpty())
                .map(Secret::of)
                .toList());
    }

    static String more(int problems) {
        return problems > MOST_PROBLEMS ? " There are " + (problems - MOST_PROBLEMS) + " more." : "";
    }

    private static void requireNotOurs(String name, String path) {
        if (name.startsWith(OURS)) {
            throw Rejected.at(
                    "InvalidSpec",
                    path,
                    "the name " + name + " is kept for the operator, which sets the variables that start with " + OURS
                            + "; rename it");
        }
    }

    private static void checked(Map<String, Secret> found, String path) {
        for (var entry : found.entrySet()) {
            requireNotOurs(entry.getKey(), path);
            if (!NAME.matcher(entry.getKey()).matches()) {
                throw Rejected.at(
                        "InvalidSpec",
                        path,
                        "key " + entry.getKey() + " cannot name an environment variable; rename it to letters, digits"
                                + " and underscores, take it out, or name it as key if it is a dotenv file");
            }
            if (entry.getValue().reveal().indexOf('\0') >= 0) {
                throw Rejected.at(
                        "InvalidSpec",
                        path,
                        "the value of " + entry.getKey() + " has a NUL byte, which no variable can");
            }
        }
    }
}
