package dev.stagecraft.cli.phase;

import dev.stagecraft.dotenv.Dotenv;
import dev.stagecraft.dotenv.DotenvEntry;
import dev.stagecraft.dotenv.DotenvValue;
import dev.stagecraft.dotenv.DotenvWriter;
import dev.stagecraft.provider.secrets.SecretText;
import dev.stagecraft.secret.Secret;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A dotenv file as it stands, in a directory or as one value of a Secret. */
record DotenvFile(Secret content) {
    private static final String UNREADABLE = "(lines that cannot be read)";

    /** The variables as they are written; what cannot be read is one without a name. */
    Map<String, Secret> entries() {
        var entries = new TreeMap<String, Secret>();
        parsed().ifPresentOrElse(
                        found -> found.forEach(entry -> entries.put(entry.name(), Secret.of(words(entry.value())))),
                        () -> entries.put(UNREADABLE, content));
        return entries;
    }

    /** It with those variables of another at its end; empty where that cannot be read. */
    Optional<Secret> with(DotenvFile other, Set<String> names) {
        if (names.isEmpty()) {
            return Optional.of(content);
        }
        return other.parsed().map(entries -> {
            var lines = new LinkedHashMap<String, String>();
            for (int at = 0; at < entries.size(); at++) {
                if (names.contains(entries.get(at).name())) {
                    lines.put(entries.get(at).name(), other.lines(entries, at));
                }
            }
            var own = content.reveal();
            return Secret.of(own + (own.isEmpty() || own.endsWith("\n") ? "" : "\n") + String.join("", lines.values()));
        });
    }

    private String lines(List<DotenvEntry> entries, int at) {
        var entry = entries.get(at);
        if (entry.value() instanceof DotenvValue.Literal(var text)) {
            return DotenvWriter.write(Map.of(entry.name(), text));
        }
        // What is replaced in it is told by its notation, which only the lines themselves have.
        var all = content.reveal().split("\n", -1);
        int end = at + 1 < entries.size() ? entries.get(at + 1).line() - 1 : all.length;
        return String.join("\n", Arrays.copyOfRange(all, entry.line() - 1, end)).stripTrailing() + "\n";
    }

    private Optional<List<DotenvEntry>> parsed() {
        return switch (SecretText.of(content).map(Dotenv::parse).orElseGet(() -> new Dotenv.Invalid(List.of()))) {
            case Dotenv.Entries(var found) -> Optional.of(found);
            case Dotenv.Invalid _ -> Optional.empty();
        };
    }

    /** Quoted or not, the same words are the same value, unless something in them is replaced. */
    private static String words(DotenvValue value) {
        return switch (value) {
            case DotenvValue.Literal(var text) -> text;
            case DotenvValue.Variable(var text) -> text.contains("$") ? "replaced: " + text : text;
            case DotenvValue.Inherited() -> "inherited";
        };
    }
}
