package dev.stagecraft.provider.app;

import java.util.List;

/**
 * How the value of a secret is brought to where the framework of an application keeps it.
 *
 * @param variable whose value goes to standard input; it is in no argument
 * @param directory below the root of the repository, the context of one of its recipes; empty for the root
 * @param command program and arguments; {@code {files}} stands for the directory with the files of the recipe
 */
public record SecretSync(String variable, String directory, List<String> command) {
    public SecretSync {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A command needs a program.");
        }
    }
}
