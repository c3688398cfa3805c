package dev.stagecraft.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Lays the environment over the file, and notes every name that is not a setting. Values of such names are not shown. */
final class SettingSources {
    private SettingSources() {}

    static Map<String, String> merge(Map<String, String> environment, List<String> violations) {
        var ours = new TreeMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith(Setting.PREFIX)) {
                ours.put(name, value);
            }
        });
        refuseUnknown(ours, "the environment", violations);
        var file = ours.getOrDefault(Setting.CONFIG_FILE.variable(), "");
        if (!file.isBlank()) {
            var fromFile = read(file, violations);
            refuseUnknown(fromFile, file, violations);
            fromFile.forEach(ours::putIfAbsent);
        }
        return ours;
    }

    private static void refuseUnknown(Map<String, String> values, String where, List<String> violations) {
        values.keySet().stream()
                .filter(name -> !Setting.variables().contains(name))
                .sorted()
                .map(name -> "%s, found in %s, is not a setting. The settings are: %s."
                        .formatted(name, where, String.join(", ", Setting.variables())))
                .forEach(violations::add);
    }

    private static Map<String, String> read(String file, List<String> violations) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException failure) {
            violations.add(
                    "%s names the file '%s', which cannot be read as properties (%s). Correct the path or the file."
                            .formatted(Setting.CONFIG_FILE.variable(), file, kind(failure)));
        }
        var values = new TreeMap<String, String>();
        properties
                .stringPropertyNames()
                .forEach(name -> values.put(name, requireNonNull(properties.getProperty(name))));
        return values;
    }

    private static String kind(Exception failure) {
        return switch (failure) {
            case java.nio.file.NoSuchFileException _ -> "there is no such file";
            case java.nio.file.AccessDeniedException _ -> "reading it is not permitted";
            case InvalidPathException _ -> "it is not a path";
            case IllegalArgumentException _ -> "it holds a malformed escape";
            case Exception other -> other.getClass().getSimpleName();
        };
    }
}
