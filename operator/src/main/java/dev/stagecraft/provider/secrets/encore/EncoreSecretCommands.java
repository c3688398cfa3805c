package dev.stagecraft.provider.secrets.encore;

import dev.stagecraft.command.Command;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls of the Encore CLI. */
final class EncoreSecretCommands {
    /** What the CLI calls a type, where that is another word. */
    private static final Map<String, String> WORDS = Map.of("preview", "pr");

    private EncoreSecretCommands() {}

    /** Tells whether the CLI is there; needs no login. */
    static Command version() {
        return Command.of("encore", "version");
    }

    /** Sets one secret for those types of environments. The CLI takes line breaks off the end of what it reads. */
    static Command set(List<String> types, String name, Secret value) {
        String words =
                types.stream().map(type -> WORDS.getOrDefault(type, type)).collect(Collectors.joining(","));
        return Command.of("encore", "secret", "set", "--type", words, name).withStdin(value);
    }
}
