package dev.stagecraft.provider.app;

import dev.stagecraft.provider.SecretReference;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one place says of a build by Dockerfile; what it does not say is empty, and comes from the next place.
 *
 * @param context relative to the root of the repository, normalised
 * @param dockerfile relative to the context, as it was written
 * @param arguments by name
 * @param secrets by the id that the Dockerfile mounts
 */
record DockerfileBuild(
        Optional<String> context,
        Optional<String> dockerfile,
        Optional<String> target,
        SortedMap<String, String> arguments,
        SortedMap<String, SecretReference> secrets) {
    static final DockerfileBuild UNSAID =
            new DockerfileBuild(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Map.of());

    DockerfileBuild {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    }

    DockerfileBuild(
            Optional<String> context,
            Optional<String> dockerfile,
            Optional<String> target,
            Map<String, String> arguments,
            Map<String, SecretReference> secrets) {
        this(context, dockerfile, target, new TreeMap<>(arguments), new TreeMap<>(secrets));
    }

    /** This, and where it is silent what {@code below} says; arguments and secrets one by one. */
    DockerfileBuild over(DockerfileBuild below) {
        var merged = new TreeMap<>(below.arguments);
        merged.putAll(arguments);
        var readable = new TreeMap<>(below.secrets);
        readable.putAll(secrets);
        return new DockerfileBuild(
                context.or(below::context),
                dockerfile.or(below::dockerfile),
                target.or(below::target),
                merged,
                readable);
    }
}
