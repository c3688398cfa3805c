package dev.stagecraft.provider.app;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a person runs services from a checkout.
 *
 * @param directory below the root of the repository; empty for the root
 * @param command program and arguments
 * @param environment what it needs beside the application's own variables; no secret
 */
public record DevCommand(String directory, List<String> command, Map<String, String> environment) {
    public DevCommand {
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A command needs a program.");
        }
    }
}
