package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An image to be made on a host.
 *
 * @param image repository and tag, under which it is pushed
 * @param platform as in {@code linux/amd64}
 * @param login the registry's credentials as Docker's config.json; empty to use the host's own
 * @param secrets by id: letters, digits, {@code .}, {@code _} and {@code -}
 * @param pushes secrets that commands take elsewhere before the image is made
 * @param limit for everything that happens on the host
 */
public record HostBuild(
        String image,
        String platform,
        Tool tool,
        Secret login,
        SortedMap<String, Secret> secrets,
        List<Push> pushes,
        Duration limit) {

    public HostBuild {
        requireNonNull(tool, "tool");
        requireNonNull(login, "login");
        secrets = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
        pushes = List.copyOf(pushes);
        if (image.lastIndexOf(':') <= image.lastIndexOf('/')) {
            throw new IllegalArgumentException("An image to be pushed needs a tag: " + image);
        }
        secrets.keySet().forEach(ReleaseFiles::requireRelease);
    }

    /** The last word of the repository and the tag, which follows from the content: the same image has the same name. */
    static String name(String image) {
        return image.substring(image.lastIndexOf('/') + 1).replace(':', '-');
    }

    /** Without secrets that are taken elsewhere. */
    public HostBuild(
            String image, String platform, Tool tool, Secret login, SortedMap<String, Secret> secrets, Duration limit) {
        this(image, platform, tool, login, secrets, List.of(), limit);
    }

    /**
     * A secret that a command takes elsewhere.
     *
     * @param name what a shell takes for the name of a variable
     * @param command words in which {@code {files}} is replaced, run in the context with the value on standard input
     */
    public record Push(String name, List<String> command, Secret value) {
        public Push {
            ReleaseFiles.requireRelease(name);
            command = List.copyOf(command);
            requireNonNull(value, "value");
        }
    }

    /** What makes it. */
    public sealed interface Tool {}

    /**
     * Docker with BuildKit.
     *
     * @param dockerfile path in the context; not read when {@code outside} has one
     * @param outside a Dockerfile that is not in the context, by {@code Dockerfile}, and perhaps its {@code Dockerfile.dockerignore}
     * @param target empty for the last stage
     * @param arguments they stay in the image's history, so they are no secrets; values are words of a command only where the name
     *     is none that a shell could hand over
     */
    public record Docker(
            String dockerfile,
            SortedMap<String, String> outside,
            String target,
            SortedMap<String, String> arguments,
            SortedMap<String, String> labels)
            implements Tool {
        public Docker {
            outside = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(outside));
            arguments = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
            labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }
    }

    /**
     * A program of the host.
     *
     * @param name what must be in the path
     * @param command words in which {@code {image}} and {@code {files}} are replaced
     * @param files by name, in the directory that {@code {files}} stands for
     * @param environment names as a shell has them; beside it {@code STAGECRAFT_SECRETS}, the directory that has the secrets as files
     *     by their ids
     */
    public record Program(
            String name, List<String> command, Map<String, String> files, SortedMap<String, String> environment)
            implements Tool {
        public Program {
            command = List.copyOf(command);
            files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
            environment = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(environment));
            files.keySet().forEach(ReleaseFiles::requireRelease);
        }
    }

    /**
     * The tar archive of the directory that is built.
     *
     * @param bytes how long it is
     * @param sha256 of it, as 64 hex digits
     */
    public record Context(long bytes, String sha256, InputSource tar) {
        public Context {
            requireNonNull(tar, "tar");
        }
    }
}
