package dev.stagecraft.provider.app;

import java.util.List;

/**
 * How a person runs the services from a checkout.
 *
 * @param directory below the root of the repository
 * @param command program and arguments
 */
public record DevCommand(String directory, List<String> command) {
    public DevCommand {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A command needs a program.");
        }
    }
}
