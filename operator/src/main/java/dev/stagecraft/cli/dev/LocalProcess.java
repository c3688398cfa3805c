package dev.stagecraft.cli.dev;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One process of the plan.
 *
 * @param services those it serves, sorted; services that a provider runs by the same command share a process
 * @param origin the field of the resource that its provider reads the command from
 * @param provider id of the provider
 * @param directory below the root of the checkout; empty for the root
 * @param command program and arguments
 * @param environment what it needs beside the application's own variables; no secret
 */
record LocalProcess(
        List<String> services,
        String origin,
        String provider,
        String directory,
        List<String> command,
        Map<String, String> environment) {
    LocalProcess {
        services = List.copyOf(services);
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** What its lines begin with. */
    String name() {
        return String.join("+", services);
    }
}
