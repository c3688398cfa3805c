package dev.stagecraft.build;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How an image is made of a source. Holds no secret; paths are relative to the root of the repository. */
public sealed interface Recipe {
    /** The directory whose content goes in. */
    String context();

    /** Ids of the secrets that the build may read, to be given in {@link BuildRequest#secrets()}. */
    List<String> secrets();

    /**
     * By a Dockerfile.
     *
     * @param dockerfile path of it, also outside the context
     * @param target the stage to build; empty for the last
     * @param arguments build arguments, which stay visible in the image's history
     */
    record Dockerfile(
            String context, String dockerfile, String target, SortedMap<String, String> arguments, List<String> secrets)
            implements Recipe {
        public Dockerfile {
            arguments = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * By a program that makes and pushes the image itself. In every word of the command {@code {image}} stands for the name under
     * which it must be pushed, and {@code {files}} for the directory with the files.
     *
     * @param program what must be there before anything starts, as in {@code encore}
     * @param version of the program, as far as the image depends on it; empty where it does not
     * @param command program and arguments, run in the context
     * @param files by name, written beside the context and never into it; no secret
     * @param environment of the program, beside what a program always gets
     */
    record Program(
            String context,
            String program,
            String version,
            List<String> command,
            Map<String, String> files,
            Map<String, String> environment,
            List<String> secrets)
            implements Recipe {
        public Program {
            command = List.copyOf(command);
            files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
            environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
            secrets = List.copyOf(secrets);
        }
    }
}
