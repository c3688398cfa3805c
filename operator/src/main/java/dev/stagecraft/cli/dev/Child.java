package dev.stagecraft.cli.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to run here.
 *
 * @param name what its lines begin with
 * @param title what it is called in what is said of it
 * @param mark tells its processes from all others of this machine
 * @param environment the whole of it, secrets included
 */
record Child(
        String name, String title, String mark, Path directory, List<String> command, Map<String, String> environment) {
    Child {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Without the environment. */
    @Override
    public String toString() {
        return name + command;
    }
}
